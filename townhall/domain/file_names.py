"""Names for files that every system accepts, made from words that may hold anything."""

import re
import unicodedata

from townhall.language import _

_LONGEST = 80
_LONGEST_OCTETS = 240
_LOOKED_AT = 500
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)


def safe_file_name(words: str, ending: str) -> str:
    """`words` as the name of a file that ends in `ending`, at most 80 characters.

    `words` may hold anything and are shortened; `ending` (with the suffix) stays as it is.
    """
    stem = _safe_stem(words)
    while len(stem + ending) > _LONGEST or len((stem + ending).encode()) > _LONGEST_OCTETS:
        stem = stem[:-1]
    return (stem.rstrip(". ") or _("Untitled")) + ending


def without_unsafe(words: str) -> str:
    """`words` on one line, a blank in place of what no file name may hold."""
    normal = unicodedata.normalize("NFC", words[:_LOOKED_AT])
    kept = "".join(" " if _unsafe(character) else character for character in normal)
    return " ".join(kept.split())


def _safe_stem(words: str) -> str:
    stem = without_unsafe(words).strip(". ")
    # Windows reads CON.anything as a device, whatever follows.
    return f"_{stem}" if _RESERVED.fullmatch(stem.split(".")[0].strip()) else stem


def _unsafe(character: str) -> bool:
    return character in '<>:"/\\|?*' or unicodedata.category(character)[0] in "CZ"
