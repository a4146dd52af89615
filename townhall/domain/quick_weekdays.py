"""Weekdays in a line: alone ("do 10:00", "vrijdagmiddag"), or beside the date they confirm."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from townhall.domain.quick_line import Line, What
from townhall.domain.quick_words import DOUBTFUL_WEEKDAYS, WEEKDAYS, one_of

WEEKDAY = rf"{one_of(WEEKDAYS)}(?!\w)\.?"
PART = r"(?:ochtend|middag|avond|morning|afternoon|evening)"
ANY_PART = rf"(?P<part>{PART}|morgen|night)?"
_WEEKDAY_ALONE = re.compile(
    rf"(?<![\w./:'-])(?P<wd>{one_of(WEEKDAYS)})(?: ?{ANY_PART})?(?![\w'-])\.?"
)
_WEEKDAY_BEFORE = re.compile(rf"(?<![\w'-]){WEEKDAY},? ?(?:de |the )?\Z")
_WEEKDAY_AFTER = re.compile(rf",? ?\(?{WEEKDAY}\)?")
_OTHER_WORD_BEFORE = re.compile(r"[^\W\d_][ ]?\Z")
_LEADS_TO_DAY = re.compile(r"(?<!\w)(?:op|on|komende|vanaf|from)[ ]\Z")
_LEADS_TO_TIME = re.compile(
    r"[ .,]*(?:\Z|\d|[\x00]|(?:om|at|@|vanaf|from|van|tussen|between|half)[ ]*\d)"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date that was named.

    `passes` says that it is a weekday, which moves on a week when its time has passed; `numbered`
    that it was named by its number in the month; `part` is the part of the day.
    """

    day: date
    passes: bool = False
    numbered: bool = False
    part: str = ""


def nearest_weekday(weekday: int, today: date, part: str) -> Day:
    """The first `weekday` (Monday 0) from `today` on, in the `part` of its day."""
    ahead = (weekday - today.weekday()) % 7
    return Day(today + timedelta(days=ahead), passes=True, part=part)


def with_weekday(line: Line, start: int, end: int) -> tuple[int, int]:
    """The date from `start` to `end` with the weekday beside it, which only confirms it."""
    before = _WEEKDAY_BEFORE.search(line.left, 0, start)
    after = _WEEKDAY_AFTER.match(line.left, end)
    return before.start() if before else start, after.end() if after else end


def find_weekday(line: Line, today: date) -> Day | None:
    """Take a weekday that stands alone, if there is one: the nearest from `today` on."""
    for match in _WEEKDAY_ALONE.finditer(line.left):
        part = match["part"] or ""
        if part == "morgen" and match.group().endswith(" morgen"):
            part = ""
        if match["wd"] in DOUBTFUL_WEEKDAYS and not part and not _is_day(line, match):
            continue
        line.take_when(What.DATE, match.start(), match.end())
        return nearest_weekday(WEEKDAYS[match["wd"]], today, part)
    return None


def _is_day(line: Line, match: re.Match[str]) -> bool:
    """Whether a doubtful weekday stands where a day would: "do 10:00", not "what we do".

    "zo" is so often another word that it needs a time behind it or "op" before it.
    """
    before = line.left[: match.start()]
    if _LEADS_TO_DAY.search(before) or _LEADS_TO_TIME.match(line.left, match.end()):
        return True
    return match["wd"] != "zo" and not _OTHER_WORD_BEFORE.search(before)
