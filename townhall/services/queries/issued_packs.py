"""The packs that were handed out, and whether they still say what the plan says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.services.queries.communications import OccurrenceRow
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class IssuedPackDetail:
    """The newest file of a kind and language for one date; `version` counts them all."""

    id: int
    kind: str
    language: str
    file: str
    version: int
    issued_at: datetime
    is_current: bool


def issued_packs(session: Session, row: OccurrenceRow) -> tuple[IssuedPackDetail, ...]:
    """The newest pack of each kind and language that was made for a date, oldest first.

    `is_current`: it shows the date's title, time and place as they are in `row`.
    """
    stored = session.scalars(
        select(m.IssuedPack)
        .where(
            m.IssuedPack.communication_id == row.communication_id,
            m.IssuedPack.original_start == row.original_start,
        )
        .order_by(m.IssuedPack.id)
    )
    newest: dict[tuple[str, str], m.IssuedPack] = {}
    versions: dict[tuple[str, str], int] = {}
    for each in stored:
        key = (each.kind, each.language)
        newest.pop(key, None)
        newest[key] = each
        versions[key] = versions.get(key, 0) + 1
    now = shown_of(row)
    return tuple(
        IssuedPackDetail(
            id=each.id,
            kind=each.kind,
            language=each.language,
            file=each.file_name,
            version=versions[key],
            issued_at=each.issued_at,
            is_current=each.shown == now,
        )
        for key, each in newest.items()
    )


def shown_of(row: OccurrenceRow) -> dict[str, str]:
    """What a pack tells of its date and goes out of date with it."""
    return {
        "title": row.title,
        "start": row.start.isoformat(timespec="minutes"),
        "end": row.end.isoformat(timespec="minutes"),
        "location": row.location,
    }
