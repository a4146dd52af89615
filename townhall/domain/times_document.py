"""The proposals of the time finder as a document: what is proposed, why, and what fell out."""

from collections.abc import Iterator
from datetime import date, datetime

from townhall.domain.blocks import (
    Block,
    Callout,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Span,
    Tone,
)
from townhall.domain.day_words import clock_time, short_day
from townhall.domain.time_finder import Conditions, Found, Proposal
from townhall.language import _, current_language, ngettext

_DOT = " · "


def times_document(
    title: str, found: Found, conditions: Conditions, today: date, created_utc: datetime
) -> Document:
    """What was found for `title`, in the current language, whose sentences the reasons are in."""
    looked = ngettext(
        "{kept} kept of {n} moment looked at",
        "{kept} kept of {n} moments looked at",
        found.looked_at,
    ).format(kept=len(found.proposals), n=found.looked_at)
    days = f"{short_day(conditions.first, today)} – {short_day(conditions.last, today)}"
    minutes = _("{n} min").format(n=conditions.duration_minutes)
    return Document(
        title=title,
        language=current_language(),
        author="Town Hall",
        created_utc=created_utc,
        blocks=tuple(_blocks(found, today)),
        kicker=_("Find a time"),
        subtitle=_DOT.join((days, minutes, looked)),
        header_left=title,
        header_right=_("Proposals"),
    )


def _blocks(found: Found, today: date) -> Iterator[Block]:
    if not found.proposals:
        words = _("No moment satisfies all conditions. Let one go, or look in a wider range.")
        yield Paragraph((Span(words),))
    for place, each in enumerate(found.proposals, 1):
        when = f"{_moment(each.start, today)} – {clock_time(each.end)}"
        yield Heading(1, (Span(when),), place)
        yield Paragraph((Span(_facts(each)),), small=True, keep_with_next=True)
        good = [(Span(reason.text),) for reason in each.reasons if reason.good]
        if good:
            yield ListBlock(tuple(good))
        against = [(Span(reason.text),) for reason in each.reasons if not reason.good]
        if against:
            yield Callout(_("Mind"), tuple(against), Tone.WARN)
    if found.misses:
        yield Heading(1, (Span(_("Ruled out")),))
        yield ListBlock(
            tuple(
                (
                    Span(f"{_moment(miss.start, today)}: ", bold=True),
                    Span("; ".join(each.text for each in miss.hindrances)),
                )
                for miss in found.misses
            )
        )


def _moment(start: datetime, today: date) -> str:
    day = short_day(start.date(), today)
    return f"{day[:1].upper()}{day[1:]}, {clock_time(start)}"


def _facts(proposal: Proposal) -> str:
    facts = [_("week {n}").format(n=proposal.start.isocalendar().week)]
    if proposal.people:
        reached = f"{proposal.reached} " + _("of {total} people").format(total=proposal.people)
        facts.append(reached)
    if proposal.repeats:
        facts.append(f"{_('Repeat')} {', '.join(map(clock_time, proposal.repeats))}")
    return _DOT.join(facts)
