"""The parts of a pack that are about questions and promises: what was asked, what may be said."""

from collections.abc import Sequence
from datetime import date

from townhall.domain.answer_validity import has_expired
from townhall.domain.answers import answer_lines
from townhall.domain.blocks import (
    Block,
    Heading,
    Paragraph,
    Said,
    SaidKind,
    Span,
    Spans,
    Table,
    Tone,
    clean,
)
from townhall.domain.briefing import PromiseFacts, QuestionFacts, Stamp
from townhall.domain.briefing_parts import line, short_day, table, text_span
from townhall.domain.terms import FollowUpState, Outcome, QuestionState, label
from townhall.language import words

_ANSWERED = frozenset({Outcome.ANSWERED_LIVE, Outcome.ANSWERED_IN_WRITING})
_ONE_PAGE = 1200
"""An answer up to this many characters stands on one page, in large print too."""


def is_answered(question: QuestionFacts) -> bool:
    """Whether there is an answer that may be given."""
    approved = question.state in (QuestionState.APPROVED, QuestionState.CLOSED)
    return bool(clean(question.answer).strip()) and (approved or question.outcome in _ANSWERED)


def urgency(question: QuestionFacts) -> tuple[int, int, str]:
    """Sorts what was asked most and carried over most often to the front."""
    return (-question.votes, -question.times_carried, question.text)


def question_blocks(
    question: QuestionFacts,
    number: int,
    language: str,
    *,
    today: date,
    internal: bool,
    show_theme: bool,
) -> list[Block]:
    """A numbered question, the facts about it, and its lines for the stage.

    What was due before `today` is called overdue, and is not promised to anybody again.
    """
    _ = words(language).gettext
    asked = question.text if clean(question.text).strip() else _("(no text)")
    heading = Heading(2, (text_span(asked, language, question.language),), number)
    facts = Paragraph(
        _question_facts(question, language, today, internal=internal, show_theme=show_theme),
        small=True,
        keep_with_next=True,
    )
    return [heading, facts, *_answer(question, language, today)]


def withheld_note(number: int, language: str) -> list[Block]:
    """That `number` questions were asked that are not shown; nothing where there are none."""
    if not number:
        return []
    sentence = words(language).ngettext(
        "{n} question is not shown here: it says too much about a person.",
        "{n} questions are not shown here: they say too much about a person.",
        number,
    )
    return [Paragraph((Span(sentence.format(n=number)),))]


def _question_facts(
    question: QuestionFacts, language: str, today: date, *, internal: bool, show_theme: bool
) -> Spans:
    translations = words(language)
    _ = translations.gettext
    votes = translations.ngettext("{n} vote", "{n} votes", question.votes).format(n=question.votes)
    carried = question.times_carried
    parts = [votes]
    if show_theme:
        parts.append(question.theme.name(language))
    parts.append(_state(question, language))
    if carried:
        parts.append(
            translations.ngettext(
                "carried over {n} time", "carried over {n} times", carried
            ).format(n=carried)
        )
    if question.owner:
        parts.append(_("owner: {name}").format(name=question.owner))
    if question.answer_by and not is_answered(question):
        late = question.answer_by < today
        due = _("answer overdue since {day}") if late else _("answer by {day}")
        parts.append(due.format(day=short_day(question.answer_by, language)))
    if internal and question.audience:
        parts.append(_("from: {audience}").format(audience=question.audience))
    if internal and question.asker:
        parts.append(_("asked by: {name}").format(name=question.asker))
    return line(*parts)


def _state(question: QuestionFacts, language: str) -> str:
    translations = words(language)
    if question.outcome in (Outcome.OPEN, Outcome.CARRIED_OVER):
        return label(question.state, translations)
    return label(question.outcome, translations)


