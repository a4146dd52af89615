"""The installed Qt binding gives back what it borrows: some versions lose a None at each call.

A program on such a version ends in `none_dealloc` after some thousands of repaints.
"""

import sys

import pytest
from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

CALLS = 2000
STRAY = 200
"""References that anything else in the process may take or give back meanwhile."""

pytestmark = pytest.mark.skipif(
    sys.version_info >= (3, 12), reason="None cannot be lost from Python 3.12 on"
)


def lost(call):
    """References to None that `CALLS` times `call` lose."""
    call()
    before = sys.getrefcount(None)
    for _number in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def test_void_calls_of_a_widget(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    calls = [
        widget.update,
        lambda: widget.resize(QSize(10, 10)),
        lambda: widget.setToolTip("words"),
        lambda: widget.setEnabled(True),
    ]
    assert [lost(call) for call in calls] == pytest.approx([0] * len(calls), abs=STRAY)


def test_void_calls_of_a_painter(qtbot):
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    try:
        calls = [
            lambda: painter.drawLine(0, 0, 3, 3),
            lambda: painter.setOpacity(1.0),
            painter.save,
            painter.restore,
        ]
        counted = [lost(call) for call in calls]
    finally:
        painter.end()
    assert counted == pytest.approx([0] * len(calls), abs=STRAY)


class _Speaker(QObject):
    said = Signal(str)


def test_signals_that_python_answers(qtbot):
    speaker, heard = _Speaker(), []
    speaker.said.connect(heard.append)
    assert lost(lambda: speaker.said.emit("words")) == pytest.approx(0, abs=STRAY)
    assert len(heard) == CALLS + 1


class _Silent(QWidget):
    def sizeHint(self) -> QSize:
        return QSize(5, 5)

    def updateGeometry(self) -> None:
        super().updateGeometry()


def test_void_calls_of_python_through_qt(qtbot):
    widget = _Silent()
    qtbot.addWidget(widget)
    assert lost(widget.updateGeometry) == pytest.approx(0, abs=STRAY)
    assert lost(widget.adjustSize) == pytest.approx(0, abs=STRAY)
