"""Look through a zip package before anything is parsed, so that a bomb never unfolds in memory."""

import copy
import io
import zipfile
import zlib

from townhall.domain.errors import UnreadableFile
from townhall.language import _

MAX_ENTRIES = 5_000
"""Most files in one package; a workbook of 100 sheets has about 400."""

MAX_UNPACKED = 300_000_000
"""Most bytes of all files together once unpacked; 200,000 rows of answers take about 200 MB."""

MAX_RATIO = 200
"""Most times a package may grow when unpacked; Excel's own sheets grow 5 to 50 times."""

# Below this many unpacked bytes a high ratio does no harm: a sheet of equal cells packs very well.
_HARMLESS = 20_000_000
_CHUNK = 1 << 16
_ENCRYPTED = 0x1


def check_package(data: bytes, name: str) -> None:
    """Refuse a package that is damaged, encrypted, too large unpacked or declares XML entities.

    Sizes are counted while unpacking in pieces, since a package can lie about them. Packages
    within the package are never opened by any reader and count as plain bytes.

    Raises UnreadableFile, naming `name`.
    """
    damaged = UnreadableFile(
        _("{name} is damaged. Open it in Excel and save it again, or ask for a new copy.").format(
            name=name
        )
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_entries(package, len(data), name)
            for entry in package.infolist():
                _check_entry(package, entry, name)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,  # NotImplementedError included: a packing method no spreadsheet program uses
    ) as error:
        raise damaged from error


def _check_entries(package: zipfile.ZipFile, packed: int, name: str) -> None:
    entries = package.infolist()
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableFile(
            _("{name} is protected by a password. Save it without one.").format(name=name)
        )
    unpacked = sum(entry.file_size for entry in entries)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or unpacked > max(_HARMLESS, packed * MAX_RATIO)
    ):
        raise _bomb(name)


def _check_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> None:
    # zipfile stops silently at the declared size; a probe that declares more sees what is there.
    probe = copy.copy(entry)
    probe.file_size = MAX_UNPACKED + 1
    size = 0
    with package.open(probe) as part:
        while chunk := part.read(_CHUNK):
            if not size and b"<!DOCTYPE" in chunk:
                raise UnreadableFile(
                    _(
                        "{name} declares a document type, which no spreadsheet program writes; "
                        "it was not opened."
                    ).format(name=name)
                )
            size += len(chunk)
            if size > entry.file_size:
                raise _bomb(name)


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(
        _("{name} unpacks to far more than a spreadsheet holds; it was not opened.").format(
            name=name
        )
    )