def _answer(question: QuestionFacts, language: str, today: date) -> list[Block]:
    _ = words(language).gettext
    blocks: list[Block] = []
    lines = answer_lines(question.answer)
    if not lines:
        blocks.append(_no_answer(question, language))
    elif not is_answered(question):
        draft = Span(_("Draft answer, not approved: do not use it on stage yet."), tone=Tone.WARN)
        blocks.append(Paragraph((draft,), keep_with_next=True))
    blocks += _notes(question, language, today) if lines else []
    labels = said_labels(language)
    together = sum(len(part.text) for part in lines) <= _ONE_PAGE
    for place, part in enumerate(lines, 1):
        spans = [text_span(part.text, language, answer_language(question))] if part.text else []
        back_by = part.back_by or question.answer_by
        if part.kind is SaidKind.UNKNOWN and back_by and back_by >= today:
            back = _("We come back to this by {day}.")
            words_back = back.format(day=short_day(back_by, language))
            spans.append(Span(f" {words_back}" if spans else words_back))
        tied = together and place < len(lines)
        blocks.append(Said(part.kind, labels[part.kind], tuple(spans), keep_with_next=tied))
    return blocks


def _notes(question: QuestionFacts, language: str, today: date) -> list[Block]:
    """What whoever uses the answer has to know: it may have aged, or is in the other language."""
    _ = words(language).gettext
    notes = []
    if has_expired(question.valid_until, today):
        notes.append(Span(_("To be rechecked before it is used again."), tone=Tone.WARN))
    written_in = answer_language(question)
    if written_in is not None and written_in != language:
        only = _("Only in Dutch so far.") if written_in == "nl" else _("Only in English so far.")
        notes.append(Span(only, tone=Tone.MUTED))
    return [Paragraph((note,), small=True, keep_with_next=True) for note in notes]


def answer_language(question: QuestionFacts) -> str | None:
    """The language of answer and reason: as noted, else that of the question."""
    return question.answer_language or question.language


def _no_answer(question: QuestionFacts, language: str) -> Paragraph:
    _ = words(language).gettext
    if question.outcome is Outcome.TAKEN_AWAY:
        text = _("Taken away: see the open promises.")
    elif question.owner:
        text = _("No answer yet; {name} is working on it.").format(name=question.owner)
    else:
        text = _("No answer yet, and nobody is working on it.")
    return Paragraph((Span(text, tone=Tone.WARN),))


def said_labels(language: str) -> dict[SaidKind, str]:
    """The labels of the lines of an answer, with their colon."""
    _ = words(language).gettext
    return {
        SaidKind.SAY: _("Say:"),
        SaidKind.IF_PRESSED: _("If pressed:"),
        SaidKind.UNKNOWN: _("Do not know yet:"),
    }


def promise_blocks(
    promises: Sequence[PromiseFacts], stamp: Stamp, language: str, *, large_print: bool
) -> list[Block]:
    """The promises that are still open, the first due first; an honest line when there are none."""
    _ = words(language).gettext
    still_open = [
        promise
        for promise in promises
        if promise.state in (FollowUpState.OPEN, FollowUpState.IN_PROGRESS)
    ]
    blocks: list[Block] = [Heading(1, (Span(_("Open promises")),))]
    if not still_open:
        return [*blocks, Paragraph((Span(_("No promise is open.")),))]
    still_open.sort(key=lambda promise: (promise.due or date.max, promise.words))
    rows = tuple(
        (
            (text_span(promise.words, language, promise.language),),
            (Span(promise.owner or _("nobody yet")),),
            _due(promise, stamp, language),
        )
        for promise in still_open
    )
    made = Table(
        (_("Promise"), _("Owner"), _("Due")),
        rows,
        (56, 22, 22),
        summary=_("Every open promise with its owner and due date."),
    )
    return [*blocks, table(made, large_print=large_print)]


def _due(promise: PromiseFacts, stamp: Stamp, language: str) -> Spans:
    _ = words(language).gettext
    if promise.due is None:
        return (Span(_("no date yet"), tone=Tone.WARN),)
    day = short_day(promise.due, language)
    if promise.due < stamp.today:
        return (Span(_("{day}, overdue").format(day=day), bold=True, tone=Tone.BAD),)
    return (Span(day),)
