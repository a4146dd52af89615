"""How the lanes of a year read: their facts and gaps, on the screen, on paper and aloud."""

from datetime import date

from PySide6.QtCore import QLocale

from townhall.domain.lane_gaps import Gap, GapKind
from townhall.language import _, ngettext
from townhall.services.queries.year import Lane, Lanes
from townhall.ui.date_words import day_text
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.dates import locale


def lane_name(lane: Lane, by: Lanes) -> str:
    """What a lane is called; the last one holds what belongs to none."""
    if lane.id is not None:
        return lane.name
    return _("No audience") if by is Lanes.AUDIENCE else _("No initiative")


def lane_facts(lane: Lane) -> str:
    """ "2,140 · every 4 weeks"."""
    parts = [QLocale(locale()).toString(lane.headcount)] if lane.headcount else []
    if lane.every_weeks:
        parts.append(_rhythm(lane.every_weeks))
    return DOT.join(parts)


def lane_told(lane: Lane, by: Lanes) -> str:
    """A lane in words: its name, facts, how much is planned, its gaps."""
    planned = ngettext("{n} planned", "{n} planned", len(lane.items)).format(n=len(lane.items))
    people = ngettext("{n} person", "{n} people", lane.headcount).format(n=lane.headcount)
    facts = [people] if lane.headcount else []
    if lane.every_weeks:
        facts.append(_rhythm(lane.every_weeks))
    return ", ".join([lane_name(lane, by), *facts, planned, *(gap_text(gap) for gap in lane.gaps)])


def _rhythm(weeks: int) -> str:
    return _("every week") if weeks == 1 else _("every {n} weeks").format(n=weeks)


def gap_text(gap: Gap) -> str:
    """What is missing, in few words."""
    if gap.kind is GapKind.ALL:
        return _("Nothing planned")
    if gap.kind is GapKind.BEFORE:
        return _("Nothing before {day}").format(day=day_text(gap.last, "d MMMM"))
    if gap.kind is GapKind.AFTER:
        return _("Nothing planned after {day}").format(day=day_text(gap.first, "d MMMM"))
    if gap.kind is GapKind.SILENT:
        return ngettext("{n} day silent", "{n} days silent", gap.days).format(n=gap.days)
    return ngettext("{n} day without word", "{n} days without word", gap.days).format(n=gap.days)


def gap_reason(gap: Gap, lane: Lane) -> str:
    """Why a gap is outlined: what was promised, or that nothing was."""
    if lane.every_weeks:
        return ngettext(
            "Something was promised every week.",
            "Something was promised every {n} weeks.",
            lane.every_weeks,
        ).format(n=lane.every_weeks)
    return _("Nothing was promised, but this is long: {n} days.").format(n=gap.days)


def year_title(first: date, last: date) -> str:
    """ "Sep 2026 – Aug 2027", or the year alone when it is a whole one."""
    if (first.month, last.month, first.year) == (1, 12, last.year):
        return str(first.year)
    return f"{_short_month(first)} – {_short_month(last)}"


def _short_month(day: date) -> str:
    text = day_text(day, "MMM yyyy").replace(".", "")
    return text[:1].upper() + text[1:]
