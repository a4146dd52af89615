"""Several out of many: people or audiences, found by typing a part of their name."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QPushButton, QSizePolicy, QWidget

from townhall.language import _
from townhall.ui.icons import paint_icon
from townhall.ui.theme import CATEGORIES, Tone, theme
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.marks import draw_avatar
from townhall.ui.widgets.paint import (
    SMALL_MEDIUM,
    draw_box,
    draw_focus_ring,
    draw_text,
    text_width,
)
from townhall.ui.widgets.themed import FocusRing, Themed


class Candidate(NamedTuple):
    """Someone or something to pick: value, name, what tells namesakes apart, a category's tone."""

    value: object
    name: str
    detail: str = ""
    tone: Tone | str = CATEGORIES[0]


class _Tag(FocusRing, Themed, QPushButton):
    """One picked thing; pressing it, Delete or Backspace takes it out."""

    removed = Signal()

    def __init__(self, candidate: Candidate, *, avatar: bool) -> None:
        super().__init__()
        self.candidate, self._avatar = candidate, avatar
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAccessibleName(_("Remove {name}").format(name=candidate.name))
        self.setToolTip(candidate.detail)
        self.clicked.connect(self.removed)

    def sizeHint(self) -> QSize:
        width = min(round(text_width(self.candidate.name, SMALL_MEDIUM)) + 1, theme().px(220))
        return QSize(width + (30 if self._avatar else 24) + 24, theme().px(26))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        middle = rect.center().y()
        painter = QPainter(self)
        try:
            draw_box(painter, rect, 6, tokens.sel if self.underMouse() else tokens.chip)
            if self._avatar:
                draw_avatar(painter, QRectF(3, round(middle - 10), 20, 20), self.candidate.name)
            else:
                square = QRectF(8, round(middle - 5), 10, 10)
                draw_box(painter, square, 3, tokens.shade(self.candidate.tone).line)
            left = 29 if self._avatar else 24
            room = QRectF(left, 0, rect.width() - left - 22, rect.height())
            draw_text(painter, room, self.candidate.name, SMALL_MEDIUM, tokens.text)
            paint_icon(painter, "close", rect.right() - 19, round(middle - 6), 12, tokens.text2)
            if self.ring:
                draw_focus_ring(painter, rect, 6)
        finally:
            painter.end()


class _Entry(QLineEdit):
    """The typing part; Backspace at its start takes the last pick out, Enter picks."""

    emptied = Signal()
    entered = Signal(str)
    focused = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.entered.emit(self.text().strip())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        wanted = round(text_width(self.placeholderText())) + 12
        return QSize(max(theme().px(120), wanted), theme().px(26))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), theme().px(26))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.focused.emit()
        return super().event(event)


