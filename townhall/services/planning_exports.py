"""Writing the planning for other programs: a spreadsheet that can be read in again, or JSON."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.domain.planning_export import PlanningLine
from townhall.domain.terms import CommunicationStatus, SignOff
from townhall.domain.year_strip import Strip, StripLane, StripMark, StripPeriod
from townhall.language import N_, _, words
from townhall.services.exporting import checked_suffix, plain
from townhall.services.queries.communication_details import CommunicationDetail, communications
from townhall.services.queries.communications import OccurrenceRow, occurrences
from townhall.services.queries.plans import PlanDetail, plan_detail
from townhall.services.queries.year import Lanes, year
from townhall.storage import models as m

_LONGEST_YEARS = 10


def export_communications(
    session: Session,
    path: Path,
    *,
    clock: Clock,
    first: date | None = None,
    last: date | None = None,
) -> int:
    """Write the planning to `path`, in the format its suffix says; returns how many lines.

    A spreadsheet has a line for each date from `first` to `last` (default: this year and the
    next), a workbook also a strip of each of these years; words and headings are in the language
    of the plan's documents. A .json file has every communication whole, series as they are. Raises
    InvalidInput for another suffix or a range that cannot be, CannotWrite.
    """
    from townhall.formats import planning_tables
    from townhall.formats.files import write_atomically
    from townhall.formats.workbook import json_bytes

    suffix = checked_suffix(path)
    plan = plan_detail(session)
    if suffix == ".json":
        found = communications(session)
        write_atomically(path, json_bytes([plain(each) for each in found]))
        return len(found)
    today = clock.today(plan.time_zone)
    first, last = _range(today, first, last)
    lines = planning_lines(session, first, last, plan)
    language = plan.document_language
    if suffix == ".csv":
        content = planning_tables.planning_csv(lines, language)
    else:
        title = words(language).gettext(N_("Planning of {organisation}"))
        content = planning_tables.planning_xlsx(
            lines,
            [
                year_strip(session, number, today, language)
                for number in range(first.year, last.year + 1)
            ],
            title=title.format(organisation=plan.organisation),
            language=language,
            written_utc=clock.now_utc(),
        )
    write_atomically(path, content)
    return len(lines)


def planning_lines(
    session: Session, first: date, last: date, plan: PlanDetail
) -> list[PlanningLine]:
    """One line for each date from `first` to `last`, both included, by start."""
    rows = occurrences(session, first, last, plan.time_zone)
    counted = Counter(row.communication_id for row in rows)
    details = {each.id: each for each in communications(session)}
    table = m.Communication
    read = session.execute(select(table.id, table.imported).where(table.import_key != ""))
    ids = {row.id: str((row.imported or {}).get("id", "")) for row in read}
    lines = []
    for row in rows:
        several = row.recurring or counted[row.communication_id] > 1
        about = details[row.communication_id]
        lines.append(_line(row, about, plan, _id_of(row, about, ids, several=several)))
    return lines


def year_strip(session: Session, number: int, today: date, language: str) -> Strip:
    """The ISO year `number` in lanes of audiences, holidays named in `language`."""
    first = date.fromisocalendar(number, 1, 1)
    last = date.fromisocalendar(number + 1, 1, 1) - timedelta(days=1)
    found = year(session, first, last, by=Lanes.AUDIENCE, today=today, language=language)
    marks = [
        StripMark(row.shown_start.date(), row.kind, row.status, _is_draft(row))
        for row in found.range.rows
    ]
    nobody = words(language).gettext(N_("No audience"))
    return Strip(
        number,
        tuple(
            StripLane(
                lane.name if lane.id is not None else nobody,
                lane.depth,
                tuple(marks[item] for item in lane.items),
                lane.through,
            )
            for lane in found.lanes
        ),
        tuple(sorted(found.range.holidays.items())),
        tuple(
            StripPeriod(each.name, each.first_day, each.last_day) for each in found.range.blackouts
        ),
    )


def _is_draft(row: OccurrenceRow) -> bool:
    return row.status is CommunicationStatus.IDEA or row.sign_off is not SignOff.APPROVED


def _range(today: date, first: date | None, last: date | None) -> tuple[date, date]:
    first = first or date(min(today.year, last.year if last else today.year), 1, 1)
    last = last or date(max(today.year, first.year) + 1, 12, 31)
    if last < first:
        raise InvalidInput(_("The last day lies before the first."), field="to")
    if last.year - first.year >= _LONGEST_YEARS:
        sentence = _("A planning is written for at most {n} years at once.")
        raise InvalidInput(sentence.format(n=_LONGEST_YEARS), field="to")
    return first, last


def _line(
    row: OccurrenceRow, about: CommunicationDetail, plan: PlanDetail, line_id: str
) -> PlanningLine:
    end = row.end - timedelta(minutes=1) if row.all_day else row.end
    return PlanningLine(
        kind=row.kind,
        title=row.title,
        day=row.start.date(),
        start=None if row.all_day else row.start.time(),
        end=None if row.all_day else row.end.time(),
        last_day=end.date() if end.date() > row.start.date() else None,
        objective=about.objective,
        audiences=tuple(sorted(about.audiences)),
        initiatives=tuple(sorted(about.initiatives)),
        organizer=about.organizer.name,
        organizer_email=about.organizer.email,
        channel=about.channel,
        location=row.location,
        join_link=about.join_link,
        status=row.status,
        sign_off=row.sign_off,
        notes=about.notes,
        time_zone="" if row.time_zone == plan.time_zone else row.time_zone,
        id=line_id,
    )


def _id_of(
    row: OccurrenceRow, about: CommunicationDetail, ids: dict[int, str], *, several: bool
) -> str:
    """By what a line is known again: the ID of the file it came from, else the plan's own."""
    if several:
        return f"{about.uid}/{row.original_start.isoformat(timespec='minutes')}"
    return ids.get(about.id) or about.uid
