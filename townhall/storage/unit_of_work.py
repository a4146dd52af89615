"""One session, one transaction, one label; knows which rows changed, before and after."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import event, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, Session

from townhall.domain.changes import Change, ChangeKind, Changes, RowChange, Step
from townhall.domain.clock import Clock
from townhall.domain.errors import NotFound
from townhall.domain.terms import noun_label
from townhall.language import _
from townhall.storage.base import Record
from townhall.storage.models import Activity, Plan

R = TypeVar("R", bound=Record)

_KEY = "unit_of_work"


@dataclass
class UnitOfWork:
    """What a use case gets: the session, the clock and the plan's settings. It never commits.

    `label` is set by the use case: what was done, in words, for undo and history. `undoable` is
    set to False by one whose effect cannot be taken back, such as an invitation that was sent.
    """

    session: Session
    clock: Clock
    actor: str = ""
    label: str = ""
    undoable: bool = True
    _rows: dict[tuple[str, int], RowChange] = field(default_factory=dict)
    _owners: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session.info[_KEY] = self

    @property
    def plan(self) -> Plan:
        """The plan's settings."""
        return self.session.get_one(Plan, 1)

    def now(self) -> datetime:
        """The clock's instant, aware, UTC."""
        return self.clock.now_utc().astimezone(UTC)

    def get(self, model: type[R], record_id: int) -> R:
        """The row of `model`; raises NotFound."""
        found = self.session.get(model, record_id)
        if found is None:
            raise NotFound(
                _("There is no {noun} {id} in this plan.").format(
                    noun=noun_label(model.noun), id=record_id
                )
            )
        return found

    def note(self, change: RowChange, owner: tuple[str, int]) -> None:
        """Remember a row change; several of one row become one, first before and last after."""
        key = (change.table, change.id)
        self._owners[key] = owner
        earlier = self._rows.get(key)
        self._rows[key] = change if earlier is None else _joined(earlier, change)

    def has_changed(self, noun: str, record_id: int) -> bool:
        """Whether the record or a part of it differs from what was stored; flushes first."""
        self.session.flush()
        return any(
            self._owners[key] == (noun, record_id) and row.before != row.after
            for key, row in self._rows.items()
        )

    def step(self) -> Step | None:
        """The undoable step; None when nothing really changed, or it left the plan for good."""
        if not self.undoable:
            return None
        rows = tuple(
            row
            for row in self._rows.values()
            if row.before != row.after and not (row.before is None and row.after is None)
        )
        return Step(self.label, rows) if rows else None

    def changes(self) -> Changes:
        """What changed, by noun: a changed part counts as an update of its owner."""
        found: dict[tuple[str, int], ChangeKind] = {}
        for key, row in self._rows.items():
            noun, owner_id = self._owners[key]
            whole = _is_noun_row(row.table, noun)
            kind = _kind(row) if whole else ChangeKind.UPDATED
            if row.before == row.after:
                continue
            if (noun, owner_id) not in found or whole:
                found[noun, owner_id] = kind
        return Changes(frozenset(Change(n, i, kind) for (n, i), kind in found.items()))

    def record_activity(self) -> None:
        """Add the activity row: ids and label, no contents."""
        changes = sorted((c.noun, c.id, c.kind.value) for c in self.changes())
        if changes:
            self.session.add(
                Activity(
                    at=self.now(),
                    actor=self.actor,
                    label=self.label[:300],
                    changes=[list(change) for change in changes],
                )
            )


def _kind(row: RowChange) -> ChangeKind:
    if row.before is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if row.after is None else ChangeKind.UPDATED


_NOUN_TABLES: dict[str, str] = {}


def _is_noun_row(table: str, noun: str) -> bool:
    if not _NOUN_TABLES:
        for mapper in Record.registry.mappers:
            model = mapper.class_
            if model.noun and model.noun_key == "id":
                _NOUN_TABLES[model.__tablename__] = model.noun
    return _NOUN_TABLES.get(table) == noun


def _joined(first: RowChange, second: RowChange) -> RowChange:
    """Two changes of one row as one."""
    if first.before is None and second.after is not None:
        return RowChange(first.table, first.id, None, (first.after or {}) | second.after)
    if second.after is None:
        before = None if first.before is None else (second.before or {}) | first.before
        return RowChange(first.table, first.id, before, None)
    if first.after is None:
        return _replaced(first, second)
    return RowChange(
        first.table,
        first.id,
        (second.before or {}) | (first.before or {}),
        first.after | second.after,
    )


def _replaced(removed: RowChange, added: RowChange) -> RowChange:
    """A row that was removed and added again under its id: an update of what differs."""
    before, after = removed.before or {}, added.after or {}
    changed = [name for name in after if before.get(name) != after[name]]
    return RowChange(
        removed.table,
        removed.id,
        {name: before.get(name) for name in changed},
        {name: after[name] for name in changed},
    )


def _columns(mapper: Mapper[Any]) -> list[str]:
    return [attribute.key for attribute in mapper.column_attrs if attribute.key != "version"]


def _note(connection: Connection, target: Record, change: RowChange) -> None:
    session = inspect(target).session
    unit = session.info.get(_KEY) if session is not None else None
    if unit is not None:
        unit.note(change, (target.noun, getattr(target, target.noun_key)))


def _after_insert(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    values = {name: getattr(target, name) for name in _columns(mapper)}
    _note(connection, target, RowChange(target.__tablename__, target.id, None, values))


def _before_update(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    state = inspect(target)
    for name in _columns(mapper):
        history = state.attrs[name].history
        if history.added and history.deleted and history.added[0] != history.deleted[0]:
            before[name], after[name] = history.deleted[0], history.added[0]
    if after:
        _note(connection, target, RowChange(target.__tablename__, target.id, before, after))


def _after_delete(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    values = {}
    for name in _columns(mapper):
        history = inspect(target).attrs[name].history
        values[name] = history.deleted[0] if history.deleted else getattr(target, name)
    _note(connection, target, RowChange(target.__tablename__, target.id, values, None))


def listen() -> None:
    """Start capturing what flushes change; called once, when this module is imported."""
    event.listen(Record, "after_insert", _after_insert, propagate=True)
    event.listen(Record, "before_update", _before_update, propagate=True)
    event.listen(Record, "after_delete", _after_delete, propagate=True)


listen()
