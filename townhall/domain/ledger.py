"""What the ledger tells: which version of an item each recipient has, and which comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from townhall.domain.date_invitation import date_facts
from townhall.domain.invitations import Method, Snapshot, fingerprint
from townhall.domain.recurrence_dates import rule_starts


@dataclass(frozen=True, slots=True)
class Sent:
    """One line of the ledger about one UID: a file of which `recipients` (addresses) were told.

    `original_start` None: the whole item; else that date of the series alone. `shown` is the
    whole item as it was then.
    """

    original_start: datetime | None
    method: str
    version_number: int
    sequence: int
    shown: Snapshot
    recipients: frozenset[str]
    """In lower case."""

    @property
    def calls_off(self) -> bool:
        """Whether it says that the item, or the date, is off: not to those taken off the list."""
        return self.method == Method.CANCEL and is_off(self.shown, self.original_start)


def is_off(shown: Snapshot, original_start: datetime | None) -> bool:
    """Whether the item is called off in `shown`, with each of its dates, or `original_start`."""
    if original_start is None:
        return bool(shown["status"] == "CANCELLED") or _has_no_date_left(shown)
    return bool(date_facts(shown, original_start)["status"] == "CANCELLED")


def _has_no_date_left(shown: Snapshot) -> bool:
    off = {each["original_start"] for each in shown["overrides"] if each.get("cancelled")}
    if not off or not shown["recurrence"]:
        return False
    start = datetime.fromisoformat(shown["start"])
    dates = rule_starts(
        shown["recurrence"], start, start, all_day=shown["all_day"], zone=shown["time_zone"]
    )
    return all(date.isoformat() in off for date in dates)


def contents(shown: Snapshot) -> str:
    """A fingerprint of what everybody reads alike: not who else is invited."""
    return fingerprint({name: value for name, value in shown.items() if name != "attendees"})


def version_of(shown: Snapshot, lines: Sequence[Sent]) -> int:
    """The version number of `shown`: that of the last line (oldest first), or one more.

    Another list of attendees is no other version: those who stay have nothing new to read.
    """
    if not lines:
        return 1
    last = lines[-1]
    return last.version_number + (contents(last.shown) != contents(shown))


def lines_to(lines: Iterable[Sent], email: str) -> list[Sent]:
    """What was handed to one address, oldest first."""
    key = email.casefold()
    return [line for line in lines if key in line.recipients]


def newest_about(lines: Iterable[Sent], original_start: datetime | None) -> Sent | None:
    """The newest of `lines` about the whole item, or about that date too; None: none."""
    about = (None,) if original_start is None else (None, original_start)
    found = [line for line in lines if line.original_start in about]
    return found[-1] if found else None


def sequence_above(lines: Sequence[Sent], method: Method, original_start: datetime | None) -> int:
    """The SEQUENCE that a file for a reader of `lines` has to lie above; -1: any will do.

    Who was told that it is off takes an invitation only with a higher one; and a cancellation is
    higher than all they had, unless they had it already (RFC 5546, 2.1.4).
    """
    last_off = max(
        (at for at, line in enumerate(lines) if _tells_off(line, original_start)), default=-1
    )
    last_on = max(
        (at for at, line in enumerate(lines) if _tells_on(line, original_start)), default=-1
    )
    if method is Method.CANCEL:
        return -1 if last_off > last_on else _highest(lines)
    if method is Method.REQUEST and last_off > last_on:
        return lines[last_off].sequence
    return -1


def _tells_off(line: Sent, original_start: datetime | None) -> bool:
    return line.method == Method.CANCEL and line.original_start in (None, original_start)


def _tells_on(line: Sent, original_start: datetime | None) -> bool:
    if line.method != Method.REQUEST:
        return False
    if original_start is None:
        return True
    about = line.original_start in (None, original_start)
    return about and not is_off(line.shown, original_start)


def _highest(lines: Iterable[Sent]) -> int:
    return max((line.sequence for line in lines), default=-1)
