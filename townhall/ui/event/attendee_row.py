"""The line of an invited person or room: name, answer and role; the role is changed by keyboard."""

from __future__ import annotations

import functools

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent
from PySide6.QtWidgets import QWidget

from townhall.domain.terms import AttendeeRole, PartStat, label
from townhall.language import _
from townhall.services.queries.communication_details import AttendeeDetail
from townhall.ui.attendance import ICONS, TONES
from townhall.ui.icons import icon
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.marks import Avatar, Icon
from townhall.ui.widgets.menu import Menu
from townhall.ui.widgets.paint import BODY, SMALL
from townhall.ui.widgets.rows import Row


class AttendeeRow(Row):
    """An invited person or room; Enter or a click offers the roles, Delete takes out.

    `answer` None: nobody has answered, so there is nothing to tell apart.
    """

    role_chosen = Signal(object)
    remove_asked = Signal()

    def __init__(
        self,
        attendee: AttendeeDetail,
        answer: PartStat | None = None,
        parent: QWidget | None = None,
    ) -> None:
        name = attendee.name or attendee.email
        room = attendee.role is AttendeeRole.ROOM
        lead: QWidget = Icon("room", "text2", 16) if room else Avatar(name, 22)
        lead.setFixedWidth(22)
        self.attendee = attendee
        self.answer = answer
        trailing: list[QWidget] = [Label(label(attendee.role), SMALL, "text2")]
        if answer in ICONS:
            trailing.append(Icon(ICONS[answer], TONES[answer].value, 14, name=label(answer)))
        elif answer is not None:
            # Nothing yet; the signs of the others stand below each other.
            trailing.append(QWidget())
            trailing[-1].setFixedWidth(14)
        super().__init__(name, lead=lead, trailing=trailing, height=38, parent=parent)
        self.title.set_kind(BODY)
        told = [label(answer)] if answer is not None else []
        self.setToolTip(", ".join([attendee.email, *told]))
        self.setAccessibleName(", ".join([name, label(attendee.role), *told]))
        self.setAccessibleDescription(_("Enter changes the role, Delete removes"))
        self.clicked.connect(self._open_menu)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_asked.emit()
        else:
            super().keyPressEvent(event)

    def _open_menu(self) -> None:
        menu = Menu(self, name=self.accessibleName())
        group = QActionGroup(menu)
        for role in AttendeeRole:
            action = menu.addAction(label(role), functools.partial(self.role_chosen.emit, role))
            action.setCheckable(True)
            action.setChecked(role is self.attendee.role)
            group.addAction(action)
        menu.addSeparator()
        menu.addAction(icon("trash"), _("Remove"), self.remove_asked.emit)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(self.width() // 2, self.height())))
