"""The editor of a communication, a full page: loads, keeps what is typed, saves in one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QAbstractSpinBox, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.changes import Changes
from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.terms import CommunicationKind
from townhall.language import _
from townhall.services.edit_ripple import edit_ripple, edit_with_ripple
from townhall.services.queries.calendar import CalendarChoices, calendar_choices
from townhall.services.queries.communications import (
    OccurrenceDetail,
    nearest_date,
    occurrence,
)
from townhall.services.queries.ripple import Ripple, ripple
from townhall.ui.actions import Action
from townhall.ui.calendar.form import CommunicationForm, first_date
from townhall.ui.calendar.targets import (
    DateTarget,
    NewTarget,
    Saving,
    Target,
    Values,
    changed,
    moved_by,
    new_values,
    saving,
    stored_values,
)
from townhall.ui.date_key import DateKey
from townhall.ui.date_words import day_text
from townhall.ui.pages import open_time_finder
from townhall.ui.rippling import Rippling
from townhall.ui.screen import Frame, Page
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.notices import Banner
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.segment import Segment


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the form is filled from."""

    choices: CalendarChoices
    detail: OccurrenceDetail | None


_FORM_AND_PANEL = 1040
"""From this width on, at normal text size, what moves along stands beside the form."""


class EditorPage(Page):
    """Edits `target`, beginning at `field`.

    What is typed is kept in `drafts` until it is saved; `saved(DateKey)` says where to find it
    then.
    """

    nouns = frozenset({"none"})

    def __init__(
        self,
        frame: Frame,
        *,
        target: Target,
        drafts: dict[str, Any],
        saved: Callable[[DateKey], object],
        field: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(frame, parent)
        self.target, self._drafts, self._saved = target, drafts, saved
        self._field = field
        self._loaded: _Loaded | None = None
        self._before: Values = {}
        self._done = False
        self._saving: Saving | None = None
        self._after: Values = {}
        self._found: Ripple | None = None
        self.form: CommunicationForm | None = None
        self.banner = Banner("", action="", closable=False)
        self.banner.hide()
        self.banner.acted.connect(self.start_over)
        self.scope = Segment(
            [
                ("this", _("This date")),
                ("following", _("This and following")),
                ("all", _("All dates")),
            ],
            target.scope,
            name=_("What the changes hold for"),
        )
        self.scope.chosen.connect(self._on_scope_chosen)
        self.save_button = Button(_("Save"), kind="primary", icon="check")
        self.save_button.clicked.connect(lambda _checked=False: self.save())
        self._scope_bar = self._make_scope_bar()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._scope_bar)
        self._banner_holder = QWidget()
        inner = QHBoxLayout(self._banner_holder)
        inner.setContentsMargins(20, 12, 20, 0)
        inner.addWidget(self.banner)
        self._banner_holder.hide()
        self._column.addWidget(self._banner_holder)
        self._beside = QHBoxLayout()
        self._beside.setSpacing(0)
        self._column.addLayout(self._beside, 1)
        self.rippling = Rippling(self, self._beside, alone_below=theme().px(_FORM_AND_PANEL))
        self.rippling.applied.connect(self._keep)
        self.rippling.left.connect(self._stay)

    def _make_scope_bar(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(20, 10, 20, 2)
        row.setSpacing(12)
        row.addWidget(Label(_("These changes hold for"), BODY, "text2"))
        row.addWidget(self.scope)
        row.addStretch(1)
        holder.hide()
        return holder

    def title(self) -> str:
        if isinstance(self.target, NewTarget):
            return _new_title(self.target.kind)
        if self._loaded is None or self._loaded.detail is None:
            return ""
        return self._loaded.detail.row.title

    def facts(self) -> str:
        if self._loaded is None or self._loaded.detail is None:
            return ""
        return day_text(self._loaded.detail.row.start.date(), "ddd d MMMM yyyy")

    def controls(self) -> QWidget | None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        find = Button(_("Find a time"), icon="clock")
        find.clicked.connect(lambda _checked=False: self.find_time())
        row.addWidget(find)
        row.addWidget(self.save_button)
        return holder

    def find_time(self) -> None:
        """Look for a time; what was typed here stays for later."""
        from townhall.services.queries.time_finder import TimeWish

        if isinstance(self.target, DateTarget):
            wish = TimeWish(self.target.communication_id, self.target.original_start)
        else:
            wish = TimeWish(kind=self.target.kind, audiences=self.target.audiences)
        open_time_finder(self.frame, wish)

    def commands(self) -> Sequence[Action]:
        return [Action("editor.save", _("Save"), self.save, "Ctrl+Return; Ctrl+S", "check", "edit")]

    def first_focus(self) -> QWidget:
        return self.form.title if self.form is not None else self

    def refresh(self, changes: Changes | None) -> None:
        if self.form is None and self._loaded is None:
            self.frame.jobs.read(_loaded, self.target, done=self._on_loaded, channel="editor.load")

    def save(self) -> None:
        """Keep what was typed, as one step; an error shows at its field."""
        if self.form is None:
            return
        typing = self.focusWidget()
        if isinstance(typing, QAbstractSpinBox):
            # A number counts when it is left; saving by key leaves it.
            typing.interpretText()
        self.form.clear_errors()
        try:
            after = self.form.values()
        except InvalidInput as error:
            self._on_refused(error)
            return
        plan = saving(self.target, self._before, after)
        if plan is None:
            self._finish()
            return
        self.save_button.setEnabled(False)
        self._saving, self._after, self._found = plan, after, None
        if plan.edit is not None:
            self.frame.jobs.rehearse(
                edit_ripple, plan.edit, done=self._on_ripple, failed=self._on_refused
            )
            return
        if plan.moved_to is None:
            self._keep()
            return
        self.frame.jobs.read(
            ripple,
            *plan.args[:2],
            plan.moved_to,
            clock=self.frame.clock,
            done=self._on_ripple,
            failed=self._on_refused,
            channel="editor.ripple",
        )

    def _on_ripple(self, found: Ripple) -> None:
        self._found = found
        if found.is_empty or self._loaded is None:
            self._keep()
        else:
            today = self.frame.clock.today(self._loaded.choices.plan.time_zone)
            self.rippling.show(found, today)

    def _stay(self) -> None:
        """Go on typing: nothing moved."""
        self.rippling.close()
        self.save_button.setEnabled(True)
        self.save_button.setFocus()

    def _keep(self, along: Sequence[str] | None = None) -> None:
        """Keep what was typed; `along` names what moves with the date, None: all that does."""
        plan, after = self._saving, self._after
        assert plan is not None
        options: dict[str, Any] = {}
        use_case, args = plan.use_case, plan.args
        if plan.edit is not None:
            use_case, args = edit_with_ripple, (plan.edit, self._found)
        if plan.edit is not None or plan.moved_to is not None:
            options["along"] = along
        self.rippling.close()
        self.frame.jobs.change(
            use_case,
            *args,
            **options,
            done=lambda value: self._on_saved(value, after),
            failed=self._on_refused,
        )

    def start_over(self) -> None:
        """Throw the draft away and show what is stored, or an empty form."""
        self._drafts.pop(self.target.draft, None)
        self._hide_banner()
        self._fill()

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.target.draft in self._drafts and not self._done

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.is_dirty and not event.spontaneous():
            self.frame.toast(
                _("What you typed is kept. Open the editor again to go on."),
            )

    def _on_loaded(self, loaded: _Loaded) -> None:
        self._loaded = loaded
        self.form = CommunicationForm(loaded.choices)
        self.form.changed.connect(self._on_form_changed)
        self._beside.insertWidget(0, self.form, 1)
        self._scope_bar.setVisible(loaded.detail is not None and loaded.detail.row.recurring)
        self._fill()
        self.heading_changed.emit()
        self.form.go_to(self._field)

    def _fill(self) -> None:
        if self.form is None or self._loaded is None:
            return
        if isinstance(self.target, NewTarget):
            self._before = new_values(self.target, self._loaded.choices.plan)
        elif self._loaded.detail is not None:
            self._before = stored_values(self.target, self._loaded.detail)
        draft = self._drafts.get(self.target.draft)
        usable = isinstance(draft, dict) and draft.keys() == self._before.keys()
        self.form.set_scope(self.target.scope)
        self.form.clear_errors()
        self.form.fill(draft if usable and isinstance(draft, dict) else self._before)
        if usable:
            self.banner.tell(
                _("Here is what you typed before; it is not saved yet."),
                "accent",
                _("Start over"),
            )
            self._banner_holder.show()
        else:
            self._drafts.pop(self.target.draft, None)
            self._hide_banner()

    def _hide_banner(self) -> None:
        self._banner_holder.hide()

    def _on_form_changed(self) -> None:
        if self.form is None:
            return
        try:
            values = self.form.values()
        except InvalidInput:
            # The last date of the rule is being chosen.
            return
        if changed(self._before, values):
            self._drafts[self.target.draft] = values
        else:
            self._drafts.pop(self.target.draft, None)

    def _on_scope_chosen(self, scope: str) -> None:
        """Take along what was typed in fields that the other scope has as well."""
        if not isinstance(self.target, DateTarget) or self.form is None:
            return
        typed = self._drafts.pop(self.target.draft, None)
        mine = changed(self._before, typed) if typed else {}
        self.target = replace(self.target, scope=scope)
        self._fill()
        if mine and self._loaded is not None:
            self._drafts[self.target.draft] = self._before | mine
            self.form.fill(self._before | mine)

    def _on_saved(self, value: Any, after: Values) -> None:
        start = first_date(after)
        if isinstance(self.target, NewTarget):
            number = value
        else:
            moved = value[0] if isinstance(value, tuple) else value
            number = moved if isinstance(moved, int) else self.target.communication_id
            if self.target.scope == "this":
                key = DateKey(number, self.target.original_start)
                self._finish(key)
                return
            start = self.target.original_start + moved_by(self._before, after)
        self.frame.jobs.read(
            nearest_date,
            number,
            start - timedelta(minutes=1),
            done=lambda found: self._finish(DateKey(number, found)),
            failed=lambda _error: self._finish(),
        )

    def _finish(self, key: DateKey | None = None) -> None:
        self._drafts.pop(self.target.draft, None)
        self._done = True
        self.frame.close_page()
        if key is not None:
            self._saved(key)

    def _on_refused(self, error: TownHallError) -> None:
        self.save_button.setEnabled(True)
        shown = (
            isinstance(error, InvalidInput)
            and self.form is not None
            and self.form.show_error(error)
        )
        if not shown:
            self.frame.show_error(error)


def _loaded(session: Any, target: Target) -> _Loaded:
    detail = None
    if isinstance(target, DateTarget):
        detail = occurrence(session, target.communication_id, target.original_start)
    return _Loaded(calendar_choices(session), detail)


def _new_title(kind: CommunicationKind) -> str:
    return {
        CommunicationKind.TOWN_HALL: _("New town hall"),
        CommunicationKind.PROGRESS_UPDATE: _("New progress update"),
        CommunicationKind.TRAINING: _("New training session"),
        CommunicationKind.WORKING_GROUP: _("New working-group meeting"),
        CommunicationKind.DROP_IN: _("New drop-in"),
        CommunicationKind.BOARD_BRIEFING: _("New board briefing"),
    }[kind]
