"""The chips with which the user corrects how a file was understood."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from townhall.domain.question_lines import Split
from townhall.domain.tables import DELIMITERS, ENCODINGS, NO_DELIMITER, Reading
from townhall.language import _, ngettext
from townhall.services.import_preview import ReadFile
from townhall.ui.imports.file_words import delimiter_word, encoding_word, source_word
from townhall.ui.theme import Tone
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.filter_chip import FilterChip
from townhall.ui.widgets.select import Option

Reread = Callable[[Reading, Split | None], object]
"""Called with how the file is to be read instead."""

_HEADS_OFFERED = 12


def reading_chips(file: ReadFile, reread: Reread) -> list[QWidget]:
    """What `file` was recognised as and its rows, then what can be corrected."""
    table, told = file.table, file.reading
    n = len(file.rows)
    words = ngettext("{n} row", "{n} rows", n).format(n=n)
    chips: list[QWidget] = [Chip(source_word(file.source), Tone.ACCENT), Chip(words)]
    if table.encoding:
        chips.append(
            _choice(
                _("Letters"),
                [Option(code, encoding_word(code)) for code in _with(ENCODINGS, table.encoding)],
                table.encoding,
                lambda value: reread(replace(told, encoding=str(value)), file.split),
            )
        )
    if table.is_lines:
        options = [Option(Split.LINE, _("Line")), Option(Split.PARAGRAPH, _("Paragraph"))]
        chips.append(
            _choice(
                _("A question is a"),
                options,
                file.split or _split_of(file),
                lambda value: reread(told, Split(str(value))),
            )
        )
    elif table.encoding and not table.is_headed:
        marks = [Option(mark, delimiter_word(mark)) for mark in (*DELIMITERS, NO_DELIMITER)]
        chips.append(
            _choice(
                _("Between columns"),
                marks,
                table.delimiter or NO_DELIMITER,
                lambda value: reread(replace(told, delimiter=str(value)), file.split),
            )
        )
    if len(table.sheets) > 1:
        chips.append(
            _choice(
                _("Sheet"),
                [Option(name, name) for name in table.sheets],
                table.sheet,
                lambda value: reread(replace(told, sheet=str(value)), file.split),
            )
        )
    if not table.is_headed:
        chips.append(
            _choice(
                _("Head"),
                _head_options(file),
                file.header_row,
                lambda value: reread(replace(told, header_row=_number(value)), file.split),
            )
        )
    return chips


def _choice(
    name: str, options: list[Option], value: object, chosen: Callable[[object], object]
) -> FilterChip:
    chip = FilterChip(name, options, value, required=True)
    chip.changed.connect(chosen)
    return chip


def _with(codes: tuple[str, ...], code: str) -> list[str]:
    return [*codes, *([code] if code not in codes else [])]


def _split_of(file: ReadFile) -> Split:
    """A question of several lines stands for a paragraph."""
    several = any("\n" in row.cells[0] for row in file.rows if row.cells)
    return Split.PARAGRAPH if several else Split.LINE


def _head_options(file: ReadFile) -> list[Option]:
    """The first rows, and none of them."""
    numbers = [row.number for row in file.table.rows[:_HEADS_OFFERED]]
    if file.header_row and file.header_row not in numbers:
        numbers.append(file.header_row)
    rows = [Option(number, _("Row {n}").format(n=number)) for number in numbers]
    return [*rows, Option(0, _("None"))]


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