class Picker(Themed, QWidget):
    """Picks several of `candidates`; `changed(values)` when the user adds or takes out.

    With `allow_new`, words that match nobody are offered to the screen by `new_wanted(text)`.
    With `single`, a pick takes the place of the last one.
    """

    changed = Signal(list)
    new_wanted = Signal(str)
    _avatar = False

    def __init__(
        self,
        candidates: Sequence[Candidate] = (),
        values: Sequence[object] = (),
        *,
        name: str = "",
        placeholder: str = "",
        single: bool = False,
        allow_new: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._single, self._allow_new = single, allow_new
        self._placeholder = placeholder
        self._candidates: dict[str, Candidate] = {}
        self._picked: list[Candidate] = []
        self._flow = FlowLayout(self, gap=6)
        self._flow.setContentsMargins(6, 4, 6, 4)
        self.entry = _Entry()
        self.entry.setProperty("bare", True)
        self.entry.setAccessibleName(name)
        self.entry.emptied.connect(self._on_emptied)
        self.entry.entered.connect(self._on_entered)
        self.entry.focused.connect(self.update)
        self._flow.addWidget(self.entry)
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setMaxVisibleItems(10)
        popup = QListView()
        popup.setObjectName("completion")
        self._completer.setPopup(popup)
        self._completer.activated.connect(self._on_completed)
        self.entry.setCompleter(self._completer)
        self.setFocusProxy(self.entry)
        self.setAccessibleName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.set_candidates(candidates, values)

    @property
    def values(self) -> list[object]:
        """What is picked, in the order of picking."""
        return [candidate.value for candidate in self._picked]

    def set_candidates(
        self, candidates: Sequence[Candidate], values: Sequence[object] | None = None
    ) -> None:
        """Offer others; keep what is picked, or pick `values`."""
        wanted = self.values if values is None else list(values)
        self._candidates = {}
        for candidate in candidates:
            label = f"{candidate.name}, {candidate.detail}" if candidate.detail else candidate.name
            self._candidates[label] = candidate
        self.set_values(wanted)

    def set_values(self, values: Sequence[object]) -> None:
        """Pick exactly `values` without saying so."""
        by_value = {candidate.value: candidate for candidate in self._candidates.values()}
        self._picked = [by_value[value] for value in values if value in by_value]
        self._rebuild()

    def _rebuild(self) -> None:
        self._flow.removeWidget(self.entry)
        self._flow.clear()
        for candidate in self._picked:
            tag = _Tag(candidate, avatar=self._avatar)
            tag.removed.connect(lambda one=candidate: self._take_out(one))
            self._flow.addWidget(tag)
        self._flow.addWidget(self.entry)
        picked = set(map(id, self._picked))
        self._names.setStringList(
            [label for label, one in self._candidates.items() if id(one) not in picked]
        )
        self.entry.setPlaceholderText("" if self._picked else self._placeholder)
        self.entry.updateGeometry()
        self.setAccessibleDescription(", ".join(one.name for one in self._picked))
        self.updateGeometry()

    def _pick(self, candidate: Candidate) -> None:
        if candidate in self._picked:
            return
        self._picked = [candidate] if self._single else [*self._picked, candidate]
        self._rebuild()
        self.entry.clear()
        self.entry.setFocus()
        self.changed.emit(self.values)

    def _take_out(self, candidate: Candidate) -> None:
        self._picked = [one for one in self._picked if one is not candidate]
        self._rebuild()
        self.entry.setFocus()
        self.changed.emit(self.values)

    def _on_emptied(self) -> None:
        if self._picked:
            self._take_out(self._picked[-1])

    def _on_completed(self, label: str) -> None:
        # The completer writes its text into the entry after this signal.
        self._pick(self._candidates[label])
        self._completer.setCompletionPrefix("")
        self.entry.clear()

    def _on_entered(self, text: str) -> None:
        # Enter that the entry takes itself does not close the list below it.
        popup = self._completer.popup()
        if popup is not None and popup.isVisible():
            popup.hide()
            # Not every platform hands the keyboard back to the window of a list that went.
            self.activateWindow()
        wanted = text.casefold()
        matches = [
            one
            for label, one in self._candidates.items()
            if wanted in label.casefold() and one not in self._picked
        ]
        exact = [one for one in matches if one.name.casefold() == wanted]
        if len(exact) == 1 or len(matches) == 1:
            self._pick((exact or matches)[0])
        elif not matches and self._allow_new:
            self.new_wanted.emit(text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.entry.setFocus(Qt.FocusReason.MouseFocusReason)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(theme().px(34), self._flow.heightForWidth(width))

    def sizeHint(self) -> QSize:
        return QSize(theme().px(240), self.heightForWidth(max(self.width(), theme().px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(140), theme().px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        focused = self.entry.hasFocus()
        edge = tokens.accent if focused else tokens.control
        painter = QPainter(self)
        try:
            width = 2 if focused else 1
            draw_box(painter, QRectF(self.rect()), 8, tokens.surface, edge, width=width)
        finally:
            painter.end()


class PeoplePicker(Picker):
    """Picks people; each shows with an avatar."""

    _avatar = True


class TagPicker(Picker):
    """Picks audiences or themes; each shows with the square of its category."""
