"""Which column of an exported table holds what: recognised, proposed, or told in a mapping file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from townhall.domain.errors import InvalidInput
from townhall.domain.question_sources import (
    COLUMNS,
    FORMS_END,
    FORMS_START,
    TIMESTAMP,
    Source,
    key_of,
    names,
    source_of,
)
from townhall.domain.tables import Row, Table
from townhall.language import _

SINGLE_FIELDS = (
    "asked_at",
    "votes",
    "audience",
    "anonymity",
    "asker",
    "email",
    "source",
    "source_id",
    "theme",
    "language",
    "answer",
)
"""Fields of a question that one column can hold; `text` can come from several."""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """Columns (0-based) by field of a question; each column of `text` asks its own question.

    `day_first` says how dates such as 3/4/2026 are meant; None leaves it to the dates themselves.
    """

    text: tuple[int, ...] = ()
    asked_at: int | None = None
    votes: int | None = None
    audience: int | None = None
    anonymity: int | None = None
    asker: int | None = None
    email: int | None = None
    source: int | None = None
    source_id: int | None = None
    theme: int | None = None
    language: int | None = None
    answer: int | None = None
    day_first: bool | None = None


# Headers in Dutch and English as `header_key` gives them, the likeliest first.
_SYNONYMS = {
    "text": "text|question|vraag|question text|vraagtekst|tekst van de vraag|your question|"
    "je vraag|jouw vraag|uw vraag|questions|vragen|tekst|message|bericht|content|inhoud|body",
    "asked_at": "asked_at|asked on|gesteld op|asked at|asked|completion time|tijd van voltooien|"
    "voltooiingstijd|date asked|submitted at|ingediend op|ingestuurd op|timestamp|tijdstempel|"
    "created|created at|aangemaakt|aangemaakt op|date and time|datum en tijd|date|datum|time|tijd|"
    "tijdstip|moment|when|wanneer|start time|begintijd|starttijd|date created|created_at|"
    "createdat|date_created|createddatetime|question time|sent at|verzonden op|posted at|"
    "geplaatst op",
    "votes": "votes|stemmen|upvotes|likes|vind-ik-leuks|number of votes|aantal stemmen|score|"
    "thumbs up|duimpjes|number of upvotes|upvote count|upvotecount|like count|vind ik leuk|eens|"
    "eens (aantal)|agree|agree (count)",
    "audience": "audience|doelgroep|department|afdeling|team|location|locatie|dienst|unit|group|"
    "groep|site|vestiging|zorgeenheid",
    "anonymity": "anonymity|anonimiteit|naam noemen|naam noemen bij de vraag|mag je naam genoemd "
    "worden|mogen we je naam noemen|naam mag genoemd worden|mention name|mention my name|may we "
    "mention your name|name may be mentioned|anonymous|anoniem|anoniem blijven|stay anonymous",
    "asker": "asker|vragensteller|name|naam|full name|volledige naam|display name|weergavenaam|"
    "author|auteur|gesteld door|asked by|asker name|participant name|participant|deelnemer|"
    "employee|medewerker|sender|afzender|user|gebruiker|identity|posted by|geplaatst door|"
    "author name|author.name|asker.name|user.name|from.user.displayname",
    "email": "email|e-mail|email address|e-mail address|e-mailadres|emailadres|mail|mailadres|"
    "asker email|participant email|upn|username|gebruikersnaam|user email|author email|"
    "author.email|asker.email|user.email",
    "source": "source|bron",
    "source_id": "source_id|source id|bron-id|id|question id|vraag-id|vraagnummer|nr|no|nummer|"
    "number|question_id|event_question_id|uuid|#",
    "theme": "theme|thema|topic|onderwerp|category|categorie|label|tag|tags",
    "language": "language|taal|lang",
    "answer": "answer|antwoord|given answer|gegeven antwoord|reply|answer(s)|answers|antwoorden|"
    "replies|answer_text",
}
_NAMES = {field: tuple(listed.split("|")) for field, listed in _SYNONYMS.items()}
_ALL_NAMES = frozenset(name for listed in _NAMES.values() for name in listed) | {
    name for columns in COLUMNS.values() for listed in columns.values() for name in listed
}

_FORMS_OWN = (
    FORMS_START
    | FORMS_END
    | TIMESTAMP
    | names(
        "id|email|e-mail|name|naam|last modified time|tijd laatste wijziging|laatst gewijzigd|"
        "tijdstip van laatste wijziging|score|total points|totaal aantal punten|quiz feedback|"
        "feedback over quiz|grade posted time|tijdstip van beoordeling|language|taal"
    )
)
_FORMS_QUIZ = re.compile(r"(points|feedback|punten) [-–—] ")

_QUESTION_WORD = re.compile(r"\b(vraag|vragen|question|questions)\b")
_WHO_WORD = re.compile(
    r"\b(naam|name|e-?mail|e-?mailadres|mailadres|telefoon\w*|phone|mobiel\w*|mobile|"
    r"personeelsnummer|employee number)\b"
)
_AUDIENCE_WORD = re.compile(
    r"\b(afdeling|department|locatie|location|team|doelgroep|audience|functiegroep|dienst|unit)\b"
)
_WHO_WORDS_AT_MOST = 6
_AUDIENCE_WORDS_AT_MOST = 8
_HEADER_WITHIN = 10
_NOT_OF_GOOGLE = ("votes", "source_id", "source", "answer")


def header_key(text: str) -> str:
    """A header as it is compared: lower case, single blanks, no closing punctuation."""
    return key_of(text)


def header_of(table: Table) -> tuple[Row, tuple[Row, ...]]:
    """The header row and the rows below it.

    The header is the first row, unless one of the next nine holds more names of columns that are
    known: some tools write a title and a date above their table. Where somebody said in which row
    it stands, that holds; raises InvalidInput where there is nothing.
    """
    if table.header_row is not None:
        return _told_header(table, table.header_row)
    if table.is_headed:
        return table.rows[0], table.rows[1:]
    best, best_score = 0, 0
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        score = sum(header_key(text) in _ALL_NAMES for text in row.cells)
        if score > best_score and (index == 0 or score > 1):
            best, best_score = index, score
    return table.rows[best], table.rows[best + 1 :]


def has_known_names(table: Table) -> bool:
    """Whether the rows of `table` stand below at least one name that is known for a column."""
    return any(header_key(text) in _ALL_NAMES for text in header_of(table)[0].cells)


def _told_header(table: Table, number: int) -> tuple[Row, tuple[Row, ...]]:
    if number == 0:
        width = max(len(row.cells) for row in table.rows)
        return Row(0, ("",) * width), table.rows
    place = next((i for i, row in enumerate(table.rows) if row.number == number), None)
    if place is None:
        raise InvalidInput(
            _("Row {row} of {file} is empty. Choose the row with the names of the columns.").format(
                row=number, file=table.file
            ),
            field="header_row",
            row=number,
            file=table.file,
        )
    return table.rows[place], table.rows[place + 1 :]


def recognise(header: Sequence[str]) -> Source:
    """The kind of file a header belongs to; TABLE for any that no known program writes."""
    return source_of([header_key(text) for text in header])


def propose_mapping(header: Sequence[str], rows: Sequence[Row] = ()) -> ColumnMapping:
    """The likely column of each field, by the names columns have in Dutch and English.

    Of a form every column is a question that is not the form's own, not about who answers and not
    a choice (in `rows`, few and short answers that repeat). Other tools always write the same
    columns. `text` is () where no column looks like a question.
    """
    keys = [header_key(text) for text in header]
    kind = source_of(keys)
    if kind in COLUMNS:
        return _of_tool(kind, keys)
    found: dict[str, int] = {}
    for field in SINGLE_FIELDS:
        column = next((keys.index(name) for name in _NAMES[field] if name in keys), None)
        if column is not None and column not in found.values():
            found[field] = column
    if "audience" not in found:
        about = [i for i, key in enumerate(keys) if _asks_for(_AUDIENCE_WORD, key)]
        if about:
            found["audience"] = about[0]
    if kind is Source.GOOGLE_FORMS:
        # It counts nothing and has no answers; its score is that of a quiz.
        found = {field: i for field, i in found.items() if field not in _NOT_OF_GOOGLE}
    if kind in (Source.MICROSOFT_FORMS, Source.GOOGLE_FORMS):
        text = _forms_questions(keys, found, rows)
    else:
        text = _questions(header, keys, found)
    return ColumnMapping(text=text, day_first=None, **found)


def _of_tool(kind: Source, keys: Sequence[str]) -> ColumnMapping:
    """What the columns hold of a tool that always writes the same ones."""
    found = {
        field: keys.index(name)
        for field, likely in COLUMNS[kind].items()
        if (name := next((name for name in likely if name in keys), None)) is not None
    }
    return ColumnMapping(text=(found.pop("text"),), day_first=None, **found)


def _questions(
    header: Sequence[str], keys: Sequence[str], found: dict[str, int]
) -> tuple[int, ...]:
    for name in _NAMES["text"]:
        if name in keys:
            return (keys.index(name),)
    free = [
        i
        for i, key in enumerate(keys)
        if i not in found.values() and not _asks_for(_WHO_WORD, key, _WHO_WORDS_AT_MOST)
    ]
    named = tuple(i for i in free if _QUESTION_WORD.search(keys[i]))
    asking = tuple(i for i in free if header[i].rstrip().endswith("?"))
    return named or asking


def _forms_questions(
    keys: Sequence[str], found: dict[str, int], rows: Sequence[Row]
) -> tuple[int, ...]:
    asked = [
        i
        for i, key in enumerate(keys)
        if key
        and i not in found.values()
        and key.rstrip("23456789") not in _FORMS_OWN  # Forms numbers a name that comes twice
        and not _FORMS_QUIZ.match(key)
        and not _asks_for(_WHO_WORD, key, _WHO_WORDS_AT_MOST)
        and not _asks_for(_AUDIENCE_WORD, key)
    ]
    open_ended = tuple(i for i in asked if not _is_choice(i, rows))
    return open_ended or tuple(asked)


def _asks_for(word: re.Pattern[str], key: str, at_most: int = _AUDIENCE_WORDS_AT_MOST) -> bool:
    """Whether a short header asks for a thing, rather than for a question about it."""
    return bool(len(key.split()) <= at_most and word.search(key) and not _QUESTION_WORD.search(key))


def _is_choice(column: int, rows: Sequence[Row]) -> bool:
    answers = [
        row.cells[column].strip()
        for row in rows
        if column < len(row.cells) and row.cells[column].strip()
    ]
    return (
        len(answers) >= 6
        and len(set(answers)) <= len(answers) // 3
        and all(len(answer) <= 60 and "?" not in answer for answer in answers)
    )
