"""What the window shows while no plan is open: three ways to begin, and the recent plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import PlanDamaged, TownHallError
from townhall.language import _, current_language
from townhall.ui import plan_files
from townhall.ui.actions import Action
from townhall.ui.plans import plan_title
from townhall.ui.screen import Frame, Screen
from townhall.ui.theme import theme
from townhall.ui.welcome.new_plan import NewPlanForm
from townhall.ui.welcome.picture import SamplePicture
from townhall.ui.welcome.recent import RecentPlans, missing_plans
from townhall.ui.widgets.key_cap import KeyCap
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.notices import Banner
from townhall.ui.widgets.page import Ground, ScrollPage
from townhall.ui.widgets.paint import HEAD, SMALL, Type
from townhall.ui.widgets.rows import Choice
from townhall.ui.widgets.segment import Segment

if TYPE_CHECKING:
    from townhall.domain.changes import Changes
    from townhall.services.sample_preview import SamplePreview

_LEFT = (528, 640)
_NARROW = 1200


class WelcomeScreen(Screen):
    """Three choices with their letters, the recent plans, language and theme."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._wanted_plan = ""
        self.setAcceptDrops(True)
        self.banner = Banner("", "bad")
        self.banner.acted.connect(self._on_remedy)
        self.banner.hide()
        self.busy = Label("", SMALL, "text2")
        self.busy.hide()
        self.form = NewPlanForm()
        self.form.hide()
        self.form.wanted.connect(self._make_plan)
        self.form.left.connect(self._leave_form)
        self.recent = RecentPlans()
        self.recent.open_wanted.connect(self.open_recent)
        self.recent.remove_wanted.connect(self._forget)
        self.picture = SamplePicture()
        self._make_choices()
        self._left = Ground("surface")
        self._lay_out()

    # The parts of the page

    def _make_choices(self) -> None:
        self.new_choice = Choice(
            _("New plan"),
            _("Your organisation, your audiences, your first town hall"),
            "file-plus",
            trailing=[KeyCap("N")],
        )
        self.sample_choice = Choice(
            _("Open the hospital sample"),
            _("De Linde introduces AI in diagnostics; change anything"),
            "hospital",
            trailing=[KeyCap("S")],
        )
        self.file_choice = Choice(
            _("Open a file"),
            _("A Town Hall plan on this computer"),
            "folder-open",
            trailing=[KeyCap("O")],
        )
        self.choices = (self.new_choice, self.sample_choice, self.file_choice)
        for choice, run in zip(
            self.choices, (self.start_new, self.open_sample, self.open_file), strict=True
        ):
            choice.clicked.connect(lambda _checked=False, run=run: run())

    def _lay_out(self) -> None:
        self._page = ScrollPage(pad=0, gap=12)
        column = self._page.column
        column.addStretch(2)
        self._headline = Label(
            _("Tell your people about AI,\nand answer what they ask."), Type(26, 600), wrap=True
        )
        self._page.add(self._headline)
        self._page.add(
            Paragraph(
                _(
                    "Plan town halls and updates, collect every question, keep every promise. "
                    "Where would you like to start?"
                ),
                Type(15),
                "text2",
                selectable=False,
            )
        )
        column.addSpacing(8)
        self._page.add(self.banner)
        self._page.add(self.new_choice)
        self._page.add(self.form)
        self._page.add(self.sample_choice)
        self._page.add(self.file_choice)
        column.addLayout(self._promise())
        self._page.add(self.recent)
        column.addStretch(3)
        self._column = QVBoxLayout(self._left)
        self._column.setSpacing(0)
        self._column.addLayout(self._brand())
        self._column.addWidget(self._page, 1)
        self._column.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(self.picture, 1)

    def _brand(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 40, 0, 16)
        row.setSpacing(12)
        row.addWidget(Icon("town-hall", "accent", 24))
        row.addWidget(Label("Town Hall", HEAD))
        row.addStretch(1)
        return row

    def _promise(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(2, 8, 0, 8)
        row.setSpacing(8)
        row.addWidget(Icon("lock", "text2", 16))
        row.addWidget(
            Label(
                _("Everything stays in one file on this computer. No network, no account."),
                SMALL,
                "text2",
                wrap=True,
            ),
            1,
        )
        return row

    def _foot(self) -> QBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 16, 0, 32)
        row.setSpacing(12)
        self.language = Segment(
            [("nl", "Nederlands"), ("en", "English")], current_language(), name=_("Language")
        )
        self.language.chosen.connect(self._on_language)
        self.theme = Segment(
            [("light", _("Light")), ("dark", _("Dark")), ("system", _("System"))],
            theme().mode,
            name=_("Theme"),
        )
        self.theme.chosen.connect(self._on_theme)
        row.addWidget(self.language)
        row.addWidget(self.theme)
        row.addStretch(1)
        row.addWidget(self.busy)
        return row

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._left.setFixedWidth(theme().px(_LEFT[0] if narrow else _LEFT[1]))
        side = (40, 40) if narrow else (96, 72)
        self._column.setContentsMargins(side[0], 0, side[1], 0)

    # The screen

    def title(self) -> str:
        return _("Welcome")

    def first_focus(self) -> QWidget:
        return self.new_choice

    def commands(self) -> Sequence[Action]:
        # The letter N belongs to the window: it runs the one action that makes something new.
        return [
            Action("welcome.new", _("Make a new plan"), self.start_new, "", "file-plus", "new"),
            Action(
                "welcome.sample", _("Open the hospital sample"), self.open_sample, "S", "hospital"
            ),
            Action("welcome.open", _("Open a file"), self.open_file, "O", "folder-open"),
        ]

    def refresh(self, changes: Changes | None) -> None:
        self._show_recent()
        jobs, clock = self.frame.jobs, self.frame.clock

        def preview() -> SamplePreview:
            from townhall.services.sample_preview import sample_preview

            return sample_preview(clock)

        jobs.on_database_thread(preview, done=self.picture.show_preview)

    def _show_recent(self) -> None:
        plans = tuple(self.frame.settings.recent_plans)

        def show(missing: frozenset[str]) -> None:
            self.recent.show_plans(plans, missing)

        self.recent.setVisible(bool(plans))
        self.frame.jobs.on_database_thread(missing_plans, plans, done=show)

    # What the user does

    def start_new(self) -> None:
        """Ask what the organisation is called."""
        self.new_choice.set_chosen(True)
        self.form.start()

    def _leave_form(self) -> None:
        self.new_choice.set_chosen(False)
        self.form.hide()
        self.new_choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_plan(self, organisation: str) -> None:
        self.banner.hide()
        plan_files.new_plan(self.frame, self, organisation, self._on_refused)

    def open_sample(self) -> None:
        """Make today's sample and open it."""
        self._begin(_("Making the sample"))
        plan_files.open_sample(self.frame, self._on_refused)

    def open_file(self) -> None:
        """Ask for a plan and open it."""
        self.banner.hide()
        plan_files.open_plan(self.frame, self, self._on_refused)

    def open_recent(self, plan: str) -> None:
        """Open a plan of the list."""
        self._begin(_("Opening {plan}").format(plan=plan_title(plan)), plan)
        self.frame.plans.open(plan, self._on_refused)

    def _forget(self, plan: str) -> None:
        self.frame.settings.forget_plan(plan)
        self.frame.toast(_("{plan} is off the list; its file stays.").format(plan=plan_title(plan)))
        self._show_recent()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, what: str, plan: str = "") -> None:
        self.banner.hide()
        self._wanted_plan = plan
        self.busy.setText(what)
        self.busy.show()
        self._enable(enabled=False)

    def _enable(self, *, enabled: bool) -> None:
        for widget in (*self.choices, self.form, self.recent):
            widget.setEnabled(enabled)

    def _on_refused(self, error: TownHallError) -> None:
        self.busy.hide()
        self._enable(enabled=True)
        can_restore = isinstance(error, PlanDamaged) and bool(self._wanted_plan)
        remedy = _("Restore a backup") if can_restore else _("Open another file")
        self.banner.tell(str(error), "bad", remedy)
        self.banner.setProperty("restores", can_restore)
        self.banner.action.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_recent()

    def _on_remedy(self) -> None:
        if not self.banner.property("restores"):
            self.open_file()
            return
        backup = plan_files.ask_backup(self.frame, self)
        if backup is not None:
            plan = self._wanted_plan
            self._begin(_("Restoring the backup"), plan)
            plan_files.restore_closed(self.frame, plan, backup, self._on_refused)

    def _on_language(self, code: object) -> None:
        self.frame.speak(str(code))

    def _on_theme(self, mode: object) -> None:
        self.frame.settings.update(theme=str(mode))
        theme().set_mode(str(mode))

    # Plans that are dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_plan(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        plan = _dropped_plan(event)
        if plan:
            event.acceptProposedAction()
            self.open_recent(plan)


def _dropped_plan(event: Any) -> str:
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and plan_files.is_plan_file(files[0]) else ""
