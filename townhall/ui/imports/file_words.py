"""How a file and the outcome of importing it are said in words."""

from collections.abc import Sequence

from townhall.domain.question_sources import Source
from townhall.domain.tables import Table
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
    marks = {";": _("Semicolon"), ",": _("Comma"), "\t": _("Tab"), "|": _("Bar")}
    if table.delimiter in marks:
        chips.append(Chip(marks[table.delimiter]))
    return chips


def outcome_parts(counts: ImportCounts) -> list[Part]:
    """New, brought up to date, and unchanged: together all questions of the file."""
    new = ngettext("new question", "new questions", counts.added)
    known = ngettext(
        "here already, votes brought up to date",
        "here already, votes brought up to date",
        counts.updated,
    )
    return [
        Part(counts.added, new, Tone.ACCENT),
        Part(counts.updated, known, Tone.VIOLET),
        Part(counts.skipped, _("here already, nothing new"), Tone.NEUTRAL),
    ]


def update_words(count: int) -> str:
    """The button of an import that only brings up to date."""
    return ngettext("Bring {n} up to date", "Bring {n} up to date", count).format(n=count)
