"""Adding, changing and removing records of the simple nouns."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Table, func, select

from townhall.domain import terms
from townhall.domain.errors import InvalidInput
from townhall.language import _
from townhall.services.editing import my_changes, read_values, store_values
from townhall.services.nouns import NOUNS
from townhall.storage.base import Base, Record
from townhall.storage.unit_of_work import UnitOfWork


def add_record(uow: UnitOfWork, noun: str, values: Mapping[str, Any]) -> int:
    """Add a record of `noun` with the contract's field names; returns its id.

    Raises InvalidInput with the field's name; then nothing is added.
    """
    spec = NOUNS[noun]
    read = read_values(uow, spec.shape, values, adding=True)
    record = spec.model()
    store_values(record, spec.shape, read)
    if spec.check:
        spec.check(uow, record)
    uow.session.add(record)
    uow.session.flush()
    if spec.follow:
        spec.follow(uow)
    uow.label = _("Added {noun}").format(noun=terms.noun_label(noun))
    return record.id


def change_record(
    uow: UnitOfWork,
    noun: str,
    record_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a record. Raises NotFound, InvalidInput, Conflict.

    `base` holds the values an editor loaded for the same fields: what was left as it was loaded
    stays as it is now, and where somebody changed the same field to something else a Conflict is
    raised and nothing changes.
    """
    spec = NOUNS[noun]
    record = uow.get(spec.model, record_id)
    read = read_values(uow, spec.shape, values, adding=False)
    store_values(record, spec.shape, my_changes(uow, spec.shape, record, read, base))
    if spec.check:
        spec.check(uow, record)
    if spec.follow:
        spec.follow(uow)
    uow.label = _("Changed {noun}").format(noun=terms.noun_label(noun))


def remove_record(uow: UnitOfWork, noun: str, record_id: int) -> None:
    """Remove a record and its parts. Raises NotFound; InvalidInput when others refer to it."""
    spec = NOUNS[noun]
    record = uow.get(spec.model, record_id)
    uses = _uses(uow, record)
    if uses:
        raise InvalidInput(
            _("This {noun} is still used by: {uses}. Change that first.").format(
                noun=terms.noun_label(noun),
                uses=", ".join(
                    _("{noun} ({count})").format(noun=terms.noun_label(user), count=count)
                    for user, count in sorted(uses.items())
                ),
            )
        )
    uow.session.delete(record)
    if spec.follow:
        spec.follow(uow)
    uow.label = _("Removed {noun}").format(noun=terms.noun_label(noun))


def _uses(uow: UnitOfWork, record: Record) -> dict[str, int]:
    """How many records of each noun refer to `record`, its own parts aside."""
    uow.session.flush()
    found: dict[str, int] = {}
    for mapper in Base.registry.mappers:
        model, table = mapper.class_, mapper.local_table
        assert isinstance(table, Table)
        for column in table.columns:
            if not any(key.column.table is record.__table__ for key in column.foreign_keys):
                continue
            if model.noun == record.noun and column.key == model.noun_key:
                continue
            owners = select(func.count(table.c[model.noun_key].distinct()))
            count = uow.session.scalar(owners.where(column == record.id)) or 0
            if count:
                found[model.noun] = found.get(model.noun, 0) + count
    return found
