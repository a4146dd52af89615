"""Read contact cards (.vcf) of version 2.1, 3.0 and 4.0 as a table of people.

Own code, since the one package for it keeps unknown bytes as exceptions of many kinds and does not
read version 4.0. Read are only names, addresses, telephone numbers, titles and organisation units.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from townhall.domain.errors import UnreadableFile
from townhall.domain.tables import ImportProblem, Row, Table
from townhall.formats.csv_table import check_rows
from townhall.formats.tables import MAX_BYTES, file_bytes, too_large
from townhall.formats.text_encoding import decoded
from townhall.language import _

COLUMNS = ("name", "email", "role", "department", "phone")
"""The header of the table: the fields of a person."""

# RFC 6350, 3.3: an optional group, a name, parameters whose values may be quoted, the value.
_LINE = re.compile(
    r"(?:[A-Za-z0-9-]+\.)?(?P<name>[A-Za-z0-9-]+)"
    r"(?P<parameters>(?:;[^;:\"]*(?:\"[^\"]*\"[^;:\"]*)*)*):(?P<value>.*)",
    re.DOTALL,
)
_PARAMETER = re.compile(r";([^;\"]*(?:\"[^\"]*\"[^;\"]*)*)")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PART = re.compile(r"((?:\\.|[^;])*)(?:;|$)", re.DOTALL)
_HEAD = 1000
_CHARSETS = frozenset(("utf-8", "us-ascii", "iso-8859-1", "iso-8859-15", "windows-1252"))
_WANTED = frozenset(("FN", "N", "EMAIL", "TEL", "TITLE", "ROLE", "ORG", "KIND"))


@dataclass(slots=True)
class _Property:
    value: str
    parameters: list[str]

    def rank(self, place: int) -> tuple[int, int, int]:
        """Smaller is better: the preferred one, then the one for work, then the first."""
        preference = 101
        for parameter in self.parameters:
            if parameter.startswith("PREF=") and parameter[5:].isdigit():
                preference = min(preference, int(parameter[5:]))  # RFC 6350, 5.3: 1 is best
            elif "PREF" in re.split("[=,]", parameter):
                preference = min(preference, 1)
        work = any("WORK" in re.split("[=,]", parameter) for parameter in self.parameters)
        return preference, 0 if work else 1, place


@dataclass(slots=True)
class _Card:
    line: int
    properties: dict[str, list[_Property]] = field(default_factory=dict)

    def best(self, name: str) -> str:
        found = self.properties.get(name, [])
        ranked = sorted(enumerate(found), key=lambda pair: pair[1].rank(pair[0]))
        return ranked[0][1].value if ranked else ""


def read_vcards(source: Path | bytes, name: str = "") -> Table:
    """The cards of `source` as rows under `COLUMNS`; `name` is the file's name in messages.

    A row's number is the line on which its card begins. Cards of groups and organisations are left
    out. A line that is no property, and a card that never ends, are told as problems.

    Raises UnreadableFile, naming `name`, where the file holds no card or cannot be read.
    """
    if isinstance(source, Path):
        name = name or source.name
        source = file_bytes(source, name)
    if len(source) > MAX_BYTES:
        raise too_large(name)
    text, encoding = decoded(source, name)
    problems: list[ImportProblem] = []
    rows = [Row(1, COLUMNS)]
    for card in _cards(text, problems):
        if card.best("KIND").casefold() in ("", "individual"):
            rows.append(Row(card.line, _person(card)))
        check_rows(len(rows), name)
    if len(rows) == 1 and not problems:
        raise UnreadableFile(
            _("{name} holds no contact cards. Export the contacts as vCard (.vcf).").format(
                name=name
            )
        )
    return Table(name, tuple(rows), encoding=encoding, problems=tuple(problems))


def _person(card: _Card) -> tuple[str, ...]:
    name = _unescaped(card.best("FN")).strip()
    if not name:
        # RFC 6350, 6.2.2: family; given; additional; prefixes; suffixes.
        family, given, more, before, after = (_parts(card.best("N")) + [""] * 5)[:5]
        name = " ".join(part for part in (before, given, more, family, after) if part)
    units = _parts(card.best("ORG"))[1:]
    department = next((unit for unit in reversed(units) if unit), "")
    title = _unescaped(card.best("TITLE") or card.best("ROLE"))
    return (
        name,
        re.sub("^mailto:", "", _unescaped(card.best("EMAIL")), flags=re.IGNORECASE),
        title,
        department,
        re.sub("^tel:", "", _unescaped(card.best("TEL")), flags=re.IGNORECASE),
    )


def _cards(text: str, problems: list[ImportProblem]) -> Iterator[_Card]:
    card: _Card | None = None
    for line, content in _unfolded(text):
        if not content.strip():
            continue
        match = _LINE.fullmatch(content)
        name = match["name"].upper() if match else ""
        value = match["value"].strip().upper() if match else ""
        if name == "BEGIN" and value == "VCARD":
            if card:
                problems.append(_unended(card))
            card = _Card(line)
        elif name == "END" and value == "VCARD":
            if card:
                yield card
            card = None
        elif card and not match:
            problems.append(
                ImportProblem(
                    line, "", _("This line is not part of a contact card; it was left out.")
                )
            )
        elif card and match and name in _WANTED:
            parameters = [part.upper() for part in _PARAMETER.findall(match["parameters"])]
            found = _Property(_plain(match["value"], parameters), parameters)
            card.properties.setdefault(name, []).append(found)
    if card:
        problems.append(_unended(card))


def _unended(card: _Card) -> ImportProblem:
    return ImportProblem(
        card.line, "", _("The contact card that begins here has no end; it was left out.")
    )


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Whole lines with the number of their first one.

    A line that begins with a blank continues the one above (RFC 6350, 3.2); so does the line after
    a closing "=" in quoted-printable (vCard 2.1).
    """
    start, whole = 1, ""
    for number, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if whole and line[:1] in (" ", "\t") and not _is_soft(whole):
            whole += line[1:]
        elif whole and _is_soft(whole):
            whole += "\n" + line
        else:
            if whole:
                yield start, whole
            start, whole = number, line
    if whole:
        yield start, whole


def _is_soft(line: str) -> bool:
    return line.endswith("=") and "QUOTED-PRINTABLE" in line[:_HEAD].partition(":")[0].upper()


def _plain(value: str, parameters: list[str]) -> str:
    """The value as text; quoted-printable (vCard 2.1) is decoded in the character set it names."""
    if not any(parameter.endswith("QUOTED-PRINTABLE") for parameter in parameters):
        return value
    raw = quopri.decodestring(value.encode())
    named = [p.removeprefix("CHARSET=").lower() for p in parameters if p.startswith("CHARSET=")]
    for charset in (*named, "utf-8"):
        if charset in _CHARSETS:
            try:
                return raw.decode(charset)
            except UnicodeDecodeError:
                continue
    return raw.decode("cp1252", errors="replace")


def _parts(value: str) -> list[str]:
    """The components of a structured value (RFC 6350, 3.3), unescaped."""
    return [_unescaped(part).strip() for part in _PART.findall(value)]


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
