"""How two values of one field read side by side, in the language of the window."""

from __future__ import annotations

import re
from datetime import date

from townhall.domain.publication import Difference
from townhall.domain.terms import CommunicationStatus, label
from townhall.language import _
from townhall.ui.date_words import day_text

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?: (\S+))?")
_PLACED = r"(\d{4}-\d\d-\d\d)(?: (\d\d:\d\d))?(?: ([^\s:,]+))?"
_DATE = re.compile(rf"(?P<original>{_PLACED}): (?P<now>{_PLACED})(?P<rest>.*)", re.DOTALL)
_LEFT_OUT = re.compile(rf"(?P<original>{_PLACED}): –")
_STATUS = {
    "TENTATIVE": CommunicationStatus.PLANNED,
    "CONFIRMED": CommunicationStatus.CONFIRMED,
    "CANCELLED": CommunicationStatus.CANCELLED,
}


def side_by_side(apart: Difference) -> tuple[str, str]:
    """Our value and theirs; a time zone is named where the two have another one."""
    if apart.field == "status":
        return _status(apart.ours), _status(apart.theirs)
    if apart.field == "overrides":
        return _dates(apart.ours), _dates(apart.theirs)
    ours, theirs = _MOMENT.fullmatch(apart.ours), _MOMENT.fullmatch(apart.theirs)
    if apart.field not in ("start", "end") or ours is None or theirs is None:
        return apart.ours, apart.theirs
    with_zone = ours[3] != theirs[3]
    return _moment(ours, with_zone=with_zone), _moment(theirs, with_zone=with_zone)


def _status(word: str) -> str:
    known = _STATUS.get(word)
    return label(known) if known is not None else word


def _dates(lines: str) -> str:
    return "\n".join(map(_date, lines.split("\n")))


def _date(line: str) -> str:
    """One date of a series: when it was planned, and when, what, where and how it is now."""
    off = _LEFT_OUT.fullmatch(line)
    if off is not None:
        return _("{date}: left out").format(date=_plain(off["original"]))
    found = _DATE.fullmatch(line)
    if found is None:
        return line
    facts, comma, status = found["rest"].rpartition(", ")
    rest = f"{facts}{comma}{_status(status)}" if status in _STATUS else found["rest"]
    original, now = _plain(found["original"]), _plain(found["now"])
    return f"{original}{rest}" if original == now else f"{original} → {now}{rest}"


def _plain(text: str) -> str:
    found = _MOMENT.fullmatch(text)
    return _moment(found, with_zone=False) if found is not None else text


def _moment(found: re.Match[str], *, with_zone: bool) -> str:
    try:
        words = day_text(date.fromisoformat(found[1]), "ddd d MMM yyyy")
    except ValueError:  # not ours: a server may hold what is no date
        return found[0]
    if found[2]:
        words += f", {found[2]}"
    return f"{words} ({found[3]})" if with_zone and found[3] else words
