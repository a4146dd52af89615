"""Full-text results with something to read: title and the words around the match."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from townhall.storage.base import Base
from townhall.storage.search import SEARCHED, Hit, search, tokens

_TABLES = {searched.noun: (table, searched) for table, searched in SEARCHED.items()}
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Found:
    """A result: what it is, and `snippet`, the part of its other text that matches."""

    noun: str
    id: int
    title: str
    snippet: str


def found(
    session: Session, query: str, *, nouns: tuple[str, ...] = (), limit: int = 50
) -> list[Found]:
    """Rows that hold every word of `query` as the start of a word, best first."""
    hits = search(session, query, nouns=nouns, limit=limit)
    texts: dict[Hit, tuple[str, str]] = {}
    for noun in {hit.noun for hit in hits}:
        ids = [hit.id for hit in hits if hit.noun == noun]
        split = len(_TABLES[noun][1].title)
        for record_id, *words in session.execute(_texts(noun), {"ids": ids}):
            texts[Hit(noun, record_id)] = (" ".join(words[:split]), " ".join(words[split:]))
    return [
        Found(hit.noun, hit.id, texts[hit][0], _snippet(texts[hit][1], query))
        for hit in hits
        if hit in texts
    ]


@cache
def _texts(noun: str) -> Select[Any]:
    """The query of the texts of records, by ids; made once, which takes as long as running it."""
    name, searched = _TABLES[noun]
    table = Base.metadata.tables[name].c
    columns = [table[column] for column in searched.title + searched.body]
    return select(table.id, *columns).where(table.id.in_(bindparam("ids", expanding=True)))


def _snippet(text: str, query: str) -> str:
    """The words around the first match, or the beginning; one line."""
    flat = unicodedata.normalize("NFC", " ".join(text.split()))
    pattern = "|".join(rf"(?<!\w){re.escape(_plain(word))}" for word in tokens(query))
    match = re.search(pattern, _plain(flat))
    start = 0
    if match is not None and match.start() >= _AROUND:
        start = match.start() - _AROUND // 2
        start = flat.rfind(" ", start - _AROUND, start) + 1 or start
    end = start + 2 * _AROUND
    before, after = "…" if start else "", "…" if end < len(flat) else ""
    return f"{before}{flat[start:end].strip()}{after}"


class _Plain(dict[int, str]):
    """Each letter in lower case without its accent: one for one, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = unicodedata.normalize("NFD", chr(code))[0].lower()[0]
        return letter


_PLAIN = _Plain()


def _plain(text: str) -> str:
    return text.translate(_PLAIN)
