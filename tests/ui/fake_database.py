"""A plan in memory with the interface of `Database`: a list of texts that can be undone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from townhall.domain.changes import Change, ChangeKind, Changes, Outcome, RowChange, Step
from townhall.domain.errors import Conflict


@dataclass
class FakeDatabase:
    """`run` calls `use_case(texts, ...)`; a step puts the texts back as they were."""

    texts: list[str] = field(default_factory=list)
    threads: set[str] = field(default_factory=set)
    closed: bool = False

    def run(
        self, use_case: Callable[..., Any], *args: Any, label: str = "Change", **kwargs: Any
    ) -> Outcome[Any]:
        self._note_thread()
        before = list(self.texts)
        value = use_case(self.texts, *args, **kwargs)
        return self._outcome(value, label, before)

    def revert(self, step: Step) -> Outcome[None]:
        self._note_thread()
        row = step.rows[0]
        assert row.before is not None
        assert row.after is not None
        if self.texts != row.after["texts"]:
            raise Conflict("This has been changed since.", {}, {}, {})
        before = list(self.texts)
        self.texts[:] = row.before["texts"]  # type: ignore[call-overload]
        return self._outcome(None, step.label, before)

    def read(self, query: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self._note_thread()
        return query(self.texts, *args, **kwargs)

    def close(self) -> None:
        self.closed = True

    def _outcome(self, value: Any, label: str, before: list[str]) -> Outcome[Any]:
        after = list(self.texts)
        if after == before:
            return Outcome(value, Changes(), None)
        rows = (RowChange("question", 1, {"texts": before}, {"texts": after}),)
        change = Change("question", 1, ChangeKind.UPDATED)
        return Outcome(value, Changes(frozenset({change})), Step(label, rows))

    def _note_thread(self) -> None:
        self.threads.add(str(threading.get_ident()))


def add_text(texts: list[str], text: str) -> int:
    """A use case."""
    texts.append(text)
    return len(texts)


def all_texts(texts: list[str]) -> tuple[str, ...]:
    """A query."""
    return tuple(texts)
