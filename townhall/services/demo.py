"""The demo: the hospital sample and everything that is made from a plan, in one folder."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from townhall.domain.clock import Clock
from townhall.domain.errors import CannotWrite
from townhall.domain.reasons import reason
from townhall.domain.terms import AttendeeRole, CommunicationKind, CommunicationStatus
from townhall.language import LANGUAGES, _
from townhall.services.feeds import export_feed
from townhall.services.invitations import export_invitation
from townhall.services.issued_packs import note_pack
from townhall.services.packs import PACK_KINDS, export_pack
from townhall.services.queries.communication_details import (
    CommunicationDetail,
    communications,
)
from townhall.services.queries.communications import OccurrenceRow, occurrences
from townhall.services.sample import create_sample, sample_file
from townhall.services.sample_planning import sample_planning
from townhall.storage.database import Database

PLAN = "hospital.townhall"
"""The demo's plan, in its folder."""

_LIST = ".townhall-demo.json"
"""Names the files an earlier demo wrote: only those are ever replaced."""

_FORMS = ("forms-export.csv", "forms-export.xlsx")
_PLANNING = "planning.csv"
_AHEAD = timedelta(days=100)


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What was written: the plan, and every file beside it."""

    plan: str
    files: tuple[str, ...]


def write_demo(folder: Path, clock: Clock, language: str) -> DemoResult:
    """Write the sample plan with invitations, a feed (in `language`), packs, a Forms export and a
    planning in a spreadsheet.

    An earlier demo in `folder` is replaced once the new one is whole; files of others are never
    touched. Raises CannotWrite, and PlanRefused when the earlier plan is open.
    """
    earlier = _earlier(folder)
    _refuse_foreign(folder, earlier)
    if (folder / PLAN).exists():
        Database.open(folder / PLAN, clock).close()
    with _workshop(folder) as workshop:
        create_sample(workshop / PLAN, clock)
        with Database.open(workshop / PLAN, clock) as database:
            _write_exports(database, workshop, clock, language)
        with _explained(folder):
            for name in _FORMS:
                shutil.copyfile(sample_file(name), workshop / name)
            (workshop / _PLANNING).write_bytes(sample_planning(clock))
            return _moved(workshop, folder, earlier)


def _earlier(folder: Path) -> list[str]:
    """Names of the files an earlier demo wrote here, relative to `folder`."""
    try:
        names = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    inside = folder.resolve()
    return [
        name
        for name in names
        if isinstance(name, str) and (inside / name).resolve().is_relative_to(inside)
    ]


def _refuse_foreign(folder: Path, earlier: list[str]) -> None:
    plan = folder / PLAN
    if plan.exists() and PLAN not in earlier:
        raise CannotWrite(
            _("{path} is there already and is not an earlier demo. Choose another folder.").format(
                path=plan
            )
        )


@contextmanager
def _workshop(folder: Path) -> Iterator[Path]:
    """A temporary folder inside `folder`, on the same disk."""
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder, prefix=".new-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Name the folder that could not be written to."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(
            _("The demo cannot be written into {folder} ({reason}). Choose another folder.").format(
                folder=folder, reason=reason(error)
            )
        ) from error


def _write_exports(database: Database, folder: Path, clock: Clock, language: str) -> None:
    found = database.read(communications)
    town_hall = next(
        each for each in found if each.recurrence and each.kind is CommunicationKind.TOWN_HALL
    )
    group = next(each for each in found if each.kind is CommunicationKind.WORKING_GROUP)
    invitations = folder / "invitations"
    database.run(export_invitation, town_hall.id, invitations)
    for about, wanted in ((town_hall, _is_moved), (group, _is_cancelled)):
        start = _first(database, about, clock, wanted)
        if start is not None:
            database.run(export_invitation, about.id, invitations, original_start=start)
    database.run(export_feed, folder / "feed.ics", language=language)
    _write_packs(database, town_hall, folder / "packs", clock)


def _is_moved(row: OccurrenceRow) -> bool:
    return row.overridden and row.status is not CommunicationStatus.CANCELLED


def _is_cancelled(row: OccurrenceRow) -> bool:
    return row.status is CommunicationStatus.CANCELLED


def _first(
    database: Database,
    about: CommunicationDetail,
    clock: Clock,
    wanted: Callable[[OccurrenceRow], bool],
) -> datetime | None:
    """The next date of `about` that is `wanted`, by its original start."""
    today = clock.today(about.time_zone)
    rows = database.read(occurrences, today, today + _AHEAD, about.time_zone)
    dates = (row.original_start for row in rows if row.communication_id == about.id and wanted(row))
    return next(dates, None)


def _write_packs(
    database: Database, town_hall: CommunicationDetail, folder: Path, clock: Clock
) -> None:
    """Every pack in both languages; PDF only where Qt can start."""
    with _explained(folder):
        folder.mkdir()
    speakers = (each.name for each in town_hall.attendees if each.role is AttendeeRole.SPEAKER)
    speaker = next(speakers, "")
    formats = ["docx", "pdf"]
    for kind in PACK_KINDS:
        for language in LANGUAGES:
            for suffix in list(formats):
                path = folder / f"{kind}-{language}.{suffix}"
                try:
                    database.read(
                        export_pack,
                        kind,
                        town_hall.id,
                        None,
                        language,
                        path,
                        clock=clock,
                        speaker=speaker if kind == "speaker-brief" else "",
                    )
                except CannotWrite:
                    if suffix != "pdf":
                        raise
                    formats.remove("pdf")
                else:
                    database.run(note_pack, kind, town_hall.id, None, language, path)


def _moved(workshop: Path, folder: Path, earlier: list[str]) -> DemoResult:
    """Put the new files in place of the earlier ones, the plan first."""
    made = sorted(
        path.relative_to(workshop).as_posix()
        for path in workshop.rglob("*")
        if path.is_file() and not path.name.endswith((".lock", "-wal", "-shm"))
    )
    (workshop / _LIST).write_text(json.dumps(made, indent=1), encoding="utf-8")
    foreign = [name for name in made if (folder / name).exists() and name not in earlier]
    if foreign:
        raise CannotWrite(
            _("{path} is there already and is not an earlier demo. Choose another folder.").format(
                path=folder / foreign[0]
            )
        )
    for name in earlier:
        if name not in made:
            (folder / name).unlink(missing_ok=True)
    for name in [*made, _LIST]:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (workshop / name).replace(target)
    return DemoResult(
        plan=str(folder / PLAN),
        files=tuple(str(folder / name) for name in made if name != PLAN),
    )
