"""The moderator's Q&A pack: every question by theme, what is unanswered first."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from townhall.domain.blocks import Block, Document, Heading, ListBlock, Paragraph, Span, Table
from townhall.domain.briefing import QaPackInput, QuestionFacts
from townhall.domain.briefing_lines import (
    answer_language,
    is_answered,
    promise_blocks,
    question_blocks,
    urgency,
    withheld_note,
)
from townhall.domain.briefing_parts import (
    event_facts,
    in_language,
    pack,
    table,
    text_span,
)
from townhall.domain.question_themes import QuestionTheme
from townhall.domain.terms import Outcome
from townhall.language import words


def qa_pack(brief: QaPackInput, language: str) -> Document:
    """The Q&A pack in `language` ("nl" or "en"), whatever the window's language is."""
    _ = words(language).gettext
    asked = in_language(brief.questions, brief.event.language)
    promises = in_language(brief.promises, brief.event.language)
    shown = [q for q in asked if q.outcome is not Outcome.MERGED]
    declined = [q for q in shown if q.outcome is Outcome.DECLINED]
    by_theme = _by_theme([q for q in shown if q.outcome is not Outcome.DECLINED])
    blocks: list[Block] = [
        event_facts(brief.event, language),
        *_overview(by_theme, brief.withheld, language, large_print=brief.large_print),
        *_moderating(brief, language),
        *_theme_blocks(by_theme, language, brief.stamp.today, internal=brief.internal),
        *_declined(declined, language),
        *promise_blocks(promises, brief.stamp, language, large_print=brief.large_print),
    ]
    return pack(
        _("Moderator’s Q&A pack"),
        brief.event,
        brief.stamp,
        language,
        blocks,
        subtitle=_subtitle(len(shown) + brief.withheld, language),
        internal=brief.internal,
        large_print=brief.large_print,
    )


def _subtitle(count: int, language: str) -> str:
    translations = words(language)
    return translations.ngettext(
        "{n} question. Say the first line, keep the rest for a second question.",
        "{n} questions. Say the first line, keep the rest for a second question.",
        count,
    ).format(n=count)


def _by_theme(questions: Sequence[QuestionFacts]) -> dict[QuestionTheme, list[QuestionFacts]]:
    """Themes with most votes first; in a theme the unanswered first, then the most asked."""
    grouped: dict[QuestionTheme, list[QuestionFacts]] = defaultdict(list)
    for question in questions:
        grouped[question.theme].append(question)
    ranked = sorted(grouped, key=lambda theme: (-sum(q.votes for q in grouped[theme]), theme.key))
    return {
        theme: sorted(grouped[theme], key=lambda q: (is_answered(q), *urgency(q)))
        for theme in ranked
    }


def _overview(
    by_theme: dict[QuestionTheme, list[QuestionFacts]],
    withheld: int,
    language: str,
    *,
    large_print: bool,
) -> list[Block]:
    _ = words(language).gettext
    heading = Heading(1, (Span(_("Questions at a glance")),))
    hidden = withheld_note(withheld, language)
    if not by_theme:
        nothing = Paragraph((Span(_("No questions have come in yet.")),))
        return [heading, *(hidden or [nothing])]
    rows = tuple(
        (
            (Span(theme.name(language)),),
            (Span(str(len(questions))),),
            (Span(str(sum(q.votes for q in questions))),),
            (Span(str(sum(not is_answered(q) for q in questions))),),
        )
        for theme, questions in by_theme.items()
    )
    made = Table(
        (_("Theme"), _("Questions"), _("Votes"), _("Without an approved answer")),
        rows,
        (36, 18, 18, 28),
        numeric=frozenset({1, 2, 3}),
        summary=_("Questions, votes and missing answers by theme."),
    )
    return [heading, table(made, large_print=large_print), *hidden]


def _moderating(brief: QaPackInput, language: str) -> list[Block]:
    _ = words(language).gettext
    rules = brief.moderation_rules or (
        _("Read the question as it was asked; add nothing and soften nothing."),
        _("Take the questions in the order of this pack, so that the most asked come first."),
        _("Never name who asked, and do not guess."),
        _("No answer? Say so, say who finds out, and say by when."),
        _("A question about one patient or colleague is not discussed here."),
    )
    reasons = brief.decline_reasons or (
        _("It is about a person or a patient: we answer in private."),
        _("It is confidential for now: we say until when."),
        _("It is not ours to answer: we say who can, and pass it on."),
        _("It has been answered: we say where to read it."),
    )
    return [
        Heading(1, (Span(_("Rules for moderating")),)),
        ListBlock(tuple((Span(rule),) for rule in rules), ordered=True),
        Heading(1, (Span(_("Reasons to decline a question")),)),
        ListBlock(tuple((Span(reason),) for reason in reasons)),
    ]


def _theme_blocks(
    by_theme: dict[QuestionTheme, list[QuestionFacts]],
    language: str,
    today: date,
    *,
    internal: bool,
) -> list[Block]:
    blocks: list[Block] = []
    number = 0
    for theme, questions in by_theme.items():
        blocks.append(Heading(1, (Span(theme.name(language)),)))
        for question in questions:
            number += 1
            blocks += question_blocks(
                question, number, language, today=today, internal=internal, show_theme=False
            )
    return blocks


def _declined(questions: Sequence[QuestionFacts], language: str) -> list[Block]:
    _ = words(language).gettext
    if not questions:
        return []
    blocks: list[Block] = [Heading(1, (Span(_("Declined questions")),))]
    for question in sorted(questions, key=urgency):
        asked = question.text if question.text.strip() else _("(no text)")
        blocks.append(Heading(2, (text_span(asked, language, question.language),)))
        reason = question.decline_reason.strip()
        blocks.append(
            Paragraph(
                (
                    Span(_("Reason:") + " ", bold=True),
                    text_span(reason, language, answer_language(question)),
                )
            )
            if reason
            else Paragraph((Span(_("No reason has been noted.")),))
        )
    return blocks
