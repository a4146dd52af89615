"""What can be done with several questions at once; stands over the filters while several are
selected."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.ui.icons import icon
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import TITLE
from townhall.ui.widgets.themed import Themed


class GroupBar(Themed, QWidget):
    """`wanted(part, point)` when a part of what is selected is to be changed; `cleared` ends it.

    Parts are "owner", "theme", "state", "answer_by", "audience", "communication" and "publication";
    a popup opens at the global `point`. `export_wanted` writes what is selected to a file.
    """

    wanted = Signal(str, QPoint)
    export_wanted = Signal()
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = Label("", TITLE)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 12, 9)
        row.setSpacing(8)
        row.addWidget(self._count)
        row.addSpacing(8)
        self.parts = {
            name: Button(text, icon=icon)
            for name, text, icon in (
                ("owner", _("Assign"), "person-plus"),
                ("theme", _("Theme"), "tag"),
                ("state", _("State"), "state"),
                ("answer_by", _("Answer by"), "clock"),
            )
        }
        for name, button in self.parts.items():
            button.clicked.connect(lambda _checked=False, name=name: self._on_part(name))
            row.addWidget(button)
        self.more = Button(icon="more", tip=_("More"))
        self.more.clicked.connect(lambda _checked=False: self._open_more())
        row.addWidget(self.more)
        row.addStretch(1)
        clear = Button(kind="ghost", icon="close", tip=_("Select one"))
        clear.clicked.connect(self.cleared)
        row.addWidget(clear)

    def point(self, part: str) -> QPoint:
        """Where on the screen the popup for a part opens."""
        button = self.parts.get(part, self.more)
        return button.mapToGlobal(QPoint(0, button.height() + 4))

    def _on_part(self, name: str) -> None:
        self.wanted.emit(name, self.point(name))

    def _open_more(self) -> None:
        menu = Menu(self, name=_("More"))
        for name, text, picture in (
            ("audience", _("Audience"), "audiences"),
            ("communication", _("Meeting"), "town-hall"),
            ("publication", _("Show to others"), "eye"),
        ):
            action = QAction(icon(picture), text, menu)
            action.triggered.connect(lambda _checked=False, name=name: self._on_part(name))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(icon("upload"), _("Export"), self.export_wanted.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.point("more"))

    def show_count(self, count: int) -> None:
        """Say how many are selected."""
        words = ngettext("{n} question selected", "{n} questions selected", count)
        self._count.setText(words.format(n=count))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.tint)
            painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.border)
        finally:
            painter.end()
