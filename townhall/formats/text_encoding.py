"""Text of a file whose encoding nobody wrote down, found in a fixed order, never by chance."""

import codecs

from townhall.domain.errors import UnreadableFile
from townhall.language import _

# The longer marks first: the UTF-32 mark begins with the UTF-16 one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


def decoded(data: bytes, name: str, encoding: str = "") -> tuple[str, str]:
    """The text of `data` and the name of its encoding: `encoding` where it is told.

    Else in this order: a byte order mark; UTF-16 without one, known by its pattern of zero bytes;
    UTF-8; cp1252, which is what Excel writes on a Western European Windows.

    Raises UnreadableFile, naming `name`, where none fits or the text holds NUL characters.
    """
    text, encoding = _told(data, encoding, name) if encoding else _decoded(data, name)
    if "\0" in text:
        raise UnreadableFile(
            _(
                "{name} holds bytes that are not text, first in line {line}. Save it as .xlsx or "
                "as .csv (UTF-8)."
            ).format(name=name, line=text.count("\n", 0, text.index("\0")) + 1)
        )
    return text, encoding


def _told(data: bytes, encoding: str, name: str) -> tuple[str, str]:
    mark = next((mark for mark, known in _MARKS if known == encoding), b"")
    try:
        return data.removeprefix(mark).decode(encoding), encoding
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFile(
            _("The letters of {name} are not {encoding}. Choose other letters.").format(
                name=name, encoding=encoding.upper()
            )
        ) from error


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name), encoding
    if wide := _wide(data):
        return _strictly(data, wide, name), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _strictly(data, "cp1252", name), "cp1252"


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            _(
                "The letters of {name} cannot be read, first in line {line}: it is neither UTF-8, "
                "UTF-16 nor Windows-1252. Save it as .xlsx or as .csv (UTF-8)."
            ).format(name=name, line=data.count(b"\n", 0, error.start) + 1)
        ) from error


def _wide(data: bytes) -> str:
    """UTF-16's name where one half of the bytes is mostly zero and the other never; else ""."""
    sample = data[:_SAMPLE]
    if len(sample) < 2 or len(data) % 2:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) // 4
    if even == 0 and odd > enough:
        return "utf-16-le"
    if odd == 0 and even > enough:
        return "utf-16-be"
    return ""
