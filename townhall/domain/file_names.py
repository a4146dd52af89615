"""Names for files that every system accepts, made from words that may hold anything."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePosixPath

from townhall.language import _

_LONGEST = 80
_LONGEST_OCTETS = 240
_LOOKED_AT = 500
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])", re.IGNORECASE)


def safe_file_name(words: str, ending: str) -> str:
    """`words` as the name of a file that ends in `ending`, at most 80 characters.

    `words` may hold anything and are shortened; `ending` (with the suffix) stays as it is.
    """
    stem = _safe_stem(words)
    while len(stem + ending) > _LONGEST or len((stem + ending).encode()) > _LONGEST_OCTETS:
        stem = stem[:-1]
    return (stem.rstrip(". ") or _("Untitled")) + ending


def unique_names(names: Sequence[str]) -> list[str]:
    """`names` made safe, in their order; one that is taken gets a number: "a (2).ics".

    Systems differ in whether case counts in a name, so it does not here.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        suffix = PurePosixPath(name).suffix
        suffix = suffix if _SUFFIX.fullmatch(suffix) else ""
        stem = name.removesuffix(suffix)
        free, number = safe_file_name(stem, suffix), 1
        while free.casefold() in taken:
            number += 1
            free = safe_file_name(stem, f" ({number}){suffix}")
        taken.add(free.casefold())
        found.append(free)
    return found


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
