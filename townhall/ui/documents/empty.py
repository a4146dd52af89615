"""What the documents screen shows while nothing is planned that a pack could be about."""

from townhall.language import _
from townhall.ui.plan_files import open_sample
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.notices import EmptyState


def empty_documents(frame: Frame) -> EmptyState:
    """Says what packs are made of, and leads to the first town hall or to the sample."""
    plan = Button(_("Plan a town hall"), "primary", icon="plus")
    sample = Button(_("Open the hospital sample"))

    def plan_one() -> None:
        frame.go("calendar")
        frame.actions.run("calendar.new.town-hall")

    plan.clicked.connect(plan_one)
    sample.clicked.connect(lambda: open_sample(frame))
    made = EmptyState(
        "documents",
        _("No date to make a pack for yet"),
        _(
            "The speaker brief and the moderator’s Q&A pack are made from a town hall or an "
            "update: its key messages, questions and run of show."
        ),
        [plan, sample],
    )
    made.setFocusProxy(plan)
    return made
