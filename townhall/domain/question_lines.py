"""Questions that were pasted or typed one below the other, as a table.

From a list in Word, a column of Excel, the chat of Teams or Zoom, or a plain text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from townhall.domain.tables import Row, Table, cleaned
from townhall.language import _


class Split(StrEnum):
    """What stands for one question in a text."""

    LINE = "line"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question and who asked it; `line` counts from 1."""

    line: int
    text: str
    votes: str = ""
    asker: str = ""


# Bullets as Word, Outlook and PowerPoint write them (U+F0B7 and its like are those of Symbol and
# Wingdings), dashes, check boxes, and numbers with a point or a bracket behind them. A lone "o" is
# Word's second level and stands before a tab.
_BULLET = re.compile(
    r"\s*(?:[-–—*•·‣▪▫◦●○■□☐☑✓✔➢➤►>\uf0a7\uf0b7\uf0d8\uf0fc]\s+|[•●▪◦\uf0b7]|o\t|"
    r"\(?\d{1,3}[.)]\s+|[a-z][.)]\s+|[QV]\d{1,3}\s*[.:)]\s*)"
)
_COUNTED = re.compile(
    r"\s*(?:[(\[]\s*\+?(?P<a>\d{1,6})\s*(?:x|×|votes?|stem(?:men)?|likes?|👍)\s*[)\]]|"
    r"[(\[]\+(?P<b>\d{1,6})[)\]]|👍\s*(?P<c>\d{1,6})|(?P<d>\d{1,6})\s*👍|\t+\+?(?P<e>\d{1,6}))\s*$",
    re.IGNORECASE,
)
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp][Mm])?"
# What Teams copies: a time in brackets and who said it, sometimes what was said behind a colon.
_TEAMS = re.compile(
    rf"\[[^\]\n]{{0,30}}{_CLOCK}\]\s*(?P<asker>[^:\n]{{1,80}})(?::\s*(?P<text>.*))?$"
)
# What Zoom writes: a time, from whom, to whom, and what was said.
_ZOOM = re.compile(
    rf"{_CLOCK}\s+(?:From|Van)\s+(?P<asker>.{{1,80}}?)\s+(?:to|aan|naar)\s+[^:]{{1,40}}:\s*"
    r"(?P<text>.*)$"
)
_ENOUGH = 20_000
"""Characters of a text that tell whether it holds several questions."""

_LINES_ASKING_IN_A_LIST = 4
"""Lines of one paragraph that end in a question mark, from which they are a list."""


