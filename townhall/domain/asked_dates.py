"""When questions were asked, read from a column of dates in whatever order its country writes."""

import re
from collections.abc import Iterable
from datetime import datetime, tzinfo

from townhall.domain.quick_words import MONTHS
from townhall.domain.tables import ImportProblem
from townhall.language import _

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]|$)")
_TIME = (
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?\s?m\.?)?(?:\s[A-Z]{2,5}(?:[+-]\d{1,2})?)?"
)
_DATE = re.compile(
    r"(?P<a>\d{1,4})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<c>\d{2}|\d{4})"
    rf"(?:[T ,]\s*{_TIME})?",
    re.IGNORECASE,
)
# "Nov 24, 2026 9:58 AM", as Zoom writes, and "24 november 2026 9:58".
_NAMED = re.compile(
    r"(?:(?P<before>[a-z]{3,9})\.? (?P<day>\d{1,2})|(?P<day2>\d{1,2}) (?P<after>[a-z]{3,9})\.?),?"
    rf" (?P<year>\d{{4}})(?:,? {_TIME})?",
    re.IGNORECASE,
)
_YEARS = range(1970, 2200)


def read_dates(
    cells: Iterable[tuple[int, str]],
    *,
    slashes_are_american: bool,
    day_first: bool | None = None,
    zone: tzinfo | None = None,
) -> tuple[dict[int, str], list[ImportProblem]]:
    """ISO 8601 times by row, and what could not be read.

    `cells` are row numbers with text, blank ones left out. Day or month first is decided once for
    the column: by `day_first`; else by any date that can be read one way only; else slashes are
    month first where `slashes_are_american` (Microsoft Forms writes M/D/YY), and everything else
    is day first, as in the Netherlands. That last choice, made for slashes, is told as a problem.

    A time with an offset is turned into wall time of `zone`; without `zone` it keeps its offset.
    """
    found: dict[int, str] = {}
    problems: list[ImportProblem] = []
    short: list[tuple[int, str, re.Match[str]]] = []
    for row, text in cells:
        if _ISO.match(text):
            value = _iso(text, zone)
        else:
            match = _DATE.fullmatch(" ".join(text.split()))
            if match and len(match["a"]) <= 2:
                short.append((row, text, match))
                continue
            value = (
                _written(match, "a", "b", "c") if match and len(match["a"]) == 4 else _named(text)
            )
        _note(found, problems, row, text, value)
    order_is_day_first, doubtful = _order(short, told=day_first, american=slashes_are_american)
    for row, text, match in short:
        parts = ("c", "b", "a") if order_is_day_first else ("c", "a", "b")
        value = _written(match, *parts)
        if value is None and day_first is None:
            value = _written(match, "c", *reversed(parts[1:]))
        _note(found, problems, row, text, value)
    if doubtful is not None:
        row, text, _match = doubtful
        problems.append(
            ImportProblem(
                row,
                "asked_at",
                _(
                    "Dates such as {date} were read as day/month/year. If that is wrong, set "
                    "day_first to false in the mapping."
                ).format(date=text),
            )
        )
    return found, sorted(problems, key=lambda problem: problem.row or 0)


def _order(
    short: list[tuple[int, str, re.Match[str]]], *, told: bool | None, american: bool
) -> tuple[bool, tuple[int, str, re.Match[str]] | None]:
    """Whether days come first, and the first date for which that is only a guess."""
    if told is not None or not short:
        return told is not False, None
    day_leads = any(int(match["a"]) > 12 for _row, _text, match in short)
    month_leads = any(int(match["b"]) > 12 for _row, _text, match in short)
    if day_leads != month_leads:
        return day_leads, None
    slashed = [one for one in short if one[2]["mark"] == "/"]
    if slashed and american and not day_leads:
        return False, None
    open_to_doubt = (
        one
        for one in slashed
        if one[2]["a"] != one[2]["b"] and int(one[2]["a"]) <= 12 >= int(one[2]["b"])
    )
    return True, next(open_to_doubt, None)


def _note(
    found: dict[int, str], problems: list[ImportProblem], row: int, text: str, value: str | None
) -> None:
    if value is None:
        problems.append(
            ImportProblem(
                row,
                "asked_at",
                _("“{text}” is not a date that can be read; it was left empty.").format(
                    text=text[:40]
                ),
            )
        )
    else:
        found[row] = value


def _iso(text: str, zone: tzinfo | None) -> str | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if moment.year not in _YEARS:
        return None
    if moment.tzinfo and zone:
        moment = moment.astimezone(zone).replace(tzinfo=None)
    moment = moment.replace(microsecond=0)
    return moment.date().isoformat() if len(text) == len("2026-01-31") else moment.isoformat()


def _named(text: str) -> str | None:
    """A date whose month is a word, Dutch or English."""
    match = _NAMED.fullmatch(" ".join(text.split()))
    month = MONTHS.get((match["before"] or match["after"]).lower()) if match else None
    if match is None or month is None:
        return None
    return _moment(match, int(match["year"]), month, int(match["day"] or match["day2"]))


def _written(match: re.Match[str], year: str, month: str, day: str) -> str | None:
    number = int(match[year])
    if len(match[year]) == 2:
        number += 2000
    return _moment(match, number, int(match[month]), int(match[day]))


def _moment(match: re.Match[str], year: int, month: int, day: int) -> str | None:
    """That day at the time of `match`; the day alone where it has no time; None: there is none."""
    hour = int(match["hour"] or 0)
    half = (match["half"] or "").lower()[:1]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        moment = datetime(
            year, month, day, hour, int(match["minute"] or 0), int(match["second"] or 0)
        )
    except ValueError:
        return None
    if year not in _YEARS:
        return None
    return moment.isoformat() if match["hour"] else moment.date().isoformat()
