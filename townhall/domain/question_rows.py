"""What one row of an exported table says beside its question: who asked, votes, an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from townhall.domain.personal_data import NUMBERS, FindingKind, personal_data
from townhall.domain.question_columns import ColumnMapping, header_key
from townhall.domain.tables import ImportProblem, Row, cell, cleaned
from townhall.domain.terms import Anonymity, label
from townhall.language import LANGUAGES, _, words

MAX_TEXT = 4_000
"""Most characters of a question, as Forms itself allows; the rest is cut and told."""

MAX_LINE = 300
"""Most characters of a name, an audience or an identifier."""

_NOBODY = frozenset(
    (
        "",
        "anonymous",
        "anoniem",
        "anonymous user",
        "anonieme gebruiker",
        "anonymous attendee",
        "anonieme deelnemer",
        "guest",
        "n/a",
    )
)

_ANSWERED_ALOUD = "live answered"
"""What Zoom writes instead of an answer that was given aloud."""

_YES = frozenset(("ja", "j", "yes", "y", "true", "waar", "1", "x", "akkoord", "agreed"))
_NO = frozenset(("nee", "n", "no", "false", "onwaar", "0", "niet akkoord"))
_ASKING_LINE = re.compile(r"\?[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Who:
    """Who asked, as far as it may be known; `asker` is "" unless the name is to be stored."""

    anonymity: Anonymity
    asker: str = ""


def who_asked(row: Row, header: Sequence[str], mapping: ColumnMapping, names: Anonymity) -> Who:
    """Who asked the questions of `row`, where `names` says what becomes of a name.

    A name is stored with `NAMED` alone, and not where a column says that the asker did not agree.
    Without a name the level is what the file says, else anonymous.
    """
    name, email = cell(row, mapping.asker), cell(row, mapping.email)
    named = email if name.casefold() in _NOBODY else name
    told = cell(row, mapping.anonymity).casefold()
    level = _levels().get(told)
    agreed = level is Anonymity.NAMED or _agreed(told, _head(header, mapping.anonymity))
    if named.casefold() in _NOBODY:
        held = level in (Anonymity.NAMED, Anonymity.HELD_BY_SOURCE)
        return Who(Anonymity.HELD_BY_SOURCE if held else Anonymity.ANONYMOUS)
    if not agreed:
        return Who(level or Anonymity.ANONYMOUS)
    return Who(names, line(named) if names is Anonymity.NAMED else "")


def names_asker(text: str, row: Row, mapping: ColumnMapping, names: Anonymity) -> bool:
    """Whether `text`, which is no question, tells who asked in `row` though no name is stored.

    Some tools know a question by the address or the login of whoever asked it.
    """
    if names is Anonymity.NAMED or not text:
        return False
    for asker in (cell(row, mapping.asker).casefold(), cell(row, mapping.email).casefold()):
        whole = rf"(?<!\w){re.escape(asker)}(?!\w)"
        if asker not in _NOBODY and re.search(whole, text.casefold()):
            return True
    kinds = {each.kind for each in personal_data(text)}
    return not kinds.isdisjoint((FindingKind.EMAIL, FindingKind.NAME))


def _head(header: Sequence[str], column: int | None) -> str:
    return header_key(header[column]) if column is not None and column < len(header) else ""


def _agreed(told: str, head: str) -> bool:
    """Whether the asker may be named: "Anonymous? Yes" says no, "Naam noemen? Ja" says yes."""
    if not told:
        return not head
    if head.startswith(("anon", "stay anon", "blijf anon")):
        return told in _NO
    return told in _YES


@cache
def _levels() -> dict[str, Anonymity]:
    """Levels of anonymity by their value and their labels in both languages, in lower case."""
    found = {level.value: level for level in Anonymity}
    for code in LANGUAGES:
        found |= {label(level, words(code)).casefold(): level for level in Anonymity}
    return found


def votes_of(row: Row, mapping: ColumnMapping, problems: list[ImportProblem]) -> int:
    """The votes of `row`; 0 where there is no number."""
    text = cell(row, mapping.votes)
    if not text:
        return 0
    match = re.fullmatch(r"\+?(\d{1,7})(?:[.,]0+)?", text)
    if match:
        return int(match[1])
    sentence = _("“{text}” is not a number of votes; 0 was taken.").format(text=text[:40])
    problems.append(ImportProblem(row.number, "votes", sentence))
    return 0


def answer_of(row: Row, mapping: ColumnMapping, problems: list[ImportProblem]) -> str:
    """The answer in `row`; of one that was given aloud the file holds no words."""
    text = cell(row, mapping.answer)
    if text.casefold() != _ANSWERED_ALOUD:
        return text[: MAX_TEXT * 5]
    sentence = _("The question was answered aloud; what was said is not in the file.")
    problems.append(ImportProblem(row.number, "answer", sentence))
    return ""


def question_in(row: Row, column: int, problems: list[ImportProblem]) -> str:
    """The question in `column`, cut where it is too long."""
    text = cell(row, column)
    if len(text) > MAX_TEXT:
        sentence = _("The question has {n} characters; only the first {limit} were taken.")
        problems.append(
            ImportProblem(row.number, "text", sentence.format(n=len(text), limit=MAX_TEXT))
        )
        text = text[:MAX_TEXT].rstrip()
    if len(_ASKING_LINE.findall(text)) > 1:
        sentence = _("The cell seems to hold more than one question; it was kept as one.")
        problems.append(ImportProblem(row.number, "text", sentence))
    return text


def holds_number(
    row: Row, text: str, mapping: ColumnMapping, names: Anonymity, problems: list[ImportProblem]
) -> bool:
    """Whether `text` holds what may be the number of a patient; the words stay as they are.

    Tells where a question itself says who asks it, unless names are stored anyway. What was found
    is never repeated.
    """
    kinds = {each.kind for each in personal_data(text, [cell(row, mapping.asker)])}
    if names is not Anonymity.NAMED and kinds.difference(NUMBERS):
        sentence = _("The question itself holds a name, address or telephone number; check it.")
        problems.append(ImportProblem(row.number, "text", sentence))
    if kinds.isdisjoint(NUMBERS):
        return False
    problems.append(ImportProblem(row.number, "text", number_words()))
    return True


def number_words() -> str:
    """What is told of a question with what may be the number of a patient."""
    return _("The question holds a number that looks like a patient’s; check it.")


def line(text: str) -> str:
    """`text` as one line of at most MAX_LINE characters."""
    return " ".join(cleaned(text).split())[:MAX_LINE]
