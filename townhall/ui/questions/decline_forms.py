"""Declining a question: one person proposes it with a reason, another confirms or refuses."""

from townhall.domain.question_story import same_person
from townhall.domain.terms import DeclineReason, label
from townhall.language import _
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.question_declines import confirm_decline, propose_decline, refuse_decline
from townhall.ui.questions.step_forms import StepForm
from townhall.ui.screen import Frame
from townhall.ui.widgets.fields import Field, TextArea, TextField
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.select import Option, Select


class DeclineForm(StepForm):
    """Why the question is not answered, from the list and in words, and who proposes it."""

    def __init__(self, frame: Frame, sheet: QuestionSheet) -> None:
        super().__init__(_("Propose to decline the question"), _("Propose"), frame)
        self._question_id = sheet.question.id
        options = [Option(reason.value, label(reason)) for reason in DeclineReason]
        self.kind = Select(
            options,
            sheet.question.decline_kind or None,
            name=_("Reason"),
            placeholder=_("Choose a reason"),
        )
        self.reason = TextArea(sheet.question.decline_reason, lines=3)
        self.name = TextField(frame.settings.user_name)
        self.form.add("decline_kind", Field(_("Reason"), self.kind, required=True))
        hint = _("Somebody else confirms it. Until then the question stays open.")
        self.form.add("decline_reason", Field(_("What the asker is told"), self.reason))
        self.form.add("declined_by", Field(_("Proposed by"), self.name, hint=hint))
        self.setFocusProxy(self.kind)

    def carry_out(self) -> None:
        kind, reason = str(self.kind.value or ""), self.reason.text().strip()
        self.change(propose_decline, self._question_id, kind, reason, self.name.text().strip())


class SecondForm(StepForm):
    """A second person confirms a decline, or refuses it."""

    def __init__(self, frame: Frame, sheet: QuestionSheet, *, confirming: bool) -> None:
        title = _("Decline the question") if confirming else _("Do not decline the question")
        super().__init__(title, _("Confirm") if confirming else _("Do not decline"), frame)
        self._question_id, self._confirming = sheet.question.id, confirming
        proposer = sheet.declining
        own = frame.settings.user_name
        self.name = TextField("" if confirming and same_person(own, proposer) else own)
        told = _("{name} proposed it: {reason}").format(name=proposer, reason=reason_words(sheet))
        self.form.add_widget(Paragraph(told, SMALL, "text2"))
        key = "decline_confirmed_by" if confirming else "decline_refused_by"
        words = _("Confirmed by") if confirming else _("Refused by")
        hint = _("Somebody other than {name}.").format(name=proposer) if confirming else ""
        self.form.add(key, Field(words, self.name, hint=hint))
        self.name.selectAll()
        self.setFocusProxy(self.name)

    def carry_out(self) -> None:
        use_case = confirm_decline if self._confirming else refuse_decline
        self.change(use_case, self._question_id, self.name.text().strip())


def reason_words(sheet: QuestionSheet) -> str:
    """The reason of the list with what the asker is told."""
    question = sheet.question
    kind = question.decline_kind
    chosen = label(DeclineReason(kind)) if kind in list(DeclineReason) else ""
    return " – ".join(part for part in (chosen, question.decline_reason) if part)