def lines_table(text: str, file: str, split: Split | None = None) -> Table:
    """The questions in `text` below names of columns, one a row; rows are numbered by line.

    A line is a question; where blank lines stand between, a paragraph is. `split` decides it
    instead. Bullets and numbers before a question go; votes behind it and the names in a chat
    become columns of their own. Lines without a letter are left out.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").split("\n")
    numbered = [(n, line) for n, line in enumerate(lines, start=1)]
    asked = list(_chat(numbered)) or list(_cells(numbered)) or list(_plain(numbered, split))
    kept = [one for one in asked if any(letter.isalpha() for letter in one.text)]
    return _table(kept, file)


def are_several(text: str) -> bool:
    """Whether `text` holds more questions than one."""
    return len(lines_table(text[:_ENOUGH], "").rows) > 2


def split_of(text: str) -> Split:
    """What stands for one question in `text`, where nobody says it."""
    paragraphs = list(_paragraphs(list(enumerate(text.splitlines(), start=1))))
    if len(paragraphs) < 2:
        return Split.LINE
    listed = any(
        sum(line.rstrip().endswith("?") for _n, line in lines) >= _LINES_ASKING_IN_A_LIST
        or sum(_BULLET.match(line) is not None for _n, line in lines) > 1
        for lines in paragraphs
    )
    return Split.LINE if listed else Split.PARAGRAPH


def _table(asked: Sequence[_Asked], file: str) -> Table:
    heads = [_("Question")]
    with_votes = any(one.votes for one in asked)
    with_names = any(one.asker for one in asked)
    heads += [_("Votes")] if with_votes else []
    heads += [_("Name")] if with_names else []
    rows = [Row(0, tuple(heads))]
    for one in asked:
        cells = [one.text]
        cells += [one.votes] if with_votes else []
        cells += [one.asker] if with_names else []
        rows.append(Row(one.line, tuple(cells)))
    return Table(file, tuple(rows), is_headed=True, is_lines=True)


_Numbered = Sequence[tuple[int, str]]


def _plain(lines: _Numbered, split: Split | None) -> Iterator[_Asked]:
    text = "\n".join(line for _n, line in lines)
    if (split or split_of(text)) is Split.PARAGRAPH:
        for paragraph in _paragraphs(lines):
            yield _asked(paragraph[0][0], "\n".join(line for _n, line in paragraph))
        return
    listed = any(_BULLET.match(line) for _n, line in lines)
    last: _Asked | None = None
    for number, line in lines:
        if not line.strip():
            continue
        # What goes on below a bullet is indented or begins as a sentence does not.
        goes_on = listed and not _BULLET.match(line) and (line[0] in " \t" or line[0].islower())
        if last is not None and goes_on:
            last = _Asked(last.line, f"{last.text} {line.strip()}", last.votes)
            continue
        if last is not None:
            yield last
        last = _asked(number, line)
    if last is not None:
        yield last


def _paragraphs(lines: _Numbered) -> Iterator[_Numbered]:
    found: list[tuple[int, str]] = []
    for number, line in lines:
        if line.strip():
            found.append((number, line))
        elif found:
            yield found
            found = []
    if found:
        yield found


def _asked(line: int, text: str, asker: str = "") -> _Asked:
    counted = _COUNTED.search(text)
    votes = next((n for n in counted.groups() if n), "") if counted else ""
    text = text[: counted.start()] if counted else text
    return _Asked(line, cleaned(_BULLET.sub("", text, count=1)), votes, cleaned(asker))


def _chat(lines: _Numbered) -> Iterator[_Asked]:
    """What was said in a chat, with who said it; nothing where the text is none."""
    heads = [_ZOOM.match(line.strip()) or _TEAMS.match(line.strip()) for _n, line in lines]
    if not any(heads) or not heads[next((i for i, (_n, t) in enumerate(lines) if t.strip()), 0)]:
        return
    said: list[str] = []
    number, asker = 0, ""
    for (line, text), head in zip(lines, heads, strict=True):
        if head is None:
            said.append(text.strip())
            continue
        if number:
            yield _asked(number, " ".join(filter(None, said)), asker)
        number, asker, said = line, head["asker"].strip(), [head["text"] or ""]
    yield _asked(number, " ".join(filter(None, said)), asker)


def _cells(lines: _Numbered) -> Iterator[_Asked]:
    """Rows of a spreadsheet without names of columns: the longest texts, and a column of numbers.

    Nothing where the lines are no rows.
    """
    rows = [(n, line.split("\t")) for n, line in lines if line.strip()]
    if not rows or any(_BULLET.match(line) for _n, line in lines):
        return
    width = max(len(cells) for _n, cells in rows)
    if width < 2 or sum(len(cells) == width for _n, cells in rows) * 2 < len(rows):
        return
    columns = [
        [cells[i].strip() if i < len(cells) else "" for _n, cells in rows] for i in range(width)
    ]
    question = max(range(width), key=lambda i: sum(map(len, columns[i])))
    votes = next((i for i in range(width) if i != question and _are_numbers(columns[i])), None)
    for place, (number, _cells_of) in enumerate(rows):
        counted = columns[votes][place] if votes is not None else ""
        yield _Asked(number, cleaned(_unquoted(columns[question][place])), counted)


def _are_numbers(texts: Sequence[str]) -> bool:
    told = [text for text in texts if text]
    return bool(told) and all(re.fullmatch(r"\d{1,6}", text) for text in told)


def _unquoted(text: str) -> str:
    """Excel puts quotation marks around a cell with a line end in it."""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text
