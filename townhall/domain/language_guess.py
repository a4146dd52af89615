"""Dutch or English, told by the small words of a text."""

import re

from townhall.language import LANGUAGES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DUTCH = _words(
    "de het een en van ik je jij jullie wij we ons onze mijn jouw dat die dit deze er niet geen "
    "wel ook nog al maar of als dan om aan bij met naar op over uit voor door tot tegen onder "
    "wordt worden word zijn ben bent waren heeft heb hebben hebt kan kunnen kunt moet moeten "
    "mag mogen zal zullen zou wat wie waar waarom wanneer welke welk hoe hoeveel zo te ze zij hij "
    "haar hun nu straks eigenlijk iemand iets mensen patiënt patiënten afdeling"
)
_ENGLISH = _words(
    "the a an and of i you we us our my your that this these those there not no also but or if "
    "then to at with for from by on about into be been are was were has have had can could must "
    "may might will would should shall do does did what who where why when which how many much "
    "it its they them their he she his her as any some who's what's don't isn't won't"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def guess_language(text: str) -> str | None:
    """ "nl" or "en", whichever has more small words in `text`; None where they are even."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    dutch = sum(word in _DUTCH for word in words)
    english = sum(word in _ENGLISH for word in words)
    if dutch == english:
        return None
    return "nl" if dutch > english else "en"


def language_code(name: str) -> str | None:
    """The code of a language as Forms, a person or a standard writes it; None for any other."""
    start = name.strip().casefold()
    if start[:2] in LANGUAGES and not start[2:3].isalpha():
        return start[:2]
    if start.startswith(("nederlands", "dutch")):
        return "nl"
    return "en" if start.startswith(("engels", "english")) else None
