"""Full text behind one function: FTS5 on SQLite, plain matching on other databases.

SQLite triggers keep a contentless index in step with the tables; a row's id in the index is
`id * 32 + code of its table`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    FromClause,
    Integer,
    Table,
    and_,
    case,
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
_RANKED = 3
"""Letters from which on hits are ranked."""
_ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿšžőű"
_UNACCENTED = "aaaaaaceeeeiiiinooooouuuuyyszou"


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
    """Make the index where it is missing, its triggers anew, and fill it (SQLite only)."""
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE IF NOT EXISTS search USING fts5(title, body, content='', "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    connection.exec_driver_sql("INSERT INTO search(search) VALUES ('delete-all')")
    for table, searched in SEARCHED.items():
        _create_triggers(connection, table, searched)
        connection.exec_driver_sql(
            f"INSERT INTO search(rowid, title, body) SELECT {_values(table, searched)} FROM {table}"
        )


def _create_triggers(connection: Connection, table: str, searched: Searched) -> None:
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
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", query))[:12]


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
    return search_plain(session, found, nouns, limit)


def _match(words: list[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _search_sqlite(
    session: Session, words: list[str], nouns: tuple[str, ...], limit: int
) -> list[Hit]:
    codes = [searched.code for searched in SEARCHED.values() if searched.noun in nouns]
    narrow = f"AND rowid % {_WIDTH} IN ({', '.join(map(str, codes))}) " if nouns else ""
    order = "rowid DESC" if max(map(len, words)) < _RANKED else "bm25(search, 4.0, 1.0)"
    rows = session.execute(
        text(
            f"SELECT rowid FROM search WHERE search MATCH :match {narrow}"
            f"ORDER BY {order} LIMIT :limit"
        ),
        {"match": _match(words), "limit": limit},
    )
    return [Hit(_BY_CODE[row[0] % _WIDTH].noun, row[0] // _WIDTH) for row in rows]


def questions_with_any(session: Session, words: Sequence[str], *, limit: int) -> list[int]:
    """Ids of questions whose text has words that begin with one of `words`, most telling first."""
    if not words:
        return []
    if session.get_bind().dialect.name == "sqlite":
        anyone = " OR ".join(_match([word]) for word in words)
        rows = session.execute(
            text(
                f"SELECT rowid / {_WIDTH} FROM search WHERE search MATCH :match "
                f"AND rowid % {_WIDTH} = {SEARCHED['question'].code} "
                "ORDER BY bm25(search, 4.0, 1.0) LIMIT :limit"
            ),
            {"match": f"title : ({anyone})", "limit": limit},
        )
        return list(rows.scalars())
    table = Base.metadata.tables["question"]
    each = [_holds(table, ("text",), word) for word in words]
    how_many = sum((case((one, 1), else_=0) for one in each[1:]), case((each[0], 1), else_=0))
    query = select(table.c.id).where(or_(*each)).order_by(how_many.desc(), table.c.id.desc())
    return list(session.scalars(query.limit(limit)))


def search_plain(
    session: Session, words: list[str], nouns: tuple[str, ...], limit: int
) -> list[Hit]:
    """What `search` finds, on any database: hits in titles first, then the newest."""
    parts = []
    for name, searched in SEARCHED.items():
        if nouns and searched.noun not in nouns:
            continue
        table = Base.metadata.tables[name]
        in_title = and_(*(_holds(table, searched.title, word) for word in words))
        everywhere = searched.title + searched.body
        parts.append(
            select(
                literal(searched.noun).label("noun"),
                table.c.id.label("id"),
                case((in_title, 0), else_=1).label("place"),
            ).where(*(_holds(table, everywhere, word) for word in words))
        )
    if not parts:
        return []
    found = union_all(*parts).subquery()
    query = select(found.c.noun, found.c.id).order_by(found.c.place, found.c.id.desc())
    return [Hit(noun, row_id) for noun, row_id in session.execute(query.limit(limit))]


def _holds(table: Table, columns: tuple[str, ...], word: str) -> ColumnElement[bool]:
    """Whether one of `columns` has a word that begins with `word`, without its accents."""
    begins = rf"(^|\W|_){_plain(word)}"
    return or_(
        *(
            func.translate(func.lower(table.c[name]), _ACCENTED, _UNACCENTED).regexp_match(begins)
            for name in columns
        )
    )


def _plain(word: str) -> str:
    return word.lower().translate(str.maketrans(_ACCENTED, _UNACCENTED))


def matching_questions(session: Session, query: str) -> ColumnElement[bool]:
    """The condition that a question holds every word of `query` as the start of a word."""
    table = Base.metadata.tables["question"]
    found = tokens(query)
    if not found:
        return true()
    searched = SEARCHED["question"]
    if session.get_bind().dialect.name != "sqlite":
        return and_(*(_holds(table, searched.title + searched.body, word) for word in found))
    hits = text(
        f"SELECT rowid / {_WIDTH} FROM search "
        f"WHERE search MATCH :match AND rowid % {_WIDTH} = {searched.code}"
    ).bindparams(match=_match(found))
    return table.c.id.in_(hits.columns(column("id", Integer)))


def question_ranks(session: Session, query: str, *, newest: int = 0) -> FromClause | None:
    """Ids of questions with every word of `query`, and how well they fit: lower is better.

    A question whose merged words fit is among them too. Below three letters the newest fit best.
    With `newest` only so many of the newest hits are looked at, which takes the same time however
    many there are. None where nothing is ranked: without words, and on other databases.
    """
    found = tokens(query)
    if not found or session.get_bind().dialect.name != "sqlite":
        return None
    rank = "-rowid" if max(map(len, found)) < _RANKED else "bm25(search, 4.0, 1.0)"
    few = "ORDER BY rowid DESC LIMIT :newest" if newest else ""
    ranked = text(
        f"WITH hit AS (SELECT rowid / {_WIDTH} AS id, {rank} AS rank FROM search "
        f"WHERE search MATCH :match AND rowid % {_WIDTH} = {SEARCHED['question'].code} {few}) "
        "SELECT id, min(rank) AS rank FROM (SELECT id, rank FROM hit UNION ALL "
        "SELECT question.lead_id, rank FROM hit JOIN question ON question.id = hit.id "
        "WHERE question.lead_id IS NOT NULL) GROUP BY id"
    ).bindparams(match=_match(found), **({"newest": newest} if newest else {}))
    return ranked.columns(column("id", Integer), column("rank", Float)).subquery("ranked")
