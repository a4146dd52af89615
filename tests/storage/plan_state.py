"""What a plan holds, as values that can be compared: all tables but history and versions."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.storage.base import Base, Record
from townhall.storage.database import Database

State = Mapping[str, frozenset[tuple[object, ...]]]


def state_of(database: Database) -> State:
    """Every row of every table of records."""
    return database.read(_rows)


def _rows(session: Session) -> State:
    found = {}
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Record):
            continue
        columns = [column for column in mapper.local_table.columns if column.key != "version"]
        rows = session.execute(select(*columns)).all()
        found[mapper.class_.__tablename__] = frozenset(tuple(map(repr, row)) for row in rows)
    return found
