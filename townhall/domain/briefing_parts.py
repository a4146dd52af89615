"""What several packs share: dates in words, facts of the event, questions, promises, frame."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from townhall.domain.answers import answer_lines
from townhall.domain.blocks import (
    Block,
    Callout,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Said,
    SaidKind,
    Span,
    Spans,
    Table,
    Tone,
    clean,
    with_contents,
)
from townhall.domain.briefing import (
    Contact,
    EventFacts,
    MessageFacts,
    PromiseFacts,
    QuestionFacts,
    Stamp,
)
from townhall.domain.terms import (
    CommunicationStatus,
    FollowUpState,
    Outcome,
    QuestionState,
    SignOff,
    label,
)
from townhall.language import words

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_Facts = TypeVar("_Facts", QuestionFacts, PromiseFacts, MessageFacts)
_ANSWERED = frozenset({Outcome.ANSWERED_LIVE, Outcome.ANSWERED_IN_WRITING})


def day_in_words(day: date, language: str) -> str:
    """ "Thursday 3 December 2026" in the pack's language."""
    from babel.dates import format_date

    return format_date(day, "EEEE d MMMM y", locale=_LOCALES[language])


def short_day(day: date, language: str) -> str:
    """ "3 December 2026" in the pack's language."""
    from babel.dates import format_date

    return format_date(day, "d MMMM y", locale=_LOCALES[language])


def clock(moment: datetime) -> str:
    """ "09:30", as a run sheet writes it in both languages."""
    return moment.strftime("%H:%M")


def when_in_words(event: EventFacts, language: str) -> str:
    """Date, times and the city whose clock they follow."""
    _ = words(language).gettext
    first = day_in_words(event.start.date(), language)
    if event.all_day:
        return first
    if event.end.date() == event.start.date():
        times = f"{first}, {clock(event.start)}–{clock(event.end)}"
    else:
        last = day_in_words(event.end.date(), language)
        times = f"{first}, {clock(event.start)} – {last}, {clock(event.end)}"
    return _("{times} ({city} time)").format(times=times, city=_city(event.time_zone, language))


def _city(time_zone: str, language: str) -> str:
    from babel.dates import get_timezone_location

    return get_timezone_location(ZoneInfo(time_zone), locale=_LOCALES[language], return_city=True)


def text_span(
    text: str,
    pack: str,
    language: str | None,
    *,
    bold: bool = False,
    tone: Tone = Tone.PLAIN,
) -> Span:
    """A text of the plan in a pack; tagged where its language is not the pack's."""
    other = language if language in _LOCALES and language != pack else None
    return Span(text, bold=bold, language=other, tone=tone)


def in_language(facts: Iterable[_Facts], language: str | None) -> list[_Facts]:
    """`facts` of which those that do not know their language have that of the event."""
    return [replace(fact, language=fact.language or language) for fact in facts]


def line(*parts: str) -> Spans:
    """The parts that say something, in one line."""
    return (Span(" · ".join(part for part in parts if part)),)


def event_facts(
    event: EventFacts, language: str, extra: Sequence[tuple[str, Spans]] = ()
) -> Callout:
    """The box every pack opens with: when, where, who, and what is not settled yet."""
    _ = words(language).gettext
    facts: list[tuple[str, Spans]] = [(_("When"), (Span(when_in_words(event, language)),))]
    if event.location:
        where = text_span(event.location, language, event.language)
        facts.append((_("Where"), (where,)))
    if event.join_link:
        link = Span(_("Join this meeting online"), link=event.join_link)
        facts.append((_("Online"), (link,)))
    facts.extend(
        (name, (Span(value),))
        for name, value in ((_("Host"), event.host), (_("Moderator"), event.moderator))
        if value
    )
    if event.contact and (contact := _contact(event.contact)):
        facts.append((_("Contact"), contact))
    facts.extend(extra)
    facts.append((_("Status"), (_status(event, language),)))
    return Callout(
        _("At a glance"),
        tuple(
            (Span(_("{fact}:").format(fact=fact), bold=True), Span(" "), *spans)
            for fact, spans in facts
        ),
    )


def _contact(contact: Contact) -> Spans:
    parts = [Span(contact.name)] if contact.name else []
    if contact.phone:
        digits = "".join(c for c in contact.phone if c.isdigit() or c == "+")
        parts.append(Span(contact.phone, link=f"tel:{digits}"))
    if contact.email:
        parts.append(Span(contact.email, link=f"mailto:{contact.email}"))
    spans: list[Span] = []
    for part in parts:
        spans.extend((Span(", "), part) if spans else (part,))
    return tuple(spans)


