"""Where the sign-off of a text stands, what changed since, and the menu that changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.sign_off import ChangedText
from townhall.domain.terms import SignOff, label
from townhall.domain.zones import from_utc
from townhall.language import N_, _
from townhall.ui.date_words import SIGN_OFF_TONES, day_text
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.chips import StateLine
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM

_FIELDS = {
    "title": N_("Title"),
    "objective": N_("Objective"),
    "date_titles": N_("Titles of dates"),
    "text": N_("Key message"),
    "proof_points": N_("Proof points"),
}


class SignOffLine(QWidget):
    """The state with its menu, and below it the words that changed after an approval.

    `noun` is "communication" or "key-message"; changes go to the plan from here.
    """

    def __init__(self, frame: Frame, noun: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._noun = frame, noun
        self._record_id: int | None = None
        self._state = SignOff.DRAFT
        self.state = StateLine("")
        self.button = Button(_("Change"), "link")
        self.button.clicked.connect(lambda _checked=False: self.open_menu())
        self.changes = _Changes()
        self.form = _Approval()
        self.form.button.clicked.connect(lambda _checked=False: self._on_approve())
        self.form.cancel.clicked.connect(lambda _checked=False: self._close_form())
        self.form.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.state, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.form)
        column.addWidget(self.changes)

    def show_sign_off(
        self,
        record_id: int,
        state: SignOff,
        signed: tuple[str, datetime | None],
        changes: Sequence[ChangedText],
        zone: str,
    ) -> None:
        """Show where it stands; `signed` is by whom and when, an instant shown in `zone`."""
        if record_id != self._record_id:
            self.form.hide()
        self._record_id, self._state = record_id, state
        by, at = signed
        facts = [by] if by else []
        if at is not None:
            facts.append(day_text(from_utc(at, zone).date(), "d MMM yyyy"))
        self.state.set_state(label(state), SIGN_OFF_TONES[state], facts)
        self.button.setAccessibleName(_("Change the sign-off: {state}").format(state=label(state)))
        self.changes.show_changes(changes)
        self.changes.setVisible(bool(changes))

    def menu(self) -> Menu:
        """What can be done next."""
        from townhall.services.sign_off import back_to_draft, submit_for_review

        menu = Menu(self, name=_("Sign-off"))
        if self._state is SignOff.DRAFT:
            review = QAction(_("Submit for review"), menu)
            review.triggered.connect(lambda: self._change(submit_for_review))
            menu.addAction(review)
        approve = QAction(_("Approve…"), menu)
        approve.triggered.connect(self.start_approval)
        if self._state is not SignOff.APPROVED:
            menu.addAction(approve)
        if self._state is not SignOff.DRAFT:
            draft = QAction(_("Back to draft"), menu)
            draft.triggered.connect(lambda: self._change(back_to_draft))
            menu.addAction(draft)
        return menu

    def open_menu(self) -> None:
        """Offer the next steps below the button."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))

    def start_approval(self) -> None:
        """Ask who approves; whoever works here is the first guess."""
        self.form.start(self._frame.settings.user_name)

    def _on_approve(self) -> None:
        from townhall.services.sign_off import approve

        if self._record_id is None:
            return
        self._frame.jobs.change(
            approve,
            self._noun,
            self._record_id,
            self.form.name.text(),
            done=lambda _value: self._close_form(),
            failed=self.form.refuse,
        )

    def _change(self, use_case: Callable[..., None]) -> None:
        if self._record_id is not None:
            self._frame.jobs.change(use_case, self._noun, self._record_id)

    def _close_form(self) -> None:
        had_focus = self.form.isAncestorOf(self.focusWidget() or self)
        self.form.hide()
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)


class _Approval(QWidget):
    """Who approves: a name, Approve, Cancel."""

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(name=_("Approved by"))
        self.field = Field(_("Approved by"), self.name)
        self.button = Button(_("Approve"), "primary", small=True)
        self.cancel = Button(_("Cancel"), small=True)
        self.name.returnPressed.connect(self.button.click)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(row)

    def start(self, name: str) -> None:
        self.field.set_error()
        self.name.setText(name)
        self.name.selectAll()
        self.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: TownHallError) -> None:
        self.field.set_error(str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel.click()
            return
        super().keyPressEvent(event)


class _Changes(QWidget):
    """Each changed text: as it was approved, then as it stands now."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2, 0, 2)
        self._column.setSpacing(2)
        self._shown: tuple[ChangedText, ...] = ()
        self._labels: list[QWidget] = []

    def show_changes(self, changes: Sequence[ChangedText]) -> None:
        if tuple(changes) == self._shown:
            return
        self._shown = tuple(changes)
        for label_ in self._labels:
            label_.hide()
            label_.deleteLater()
        self._labels.clear()
        for each in self._shown:
            title = _("{field} was changed after the approval").format(field=_(_FIELDS[each.field]))
            self._add(Label(title, SMALL_MEDIUM, "warn"))
            for words, text in (
                (_("Approved: {text}"), each.approved),
                (_("Now: {text}"), each.now),
            ):
                shown = words.format(text=text or "–")
                self._add(Paragraph(shown, SMALL, "text2"))

    def _add(self, widget: QWidget) -> None:
        self._labels.append(widget)
        self._column.addWidget(widget)
