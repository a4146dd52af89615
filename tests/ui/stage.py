"""One screen or page in a window of its own, on a real plan, as the frame would show it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget

from tests.ui.frame_double import FrameDouble
from townhall.services.communications import add_communication
from townhall.services.records import add_record
from townhall.ui.screen import Screen, View
from townhall.ui.widgets.labels import ElidedLabel

PEOPLE = (
    {"name": "Anna Voorbeeld", "role": "host", "department": "Communications"},
    {"name": "Bram Proefman", "role": "owner", "email": "bram@delinde.example"},
    {"name": "Eva Modelaar", "role": "change-manager", "department": "Change"},
)
AUDIENCES = (
    {"name": "Everybody", "headcount": 200},
    {"name": "Radiology", "parent": "Everybody", "headcount": 86, "lead": "Bram Proefman"},
    {"name": "MR team", "parent": "Radiology", "headcount": 34},
    {"name": "Night shift", "headcount": 0},
)


def fill(database) -> None:
    """People 1 to 3, audiences 1 to 4, initiatives 1 and 2 with what belongs to the first."""
    for values in PEOPLE:
        database.run(add_record, "person", values)
    for values in AUDIENCES:
        database.run(add_record, "audience", values)
    database.run(
        add_record,
        "initiative",
        {
            "name": "Triage assistant",
            "why": "X-rays wait too long in the evening.",
            "stage": "pilot",
            "go_live": "2026-12-14",
            "risk_class": "high",
            "development": "Bram Proefman",
            "impacts": [{"audience": "Radiology", "text": "The list is sorted for you."}],
        },
    )
    database.run(add_record, "initiative", {"name": "CT planner"})
    _fill_programme(database)


def _fill_programme(database) -> None:
    initiative = {"initiative": "Triage assistant"}
    for noun, values in (
        ("key-message", {"text": "A radiologist reads every X-ray.", "language": "en"}),
        ("duty", {"kind": "works-council", "source": "Advice first", "due": "2026-11-20"}),
        ("training", {"title": "Reading a score", "audience": "Radiology", "completed": 31}),
        ("cadence", {"audience": "Radiology", "kind": "progress-update", "every_weeks": 4}),
        (
            "review",
            {
                "date": "2026-10-27",
                "committee": "Ethics committee",
                "verdict": "approved-with-conditions",
                "aspects": [{"aspect": "bias", "finding": "Hardly tested with children."}],
                "conditions": [{"text": "Publish what is missed.", "owner": "Eva Modelaar"}],
            },
        ),
    ):
        database.run(add_record, noun, {**initiative, **values})
    meeting = database.run(
        add_communication,
        {
            "kind": "working-group",
            "title": "Working group",
            "start": "2026-11-10T14:00",
            "duration_minutes": 60,
            "initiatives": ["Triage assistant"],
        },
    ).value
    database.run(
        add_record,
        "working-group",
        {"name": "Images", "members": ["Bram Proefman"], "communication_id": meeting},
    )


class Stage:
    """Shows views of one frame; `settle` waits until everything that was asked for is there."""

    def __init__(self, qtbot, frame: FrameDouble) -> None:
        self.frame = frame
        self._qtbot = qtbot
        self._windows: list[QWidget] = []

    def show(self, view: View, width: int = 1232, height: int = 840) -> None:
        """Put `view` in a window, with its inspector and controls beside it."""
        window = QWidget()
        window.setWindowFlags(Qt.WindowType.Window)
        row = QHBoxLayout(window)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(view, 1)
        controls = view.controls()
        if controls is not None:
            row.addWidget(controls)
        if isinstance(view, Screen):
            inspector = view.inspector()
            if inspector is not None:
                inspector.setFixedWidth(384)
                row.addWidget(inspector)
                view.inspected.connect(inspector.setVisible)
                inspector.hide()
        self.frame.jobs.changed.connect(view.on_jobs_changed)
        self.frame.actions.add(view, view.commands())
        window.resize(width, height)
        window.show()
        self._windows.append(window)
        self._qtbot.addWidget(window)
        self.settle()

    def settle(self) -> None:
        """Wait for jobs, and for the jobs that their results ask for."""
        for _round in range(3):
            self._qtbot.waitUntil(lambda: not self.frame.jobs.busy, timeout=20_000)
            QApplication.processEvents()

    def read(self, query, *args, **kwargs):
        """What the plan holds, read as another program would."""
        return self.frame.jobs.database.read(query, *args, **kwargs)


def nameless(root: QWidget) -> list[str]:
    """Types of focusable, visible widgets that a screen reader could not name."""
    focusable = [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]
    assert focusable, "nothing can have the keyboard"
    return [
        type(widget).__name__
        for widget in focusable
        if not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def clipped(root: QWidget) -> list[str]:
    """Words of visible labels and buttons that get less room than they need."""
    return [
        widget.text()
        for widget in root.findChildren(QWidget)
        if isinstance(widget, QLabel | QAbstractButton)
        and widget.isVisible()
        and not isinstance(widget, ElidedLabel)
        and widget.text()
        and _is_cut(widget)
    ]


def _is_cut(widget: QWidget) -> bool:
    least = widget.minimumSizeHint()
    if widget.width() < least.width():
        return True
    # A paragraph is as high as its width makes it; its least height means nothing.
    return not isinstance(widget, QLabel) and widget.height() < least.height()