def _status(event: EventFacts, language: str) -> Span:
    translations = words(language)
    _ = translations.gettext
    status = label(event.status, translations)
    if event.status is CommunicationStatus.CANCELLED:
        return Span(_("Cancelled: this event does not take place"), bold=True, tone=Tone.BAD)
    if event.sign_off is SignOff.APPROVED:
        return Span(_("{status}, approved").format(status=status))
    if event.sign_off is SignOff.IN_REVIEW:
        return Span(
            _("{status}, in review: not approved yet").format(status=status), tone=Tone.WARN
        )
    return Span(_("{status}, draft: not approved yet").format(status=status), tone=Tone.WARN)


def pack(
    kicker: str,
    event: EventFacts,
    stamp: Stamp,
    language: str,
    blocks: Iterable[Block],
    *,
    subtitle: str = "",
    internal: bool,
    large_print: bool,
) -> Document:
    """The finished document: title block, running header and footer, contents where it helps."""
    _ = words(language).gettext
    reader = _("Internal") if internal else _("Shareable")
    day = short_day(event.start.date(), language)
    version = _("Version {number}, {day}, {reader}").format(
        number=stamp.version, day=short_day(stamp.today, language), reader=reader.lower()
    )
    return Document(
        title=event.title if event.title.strip() else kicker,
        language=language,
        author=stamp.author or event.organisation or _("Internal communications"),
        created_utc=stamp.made_utc,
        blocks=with_contents(tuple(blocks), _("Contents")),
        kicker=kicker,
        subtitle=subtitle,
        header_left=_("{pack}, {day}").format(pack=kicker, day=day),
        header_right="" if large_print else _shortened(event.organisation),
        footer=version,
        large_print=large_print,
        title_language=event.language,
    )


def _shortened(text: str, limit: int = 48) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"


def table(made: Table, *, large_print: bool) -> Block:
    """A table; in large print its rows as a list, for five columns of 18 point type do not fit."""
    if not large_print:
        return made
    items: list[Spans] = []
    for row in made.rows:
        spans = [replace(span, bold=True) for span in row[0]]
        separator = "\n"
        for header, cell in zip(made.header[1:], row[1:], strict=True):
            if any(span.text.strip() for span in cell):
                spans.append(Span(f"{separator}{header}: "))
                spans.extend(cell)
                separator = " · "
        items.append(tuple(spans))
    return ListBlock(tuple(items))


def is_answered(question: QuestionFacts) -> bool:
    """Whether there is an answer that may be given."""
    approved = question.state in (QuestionState.APPROVED, QuestionState.CLOSED)
    return bool(clean(question.answer).strip()) and (approved or question.outcome in _ANSWERED)


def urgency(question: QuestionFacts) -> tuple[int, int, str]:
    """Sorts what was asked most and carried over most often to the front."""
    return (-question.votes, -question.times_carried, question.text)


def question_blocks(
    question: QuestionFacts, number: int, language: str, *, internal: bool, show_theme: bool
) -> list[Block]:
    """A numbered question, the facts about it, and its lines for the stage."""
    _ = words(language).gettext
    asked = question.text if clean(question.text).strip() else _("(no text)")
    heading = Heading(2, (text_span(asked, language, question.language),), number)
    facts = Paragraph(
        _question_facts(question, language, internal=internal, show_theme=show_theme),
        small=True,
        keep_with_next=True,
    )
    return [heading, facts, *_answer(question, language)]


def _question_facts(
    question: QuestionFacts, language: str, *, internal: bool, show_theme: bool
) -> Spans:
    translations = words(language)
    _ = translations.gettext
    votes = translations.ngettext("{n} vote", "{n} votes", question.votes).format(n=question.votes)
    carried = question.times_carried
    parts = [votes]
    if show_theme:
        parts.append(label(question.theme, translations))
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
        parts.append(_("answer by {day}").format(day=short_day(question.answer_by, language)))
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


def _answer(question: QuestionFacts, language: str) -> list[Block]:
    _ = words(language).gettext
    blocks: list[Block] = []
    lines = answer_lines(question.answer)
    if not lines:
        blocks.append(_no_answer(question, language))
    elif not is_answered(question):
        draft = Span(_("Draft answer, not approved: do not use it on stage yet."), tone=Tone.WARN)
        blocks.append(Paragraph((draft,), keep_with_next=True))
    labels = said_labels(language)
    for part in lines:
        spans = [text_span(part.text, language, answer_language(question))]
        if part.kind is SaidKind.UNKNOWN and question.answer_by:
            back = _("We come back to this by {day}.")
            spans.append(Span(" " + back.format(day=short_day(question.answer_by, language))))
        blocks.append(Said(part.kind, labels[part.kind], tuple(spans)))
    return blocks


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
        SaidKind.UNKNOWN: _("Not known yet:"),
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
