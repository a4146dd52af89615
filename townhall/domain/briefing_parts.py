"""What several packs share: dates in words, facts of the event, questions, promises, frame."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from townhall.domain.blocks import (
    Block,
    Callout,
    Document,
    ListBlock,
    Span,
    Spans,
    Table,
    Tone,
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
    SignOff,
    label,
)
from townhall.language import words

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_Facts = TypeVar("_Facts", QuestionFacts, PromiseFacts, MessageFacts)


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
        blocks=with_contents((*_draft_mark(event, language), *blocks), _("Contents")),
        kicker=kicker,
        subtitle=subtitle,
        header_left=_("{pack}, {day}").format(pack=kicker, day=day),
        header_right="" if large_print else _shortened(event.organisation),
        footer=version,
        large_print=large_print,
        title_language=event.language,
    )


def _draft_mark(event: EventFacts, language: str) -> list[Block]:
    """What a pack opens with as long as the texts are not signed off."""
    if event.sign_off is SignOff.APPROVED or event.status is CommunicationStatus.CANCELLED:
        return []
    _ = words(language).gettext
    sentence = _("Title and objective may still change. Do not pass this on as final.")
    return [Callout(_("Draft: not signed off"), ((Span(sentence),),), Tone.WARN)]


def _shortened(text: str, limit: int = 48) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= limit else one_line[: limit - 1] + "…"


def table(made: Table, *, large_print: bool, lead: tuple[int, ...] = (0,)) -> Block:
    """A table; in large print its rows as a list, for five columns of 18 point type do not fit.

    The `lead` columns stand bold on an item's first line, the others below with their header.
    """
    if not large_print:
        return made
    items: list[Spans] = []
    for row in made.rows:
        spans: list[Span] = []
        for column in lead:
            spans += [Span(" ")] if spans else []
            spans += [replace(span, bold=True) for span in row[column]]
        separator = "\n"
        for column, (header, cell) in enumerate(zip(made.header, row, strict=True)):
            if column not in lead and any(span.text.strip() for span in cell):
                spans += [Span(f"{separator}{header}: "), *cell]
                separator = " · "
        items.append(tuple(spans))
    return ListBlock(tuple(items))
