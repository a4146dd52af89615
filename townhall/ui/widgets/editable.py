"""A value that is edited where it stands."""

from collections.abc import Callable, Sequence
from datetime import date, time

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.icons import icon, paint_icon
from townhall.ui.theme import theme
from townhall.ui.widgets.dates import DateField, NumberField, TimeField, locale
from townhall.ui.widgets.fields import TextArea, TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import BODY, draw_box, draw_focus_ring, draw_text, text_width
from townhall.ui.widgets.select import Option
from townhall.ui.widgets.themed import FocusRing, Themed

_BESIDE_LINES = 30
"""What stands beside lines of text: six to the left, the pencil to the right."""
_MOST = 9_999_999
"""What a number may be here; the rules of the plan may allow less."""

KINDS = ("text", "lines", "date", "time", "number", "choice")


class _Shown(FocusRing, Themed, QPushButton):
    """The value as it reads; a click or Enter opens its editor."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.words, self.empty, self.menu_like = "", False, False
        self.paragraph: Paragraph | None = None

    def sizeHint(self) -> QSize:
        if self.paragraph is not None:
            return QSize(theme().px(160), self.paragraph.sizeHint().height() + 8)
        return QSize(round(text_width(self.words)) + 28, theme().px(28))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(48), theme().px(28))

    def hasHeightForWidth(self) -> bool:
        return self.paragraph is not None

    def heightForWidth(self, width: int) -> int:
        if self.paragraph is None:
            return self.sizeHint().height()
        return max(theme().px(28), self.paragraph.heightForWidth(max(width - _BESIDE_LINES, 1)) + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, rect = theme().tokens, QRectF(self.rect())
        painter = QPainter(self)
        try:
            lit = self.underMouse() and self.isEnabled()
            if lit:
                draw_box(painter, rect, 6, tokens.hover)
            if self.paragraph is None:
                words = tokens.text3 if self.empty else tokens.text
                room = rect.adjusted(6, 0, -24 if lit or self.ring else -4, 0)
                draw_text(painter, room, self.words, BODY, words)
            if lit or self.ring:
                name = "chevron-down" if self.menu_like else "pencil"
                paint_icon(painter, name, rect.right() - 20, 7, 14, tokens.text2)
            if self.ring:
                draw_focus_ring(painter, rect, 6)
        finally:
            painter.end()


class EditableValue(QWidget):
    """A value that is edited where it stands; `edited(value)` when the user commits a change.

    `kind` is text, lines, date, time, number or choice. Enter (Ctrl+Enter in lines) or leaving
    commits, Esc reverts. `show` turns the value into words. Only a changed value is emitted.
    """

    edited = Signal(object)
    INSET = 6

    def __init__(
        self,
        value: object = None,
        kind: str = "text",
        *,
        name: str = "",
        options: Sequence[Option | tuple[object, str]] = (),
        placeholder: str = "",
        show: Callable[[object], str] | None = None,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if kind not in KINDS:
            raise ValueError(kind)
        self._kind, self._name, self._unit, self._show = kind, name, unit, show
        self._options = [Option(*option) for option in options]
        self._placeholder = placeholder or _("Add")
        self._editor: QWidget | None = None
        self._value: object = None
        self._stack = QStackedLayout(self)
        self._shown = _Shown()
        self._shown.menu_like = kind == "choice"
        if kind == "lines":
            self._shown.paragraph = Paragraph("", selectable=False, parent=self._shown)
            self._shown.paragraph.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            inner = QVBoxLayout(self._shown)
            inner.setContentsMargins(6, 4, _BESIDE_LINES - 6, 4)
            inner.addWidget(self._shown.paragraph)
        self._shown.clicked.connect(self.edit)
        self._stack.addWidget(self._shown)
        self.setFocusProxy(self._shown)
        self.set_value(value)

    @property
    def value(self) -> object:
        """The value committed last."""
        return self._value

    @property
    def name(self) -> str:
        """What the value is of, as read aloud."""
        return self._name

    def set_name(self, name: str) -> None:
        """Say what the value is of."""
        self._name = name
        self.set_value(self._value)

    @property
    def editing(self) -> bool:
        """Whether the editor is open."""
        return self._editor is not None

    def set_value(self, value: object) -> None:
        """Show another value; an open editor is left alone."""
        self._value = value
        words = self._words(value)
        self._shown.empty = not words
        self._shown.words = words or self._placeholder
        if self._shown.paragraph is not None:
            self._shown.paragraph.setText(self._shown.words)
            self._shown.paragraph.set_role("text" if words else "text3")
        self._shown.setAccessibleName(f"{self._name}: {words}" if words else self._name)
        self._shown.setToolTip("" if self._kind == "lines" else words)
        self._shown.updateGeometry()
        self._shown.update()

    def _words(self, value: object) -> str:
        if self._show is not None:
            return self._show(value)
        if self._kind == "choice":
            labels = {option.value: option.label for option in self._options}
            return labels.get(value, "")
        if isinstance(value, date):
            return str(
                locale().toString(QDate(value.year, value.month, value.day), "ddd d MMMM yyyy")
            )
        if isinstance(value, time):
            return f"{value:%H:%M}"
        if value is None:
            return ""
        return f"{value} {self._unit}".strip() if self._kind == "number" else str(value)

    def set_options(self, options: Sequence[Option | tuple[object, str]]) -> None:
        """Offer other options (kind choice)."""
        self._options = [Option(*option) for option in options]
        self.set_value(self._value)

    def edit(self) -> None:
        """Open the editor, or the menu of choices."""
        if self._kind == "choice":
            self._open_menu()
            return
        editor = self._make_editor()
        self._editor = editor
        editor.installEventFilter(self)
        self._stack.addWidget(editor)
        self._stack.setCurrentWidget(editor)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_editor(self) -> QWidget:
        value = self._value
        match self._kind:
            case "date":
                return DateField(
                    value if isinstance(value, date) else None, optional=True, name=self._name
                )
            case "time":
                return TimeField(value if isinstance(value, time) else None, name=self._name)
            case "number":
                number = value if isinstance(value, int) else 0
                return NumberField(number, most=_MOST, unit=self._unit, name=self._name)
            case "lines":
                return TextArea(str(value or ""), name=self._name)
            case _:
                field = TextField(str(value or ""), name=self._name)
                field.selectAll()
                return field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._editor:
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
                if event.key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._on_key(event)
            elif event.type() == QEvent.Type.FocusOut and not self._popup_open():
                self.commit()
        return super().eventFilter(watched, event)

    def _popup_open(self) -> bool:
        if not isinstance(self._editor, DateField):
            return False
        calendar = self._editor.calendarWidget()
        return calendar is not None and calendar.isVisible()

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self._close_editor()
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if self._kind != "lines" or control:
                self.commit()
                return True
        return False

    def commit(self) -> None:
        """Take what the editor holds and close it."""
        editor = self._editor
        if editor is None:
            return
        value: object
        if isinstance(editor, NumberField):
            editor.interpretText()
            value = editor.value()
        elif isinstance(editor, DateField | TimeField):
            editor.interpretText()
            value = editor.value
        elif isinstance(editor, TextArea | TextField):
            value = editor.text().strip()
        else:
            return
        self._close_editor()
        if value != self._value and not (value == "" and self._value is None):
            self.set_value(value)
            self.edited.emit(value)

    def _close_editor(self) -> None:
        editor, self._editor = self._editor, None
        if editor is not None:
            had_focus = editor.hasFocus()
            self._stack.setCurrentWidget(self._shown)
            self._stack.removeWidget(editor)
            editor.deleteLater()
            if had_focus:
                self._shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_menu(self) -> None:
        menu = Menu(self, name=self._name)
        for option in self._options:
            action = QAction(option.label, menu)
            if option.icon:
                action.setIcon(icon(option.icon))
            action.setCheckable(True)
            action.setChecked(option.value == self._value)
            action.setData(option.value)
            menu.addAction(action)
        menu.triggered.connect(self._on_picked)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _on_picked(self, action: QAction) -> None:
        value = action.data()
        if value != self._value:
            self.set_value(value)
            self.edited.emit(value)
