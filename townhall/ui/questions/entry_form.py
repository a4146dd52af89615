"""A question typed as it is asked: one line, Enter, next."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from townhall.domain.errors import InvalidInput, TownHallError
from townhall.domain.language_guess import guess_language
from townhall.domain.question_lines import are_several
from townhall.domain.question_themes import OTHER
from townhall.domain.terms import Anonymity, label
from townhall.language import _, current_language
from townhall.services.queries.question_register import Meeting, QuestionChoices
from townhall.services.question_merging import add_asked_again
from townhall.services.questions import add_question
from townhall.ui.added_questions import QuestionToType
from townhall.ui.date_words import short_date
from townhall.ui.questions.answer_offers import offer_answer
from townhall.ui.questions.asked_before import AskedBefore
from townhall.ui.questions.fact_section import meeting_key
from townhall.ui.questions.looks import theme_options
from townhall.ui.screen import Frame
from townhall.ui.source_names import asked_names, source_code, source_name
from townhall.ui.theme import theme
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.fields import Field, Form, TextArea, TextField
from townhall.ui.widgets.labels import Label
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Option, Select
from townhall.ui.widgets.themed import Themed


class _Words(TextArea):
    """The question; Enter adds it, Shift+Enter begins a line, Down in the last one leaves it.

    Several questions that are pasted do not go in: `lines_pasted(text)`.
    """

    entered = Signal()
    left_below = Signal()
    lines_pasted = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Down and self.textCursor().atEnd():
            self.left_below.emit()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take one question; a list of them is looked at first."""
        text = source.text()
        if are_several(text):
            self.lines_pasted.emit(text)
        else:
            super().insertFromMimeData(source)


class EntryForm(Themed, QWidget):
    """`added(id)` per question; stays open for the next one, with all but its words as before.

    Questions asked before that are like it show while typing; `asked_for(id)` when one is to be
    opened. `lines_pasted(text)` when several were pasted. `closed()` on Esc.
    """

    added = Signal(int)
    lines_pasted = Signal(str)
    asked_for = Signal(int)
    closed = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._zone = "Europe/Amsterdam"
        self._meetings: dict[object, Meeting] = {}
        self._aimed: QuestionToType | None = None
        self._audience = ""
        self.words = _Words(
            name=_("Question, as asked"), placeholder=_("The question, as it is asked"), lines=2
        )
        self.words.entered.connect(self.save)
        self.words.lines_pasted.connect(self.lines_pasted)
        self.before = AskedBefore(frame)
        self.before.asked_for.connect(self.asked_for)
        self.before.chosen_changed.connect(self._on_chosen)
        self.words.textChanged.connect(lambda: self.before.look_for(self.words.text()))
        self.words.left_below.connect(self.before.focus_first)
        self._hint = Label("", SMALL, "text2", wrap=True)
        self.source = TextField(
            source_name("floor"), name=_("Source"), placeholder=_("Where it was asked")
        )
        self.source.setCompleter(QCompleter(asked_names(), self))
        self.source.returnPressed.connect(self.save)
        levels = [Option(level, label(level)) for level in Anonymity]
        self.anonymity = Select(levels, Anonymity.ANONYMOUS, name=_("Anonymity"))
        self.anonymity.chosen.connect(lambda _level: self._show_name())
        self.asker = TextField(name=_("Name of the asker"), placeholder=_("Who agreed to be named"))
        self.asker.returnPressed.connect(self.save)
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
            (self.anonymity, 4),
            (self.asker, 4),
        ):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            row.addWidget(widget, share)
        self._show_name()
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
        audience = self.audience.value or self._audience
        self.audience.set_options([Option("", _("No audience")), *names], audience)

        self._take_aim()

    def aim_at(self, wanted: QuestionToType) -> None:
        """Let questions be asked at a date; one of another kind leaves the meeting as it is."""
        self._aimed = wanted if wanted.id else None
        self._take_aim()

    def _take_aim(self) -> None:
        wanted = self._aimed
        if wanted is None:
            return
        start = wanted.original_start.isoformat() if wanted.original_start else ""
        # What is held once is a meeting without an original start.
        for key in ((wanted.id, start), (wanted.id, "")):
            if key in self._meetings:
                self.meeting.set_value(key)
                self._aimed = None
                return

    def meeting_chosen(self) -> Meeting | None:
        """The meeting at which is asked."""
        return self._meetings.get(self.meeting.value)

    def said_source(self) -> str:
        """Where the questions come from, as it is stored."""
        return source_code(self.source.text())

    def state(self) -> dict[str, str]:
        """What is as it was for the last question: no names and no words of a question."""
        return {
            "source": self.said_source(),
            "audience": str(self.audience.value or ""),
            "anonymity": str(self.anonymity.value or Anonymity.ANONYMOUS),
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """Go on as `state` says; what is not known is left as it is."""
        if isinstance(state.get("source"), str):
            self.source.setText(source_name(str(state["source"])))
        if state.get("anonymity") in list(Anonymity):
            self.anonymity.set_value(Anonymity(str(state["anonymity"])))
            self._show_name()
        if isinstance(state.get("audience"), str):
            self._audience = str(state["audience"])

    def _show_name(self) -> None:
        self.asker.setVisible(self.anonymity.value is Anonymity.NAMED)

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
        meeting = self.meeting_chosen()
        start = meeting.original_start if meeting else None
        values = {
            "text": text,
            "source": self.said_source(),
            "anonymity": self.anonymity.value,
            "asker": self.asker.text() if self.anonymity.value is Anonymity.NAMED else "",
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
        self.asker.clear()
        self.theme_.set_value(OTHER)
        self.words.setFocus()
        self.added.emit(question_id)
        offer_answer(self._frame, question_id, self._zone)

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
