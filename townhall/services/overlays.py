"""Calendars of others: read from a file, laid behind the plan, and read again when they change."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock, system_clock
from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.foreign_events import ForeignDate, Window
from townhall.domain.names import same_name
from townhall.domain.tables import Progress, Stop
from townhall.domain.terms import OverlayColor, StandsFor, noun_label
from townhall.language import _
from townhall.services.editing import read_values, store_values
from townhall.services.imports import ImportCounts, Problem
from townhall.services.nouns import NOUNS
from townhall.services.overlay_changes import OverlayChanges, compared, store_changes
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

YEARS_BACK, YEARS_AHEAD = 1, 3
"""Which dates are read: from a year before today to three years after it."""

_NAME_LENGTH = 300


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar that was read: what it calls itself, and its dates in `window`.

    `source` is the file's absolute path, empty for one that came as bytes. `fingerprint` is that
    of its bytes.
    """

    file: str
    source: str
    name: str
    fingerprint: str
    window: Window
    dates: tuple[ForeignDate, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class OverlayCounts(ImportCounts):
    """What reading a calendar did, or would do, to the dates the plan has of it.

    `overlay_id` is None where a dry run would add the calendar. `is_same_file`: not a letter of
    the file has changed.
    """

    removed: int = 0
    overlay_id: int | None = None
    name: str = ""
    is_same_file: bool = False


@dataclass(frozen=True, slots=True)
class CalendarName:
    """A calendar behind the plan; `id` is None where a dry run would add it."""

    id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class CalendarCounts(ImportCounts):
    """What reading several calendars did, or would do; of dates, not of calendars."""

    removed: int = 0
    calendars: tuple[CalendarName, ...] = ()


def added_up(found: Sequence[OverlayCounts]) -> CalendarCounts:
    """The same of several calendars together."""
    return CalendarCounts(
        added=sum(each.added for each in found),
        updated=sum(each.updated for each in found),
        skipped=sum(each.skipped for each in found),
        problems=tuple(problem for each in found for problem in each.problems),
        removed=sum(each.removed for each in found),
        calendars=tuple(CalendarName(each.overlay_id, each.name) for each in found),
    )


def window_around(today: date) -> Window:
    """The days of which dates are read."""
    return Window(_years_on(today, -YEARS_BACK), _years_on(today, YEARS_AHEAD))


def read_calendar_file(
    source: Path | bytes,
    *,
    zone: str,
    clock: Clock,
    name: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> CalendarFile:
    """The calendar in a file (.ics), expanded for the years around now.

    `zone` is that of times without one: the plan's. `name` is the file's name in sentences, where
    bytes are given. Raises UnreadableFile, InvalidInput, Cancelled.
    """
    from townhall.formats.ics_calendar import read_calendar
    from townhall.formats.tables import file_bytes

    path = source.absolute() if isinstance(source, Path) else None
    file = path.name if path is not None else name
    data = file_bytes(path, file) if path is not None else source
    assert isinstance(data, bytes)
    window = window_around(clock.today(zone))
    try:
        read = read_calendar(data, window, zone, progress=progress, stop=stop)
    except InvalidInput as error:
        raise UnreadableFile(_("{name}: {reason}").format(name=file, reason=error)) from error
    return CalendarFile(
        file=file,
        source=str(path) if path is not None else "",
        name=read.name,
        fingerprint=hashlib.sha256(data).hexdigest(),
        window=window,
        dates=read.dates,
        problems=tuple(Problem(None, "", each, file) for each in read.problems),
    )


def read_overlay(
    uow: UnitOfWork,
    read: CalendarFile,
    values: Mapping[str, object] | None = None,
    *,
    overlay_id: int | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> OverlayCounts:
    """Lay a calendar behind the plan, or bring the one that is known up to date.

    `values` are fields of an overlay (`name`, `stands_for`, `person`, `room`, `audience`, `color`);
    what they leave out stays, or for a new one: its own name, everyone. It is known by
    `overlay_id`, by its name in `values`, or by its file. A date is known by UID and key.

    Raises NotFound, InvalidInput, and Cancelled where `stop` said so.
    """
    given = dict(values or {})
    overlay = _known(uow, read, given, overlay_id)
    is_new = overlay is None
    if overlay is None:
        given.setdefault("name", _free_name(uow, read))
        given.setdefault("color", _next_color(uow))
        overlay = m.Overlay()
    _filled(uow, overlay, given)
    if is_new:
        uow.session.add(overlay)
        uow.session.flush()
    is_same = overlay.fingerprint == read.fingerprint
    changes = compared(uow, overlay.id, read.dates)
    store_changes(uow, overlay.id, changes, progress, stop)
    if is_new or changes.is_any or not is_same:
        overlay.fingerprint, overlay.read_at = read.fingerprint, uow.now()
    if read.source:
        overlay.path = read.source
    uow.session.flush()
    uow.label = (_("Read in the calendar “{name}”") if is_new else _("Read “{name}” again")).format(
        name=overlay.name
    )
    return _counts(changes, read, overlay, is_same=is_same)


def overlay_counts(
    session: Session, read: CalendarFile, values: Mapping[str, object] | None = None
) -> OverlayCounts:
    """What `read_overlay` would do with the same arguments. Raises InvalidInput."""
    given = dict(values or {})
    # Fields are read the same way as for a change; nothing is flushed.
    uow = UnitOfWork(session, system_clock())
    overlay = _known(uow, read, given, None)
    if overlay is None:
        given.setdefault("name", _free_name(uow, read))
        _filled(uow, m.Overlay(), given)
        added = len({(each.uid, each.key) for each in read.dates})
        return OverlayCounts(added, 0, 0, read.problems, name=str(given["name"]))
    read_values(uow, NOUNS[m.Overlay.noun].shape, given, adding=False)
    changes = compared(uow, overlay.id, read.dates)
    is_same = overlay.fingerprint == read.fingerprint
    return _counts(changes, read, overlay, is_same=is_same)


def _filled(uow: UnitOfWork, overlay: m.Overlay, given: Mapping[str, object]) -> None:
    """Give a calendar its fields. Raises InvalidInput."""
    spec = NOUNS[m.Overlay.noun]
    read = read_values(uow, spec.shape, given, adding=overlay.id is None)
    store_values(overlay, spec.shape, read)
    if spec.check is not None:
        spec.check(uow, overlay)


def _counts(
    changes: OverlayChanges, read: CalendarFile, overlay: m.Overlay, *, is_same: bool
) -> OverlayCounts:
    return OverlayCounts(
        added=len(changes.new),
        updated=len(changes.changed),
        skipped=changes.same,
        problems=read.problems,
        removed=len(changes.gone),
        overlay_id=overlay.id,
        name=overlay.name,
        is_same_file=is_same,
    )


def _known(
    uow: UnitOfWork, read: CalendarFile, given: Mapping[str, object], overlay_id: int | None
) -> m.Overlay | None:
    """The calendar that `read` is of: told, named, from the same file, or with the same events."""
    if overlay_id is not None:
        return uow.get(m.Overlay, overlay_id)
    stored = list(uow.session.scalars(select(m.Overlay).order_by(m.Overlay.id)))
    if "name" in given:
        wanted = same_name(str(given["name"]))
        return next((each for each in stored if same_name(each.name) == wanted), None)
    by_file = [each for each in stored if read.source and each.path == read.source]
    if by_file:
        return by_file[0]
    wanted = same_name(_own_name(read))
    alike = [each for each in stored if same_name(each.name) == wanted]
    return alike[0] if alike and _shares_events(uow, alike[0], read) else None


def _shares_events(uow: UnitOfWork, overlay: m.Overlay, read: CalendarFile) -> bool:
    """Two calendars can be called “Calendar”; the same one has an event of before, or had none."""
    query = select(m.OverlayEvent.uid).where(m.OverlayEvent.overlay_id == overlay.id).distinct()
    uids = set(uow.session.scalars(query))
    return not uids or not read.dates or any(each.uid in uids for each in read.dates)


def _own_name(read: CalendarFile) -> str:
    stem = Path(read.file).stem.replace("_", " ").strip()
    return (read.name or stem or noun_label(m.Overlay.noun))[:_NAME_LENGTH]


def _free_name(uow: UnitOfWork, read: CalendarFile) -> str:
    taken = {same_name(name) for name in uow.session.scalars(select(m.Overlay.name))}
    own, number = _own_name(read), 1
    name = own
    while same_name(name) in taken:
        number += 1
        name = f"{own[: _NAME_LENGTH - 8]} {number}"
    return name


def _next_color(uow: UnitOfWork) -> OverlayColor:
    """The colour that the fewest calendars have."""
    used = list(uow.session.scalars(select(m.Overlay.color)))
    return min(OverlayColor, key=lambda each: used.count(each))


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1) - timedelta(days=1)


def whom(text: str) -> dict[str, object]:
    """Fields of an overlay for `everyone`, `person:NAME`, `room:NAME` or `audience:NAME`.

    InvalidInput (`stands_for`) for anything else.
    """
    word, colon, name = text.partition(":")
    if word not in set(StandsFor) or (word == StandsFor.EVERYONE) == bool(colon):
        raise InvalidInput(
            _(
                "“{text}” does not say whom a calendar stands for; write everyone, person:NAME, "
                "room:NAME or audience:NAME."
            ).format(text=text),
            field="stands_for",
        )
    fields: dict[str, object] = {"stands_for": word}
    if colon:
        fields[word] = name.strip()
    return fields
