"""Time the start of the window until its first paint, against a bare Qt window.

Both are programs of their own, started in turn, from the start of Python to the moment their first
picture is on the screen. Neither waits for anything, so the processor time they take is what a
quiet computer's clock would show; a busy one's would show its other work. Prints `name ratio
limit`; exits 1 when the ratio is over its limit.
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 1.5
RUNS = 12

BARE = """
import os
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, self, done)

def done() -> None:
    os.write(1, b"painted")
    os._exit(0)

app = QApplication(sys.argv)
window = Window()
label = QLabel("Town Hall")
label.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.setCentralWidget(label)
window.resize(1440, 900)
window.show()
app.exec()
"""

# The same way as the user's: settings, shell, paint. The clock is asked for when everything is
# imported and nothing is made yet, so that is where the spy comes in.
OURS = """
import os
import sys
from townhall import app
from townhall.domain import clock as clocks

def done() -> None:
    os.write(1, b"painted")
    os._exit(0)

def clock(own=clocks.system_clock):
    from PySide6.QtCore import QTimer
    from townhall.ui.main_window import MainWindow

    def paint(self, event, own=MainWindow.paintEvent) -> None:
        QTimer.singleShot(0, done)
        own(self, event)

    MainWindow.paintEvent = paint
    return own()

clocks.system_clock = clock
sys.argv = ["townhall"]
app.start()
"""


def seconds(script: str, folder: str) -> float:
    """Processor time from the start of Python to the paint of the window `script` shows."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        **{f"XDG_{kind}_HOME": folder for kind in ("DATA", "CONFIG", "STATE", "CACHE")},
    }
    # Installed programs have their modules compiled.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        check=True,
    )
    end = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.stdout != b"painted":
        raise SystemExit("the window was not painted")
    return end.ru_utime + end.ru_stime - begin.ru_utime - begin.ru_stime


def main() -> int:
    """1 when the ratio is over the limit, else 0."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [(seconds(OURS, folder), seconds(BARE, folder)) for _ in range(RUNS + 1)]
    # The first run writes compiled modules and warms the disk.
    ours, bare = (median(times) for times in zip(*pairs[1:], strict=True))
    sys.stderr.write(f"window {ours * 1000:.0f} ms, bare Qt window {bare * 1000:.0f} ms\n")
    sys.stdout.write(f"first-paint {ours / bare:.2f} {LIMIT}\n")
    return int(ours / bare > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
