"""One session, one transaction, one label; knows which rows changed, before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.orm import InstanceState, Mapper, Session

from townhall.domain.changes import Change, ChangeKind, Changes, RowChange, Step
from townhall.domain.clock import Clock
from townhall.storage.base import Record, fetch
from townhall.storage.models import Activity, Plan

R = TypeVar("R", bound=Record)

Values = dict[str, object] | None

_KEY = "unit_of_work"


class _Owner(NamedTuple):
    """The noun a row belongs to; `is_whole`: the row is the noun itself, not a part of it."""

    noun: str
    id: int
    is_whole: bool


@dataclass
class UnitOfWork:
    """What a use case gets: the session, the clock and the plan's settings. It never commits.

    `label` is set by the use case: what was done, in words, for undo and history. `undoable` is
    set to False by one whose effect cannot be taken back, such as an invitation that was sent.
    `also` adds to the label what went along.
    """

    session: Session
    clock: Clock
    actor: str = ""
    label: str = ""
    undoable: bool = True
    _along: list[str] = field(default_factory=list)
    _rows: dict[tuple[str, int], RowChange] = field(default_factory=dict)
    _owners: dict[tuple[str, int], _Owner] = field(default_factory=dict)

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
        return fetch(self.session, model, record_id)

    def add_many(self, model: type[R], rows: Sequence[Mapping[str, object]]) -> list[int]:
        """Insert many rows of a noun, or of its parts, several times faster than one by one.

        They are read back as they are stored, so that undo knows them like any other; no event of
        the model sees them. Returns their ids in the order of `rows`.
        """
        self.session.flush()
        adding = insert(model)
        if self.session.get_bind().dialect.name == "sqlite":
            # AUTOINCREMENT counts up, and nobody else writes during this transaction; RETURNING
            # would make it a statement for each row.
            last = self.session.scalar(select(func.max(model.id))) or 0
            self.session.execute(adding, list(rows))
            added = model.id > last
        else:
            returning = adding.returning(model.id, sort_by_parameter_order=True)
            added = model.id.in_(self.session.scalars(returning, list(rows)).all())
        names = _columns(inspect(model))
        stored = select(*(getattr(model, name) for name in names)).where(added).order_by(model.id)
        ids = []
        for row in self.session.execute(stored):
            values = dict(zip(names, row, strict=True))
            ids.append(row.id)
            change = RowChange(model.__tablename__, row.id, None, values)
            owner_id = values[model.noun_key]
            self.note(change, _Owner(model.noun, owner_id, is_whole=model.noun_key == "id"))
        return ids

    def note(self, change: RowChange, owner: _Owner) -> None:
        """Remember a row change; several of one row become one, first before and last after."""
        key = (change.table, change.id)
        self._owners[key] = owner
        earlier = self._rows.get(key)
        self._rows[key] = change if earlier is None else _joined(earlier, change)

    def also(self, words: str) -> None:
        """Say after the label what went along, whoever sets the label last."""
        if words not in self._along:
            self._along.append(words)

    def step(self) -> Step | None:
        """The undoable step; None when nothing really changed, or it left the plan for good."""
        rows = tuple(row for _key, row in self._really_changed())
        return Step(self._told(), rows) if rows and self.undoable else None

    def changes(self) -> Changes:
        """What changed, by noun: a changed part counts as an update of its owner."""
        found: dict[tuple[str, int], ChangeKind] = {}
        for key, row in self._really_changed():
            owner = self._owners[key]
            if owner.is_whole:
                found[owner.noun, owner.id] = _kind(row)
            else:
                found.setdefault((owner.noun, owner.id), ChangeKind.UPDATED)
        return Changes(frozenset(Change(n, i, kind) for (n, i), kind in found.items()))

    @property
    def forgets(self) -> bool:
        """Whether a value went that must not stay in the file, such as a name taken back."""
        models = {each.class_.__tablename__: each.class_ for each in Record.registry.mappers}
        return any(
            (row.before or {}).get(name)
            for _key, row in self._really_changed()
            for name in models[row.table].forgotten
        )

    def record_activity(self) -> None:
        """Add the activity row: ids and label, no contents."""
        changes = sorted((c.noun, c.id, c.kind.value) for c in self.changes())
        if changes:
            self.session.add(
                Activity(
                    at=self.now(),
                    actor=self.actor,
                    label=self._told()[:300],
                    changes=[list(change) for change in changes],
                )
            )

    def _told(self) -> str:
        return ": ".join(filter(None, (self.label, "; ".join(self._along))))

    def _really_changed(self) -> list[tuple[tuple[str, int], RowChange]]:
        """Rows that differ from what they were, with only the columns that do."""
        reduced = ((key, _without_equals(row)) for key, row in self._rows.items())
        return [(key, row) for key, row in reduced if row.before != row.after]


def _kind(row: RowChange) -> ChangeKind:
    if row.before is None:
        return ChangeKind.ADDED
    return ChangeKind.REMOVED if row.after is None else ChangeKind.UPDATED


def _without_equals(row: RowChange) -> RowChange:
    if row.before is None or row.after is None:
        return row
    names = [name for name, value in row.after.items() if row.before[name] != value]
    before = {name: row.before[name] for name in names}
    return RowChange(row.table, row.id, before, {name: row.after[name] for name in names})


def _joined(first: RowChange, second: RowChange) -> RowChange:
    """Two changes of one row as one: its values before the first and after the second."""
    before = None if first.before is None else (second.before or {}) | first.before
    after = None if second.after is None else (first.after or {}) | second.after
    return RowChange(first.table, first.id, before, after)


def _columns(mapper: Mapper[Any]) -> list[str]:
    return [attribute.key for attribute in mapper.column_attrs if attribute.key != "version"]


def _note(target: Record, before: Values, after: Values) -> None:
    session = inspect(target).session
    unit = session.info.get(_KEY) if session is not None else None
    if unit is not None:
        owner = _Owner(target.noun, getattr(target, target.noun_key), target.noun_key == "id")
        unit.note(RowChange(target.__tablename__, target.id, before, after), owner)


def _after_insert(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    _note(target, None, {name: getattr(target, name) for name in _columns(mapper)})


def _before_update(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    state = inspect(target)
    after = {
        name: history.added[0]
        for name in _columns(mapper)
        if (history := state.attrs[name].history).added
    }
    if after:
        _note(target, _stored(connection, state, list(after)), after)


def _after_delete(mapper: Mapper[Any], connection: Connection, target: Record) -> None:
    state = inspect(target)
    before = {}
    for name in _columns(mapper):
        history = state.attrs[name].history
        before[name] = history.deleted[0] if history.deleted else getattr(target, name)
    _note(target, before, None)


def _stored(
    connection: Connection, state: InstanceState[Record], names: list[str]
) -> dict[str, object]:
    """The values before an update; read again where they were set without being loaded."""
    before = {}
    for name in names:
        history = state.attrs[name].history
        if history.deleted:
            before[name] = history.deleted[0]
    missing = [name for name in names if name not in before]
    if missing:
        table = state.mapper.local_table
        columns = [table.c[name] for name in missing]
        identity = state.identity or (None,)
        row = connection.execute(select(*columns).where(table.c.id == identity[0])).one()
        before |= dict(zip(missing, row, strict=True))
    return before


def listen() -> None:
    """Start capturing what flushes change; called once, when this module is imported."""
    event.listen(Record, "after_insert", _after_insert, propagate=True)
    event.listen(Record, "before_update", _before_update, propagate=True)
    event.listen(Record, "after_delete", _after_delete, propagate=True)


listen()
