"""From the contract's fields to a stored record: read, merged with what others did, stored.

Reading raises InvalidInput with the field's name before anything is changed.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from townhall.domain.errors import Conflict, InvalidInput
from townhall.language import _
from townhall.services.fields import Named, Read, as_list, wrong
from townhall.storage.base import Record
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Field:
    """One field: the attribute it is stored in, and how its value is read."""

    attribute: str
    read: Read
    required: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of parts that a record owns in `attribute`.

    A part can be given as its first field alone. No two parts may have the same `key` (an
    attribute). `common` holds what the parts of this list have, where the record owns others too.
    """

    attribute: str
    model: type[Record]
    fields: Mapping[str, Field]
    key: str | None = None
    common: Mapping[str, object] = field(default_factory=dict)

    def rows(self, record: Record) -> list[Record]:
        """The stored parts of this list."""
        return [
            row
            for row in getattr(record, self.attribute)
            if all(getattr(row, name) == value for name, value in self.common.items())
        ]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a record is made of: fields, named groups of fields, and lists of parts."""

    fields: Mapping[str, Field]
    groups: Mapping[str, Mapping[str, Field]] = field(default_factory=dict)
    parts: Mapping[str, Parts] = field(default_factory=dict)


@dataclass(slots=True)
class Values:
    """What was read: attribute values, and the parts of each named list."""

    plain: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]]


def read_values(
    uow: UnitOfWork, shape: Shape, fields: Mapping[str, Any], *, adding: bool
) -> Values:
    """Values for `fields`; raises InvalidInput for unknown, missing or bad fields."""
    _refuse_unknown(fields, [*shape.fields, *shape.groups, *shape.parts])
    own = {name: value for name, value in fields.items() if name in shape.fields}
    plain = read_fields(uow, shape.fields, own, adding=adding)
    for name, group in shape.groups.items():
        if name in fields:
            with inside(name):
                given = fields[name] or {}
                if not isinstance(given, Mapping):
                    raise wrong(name, _("a JSON object with fields"))
                plain |= read_fields(uow, group, {**dict.fromkeys(group), **given})
    lists = {name: parts for name, parts in shape.parts.items() if name in fields}
    return Values(
        plain, {name: read_parts(uow, parts, fields[name], name) for name, parts in lists.items()}
    )


def read_fields(
    uow: UnitOfWork, spec: Mapping[str, Field], fields: Mapping[str, Any], *, adding: bool = False
) -> dict[str, Any]:
    """Attribute values for `fields`; raises InvalidInput for unknown, missing or bad fields."""
    _refuse_unknown(fields, spec)
    values = {}
    for name, entry in spec.items():
        if name in fields:
            values[entry.attribute] = entry.read(uow, fields[name], name)
        if entry.required and (
            (adding and name not in fields)
            or (name in fields and values[entry.attribute] in ("", None))
        ):
            raise InvalidInput(_("“{field}” must be filled in.").format(field=name), field=name)
    return values


def read_parts(uow: UnitOfWork, parts: Parts, raw: Any, name: str) -> list[dict[str, Any]]:
    """Attribute values of every part in the list `raw`; raises InvalidInput."""
    blank = parts.model()
    attributes = [entry.attribute for entry in parts.fields.values()]
    defaults = {attribute: getattr(blank, attribute) for attribute in attributes}
    first = next(iter(parts.fields))
    found: list[dict[str, Any]] = []
    for number, item in enumerate(as_list(raw, name), 1):
        with inside(name, number):
            given = item if isinstance(item, Mapping) else {first: item}
            found.append(defaults | read_fields(uow, parts.fields, given, adding=True))
    return _each_once(uow, parts, found, name)


def store(record: Record, values: Mapping[str, Any]) -> None:
    """Set attributes, only where they differ, so that undo holds real changes alone."""
    for attribute, value in values.items():
        if getattr(record, attribute) != value:
            setattr(record, attribute, value)


def store_values(record: Record, shape: Shape, values: Values) -> None:
    """Store what was read in `record`."""
    store(record, values.plain)
    for name, wanted in values.parts.items():
        store_parts(record, shape.parts[name], wanted)


def store_parts(record: Record, parts: Parts, wanted: list[dict[str, Any]]) -> None:
    """Make the owned list equal to `wanted`, keeping the rows that stay as they are."""
    owned: list[Record] = getattr(record, parts.attribute)
    # Without a position of their own, rows are in the order they were made: reuse them by place.
    placed = hasattr(parts.model, "position")
    left: dict[object, Record] = {}
    for place, row in enumerate(parts.rows(record)):
        key = _key_of(parts, {parts.key: getattr(row, parts.key)}, place) if parts.key else place
        left[key if placed else place] = row
    for place, values in enumerate(wanted):
        key = _key_of(parts, values, place) if placed else place
        stored = {**values, **parts.common, **({"position": place} if placed else {})}
        if key in left:
            store(left.pop(key), stored)
        else:
            owned.append(parts.model(**stored))
    for row in left.values():
        owned.remove(row)


def my_changes(
    uow: UnitOfWork, shape: Shape, record: Record, mine: Values, base: Mapping[str, Any] | None
) -> Values:
    """What `mine` changes of what its editor loaded, `base`; all of it without a base.

    What others changed meanwhile stays where `mine` left it alone; where both changed the same
    field to something else a Conflict is raised.
    """
    if base is None:
        return mine
    merge = _Merge(uow, record, base)
    for name, entry in shape.fields.items():
        merge.field(name, entry, mine.plain, base)
    for name, group in shape.groups.items():
        for part, entry in group.items():
            merge.field(part, entry, mine.plain, base.get(name) or {}, f"{name}.{part}")
    for name, parts in shape.parts.items():
        merge.parts(name, parts, mine.parts)
    merge.refuse_conflicts()
    return merge.kept


class _Merge:
    """Collects what is mine to change, and where somebody else was first."""

    def __init__(self, uow: UnitOfWork, record: Record, base: Mapping[str, Any]) -> None:
        self._uow = uow
        self._record = record
        self._base = base
        self._conflicts: dict[str, tuple[object, object, object]] = {}
        self.kept = Values({}, {})

    def field(
        self,
        name: str,
        entry: Field,
        mine: Mapping[str, Any],
        base: Mapping[str, Any],
        shown_name: str = "",
    ) -> None:
        """Judge one field."""
        attribute = entry.attribute
        if attribute not in mine:
            return
        value, stored = mine[attribute], getattr(self._record, attribute)
        if name not in base:
            self.kept.plain[attribute] = value
            return
        loaded = self._loaded(lambda: entry.read(self._uow, base[name], name))
        if value == loaded:
            return
        self.kept.plain[attribute] = value
        if stored not in (loaded, value):
            shown = (_shown(self._uow, entry, value), _shown(self._uow, entry, stored))
            self._conflicts[shown_name or name] = (base[name], *shown)

    def parts(self, name: str, parts: Parts, mine: Mapping[str, list[dict[str, Any]]]) -> None:
        """Judge one list as a whole."""
        if name not in mine:
            return
        value = mine[name]
        if name not in self._base:
            self.kept.parts[name] = value
            return
        stored = [
            {entry.attribute: getattr(row, entry.attribute) for entry in parts.fields.values()}
            for row in parts.rows(self._record)
        ]
        raw = self._base[name]
        loaded = self._loaded(lambda: read_parts(self._uow, parts, raw, name))
        if value == loaded:
            return
        self.kept.parts[name] = value
        if stored not in (loaded, value):
            shown = (self._shown_parts(parts, value), self._shown_parts(parts, stored))
            self._conflicts[name] = (raw, *shown)

    def refuse_conflicts(self) -> None:
        """Raise Conflict when there are any."""
        if self._conflicts:
            base, mine, theirs = (
                {name: values[side] for name, values in self._conflicts.items()}
                for side in range(3)
            )
            raise Conflict(
                _("Somebody else has changed this since you opened it: {fields}.").format(
                    fields=", ".join(self._conflicts)
                ),
                base,
                mine,
                theirs,
            )

    def _loaded(self, read: Any) -> Any:
        """What was loaded; a name that has been changed since equals nothing."""
        try:
            return read()
        except InvalidInput:
            return _GONE

    def _shown_parts(self, parts: Parts, values: Iterable[Mapping[str, Any]]) -> list[object]:
        found: list[object] = []
        for row in values:
            shown = {
                name: _shown(self._uow, entry, row[entry.attribute])
                for name, entry in parts.fields.items()
            }
            found.append(shown if len(shown) > 1 else next(iter(shown.values())))
        return found


_GONE = object()


@contextmanager
def inside(name: str, number: int | None = None) -> Iterator[None]:
    """Let an error about a part of field `name` call it by both: `organizer.email`.

    `number` is the place of the part in its list, counted from 1.
    """
    try:
        yield
    except InvalidInput as error:
        field = error.field
        if field and field != name:
            field = f"{name}.{field}"
        raise InvalidInput(str(error), field=field or name, row=number) from None


def _refuse_unknown(fields: Mapping[str, Any], known: Iterable[str]) -> None:
    if not isinstance(fields, Mapping):
        raise InvalidInput(_("A JSON object with fields is needed."))
    names = set(known)
    for name in fields:
        if name not in names:
            raise InvalidInput(
                _("There is no field “{name}” here. Known are: {known}.").format(
                    name=str(name)[:80], known=", ".join(sorted(names))
                ),
                field=str(name)[:80],
            )


def _each_once(
    uow: UnitOfWork, parts: Parts, found: list[dict[str, Any]], name: str
) -> list[dict[str, Any]]:
    """The parts without doubles: a name given twice is one, other doubles are refused."""
    once: dict[object, dict[str, Any]] = {}
    for place, values in enumerate(found):
        key = _key_of(parts, values, place)
        if key in once and len(parts.fields) > 1:
            entry = next(e for e in parts.fields.values() if e.attribute == parts.key)
            raise InvalidInput(
                _("“{value}” is in “{field}” twice. Leave one out.").format(
                    value=_shown(uow, entry, values[entry.attribute]), field=name
                ),
                field=name,
            )
        once.setdefault(key, values)
    return list(once.values())


def _key_of(parts: Parts, values: Mapping[str, Any], place: int) -> object:
    """What tells a part from the others of its list."""
    if parts.key is None:
        return place
    key = values[parts.key]
    return key.casefold() if isinstance(key, str) else key


def _shown(uow: UnitOfWork, entry: Field, value: Any) -> object:
    return entry.read.shown(uow, value) if isinstance(entry.read, Named) else value
