"""The speaker brief: everything one speaker needs, in the order they will need it."""

from townhall.domain.blocks import (
    Block,
    Callout,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Span,
    Spans,
    Table,
    Tone,
)
from townhall.domain.briefing import AgendaFacts, AudienceFacts, MessageFacts, SpeakerBriefInput
from townhall.domain.briefing_lines import (
    promise_blocks,
    question_blocks,
    urgency,
    withheld_note,
)
from townhall.domain.briefing_parts import (
    clock,
    event_facts,
    in_language,
    pack,
    table,
    text_span,
)
from townhall.domain.terms import Outcome
from townhall.language import words

QUESTIONS_SHOWN = 12
"""A speaker prepares this many questions; the moderator's pack has them all."""


def speaker_brief(brief: SpeakerBriefInput, language: str) -> Document:
    """The speaker brief in `language` ("nl" or "en"), whatever the window's language is."""
    _ = words(language).gettext
    blocks: list[Block] = [
        event_facts(brief.event, language, _your_slot(brief, language)),
        *_objective(brief, language),
        *_your_role(brief, language),
        *_messages(brief, language),
        *_audiences(brief, language),
        *_questions(brief, language),
        *promise_blocks(
            in_language(brief.promises, brief.event.language),
            brief.stamp,
            language,
            large_print=brief.large_print,
        ),
        *_run_of_show(brief, language),
    ]
    subtitle = _("For {name}").format(name=brief.speaker) if brief.speaker else ""
    return pack(
        _("Speaker brief"),
        brief.event,
        brief.stamp,
        language,
        blocks,
        subtitle=subtitle,
        internal=brief.internal,
        large_print=brief.large_print,
    )


def _own_items(brief: SpeakerBriefInput) -> list[AgendaFacts]:
    name = brief.speaker.strip().casefold()
    return [item for item in brief.agenda if name and item.speaker.strip().casefold() == name]


def _your_slot(brief: SpeakerBriefInput, language: str) -> list[tuple[str, Spans]]:
    translations = words(language)
    own = _own_items(brief)
    if not own:
        return []
    slots = ", ".join(
        translations.ngettext(
            "{time} ({n} minute)", "{time} ({n} minutes)", item.duration_minutes
        ).format(time=clock(item.start), n=item.duration_minutes)
        for item in own
    )
    return [(translations.gettext("Your slot"), (Span(slots),))]


def _objective(brief: SpeakerBriefInput, language: str) -> list[Block]:
    _ = words(language).gettext
    if not brief.event.objective.strip():
        return []
    return [
        Heading(1, (Span(_("It is a success if")),)),
        Paragraph((text_span(brief.event.objective, language, brief.event.language),)),
    ]


def _your_role(brief: SpeakerBriefInput, language: str) -> list[Block]:
    translations = words(language)
    _ = translations.gettext
    if not brief.speaker.strip() or not brief.agenda:
        return []
    heading = Heading(1, (Span(_("Your role")),))
    own = _own_items(brief)
    if not own:
        return [heading, Paragraph((Span(_("No item of the run of show is in your name.")),))]
    items: list[Spans] = []
    for item in own:
        own_language = brief.event.language
        title = text_span(item.title, language, own_language)
        spans = [Span(f"{clock(item.start)} ", bold=True), title]
        if item.cues.strip():
            spans += [Span("\n"), text_span(item.cues, language, own_language, tone=Tone.MUTED)]
        items.append(tuple(spans))
    return [heading, ListBlock(tuple(items))]


def _messages(brief: SpeakerBriefInput, language: str) -> list[Block]:
    _ = words(language).gettext
    messages = in_language(brief.messages, brief.event.language)
    if not messages:
        return []
    blocks: list[Block] = [Heading(1, (Span(_("Key messages")),))]
    primary = next((message for message in messages if message.primary), None)
    if primary:
        sentence = (text_span(primary.text, language, primary.language),)
        blocks.append(
            Callout(_("The one sentence that must land"), (_marked(sentence, primary, language),))
        )
        if primary.proofs:
            blocks.append(_proofs(primary, language))
    for message in messages:
        if message is primary:
            continue
        spans = (text_span(message.text, language, message.language),)
        blocks.append(Heading(2, _marked(spans, message, language)))
        if message.proofs:
            blocks.append(_proofs(message, language))
    return blocks


