"""The kinds of cells a list is made of: plain frozen values, painted by the delegate."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from townhall.language import _


class Bit(NamedTuple):
    """One of the facts under a title; `square` gives it the square of its category.

    `tone` colours the words ("warn", "bad") or, with `square`, the square alone. `marks` are what
    a search found: first character and the one after the last.
    """

    text: str
    tone: str = ""
    square: bool = False
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TextCell:
    """Plain words; `role` a token's or tone's name, `right` puts them at the right."""

    text: str
    role: str = "text"
    weight: int = 400
    right: bool = False
    tabular: bool = False

    @property
    def words(self) -> str:
        """What is read aloud and copied."""
        return self.text


@dataclass(frozen=True, slots=True)
class TitleCell:
    """A title and, below it, facts with middots between; an icon may lead.

    `marks` are what a search found in the title: first character and the one after the last.
    """

    title: str
    bits: tuple[Bit, ...] = ()
    icon: str = ""
    icon_role: str = "text2"
    struck: bool = False
    marks: tuple[tuple[int, int], ...] = ()

    @property
    def words(self) -> str:
        """What is read aloud and copied."""
        return ", ".join([self.title, *(bit.text for bit in self.bits)])


@dataclass(frozen=True, slots=True)
class StateCell:
    """A dot and the state's word in its tone; hollow when planned or empty."""

    word: str
    tone: str = "neutral"
    hollow: bool = False

    @property
    def words(self) -> str:
        """What is read aloud and copied."""
        return self.word


@dataclass(frozen=True, slots=True)
class PersonCell:
    """A person with avatar; without a name the words of `missing`, in red."""

    name: str
    missing: str = "–"

    @property
    def words(self) -> str:
        """What is read aloud and copied."""
        return self.name or self.missing


@dataclass(frozen=True, slots=True)
class DateCell:
    """A date as read; `late` in red, `moved_from` struck below it; empty is a dash."""

    text: str
    late: bool = False
    moved_from: str = ""

    @property
    def words(self) -> str:
        """What is read aloud and copied; colour alone does not say that it is late."""
        words = self.text or "–"
        return _("{date}, late").format(date=words) if self.late else words


@dataclass(frozen=True, slots=True)
class VoteCell:
    """A number of votes in its box."""

    number: int

    @property
    def words(self) -> str:
        """What is read aloud and copied."""
        return str(self.number)


@dataclass(frozen=True, slots=True)
class IconCell:
    """An icon; `name` says in words what it means."""

    icon: str
    name: str
    role: str = "text2"

    @property
    def words(self) -> str:
        """What is read aloud and copied."""
        return self.name


Cell = TextCell | TitleCell | StateCell | PersonCell | DateCell | VoteCell | IconCell


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, how a row becomes a cell, and how wide it is.

    `cell` gets the fetched row. The width is `width` pixels, or what the widest of `samples` (the
    longest cells the column can show) needs; a column with `stretch` takes the rest. `sort` is the
    key given to `sort_wanted`; without it the head cannot be pressed. With `keep` False the column
    goes first where the list is narrow.
    """

    key: str
    head: str
    cell: Callable[[Any], Cell]
    width: int = 80
    samples: Sequence[Cell] = ()
    stretch: bool = False
    sort: str = ""
    keep: bool = True
    right: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A row that heads a group of rows."""

    label: str
    count: str = ""
    tone: str = "neutral"
