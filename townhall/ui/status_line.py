"""The line at the foot that shows long work with its bar and Cancel; gone when nothing runs."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from townhall.language import _
from townhall.ui.job import Job
from townhall.ui.jobs import Jobs
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.labels import ElidedLabel, Label
from townhall.ui.widgets.paint import SMALL_MEDIUM, Type
from townhall.ui.widgets.themed import Themed

_BAR = 240


class JobRow(QWidget):
    """One job: what it does, how far it is, Cancel."""

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self.setFixedHeight(theme().px(40))
        self._bar = QProgressBar()
        self._bar.setFixedWidth(_BAR)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(job.title)
        self._count = Label("", Type(12, 400, tabular=True), "text2")
        self._cancel = Button(_("Cancel"), small=True)
        self._cancel.setAccessibleName(_("Cancel: {work}").format(work=job.title))
        self._cancel.clicked.connect(self._on_cancel_clicked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(12)
        layout.addWidget(ElidedLabel(job.title, SMALL_MEDIUM))
        layout.addWidget(self._bar)
        layout.addWidget(self._count)
        layout.addStretch(1)
        layout.addWidget(self._cancel)
        policy = self._cancel.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._cancel.setSizePolicy(policy)
        self.update_job()

    def update_job(self) -> None:
        """Show how far the job is."""
        job, locale = self._job, QLocale()
        self._bar.setRange(0, job.total)
        self._bar.setValue(job.done)
        self._count.setText(
            _("{done} of {total}").format(
                done=locale.toString(job.done), total=locale.toString(job.total)
            )
            if job.total
            else ""
        )
        self._cancel.setVisible(job.cancel_shown)

    def _on_cancel_clicked(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)
        self._count.setText(_("Stopping"))


class StatusLine(Themed, QWidget):
    """Follows `jobs`: a row for each piece of long work."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[Job, JobRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 1, 0, 0)
        self._layout.setSpacing(0)
        jobs.progressed.connect(self.on_jobs_progressed)
        self.hide()

    def on_jobs_progressed(self, job: Job) -> None:
        """Show, move or take away the row of `job`."""
        row = self._rows.get(job)
        if job.running and job.shown and row is None:
            row = self._rows[job] = JobRow(job)
            self._layout.addWidget(row)
        elif job.running and row is not None:
            row.update_job()
        elif row is not None:
            del self._rows[job]
            row.hide()
            row.deleteLater()
        self.setVisible(bool(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            tokens = theme().tokens
            painter.fillRect(self.rect(), tokens.bg)
            painter.fillRect(0, 0, self.width(), 1, tokens.border)
        finally:
            painter.end()
