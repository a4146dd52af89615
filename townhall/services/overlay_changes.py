"""What differs between the dates the plan has of a calendar of others and those just read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from townhall.domain.foreign_events import ForeignDate
from townhall.domain.tables import Progress, Stop, tell
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

_CHUNK = 1_000
_COPIED = ("title", "location", "start", "end", "first_day", "last_day", "busy")


@dataclass(frozen=True, slots=True)
class OverlayChanges:
    """Dates that are new, stored ones with what they become, those that are gone, how many stay."""

    new: list[ForeignDate]
    changed: list[tuple[m.OverlayEvent, ForeignDate]]
    gone: list[m.OverlayEvent]
    same: int

    @property
    def is_any(self) -> bool:
        """Whether anything differs."""
        return bool(self.new or self.changed or self.gone)


def compared(uow: UnitOfWork, overlay_id: int, dates: Sequence[ForeignDate]) -> OverlayChanges:
    """What `dates` would change; a date is known by UID and key."""
    table = m.OverlayEvent
    query = select(table).where(table.overlay_id == overlay_id).order_by(table.id)
    left = {(each.uid, each.key): each for each in uow.session.scalars(query)}
    new: list[ForeignDate] = []
    changed: list[tuple[m.OverlayEvent, ForeignDate]] = []
    same = 0
    for (uid, key), each in {(each.uid, each.key): each for each in dates}.items():
        stored = left.pop((uid, key), None)
        if stored is None:
            new.append(each)
        elif any(getattr(stored, name) != getattr(each, name) for name in _COPIED):
            changed.append((stored, each))
        else:
            same += 1
    return OverlayChanges(new, changed, list(left.values()), same)


def store_changes(
    uow: UnitOfWork,
    overlay_id: int,
    changes: OverlayChanges,
    progress: Progress | None,
    stop: Stop | None,
) -> None:
    """Store them. Raises Cancelled where `stop` said so."""
    for stored, each in changes.changed:
        for name in _COPIED:
            setattr(stored, name, getattr(each, name))
    for stored in changes.gone:
        uow.session.delete(stored)
    for done in range(0, len(changes.new), _CHUNK):
        tell(done, len(changes.new), progress, stop)
        uow.add_many(
            m.OverlayEvent,
            [
                {
                    "overlay_id": overlay_id,
                    "uid": each.uid,
                    "key": each.key,
                    **{name: getattr(each, name) for name in _COPIED},
                }
                for each in changes.new[done : done + _CHUNK]
            ],
        )
    tell(1, 1, progress, stop)
