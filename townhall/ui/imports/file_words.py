"""How a file and the outcome of importing it are said in words."""

from collections.abc import Sequence

from townhall.domain.question_sources import Source
from townhall.domain.tables import NO_DELIMITER, Table
from townhall.language import _, ngettext
from townhall.services.imports import ImportCounts
from townhall.ui.theme import Tone
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.meters import Part


def file_facts(size: int, header_row: int, sheets: Sequence[str]) -> str:
    """Size in bytes, where the table begins when that is not the first row, and its sheets."""
    facts = [_("{n} kB").format(n=max(1, round(size / 1000)))]
    if header_row > 1:
        facts.append(_("head in row {n}").format(n=header_row))
    named = [name for name in sheets if name]
    if len(named) == 1:
        facts.append(_("sheet “{name}”").format(name=named[0]))
    elif named:
        facts.append(ngettext("{n} sheet", "{n} sheets", len(named)).format(n=len(named)))
    return ", ".join(facts)


def source_word(source: Source) -> str:
    """What wrote a file of questions."""
    return {
        Source.MICROSOFT_FORMS: "Microsoft Forms",
        Source.GOOGLE_FORMS: "Google Forms",
        Source.SLIDO: "Slido",
        Source.TEAMS: "Teams",
        Source.ZOOM: "Zoom",
        Source.CLAPER: "Claper",
        Source.MODERATOR: "Mozilla Moderator",
        Source.TOWN_HALL: _("Written by Town Hall"),
        Source.TABLE: _("Table"),
    }[source]


def file_chips(source: str, rows: int, table: Table) -> list[Chip]:
    """What the file was recognised as, its rows, letters, and marks between columns."""
    words = ngettext("{n} row", "{n} rows", rows).format(n=rows)
    chips = [Chip(source, Tone.ACCENT), Chip(words)]
    if table.encoding:
        chips.append(Chip(table.encoding.upper()))
    if table.delimiter:
        chips.append(Chip(delimiter_word(table.delimiter)))
    return chips


def delimiter_word(mark: str) -> str:
    """What stands between the columns of a text file."""
    return {
        ";": _("Semicolon"),
        ",": _("Comma"),
        "\t": _("Tab"),
        "|": _("Bar"),
        NO_DELIMITER: _("Nothing: one column"),
    }[mark]


def encoding_word(code: str) -> str:
    """The letters of a text file, as people know them."""
    known = {"utf-8": "UTF-8", "cp1252": "Windows-1252", "cp850": "DOS (850)"}
    known |= {"utf-16-le": "UTF-16", "utf-16-be": "UTF-16 BE", "mac-roman": "Mac Roman"}
    return known.get(code, code.upper())


def outcome_parts(counts: ImportCounts, left_out: int = 0) -> list[Part]:
    """New, brought up to date, unchanged and left out: together all questions of the file."""
    new = ngettext("new question", "new questions", counts.added)
    known = ngettext(
        "here already, votes brought up to date",
        "here already, votes brought up to date",
        counts.updated,
    )
    parts = [
        Part(counts.added, new, Tone.ACCENT),
        Part(counts.updated, known, Tone.VIOLET),
        Part(counts.skipped, _("here already, nothing new"), Tone.NEUTRAL),
    ]
    return parts + ([Part(left_out, _("left out"), Tone.WARN)] if left_out else [])


def update_words(count: int) -> str:
    """The button of an import that only brings up to date."""
    return ngettext("Bring {n} up to date", "Bring {n} up to date", count).format(n=count)
