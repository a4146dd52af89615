"""Counting what a query asks of the database."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from townhall.storage.database import Database


def statements(database: Database, query: Callable[..., Any], *args: Any) -> list[str]:
    """The SELECT statements of one read."""
    found: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        database.read(query, *args)
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
    return found
