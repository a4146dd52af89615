"""Who asked what, when and where, and who answers by when; edited in place."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.carry_over import escalated_words, is_escalated
from townhall.domain.errors import TownHallError
from townhall.domain.question_themes import theme_of
from townhall.domain.terms import label
from townhall.language import _, ngettext
from townhall.services.queries.question_register import Meeting, QuestionChoices
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.questions import assign_to_new_person, change_question
from townhall.ui.date_words import day_words, short_date
from townhall.ui.questions.looks import owner_options, source_words, theme_options
from townhall.ui.screen import Frame
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.chosen_value import ChosenValue
from townhall.ui.widgets.editable import EditableValue
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.marks import Avatar, Swatch
from townhall.ui.widgets.notices import Banner
from townhall.ui.widgets.paint import HEAD, SMALL
from townhall.ui.widgets.select import Option

_NO_MEETING = (0, "")


class FactSection(QWidget):
    """The wording, which is never rewritten, and the facts that the team decides on."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._sheet: QuestionSheet | None = None
        self._meetings: dict[object, Meeting] = {}
        self._today = date.min
        self.wording = Paragraph("", HEAD)
        self.asked = Paragraph("", SMALL, "text2")
        self.escalated = Banner("", "warn", closable=False)
        self.escalated.hide()
        self._make_values()
        self._lay_out()

    def _make_values(self) -> None:
        self.owner = ChosenValue(
            "",
            name=_("Owner"),
            avatars=True,
            new=_("Add “{name}” to the people"),
            placeholder=_("No owner"),
        )
        self.theme = ChosenValue(None, name=_("Theme"))
        self.answer_by = EditableValue(
            None,
            "date",
            name=_("Answer by"),
            show=lambda value: day_words(value if isinstance(value, date) else None, self._today),
        )
        self.meeting = ChosenValue(_NO_MEETING, name=_("Meeting"))
        self.audience = ChosenValue("", name=_("Audience"))
        self.owner.new_wanted.connect(self._on_new_owner)
        for name, value in (
            ("owner", self.owner),
            ("theme", self.theme),
            ("answer_by", self.answer_by),
            ("audience", self.audience),
        ):
            value.edited.connect(lambda new, name=name: self._change({name: new}))
        self.meeting.edited.connect(self._on_meeting)

    def _lay_out(self) -> None:
        self._avatar, self._swatch = Avatar(""), Swatch("neutral")
        facts = Facts()
        facts.add(_("Owner"), self.owner, lead=self._avatar)
        facts.add(_("Theme"), self.theme, lead=self._swatch)
        facts.add(_("Answer by"), self.answer_by)
        facts.add(_("Meeting"), self.meeting)
        facts.add(_("Audience"), self.audience)
        self.problem = Paragraph("", SMALL, "bad", selectable=False)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.wording)
        column.addWidget(self.asked)
        column.addWidget(self.escalated)
        column.addSpacing(2)
        column.addWidget(facts)
        column.addWidget(self.problem)

    def show_sheet(self, sheet: QuestionSheet, choices: QuestionChoices) -> None:
        """Show the question of `sheet`; values that are being edited are left alone."""
        self._sheet, self._today = sheet, sheet.today
        question = sheet.question
        self.wording.setText(question.text)
        self.asked.setText(asked_words(sheet))
        self.escalated.setVisible(is_escalated(question.outcome, question.times_carried))
        if not self.escalated.isHidden():
            words = escalated_words(question.times_carried, question.escalated_to)
            self.escalated.tell(words, "warn")
        self._avatar.set_name(question.owner or "")
        self._swatch.set_tone(theme_of(choices.themes, question.theme).tone)
        self.owner.set_options(owner_options(choices.people)[1:])
        if question.owner:
            self.owner.set_options(owner_options(choices.people))
        self.owner.set_value(question.owner or "")
        self.theme.set_options(theme_options(choices.themes))
        self.theme.set_value(question.theme)
        self.answer_by.set_value(question.answer_by)
        self._show_meetings(sheet, choices)
        names = [Option(one.name, one.name) for one in choices.audiences]
        self.audience.set_options([Option("", _("No audience")), *names])
        self.audience.set_value(question.audience or "")
        self.problem.hide()

    def _show_meetings(self, sheet: QuestionSheet, choices: QuestionChoices) -> None:
        question = sheet.question
        self._meetings = {meeting_key(one): one for one in choices.meetings}
        options = [Option(_NO_MEETING, _("No meeting"))]
        options += [
            Option(key, f"{short_date(one.start.date(), sheet.today)}, {one.title}")
            for key, one in reversed(self._meetings.items())
        ]
        key: object = _NO_MEETING
        if question.communication_id is not None:
            start = question.original_start
            key = (question.communication_id, start.isoformat() if start else "")
            if key not in self._meetings:
                options.append(Option(key, sheet.meeting))
        self.meeting.set_options(options)
        self.meeting.set_value(key)

    def _change(self, values: dict[str, object]) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        stored = {name: _plain(value) for name, value in values.items()}
        base = {name: _plain(getattr(sheet.question, name)) for name in values}
        self._frame.jobs.change(
            change_question,
            sheet.question.id,
            stored,
            base=base,
            failed=lambda error: self._on_failed(error),
        )

    def _on_meeting(self, key: object) -> None:
        meeting = self._meetings.get(key)
        start = meeting.original_start if meeting else None
        self._change(
            {
                "communication_id": meeting.communication_id if meeting else None,
                "original_start": start,
            }
        )

    def _on_new_owner(self, name: str) -> None:
        if self._sheet is not None:
            self._frame.jobs.change(
                assign_to_new_person,
                [self._sheet.question.id],
                name,
                failed=lambda error: self._on_failed(error),
            )

    def _on_failed(self, error: TownHallError) -> None:
        question = self._sheet.question if self._sheet else None
        if question is not None:
            self.owner.set_value(question.owner or "")
            self.theme.set_value(question.theme)
            self.answer_by.set_value(question.answer_by)
            self.audience.set_value(question.audience or "")
        self.problem.setText(str(error))
        self.problem.show()


def meeting_key(meeting: Meeting) -> tuple[int, str]:
    """What tells a meeting from all others, as a value of a choice."""
    start = meeting.original_start
    return meeting.communication_id, start.isoformat() if start else ""


def asked_words(sheet: QuestionSheet) -> str:
    """One line: from whom, how anonymous, where and when it was asked, how many votes."""
    question = sheet.question
    votes = ngettext("{n} vote", "{n} votes", question.votes).format(n=question.votes)
    when = short_date(question.asked_at.date(), sheet.today) if question.asked_at else ""
    where = ", ".join(part for part in (source_words(question.source), when) if part)
    who = (question.asker, label(question.anonymity))
    return DOT.join(part for part in (*who, where, votes) if part)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
