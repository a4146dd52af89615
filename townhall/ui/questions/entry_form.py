"""A question typed as it is asked: one line, Enter, next."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.language_guess import guess_language
from townhall.domain.question_themes import OTHER
from townhall.language import _, current_language
from townhall.services.queries.question_register import Meeting, QuestionChoices
from townhall.services.question_merging import add_asked_again
from townhall.services.questions import add_question
from townhall.ui.date_words import short_date
from townhall.ui.questions.asked_before import AskedBefore
from townhall.ui.questions.fact_section import meeting_key
from townhall.ui.questions.looks import theme_options
from townhall.ui.screen import Frame
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import Field, Form, TextArea, TextField
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.themed import Themed


class _Words(TextArea):
    """The question; Enter adds it, Shift+Enter begins a line, Down in the last one leaves it."""

    entered = Signal()
    left_below = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down and self.textCursor().atEnd():
            self.left_below.emit()
        else:
            super().keyPressEvent(event)


class EntryForm(Themed, QWidget):
    """`added(id)` per question; stays open for the next one, with the same source and meeting.

    Questions asked before that are like it show while typing; `asked_for(id)` when one is to be
    opened. `closed()` on Esc.
    """

    added = Signal(int)
    asked_for = Signal(int)
    closed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._zone = "Europe/Amsterdam"
        self._meetings: dict[object, Meeting] = {}
        self.words = _Words(
            name=_("Question, as asked"), placeholder=_("The question, as it is asked"), lines=2
        )
        self.words.entered.connect(self.save)
        self.before = AskedBefore(frame)
        self.before.asked_for.connect(self.asked_for)
        self.before.chosen_changed.connect(self._on_chosen)
        self.words.textChanged.connect(lambda: self.before.look_for(self.words.text()))
        self.words.left_below.connect(self.before.focus_first)
        self._hint = Label("", SMALL, "text2", wrap=True)
        self.source = TextField(
            _("asked aloud"), name=_("Source"), placeholder=_("Where it was asked")
        )
        sources = [_("asked aloud"), _("on the ward"), _("by e-mail"), _("by telephone")]
        self.source.setCompleter(QCompleter(sources, self))
        self.source.returnPressed.connect(self.save)
        self.audience = Select(name=_("Audience"), icon="audiences")
        self.theme_ = Select(name=_("Theme"))
        self.meeting = Select(name=_("Meeting"), icon="town-hall")
        self.form = Form()
        field = self.form.add("text", Field(_("New question"), self.words))
        field.label.hide()
        self._lay_out()

    def _lay_out(self) -> None:
        add = Button(_("Add"), "primary", tip=_("Add the question (Enter)"))
        add.clicked.connect(lambda _checked=False: self.save())
        close = Button(_("Close"), "ghost", tip=_("Close (Esc)"))
        close.clicked.connect(self.closed)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for widget, share in (
            (self.meeting, 5),
            (self.audience, 4),
            (self.theme_, 4),
            (self.source, 3),
        ):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(widget, share)
        self._on_chosen()
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._hint, 1)
        below.addWidget(close)
        below.addWidget(add)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(8)
        column.addWidget(self.form)
        column.addWidget(self.before)
        column.addWidget(line)
        column.addLayout(below)

    def set_choices(self, choices: QuestionChoices) -> None:
        """Offer the meetings and audiences of the plan; the next meeting comes first."""
        self._zone = choices.time_zone
        self.before.set_zone(choices.time_zone)
        now = self._frame.clock.local_now(self._zone)
        self._meetings = {meeting_key(one): one for one in choices.meetings}
        options = [Option((0, ""), _("No meeting"))]
        options += [
            Option(key, f"{short_date(one.start.date(), now.date())}, {one.title}")
            for key, one in self._meetings.items()
        ]
        kept = self.meeting.value
        wanted = kept if kept in self._meetings else _nearest(self._meetings, now)
        self.meeting.set_options(options, wanted)
        names = [Option(one.name, one.name) for one in choices.audiences]
        self.theme_.set_options(theme_options(choices.themes), self.theme_.value or OTHER)
        audience = self.audience.value or ""
        self.audience.set_options([Option("", _("No audience")), *names], audience)

    def open(self) -> None:
        """Show the form with the cursor in it."""
        self.show()
        self.words.setFocus()

    def save(self) -> None:
        """Add what is typed."""
        text = self.words.text().strip()
        self.form.clear_errors()
        if not text:
            sentence = _("Type the question first.")
            self.form.show_error(InvalidInput(sentence, field="text"))
            return
        now = self._frame.clock.local_now(self._zone)
        meeting = self._meetings.get(self.meeting.value)
        start = meeting.original_start if meeting else None
        values = {
            "text": text,
            "source": self.source.text().strip(),
            "audience": self.audience.value or "",
            "theme": self.theme_.value or OTHER,
            "language": guess_language(text) or current_language(),
            "asked_at": now.isoformat(),
            "communication_id": meeting.communication_id if meeting else None,
            "original_start": start.isoformat() if start else None,
        }
        done, failed = self._on_added, self._on_failed
        lead = self.before.chosen
        if lead is None:
            self._frame.jobs.change(add_question, values, done=done, failed=failed)
        else:
            self._frame.jobs.change(add_asked_again, values, lead, done=done, failed=failed)

    def _on_chosen(self) -> None:
        lead = self.before.chosen
        if lead is None:
            self._hint.setText(_("Enter adds it and waits for the next; Esc closes."))
        else:
            words = _("Enter adds it to question {id}; Esc closes.")
            self._hint.setText(words.format(id=lead))
            self.words.setFocus()

    def _on_added(self, question_id: int) -> None:
        self.words.clear()
        self.theme_.set_value(OTHER)
        self.words.setFocus()
        self.added.emit(question_id)

    def _on_failed(self, error: TownHallError) -> None:
        if not (isinstance(error, InvalidInput) and self.form.show_error(error)):
            self.form.field("text").set_error(str(error))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = theme().tokens
        painter = QPainter(self)
        try:
            painter.fillRect(self.rect(), tokens.bg)
            painter.fillRect(0, self.height() - 1, self.width(), 1, tokens.border)
        finally:
            painter.end()


def _nearest(meetings: dict[object, Meeting], now: datetime) -> object:
    """The meeting that is on or comes next, one at which staff ask before any other."""
    ahead = {key: one for key, one in meetings.items() if one.start.date() >= now.date()}
    asked_at = [key for key, one in ahead.items() if one.collects]
    return next(iter(asked_at or ahead), (0, ""))