def _marked(spans: Spans, message: MessageFacts, language: str) -> Spans:
    _ = words(language).gettext
    if message.approved:
        return spans
    return (*spans, Span(" " + _("(draft, not approved)"), tone=Tone.WARN))


def _proofs(message: MessageFacts, language: str) -> ListBlock:
    return ListBlock(
        tuple((text_span(proof, language, message.language),) for proof in message.proofs)
    )


def _audiences(brief: SpeakerBriefInput, language: str) -> list[Block]:
    _ = words(language).gettext
    if not brief.audiences:
        return []
    rows = tuple(
        (
            (Span(audience.name),),
            (Span(_("not known") if audience.headcount is None else str(audience.headcount)),),
            (Span(_mood(audience, language)),),
        )
        for audience in brief.audiences
    )
    made = Table(
        (_("Audience"), _("People"), _("What they ask about")),
        rows,
        (34, 14, 52),
        numeric=frozenset({1}),
        summary=_("Who is listening, how many they are and the themes of their questions."),
    )
    return [
        Heading(1, (Span(_("Who is listening")),)),
        table(made, large_print=brief.large_print),
    ]


def _mood(audience: AudienceFacts, language: str) -> str:
    translations = words(language)
    ranked = sorted(audience.themes, key=lambda pair: (-pair[1], pair[0].key))
    return ", ".join(
        f"{theme.name(language)} ({count})" for theme, count in ranked if count
    ) or translations.gettext("no questions yet")


def _questions(brief: SpeakerBriefInput, language: str) -> list[Block]:
    translations = words(language)
    _ = translations.gettext
    questions = in_language(brief.questions, brief.event.language)
    asked = sorted(
        (q for q in questions if q.outcome not in (Outcome.DECLINED, Outcome.MERGED)),
        key=urgency,
    )
    blocks: list[Block] = [Heading(1, (Span(_("Likely and hard questions")),))]
    hidden = withheld_note(brief.withheld, language)
    if not asked:
        return [*blocks, *(hidden or [Paragraph((Span(_("No questions have come in yet.")),))])]
    for number, question in enumerate(asked[:QUESTIONS_SHOWN], 1):
        blocks += question_blocks(
            question,
            number,
            language,
            today=brief.stamp.today,
            internal=brief.internal,
            show_theme=True,
        )
    rest = len(asked) - QUESTIONS_SHOWN
    if rest > 0:
        more = translations.ngettext(
            "{n} more question is in the moderator’s Q&A pack.",
            "{n} more questions are in the moderator’s Q&A pack.",
            rest,
        )
        blocks.append(Paragraph((Span(more.format(n=rest)),)))
    return [*blocks, *hidden]


def _run_of_show(brief: SpeakerBriefInput, language: str) -> list[Block]:
    _ = words(language).gettext
    if not brief.agenda:
        return []
    own = set(map(id, _own_items(brief)))
    rows = tuple(
        (
            (Span(clock(item.start), bold=id(item) in own),),
            (Span(str(item.duration_minutes)),),
            (text_span(item.title, language, brief.event.language, bold=id(item) in own),),
            (
                Span(
                    _("{name} (you)").format(name=item.speaker) if id(item) in own else item.speaker
                ),
            ),
            (text_span(item.cues, language, brief.event.language),),
        )
        for item in brief.agenda
    )
    made = Table(
        (_("Start"), _("Minutes"), _("Item"), _("Speaker"), _("Cues")),
        rows,
        (10, 12, 34, 20, 24),
        numeric=frozenset({1}),
        summary=_("The run of show, item by item."),
    )
    return [
        Heading(1, (Span(_("Run of show")),)),
        table(made, large_print=brief.large_print, lead=(0, 2)),
    ]
