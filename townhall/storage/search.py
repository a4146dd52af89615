"""Full text behind one function: FTS5 on SQLite, plain matching on other databases.

SQLite triggers keep a contentless index in step with the tables; a row's id in the index is
`id * 32 + code of its table`.
"""

import re
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Table,
    and_,
    column,
    func,
    literal,
    or_,
    select,
    text,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from townhall.storage.base import Base

_WIDTH = 32


@dataclass(frozen=True, slots=True)
class Searched:
    """Which columns of a table are found: `title` weighs more than `body`."""

    noun: str
    code: int
    title: tuple[str, ...]
    body: tuple[str, ...]


SEARCHED: dict[str, Searched] = {
    "communication": Searched("communication", 1, ("title",), ("objective", "location", "notes")),
    "question": Searched("question", 2, ("text",), ("answer",)),
    "follow_up": Searched("follow-up", 3, ("promised",), ("evidence", "reason")),
    "initiative": Searched("initiative", 4, ("name",), ("why", "benefits")),
    "audience": Searched("audience", 5, ("name",), ("shift",)),
    "person": Searched("person", 6, ("name",), ("email", "department")),
    "key_message": Searched("key-message", 7, ("text",), ()),
    "idea": Searched("idea", 8, ("text",), ("reason",)),
    "working_group": Searched("working-group", 9, ("name",), ("purpose",)),
    "training": Searched("training", 10, ("title",), ()),
}
_BY_CODE = {searched.code: searched for searched in SEARCHED.values()}


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found; best first."""

    noun: str
    id: int


def create_index(connection: Connection) -> None:
    """Make the empty index and its triggers (SQLite only)."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE search USING fts5(title, body, content='', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    create_triggers(connection)


def create_triggers(connection: Connection) -> None:
    """Make the triggers that keep the index; dropped first, as migrations may have lost some."""
    for table, searched in SEARCHED.items():
        new, old = _values("new", searched), _values("old", searched)
        remove = f"INSERT INTO search(search, rowid, title, body) VALUES ('delete', {old});"
        add = f"INSERT INTO search(rowid, title, body) VALUES ({new});"
        columns = ", ".join(searched.title + searched.body)
        for name, when, actions in (
            ("insert", f"AFTER INSERT ON {table}", add),
            ("delete", f"AFTER DELETE ON {table}", remove),
            ("update", f"AFTER UPDATE OF {columns} ON {table}", remove + add),
        ):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS search_{table}_{name}")
            connection.exec_driver_sql(
                f"CREATE TRIGGER search_{table}_{name} {when} BEGIN {actions} END"
            )


def _values(row: str, searched: Searched) -> str:
    def joined(columns: tuple[str, ...]) -> str:
        return " || ' ' || ".join(f"{row}.{column}" for column in columns) or "''"

    rowid = f"{row}.id * {_WIDTH} + {searched.code}"
    return f"{rowid}, {joined(searched.title)}, {joined(searched.body)}"


def tokens(query: str) -> list[str]:
    """The words of a query; everything else in it is ignored, so no query is a syntax error."""
    return re.findall(r"\w+", query, re.UNICODE)[:12]


def search(
    session: Session, query: str, *, nouns: tuple[str, ...] = (), limit: int = 50
) -> list[Hit]:
    """Rows that hold every word of `query` as the start of a word, best first.

    Below three letters hits come newest first: ranking a single letter would cost more than it
    tells. `nouns` narrows the search; an empty query finds nothing.
    """
    found = tokens(query)
    if not found:
        return []
    if session.get_bind().dialect.name == "sqlite":
        return _search_sqlite(session, found, nouns, limit)
    return _search_plain(session, found, nouns, limit)


def _search_sqlite(
    session: Session, words: list[str], nouns: tuple[str, ...], limit: int
) -> list[Hit]:
    match = " ".join(f'"{word}"*' for word in words)
    codes = [s.code for s in SEARCHED.values() if not nouns or s.noun in nouns]
    order = "rowid DESC" if max(map(len, words)) < 3 else "bm25(search, 4.0, 1.0)"
    narrow = ""
    if nouns:
        narrow = f"AND rowid % {_WIDTH} IN ({', '.join(str(code) for code in codes)}) "
    rows = session.execute(
        text(
            f"SELECT rowid FROM search WHERE search MATCH :match {narrow}"
            f"ORDER BY {order} LIMIT :limit"
        ),
        {"match": match, "limit": limit},
    )
    return [Hit(_BY_CODE[row[0] % _WIDTH].noun, row[0] // _WIDTH) for row in rows]


def _search_plain(
    session: Session, words: list[str], nouns: tuple[str, ...], limit: int
) -> list[Hit]:
    parts = []
    for name, searched in SEARCHED.items():
        if nouns and searched.noun not in nouns:
            continue
        table = Base.metadata.tables[name]
        query = select(literal(searched.noun).label("noun"), table.c.id.label("id"))
        for word in words:
            query = query.where(_holds(table, searched, word))
        parts.append(query)
    if not parts:
        return []
    return [Hit(noun, row_id) for noun, row_id in session.execute(union_all(*parts).limit(limit))]


def _holds(table: Table, searched: Searched, word: str) -> ColumnElement[bool]:
    columns = searched.title + searched.body
    return or_(
        *(func.lower(table.c[name]).contains(word.lower(), autoescape=True) for name in columns)
    )


def matching_questions(session: Session, query: str) -> ColumnElement[bool]:
    """The condition that a question holds every word of `query` as the start of a word."""
    table = Base.metadata.tables["question"]
    found = tokens(query)
    if not found:
        return true()
    searched = SEARCHED["question"]
    if session.get_bind().dialect.name != "sqlite":
        return and_(*(_holds(table, searched, word) for word in found))
    match = " ".join(f'"{word}"*' for word in found)
    hits = text(
        f"SELECT rowid / {_WIDTH} FROM search "
        f"WHERE search MATCH :match AND rowid % {_WIDTH} = {searched.code}"
    ).bindparams(match=match)
    return table.c.id.in_(hits.columns(column("id", Integer)))
