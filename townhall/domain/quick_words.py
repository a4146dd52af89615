"""The words of the line in which something is planned, Dutch and English, folded (`fold`)."""

import re
import unicodedata
from collections.abc import Iterable

from townhall.domain.terms import CommunicationKind

KINDS: dict[str, CommunicationKind] = {
    word: kind
    for kind, words in {
        CommunicationKind.TOWN_HALL: (
            "town hall|town halls|town-hall|townhall|town hall meeting|townhallmeeting|"
            "all hands|all-hands|allhands|personeelsbijeenkomst|medewerkersbijeenkomst"
        ),
        CommunicationKind.PROGRESS_UPDATE: (
            "progress update|progress updates|progress-update|voortgangsupdate|voortgangs-update|"
            "voortgang|update|status update|status-update|statusupdate|stand van zaken"
        ),
        CommunicationKind.TRAINING: (
            "training|trainingen|training session|trainingssessie|workshop|cursus|course|"
            "scholing|bijscholing|nascholing|masterclass"
        ),
        CommunicationKind.WORKING_GROUP: (
            "working group|working-group|workgroup|working group meeting|working-group meeting|"
            "werkgroep|werkgroepoverleg|werkgroepvergadering|werkgroepbijeenkomst"
        ),
        CommunicationKind.DROP_IN: (
            "drop-in|drop in|dropin|drop-in session|drop in session|office hours|inloop|"
            "inloopuur|inloopspreekuur|inloopsessie|inloopmoment|inloopbijeenkomst|spreekuur"
        ),
        CommunicationKind.BOARD_BRIEFING: (
            "board briefing|board update|board meeting|board|bestuursbriefing|bestuursoverleg|"
            "bestuursvergadering|bestuursupdate|bestuur|raad van bestuur|rvb"
        ),
    }.items()
    for word in words.split("|")
}
"""Each kind by the words people call it."""

WEEKDAYS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "maandag ma monday mon",
            "dinsdag di tuesday tues tue",
            "woensdag wo wednesday wed",
            "donderdag do thursday thurs thur thu",
            "vrijdag vrij vr friday fri",
            "zaterdag za saturday sat",
            "zondag zo sunday sun",
        )
    )
    for word in words.split()
}
"""Monday is 0."""

DOUBTFUL_WEEKDAYS = frozenset({"do", "zo", "ma", "sun", "sat", "mon", "wed"})
"""Weekdays that are also other words: they need something of a date or time beside them."""

MONTHS: dict[str, int] = {
    word: number
    for number, words in enumerate(
        (
            "januari january jan",
            "februari february feb febr",
            "maart march mrt mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "augustus august aug",
            "september sept sep",
            "oktober october okt oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for word in words.split()
}

NUMBERS: dict[str, int] = {
    word: number
    for number, words in {
        1: "een one a an",
        2: "twee two",
        3: "drie three",
        4: "vier four",
        5: "vijf five",
        6: "zes six",
        7: "zeven seven",
        8: "acht eight",
        9: "negen nine",
        10: "tien ten",
        11: "elf eleven",
        12: "twaalf twelve",
    }.items()
    for word in words.split()
}

POSITIONS: dict[str, int] = {
    word: number
    for number, words in {
        1: "eerste first 1e 1ste 1st",
        2: "tweede second 2e 2de 2nd",
        3: "derde third 3e 3de 3rd",
        4: "vierde fourth 4e 4de 4th",
        -1: "laatste last",
    }.items()
    for word in words.split()
}
"""Which of its weekdays in the month."""

_RELATIVE = frozenset(("vandaag", "today", "morgen", "tomorrow", "overmorgen", "week", "weekly"))


def one_of(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first, spaces as they come."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"


NUMBER = rf"(?:\d{{1,2}}|{one_of(NUMBERS)})"
"""A small number in figures or words; `number_of` reads it."""


def number_of(text: str) -> int:
    """The number that `NUMBER` matched."""
    return NUMBERS[text] if text in NUMBERS else int(text)


def fold(text: str) -> str:
    """`text` in lower case without accents, letter by letter: places stay the same."""
    if text.isascii():
        return text.lower()
    return "".join(unicodedata.normalize("NFD", letter)[0].lower()[0] for letter in text)


def is_word_of_time(folded: str) -> bool:
    """Whether a name is also a weekday, a month or the like, and so cannot be told apart."""
    return folded in WEEKDAYS or folded in MONTHS or folded in _RELATIVE
