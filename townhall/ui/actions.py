"""Everything the user can do by name: one registry for keys, menus, palette and shortcut sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QAction, QKeySequence

GROUPS = ("new", "view", "edit", "go", "plan", "help")
"""The order in which groups are listed; "new" fills the New menu, "plan" the plan's menu."""

_ARROWS = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}


def _always() -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done; `text` is translated, a verb first: "Move the event".

    `shortcut` is one or more of Qt's sequences parted by ";": "Ctrl+Shift+Z; Ctrl+Y", "G, C". A
    single letter is off inside text fields. `enabled` is asked when a menu or the palette opens
    and again before the action runs.
    """

    id: str
    text: str
    run: Callable[[], object]
    shortcut: str = ""
    icon: str = ""
    group: str = "view"
    enabled: Callable[[], bool] = _always
    in_palette: bool = True

    @property
    def shortcuts(self) -> list[QKeySequence]:
        """The key sequences, the first of which is shown."""
        from PySide6.QtGui import QKeySequence

        return [QKeySequence(part.strip()) for part in self.shortcut.split(";") if part.strip()]

    @property
    def keys(self) -> tuple[str, ...]:
        """The first sequence, as on the caps of this keyboard: ("Ctrl K",), ("G", "C")."""
        shortcuts = self.shortcuts
        if not shortcuts:
            return ()
        native = shortcuts[0].SequenceFormat.NativeText
        sequence = shortcuts[0]
        return tuple(_cap(press) for press in sequence.toString(native).split(", ") if press)


class Actions(QObject):
    """The actions of the window and of the view that is shown.

    An action belongs to a widget: its keys work and it is listed while that widget is visible.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: dict[str, tuple[Action, QWidget, QAction]] = {}
        self.paused = False
        """While true, keys do nothing: something lies over the window."""

    def add(self, owner: QWidget, actions: Iterable[Action]) -> None:
        """Let `actions` work while `owner` is visible; an id that is known is replaced."""
        from PySide6.QtGui import QAction

        for action in actions:
            self._drop(action.id)
            made = QAction(action.text, owner)
            made.setObjectName(action.id)
            made.setShortcuts(action.shortcuts)
            made.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            made.triggered.connect(lambda _checked=False, id_=action.id: self._on_key(id_))
            owner.addAction(made)
            self._entries[action.id] = (action, owner, made)
            owner.destroyed.connect(
                lambda _owner=None, id_=action.id, made=made: self._forget(id_, made)
            )

    def remove(self, owner: QWidget) -> None:
        """Take away everything that belongs to `owner`."""
        for id_, (_action, widget, _made) in list(self._entries.items()):
            if widget is owner:
                self._drop(id_)

    def available(self, group: str | None = None) -> list[Action]:
        """What can be done now, of one group or of all, in the order of the groups."""
        return [
            action
            for action in self.listed()
            if (group is None or action.group == group) and action.enabled()
        ]

    def listed(self) -> list[Action]:
        """Everything the visible widgets offer, whether or not it can be done now."""
        found = [action for action, owner, _made in self._entries.values() if _shown(owner)]
        return sorted(found, key=lambda action: _order(action.group))

    def run(self, id_: str) -> bool:
        """Do the action called `id_` if it can be done; says whether it was."""
        entry = self._entries.get(id_)
        if entry is None or not entry[0].enabled():
            return False
        entry[0].run()
        return True

    def _on_key(self, id_: str) -> None:
        if not self.paused:
            self.run(id_)

    def _drop(self, id_: str) -> None:
        entry = self._entries.pop(id_, None)
        if entry is not None:
            _action, owner, made = entry
            owner.removeAction(made)
            made.deleteLater()

    def _forget(self, id_: str, made: QAction) -> None:
        entry = self._entries.get(id_)
        if entry is not None and entry[2] is made:
            del self._entries[id_]


def show_menu(
    actions: Actions, offered: Sequence[Action], at: QWidget, *, right: bool = False
) -> None:
    """Pop up a menu of `offered` below `at`; `right` lines up its right edge."""
    from PySide6.QtWidgets import QMenu

    from townhall.ui.icons import icon

    menu = QMenu(at)
    for action in offered:
        item = menu.addAction(action.text.replace("&", "&&"))
        if action.icon:
            item.setIcon(icon(action.icon))
        item.triggered.connect(lambda _checked=False, id_=action.id: actions.run(id_))
    menu.aboutToHide.connect(menu.deleteLater)
    x = at.width() - menu.sizeHint().width() if right else 12
    menu.popup(at.mapToGlobal(QPoint(x, at.height() + 4)))


def _shown(owner: QWidget) -> bool:
    """Whether `owner` is there for the user, as soon as its window is."""
    return owner.isWindow() or owner.isVisibleTo(owner.window())


def _cap(press: str) -> str:
    """ "Ctrl+Shift+Z" as "Ctrl Shift Z"; a plus that is itself the key stays."""
    if len(press) == 1:
        return press
    spaced = press.replace("+", " ").replace("  ", " +")
    return " ".join(_ARROWS.get(part, part) for part in spaced.split(" "))


def _order(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)
