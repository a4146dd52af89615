"""Where imported questions go, and whether names are kept."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QVBoxLayout, QWidget

from townhall.domain.terms import Anonymity
from townhall.language import _
from townhall.services.queries.question_register import Meeting, QuestionChoices
from townhall.ui.date_words import short_date
from townhall.ui.imports.question_draft import QuestionDraft
from townhall.ui.source_names import asked_names, source_code, source_name
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Option, Select

_NONE = (0, "")


class TargetCard(Card):
    """`meeting_chosen(Meeting or None)`, `names_chosen(Anonymity)`, `dates_read(bool or None)`.

    `source_named(str)` says where the questions come from, where the file does not.
    """

    meeting_chosen = Signal(object)
    names_chosen = Signal(object)
    dates_read = Signal(object)
    source_named = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._meetings: dict[tuple[int, str], Meeting] = {}
        self.meeting = Select(name=_("Meeting"), icon="town-hall")
        self.meeting.chosen.connect(lambda key: self.meeting_chosen.emit(self._meetings.get(key)))
        levels = [
            Option(Anonymity.HELD_BY_SOURCE, _("Strip before storing (advised)"), "shield"),
            Option(Anonymity.ANONYMOUS, _("Strip, and call them anonymous"), "ban"),
            Option(Anonymity.NAMED, _("Store: the askers agreed"), "person"),
        ]
        self.names = Select(levels, name=_("Names and e-mail addresses"))
        self.names.chosen.connect(self.names_chosen)
        self.source = TextField(name=_("Source"), placeholder=_("Where it was asked"))
        self.source.setCompleter(QCompleter(asked_names(), self))
        self.source.editingFinished.connect(
            lambda: self.source_named.emit(source_code(self.source.text()))
        )
        self._source = Field(_("Source"), self.source)
        self._consequence = Paragraph("", SMALL, "text2", selectable=False)
        orders = [
            Option(None, _("As the dates show")),
            Option(True, _("Day first")),
            Option(False, _("Month first")),
        ]
        self.dates = Select(orders, name=_("Dates such as 3/4"))
        self.dates.chosen.connect(self.dates_read)
        self._dates = Field(_("Dates such as 3/4"), self.dates)
        self.add(SectionHead(_("Where it goes")))
        self.add_line()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(12)
        column.addWidget(Field(_("Meeting"), self.meeting))
        column.addWidget(self._source)
        column.addWidget(self._dates)
        names = QVBoxLayout()
        names.setSpacing(6)
        names.addWidget(Field(_("Names and e-mail addresses"), self.names))
        names.addWidget(self._consequence)
        column.addLayout(names)
        self.add(holder)

    def show_choices(self, choices: QuestionChoices, draft: QuestionDraft, today: date) -> None:
        """Offer the meetings; the next one unless the user chose."""
        self._meetings = {_key(one): one for one in choices.meetings}
        options = [Option(_NONE, _("No meeting"))]
        options += [
            Option(key, f"{short_date(one.start.date(), today)}, {one.title}")
            for key, one in self._meetings.items()
        ]
        key = _key(draft.meeting) if draft.meeting else _NONE
        if key not in self._meetings:
            key = _NONE
        self.meeting.set_options(options, key)

    def show_draft(self, draft: QuestionDraft) -> None:
        """Show what was decided."""
        self.names.set_value(draft.names)
        mapping = draft.shown.mapping
        self.dates.set_value(mapping.day_first)
        self._dates.setVisible(mapping.asked_at is not None)
        self._source.setVisible(draft.names_source)
        if not self.source.hasFocus():
            self.source.setText(source_name(draft.source))
        self._consequence.setText(_consequence(draft.names))


def _consequence(names: Anonymity) -> str:
    if names is Anonymity.NAMED:
        return _(
            "Names and addresses are written into the plan. Whoever opens it sees who asked "
            "what; do this only if the askers know."
        )
    if names is Anonymity.ANONYMOUS:
        return _("Names and addresses are left out; the questions count as asked by nobody known.")
    return _(
        "Names and addresses are left out before anything is stored; only the tool that the file "
        "comes from still knows who asked."
    )


def _key(meeting: Meeting) -> tuple[int, str]:
    start = meeting.original_start
    return meeting.communication_id, start.isoformat() if start else ""
