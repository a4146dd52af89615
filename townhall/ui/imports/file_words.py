"""How a file of questions and the outcome of importing it are said in words."""

from townhall.domain.question_columns import Source
from townhall.language import _, ngettext
from townhall.services.import_preview import ReadFile
from townhall.services.imports import ImportCounts
from townhall.ui.theme import Tone
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.meters import Part


def file_facts(file: ReadFile) -> str:
    """Size, and where the table begins when that is not the first row."""
    size = max(1, round(file.size / 1000))
    facts = [_("{n} kB").format(n=size)]
    if file.header_row > 1:
        facts.append(_("head in row {n}").format(n=file.header_row))
    if file.table.sheet:
        facts.append(_("sheet “{name}”").format(name=file.table.sheet))
    return ", ".join(facts)


def file_chips(file: ReadFile) -> list[Chip]:
    """What the file was recognised as: tool, rows, letters, marks between columns."""
    known = {
        Source.MICROSOFT_FORMS: "Microsoft Forms",
        Source.TOWN_HALL: _("Written by Town Hall"),
        Source.TABLE: _("Table"),
    }
    rows = ngettext("{n} row", "{n} rows", len(file.rows)).format(n=len(file.rows))
    chips = [Chip(known[file.source], Tone.ACCENT), Chip(rows)]
    if file.table.encoding:
        chips.append(Chip(file.table.encoding.upper()))
    marks = {";": _("Semicolon"), ",": _("Comma"), "\t": _("Tab"), "|": _("Bar")}
    if file.table.delimiter in marks:
        chips.append(Chip(marks[file.table.delimiter]))
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
