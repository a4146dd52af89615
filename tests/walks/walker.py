"""Someone at the keyboard and the mouse: presses, types, clicks, drops, and looks at the plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QWidget

from tests.screens import checks
from tests.screens.opened import settle
from townhall.ui.main_window import MainWindow


class Walker:
    """Drives `window`; everything waits until the window has come to rest."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def rest(self) -> None:
        settle(self.window)
        assert self.window.shell.error_bar.text == ""

    def press(self, keys: str) -> None:
        """Press key sequences where the keyboard is: "G, C"."""
        for part in keys.split(", "):
            combination = QKeySequence(part)[0]
            QTest.keyClick(self.focus(), combination.key(), combination.keyboardModifiers())
            self.rest()

    def type(self, text: str) -> None:
        """Type letters where the keyboard is."""
        QTest.keyClicks(self.focus(), text)
        self.rest()

    def write(self, name: str, text: str) -> None:
        """Go to the field called `name` and type `text` in place of what it holds."""
        field = self.named(name)
        field.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(self.focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type(text)

    def write_time(self, name: str, digits: str) -> None:
        """Go to the time called `name` and type its four digits, part by part."""
        self.named(name).setFocus(Qt.FocusReason.TabFocusReason)
        self.type(digits)

    def click(self, widget: QWidget) -> None:
        """Click the middle of `widget`."""
        assert widget.isVisible()
        assert widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.rest()

    def click_on(self, words: str) -> None:
        """Click the button that says `words`."""
        self.click(self.button(words))

    def ask_for(self, action: str) -> None:
        """Find `action` by its words in the palette, and run it."""
        self.press("Ctrl+K")
        self.type(action)
        self.press("Return")

    def drop(self, path: Path) -> None:
        """Drop a file onto the page that is shown."""
        page = self.window.rooms.view
        assert page is not None
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle = page.rect().center()
        how = (
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(page, QDragEnterEvent(middle, *how))
        QApplication.sendEvent(page, QDropEvent(QPointF(middle), *how))
        self.rest()

    def focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        return self.window.focusWidget() or self.window

    def button(self, words: str) -> QAbstractButton:
        found = [
            each
            for each in self.window.findChildren(QAbstractButton)
            if each.isVisible() and each.text().replace("&", "") == words
        ]
        assert len(found) == 1, (words, found)
        return found[0]

    def named(self, name: str) -> QWidget:
        """The control of the content that a screen reader calls `name`."""
        content = self.window.shell.content
        found = [each for each in checks.focusable(content) if each.accessibleName() == name]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def read(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """What `query` says about the plan that is open."""
        answers: list[Any] = []
        self.window.jobs.read(query, *args, done=answers.append, **kwargs)
        self.rest()
        return answers[0]

    def take_back_and_again(self, look: Callable[[], object], before: object) -> None:
        """Undo by key, find `before`, redo by key, and find what is there now."""
        after = look()
        assert after != before
        # In a text field the keys take back letters.
        self.window.shell.rail.plan_button.setFocus(Qt.FocusReason.TabFocusReason)
        self.press("Ctrl+Z")
        assert look() == before
        self.press("Ctrl+Shift+Z")
        assert look() == after
        self.to_content()

    def to_content(self) -> None:
        """Put the keyboard where the screen begins."""
        view = self.window.rooms.view
        assert view is not None
        view.first_focus().setFocus(Qt.FocusReason.TabFocusReason)
        self.rest()


def answer_dialogs(monkeypatch: Any, path: Path) -> None:
    """Let the system's own dialogs answer with `path`, a file or a folder."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(path))
