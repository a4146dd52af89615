"""Comparing names as people do: without case, however their accents are written."""

import unicodedata


def same_name(name: str) -> str:
    """What two spellings of one name have in common."""
    return unicodedata.normalize("NFC", name).casefold()


def alphabetical(name: str) -> tuple[str, str]:
    """A key that sorts É with E, and upper with lower case."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(each for each in letters if not unicodedata.combining(each)), name
