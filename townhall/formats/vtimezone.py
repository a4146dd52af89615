"""VTIMEZONE (RFC 5545, 3.6.5) of an IANA zone, true to the shipped tzdata."""

from functools import lru_cache

from townhall.domain.zone_rules import ZoneRule, zone_offset, zone_rules
from townhall.formats.content_lines import fold


@lru_cache(maxsize=256)
def vtimezone(zone: str, first_year: int, last_year: int) -> str:
    """The component as text, lines ended by CRLF, right for all moments of the given years.

    Onsets are yearly RRULEs, because Outlook reads no RDATE; a zone whose changes follow no rule
    of the form "last Sunday of March" gets a sub-component for every change. Raises InvalidInput
    for an unknown zone.
    """
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone}"]
    for rule in zone_rules(zone, first_year, last_year):
        lines += _observance(rule)
    lines.append("END:VTIMEZONE")
    return "".join(fold(line) for line in lines)


def _observance(rule: ZoneRule) -> list[str]:
    onset = rule.first
    kind = "DAYLIGHT" if onset.daylight else "STANDARD"
    lines = [f"BEGIN:{kind}", f"DTSTART:{onset.wall:%Y%m%dT%H%M%S}"]
    if rule.month is not None:
        until = f";UNTIL={rule.last.at:%Y%m%dT%H%M%SZ}" if rule.last else ""
        lines.append(f"RRULE:FREQ=YEARLY;BYMONTH={rule.month};BYDAY={rule.by_day}{until}")
    return [
        *lines,
        f"TZOFFSETFROM:{zone_offset(onset.before)}",
        f"TZOFFSETTO:{zone_offset(onset.after)}",
        f"TZNAME:{onset.name}",
        f"END:{kind}",
    ]
