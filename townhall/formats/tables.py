"""Read a table from a .csv, .tsv, .txt, .xlsx or .json file, told apart by content, not by name."""

from dataclasses import replace
from pathlib import Path

from townhall.domain.errors import UnreadableFile
from townhall.domain.tables import Progress, Reading, Stop, Table
from townhall.formats.csv_table import read_csv
from townhall.formats.json_records import looks_like_json
from townhall.formats.json_table import read_json
from townhall.formats.text_encoding import decoded
from townhall.language import _

MAX_BYTES = 50_000_000
"""Largest file that is read, in bytes: 100,000 questions take about 20 MB."""

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods")
# Files that could pass for text: a page saved as .xls by a web tool, a document, a picture.
_OTHER_KINDS = (
    b"%pdf",
    b"{\\rtf",
    b"<!doctype",
    b"<html",
    b"<?xml",
    b"\x89png",
    b"gif8",
    b"\x1f\x8b",
)


def read_table(
    source: Path | bytes,
    name: str = "",
    *,
    reading: Reading | None = None,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Table:
    """The rows of `source` as text; `name` is the file's name in messages (default: the path's).

    `reading` says what the file does not tell by itself. Of a workbook the first visible sheet
    that is not empty is read, unless another one is told.

    Raises UnreadableFile or InvalidInput, with one sentence that names the file and, where known,
    the row; Cancelled where `stop` said so.
    """
    data, name = _contents(source, name)
    told = reading or Reading()
    if _is_workbook(data, name):
        # openpyxl takes longer to load than a .csv file takes to read.
        from townhall.formats.xlsx_table import read_xlsx

        table = read_xlsx(data, name, sheet=told.sheet or None, progress=progress, stop=stop)
    else:
        table = _read_text(data, name, progress, stop, told)
    # JSON names every value itself: there is no row with names.
    return table if table.is_headed else replace(table, header_row=told.header_row)


def read_tables(
    source: Path | bytes,
    name: str = "",
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[Table, ...]:
    """Every visible sheet of a workbook that is not empty, merged cells filled; or a text file.

    Raises what `read_table` does.
    """
    data, name = _contents(source, name)
    if _is_workbook(data, name):
        from townhall.formats.xlsx_table import read_sheets

        return read_sheets(data, name, progress=progress, stop=stop)
    return (_read_text(data, name, progress, stop, Reading()),)


def _read_text(
    data: bytes, name: str, progress: Progress | None, stop: Stop | None, told: Reading
) -> Table:
    """The rows of a text file: a list in JSON, or delimited text."""
    text, encoding = decoded(data, name, told.encoding)
    if name.lower().endswith(".json") or looks_like_json(text):
        return read_json(text, name, encoding, progress=progress, stop=stop)
    return read_csv(text, name, encoding, delimiter=told.delimiter, progress=progress, stop=stop)


def _contents(source: Path | bytes, name: str) -> tuple[bytes, str]:
    """What is to be read, and what it is called; refused where it is empty or too large."""
    if isinstance(source, Path):
        name = name or source.name
        data = file_bytes(source, name)
    else:
        data = source
    if not data.strip():
        raise UnreadableFile(_("{name} is empty.").format(name=name))
    if len(data) > MAX_BYTES:
        raise too_large(name)
    return data, name


def _is_workbook(data: bytes, name: str) -> bool:
    """Whether `data` is an Excel workbook and not delimited text; all else is refused."""
    if data.startswith(_OLE):
        raise UnreadableFile(
            _(
                "{name} is an old Excel workbook (.xls) or is protected by a password. Open it in "
                "Excel, take the password off, and save it as .xlsx or .csv."
            ).format(name=name)
        )
    if data.startswith((_ZIP, _EMPTY_ZIP)):
        return True
    if name.lower().endswith(_WORKBOOK_SUFFIXES) or _is_other_kind(data):
        raise UnreadableFile(
            _(
                "{name} is not a spreadsheet. Open it in the program that made it and save it as "
                ".xlsx or .csv."
            ).format(name=name)
        )
    return False


def file_bytes(path: Path, name: str) -> bytes:
    """What the file at `path` holds.

    Raises UnreadableFile, naming `name`, where it is missing, not a file, larger than MAX_BYTES or
    cannot be opened.
    """
    try:
        if path.is_dir():
            raise UnreadableFile(_("{name} is a folder, not a file.").format(name=name))
        if path.stat().st_size > MAX_BYTES:
            raise too_large(name)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(_("{name} does not exist.").format(name=name)) from error
    except PermissionError as error:
        raise UnreadableFile(
            _("{name} cannot be opened: you have no permission to read it.").format(name=name)
        ) from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(_("{name} cannot be read.").format(name=name)) from error


def too_large(name: str) -> UnreadableFile:
    """The refusal of a file above MAX_BYTES."""
    return UnreadableFile(
        _("{name} is larger than {limit} MB. Split it into smaller files.").format(
            name=name, limit=MAX_BYTES // 1_000_000
        )
    )


def _is_other_kind(data: bytes) -> bool:
    return data[:64].lstrip().lower().startswith(_OTHER_KINDS)
