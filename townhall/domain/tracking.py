"""Who is coming, from a list that Outlook or Teams made of answers or of people who were there.

Outlook copies its tracking page with a name, a role and an answer a row; Teams exports who
registered or was there, with an address, after lines about the meeting itself.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from townhall.domain.errors import InvalidInput
from townhall.domain.tables import Row, Table, cell
from townhall.domain.terms import PartStat
from townhall.language import _

_HEADS = {
    "name": ("name", "full name", "naam", "volledige naam", "participant", "deelnemer"),
    "first": ("first name", "voornaam"),
    "last": ("last name", "achternaam"),
    "email": (
        *("email", "e-mail", "email address", "e-mail address", "registration email"),
        *(
            "e-mailadres",
            "e-mailadres voor registratie",
            "participant id (upn)",
            "deelnemer-id (upn)",
        ),
    ),
    "response": ("response", "antwoord", "reactie", "reply", "registration status", "status"),
    "present": (
        *("first join", "join time", "in-meeting duration", "registration time", "attended"),
        *("eerste deelname", "tijdstip van deelname", "duur van deelname aan vergadering"),
        *("registratietijd", "duur tijdens vergadering", "duur van vergadering"),
    ),
}
_ANSWERS = {
    PartStat.ACCEPTED: ("accepted", "geaccepteerd", "registered", "geregistreerd", "approved"),
    PartStat.TENTATIVE: (
        *("tentative", "tentatively accepted", "voorlopig", "voorlopig geaccepteerd", "misschien"),
    ),
    PartStat.DECLINED: (
        *("declined", "geweigerd", "afgewezen", "canceled", "cancelled", "geannuleerd"),
    ),
    PartStat.NEEDS_ACTION: (
        *("none", "no response", "not responded", "no reply", "unknown", "", "pending"),
        *("geen", "geen antwoord", "geen reactie", "niet beantwoord", "onbekend"),
        *("organizer", "organiser", "meeting organizer", "organisator", "in behandeling"),
    ),
}
_BY_WORD = {word: answer for answer, words in _ANSWERS.items() for word in words}
_WITH_ADDRESS = re.compile(r"(?P<name>.*?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>")
_ROWS_BEFORE_HEADER = 40


@dataclass(frozen=True, slots=True)
class Tracked:
    """A person of the list and what they answered; `email` is "" where the list has names only.

    `partstat` None: the word was not understood; it is in `word`.
    """

    row: int
    name: str
    email: str
    partstat: PartStat | None
    word: str = ""


def tracked(table: Table) -> tuple[Tracked, ...]:
    """The people of a list, each once; who was there counts as somebody who is coming.

    Raises InvalidInput when it has no row of heads that is known.
    """
    rows = [_split(row) for row in table.rows]
    start, columns = _header(rows, table.file)
    people: dict[tuple[str, str], Tracked] = {}
    width = len(rows[start].cells)
    for row in rows[start + 1 :]:
        if len([text for text in row.cells if text.strip()]) < 2 <= width:
            # A Teams report goes on with other lists, each after a line of its own.
            if people:
                break
            continue
        found = _person(row, columns)
        if found is not None:
            people.setdefault((found.email.casefold(), found.name.casefold()), found)
    return tuple(people.values())


def _split(row: Row) -> Row:
    """A row of a Teams report: its first line is a title, so nobody saw that tabs divide it."""
    if len(row.cells) == 1 and "\t" in row.cells[0]:
        return Row(row.number, tuple(row.cells[0].split("\t")))
    return row


def _header(rows: Sequence[Row], file: str) -> tuple[int, Mapping[str, int]]:
    for place, row in enumerate(rows[:_ROWS_BEFORE_HEADER]):
        columns = _columns(row)
        named = {"name", "first", "email"} & columns.keys()
        if named and {"response", "present"} & columns.keys():
            return place, columns
    raise InvalidInput(
        _(
            "{file} is not a list of answers: it needs a row of heads with a name or e-mail "
            "address, and an answer or a time of joining."
        ).format(file=file),
        file=file,
    )


def _columns(row: Row) -> dict[str, int]:
    heads = [" ".join(text.casefold().split()) for text in row.cells]
    found: dict[str, int] = {}
    for field, words in _HEADS.items():
        places = [heads.index(word) for word in words if word in heads]
        if places:
            found[field] = places[0]
    return found


def _person(row: Row, columns: Mapping[str, int]) -> Tracked | None:
    name = cell(row, columns.get("name"))
    if not name:
        parts: Sequence[str] = (cell(row, columns.get("first")), cell(row, columns.get("last")))
        name = " ".join(part for part in parts if part)
    email = cell(row, columns.get("email"))
    match = _WITH_ADDRESS.fullmatch(name)
    if match is not None:
        name, email = match["name"], email or match["email"]
    if "@" not in email:
        email = ""
    if not name and not email:
        return None
    word = cell(row, columns.get("response"))
    if "response" in columns:
        partstat = _BY_WORD.get(" ".join(word.casefold().split()))
    else:
        partstat = PartStat.ACCEPTED if cell(row, columns["present"]) else PartStat.NEEDS_ACTION
    return Tracked(row.number, " ".join(name.strip('"').split())[:200], email, partstat, word[:40])
