"""One row of a planning: what it says of a communication, and what cannot be read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from townhall.domain.date_order import DateOrder
from townhall.domain.errors import InvalidInput
from townhall.domain.mail import check_email, check_link
from townhall.domain.planning_columns import PlanningMapping
from townhall.domain.planning_dates import DateCell, ReadDates, read_dates
from townhall.domain.planning_times import is_not_said, read_hours, read_minutes
from townhall.domain.planning_words import channel_named, kind_named, kind_within, status_named
from townhall.domain.quick_times import Hours
from townhall.domain.tables import ImportProblem, Row, cell
from townhall.domain.terms import CommunicationKind
from townhall.domain.zones import check_zone
from townhall.language import _

LONGEST_MINUTES = 31 * 24 * 60
"""A communication lasts at most a month."""

MAX_LINE, MAX_TEXT = 300, 20_000
"""Most characters of a line and of a text; the rest is cut and told."""

_DAY = 24 * 60
_EVENING, _NOON = time(18), time(12)
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class PlanningRow:
    """A communication found in a file; nothing is stored yet.

    `said` are the values the file gives, by field: `title`, `kind`, `date` (ISO), `time` (HH:MM,
    "" where it takes all day), `duration_minutes`, `objective`, `notes`, `channel`, `location`,
    `join_link`, `status`, `time_zone`, and as they are written `audiences`, `initiatives`,
    `organizer`, `organizer_email`. A field the file has no column for is not in it. `id` is the
    file's own, `key` tells the row again in the next reading. `file` names file and sheet.
    """

    row: int
    said: Mapping[str, str | int]
    id: str = ""
    key: str = ""
    file: str = ""

    @property
    def title(self) -> str:
        """What it is called."""
        return str(self.said["title"])

    @property
    def day(self) -> date:
        """The day it begins."""
        return date.fromisoformat(str(self.said["date"]))

    @property
    def kind(self) -> CommunicationKind:
        """What kind of communication it is."""
        return CommunicationKind(str(self.said["kind"]))


class _LeftOut(Exception):
    """The row cannot be a communication; `field` is where it fails."""

    def __init__(self, field_name: str, message: str) -> None:
        super().__init__(message)
        self.field = field_name


@dataclass(slots=True)
class RowReader:
    """Reads row after row, and adds to `problems` what it leaves out or guesses."""

    mapping: PlanningMapping
    dates: ReadDates
    problems: list[ImportProblem]
    _row: Row = field(default_factory=lambda: Row(0, ()))

    def read(self, row: Row) -> PlanningRow | None:
        """The communication in `row`; None where it cannot be one."""
        self._row = row
        try:
            said = self._said()
        except _LeftOut as reason:
            self._note(reason.field, str(reason))
            return None
        return PlanningRow(row.number, said, id=self._line("id"))

    def _said(self) -> dict[str, str | int]:
        title = self._line("title")
        if not title:
            raise _LeftOut("title", _("This row has no title; it was left out."))
        day = self.dates.days.get(self._row.number)
        if day is None:
            if self._text("date"):
                raise _LeftOut("date", self._no_date())
            raise _LeftOut("date", _("This row has no date; it was left out."))
        said: dict[str, str | int] = {"title": title, "kind": self._kind(title).value}
        said |= self._when(day)
        said |= self._words()
        return said

    def _no_date(self) -> str:
        sentence = _("“{text}” is not a date that can be read; the row was left out.")
        return sentence.format(text=self._text("date")[:40])

    def _kind(self, title: str) -> CommunicationKind:
        text, default = self._text("kind"), self.mapping.default_kind
        known = kind_named(text) if text else kind_within(title)
        if known is not None:
            return known
        if default is None and text:
            sentence = _(
                "“{text}” is not a kind of communication that is known; the row was left out. "
                "Choose a default kind."
            )
            raise _LeftOut("kind", sentence.format(text=text[:40]))
        if default is None:
            sentence = _(
                "This row does not say what kind of communication it is; it was left out. Choose "
                "a default kind."
            )
            raise _LeftOut("kind", sentence)
        if text:
            sentence = _("“{text}” is not a kind of communication; the default kind was taken.")
            self._note("kind", sentence.format(text=text[:40]))
        return default

    def _when(self, day: date) -> dict[str, str | int]:
        """Day, time and duration; the duration is left open where nothing says it."""
        hours, last = self._hours(), self._last_day(day)
        if hours is None:
            minutes = self._duration()
            days = (last - day).days + 1
            if minutes is not None:
                days = max(days, -(-minutes // _DAY))
            length = {"duration_minutes": days * _DAY} if days > 1 else {}
            return {"date": day.isoformat(), "time": "", **length}
        found: dict[str, str | int] = {
            "date": day.isoformat(),
            "time": hours.start.strftime("%H:%M"),
        }
        minutes = self._minutes(datetime.combine(day, hours.start), last, hours.minutes)
        if minutes is not None:
            if minutes > LONGEST_MINUTES:
                raise _LeftOut("end", _("A communication lasts at most 31 days."))
            found["duration_minutes"] = minutes
        return found

    def _hours(self) -> Hours | None:
        text = self._text("time")
        if is_not_said(text):
            return self.dates.hours.get(self._row.number)
        found = read_hours(text)
        if found is None:
            sentence = _("“{text}” is not a time that can be read; the row was left out.")
            raise _LeftOut("time", sentence.format(text=text[:40]))
        return found

    def _minutes(self, start: datetime, last: date, written: int | None) -> int | None:
        """How long it takes: up to the end column, else the end beside the start, else as told."""
        end = self._end(last)
        if end is None:
            days = (last - start.date()).days * _DAY
            minutes = written if written is not None else self._duration()
            return days + (minutes or 0) if days else minutes
        overnight = start.time() >= _EVENING and end.time() <= _NOON
        if end < start and last == start.date() and overnight:
            end += timedelta(days=1)
        if end < start:
            raise _LeftOut("end", _("The end lies before the start."))
        return int((end - start).total_seconds()) // 60

    def _end(self, last: date) -> datetime | None:
        text = self._text("end")
        if is_not_said(text):
            return None
        day = _ISO_DAY.match(text)
        if day is not None and len(text) > day.end():
            last = date.fromisoformat(day[0])
            text = text[day.end() + 1 :]
        hours = read_hours(text)
        if hours is None:
            sentence = _("“{text}” is not a time that can be read; the row was left out.")
            raise _LeftOut("end", sentence.format(text=text[:40]))
        return datetime.combine(last, hours.start)

    def _last_day(self, day: date) -> date:
        text = self._text("end_date")
        if is_not_said(text):
            return day
        order = self.mapping.date_order or self.dates.order or DateOrder.DAY_FIRST
        found = read_dates([DateCell(self._row.number, text, day.year)], order, day)
        last = found.days.get(self._row.number)
        if last is None:
            sentence = _("“{text}” is not a date that can be read; the row was left out.")
            raise _LeftOut("end_date", sentence.format(text=text[:40]))
        if last < day:
            raise _LeftOut("end_date", _("The end lies before the start."))
        if (last - day).days * _DAY >= LONGEST_MINUTES:
            raise _LeftOut("end_date", _("A communication lasts at most 31 days."))
        return last

    def _duration(self) -> int | None:
        text = self._text("duration")
        if is_not_said(text):
            return None
        found = read_minutes(text)
        if found is None:
            sentence = _("“{text}” is not a duration that can be read; the usual one was taken.")
            self._note("duration", sentence.format(text=text[:40]))
        return found

    def _words(self) -> dict[str, str]:
        """What the other columns say; a column that cannot be used says nothing."""
        has = self.mapping.columns
        said = {name: self._line(name) for name in ("organizer", "location") if name in has}
        said |= {name: self._paragraphs(name) for name in ("objective", "notes") if name in has}
        said |= {name: self._text(name) for name in ("audiences", "initiatives") if name in has}
        if "channel" in has:
            said["channel"] = channel_named(self._line("channel"))
        if status := self._status():
            said["status"] = status
        said |= self._links(said.get("location", ""))
        email = self._checked("organizer_email", lambda text: check_email(text, "email"))
        if email is not None:
            said["organizer_email"] = email
        zone = self._checked("time_zone", lambda text: check_zone(text).key)
        if zone:
            said["time_zone"] = zone
        return said

    def _links(self, location: str) -> dict[str, str]:
        """The link to join by, also where it stands in place of a room."""
        link = self._checked("join_link", lambda text: check_link(text, "join_link"))
        found = {} if link is None else {"join_link": link}
        if _LINK.fullmatch(location) and not link:
            return {"join_link": location[:2_000], "location": ""}
        return found

    def _status(self) -> str:
        text = self._text("status")
        found = status_named(text) if text else None
        if text and found is None:
            sentence = _("“{text}” is not a status that is known; the status was left as it was.")
            self._note("status", sentence.format(text=text[:40]))
        return found.value if found else ""

    def _checked(self, name: str, check: Callable[[str], str]) -> str | None:
        """What `check` makes of a column; None where there is none or it refuses."""
        if name not in self.mapping.columns:
            return None
        text = self._text(name)
        try:
            return check(text) if text else ""
        except InvalidInput as error:
            self._note(name, str(error))
            return None

    def _text(self, name: str) -> str:
        return cell(self._row, self.mapping.columns.get(name))

    def _line(self, name: str) -> str:
        return self._cut(name, " ".join(self._text(name).split()), MAX_LINE)

    def _paragraphs(self, name: str) -> str:
        return self._cut(name, self._text(name), MAX_TEXT)

    def _cut(self, name: str, text: str, limit: int) -> str:
        if len(text) > limit:
            sentence = _("This is longer than {limit} characters and was cut.")
            self._note(name, sentence.format(limit=limit))
        return text[:limit].rstrip()

    def _note(self, name: str, message: str) -> None:
        self.problems.append(ImportProblem(self._row.number, name, message))
