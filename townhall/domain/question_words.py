"""What a question asks, in comparable words: without courtesy, endings, accents and spelling."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from townhall.domain.question_vocabulary import (
    ASKED,
    GROUPS,
    IRREGULAR,
    MAY,
    MUST,
    NEGATIONS,
    NUMBERS,
    OURS,
    STOP,
)

AskedFor = frozenset[str]
"""What a question word wants to know: who, when, where, why, how many."""


_PHRASES = re.compile(
    r"\b(?:ik (?:begrijp|snap|weet|zie) niet(?: goed)?|(?:of|or) (?:niet|not)(?=\W*$)"
    r"|i (?:do not|don't|dont) (?:understand|know|get|see)"
    r"|(?:is het niet zo|isn't it (?:so|true)|is it not (?:so|true)) (?:dat|that)"
    r"|i was wondering|ik vraag (?:me|mij) af|chat (?=gpt\b)|kunstmatige intelligentie"
    r"|artificial intelligence|a\.i\b\.?)"
)
_MEANT = {"kunstmatige intelligentie": "ai", "artificial intelligence": "ai", "a.i.": "ai"}
_MEANT |= {"a.i": "ai", "chat ": "chat"}
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_ENDINGS = (
    "eerden",
    "eerde",
    "eren",
    "eert",
    "eerd",
    "ingen",
    "ings",
    "ing",
    "heden",
    "ers",
    "ten",
    "den",
    "jes",
    "ies",
    "ied",
    "ier",
    "es",
    "ed",
    "en",
    "er",
    "te",
    "de",
    "je",
    "ly",
    "s",
    "e",
    "n",
    "t",
    "d",
)
_DOUBLED = re.compile(r"([a-z])\1+")
_LAST_LETTER = str.maketrans("vzy", "fsi")
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as it is compared.

    `words` are its telling words in order, `stems` the same without endings. `negated`, `must`
    and `may` say whether such a word is in it, `ours` whether it is about the asker. `numbers` and
    `names` hold the stems that are numbers, or the names of departments and audiences; `audiences`
    the whole names in it, where one is part of another the longer one. `folded` is the text
    without capitals, accents and punctuation.
    """

    folded: str
    words: tuple[str, ...]
    stems: tuple[str, ...]
    stem_set: frozenset[str]
    negated: bool
    must: bool
    may: bool
    ours: bool
    asked: AskedFor
    numbers: frozenset[str]
    names: frozenset[str]
    audiences: frozenset[str]

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for questions that differ in order, courtesy, endings and spelling alone."""
        flips = (self.negated, self.must, self.may, self.ours, self.asked, self.audiences)
        return (tuple(sorted(self.stems)) or self.folded, *flips)


def question_words(text: str, names: frozenset[str] = frozenset()) -> QuestionWords:
    """The telling words of `text`; `names` as `name_stems` gives them."""
    plain = _PHRASES.sub(lambda found: f"{_MEANT.get(found[0], ' ')}", _plain(text))
    everything = [_one_word(word) for word in _WORD.findall(plain)]
    words = [
        NUMBERS.get(word) or IRREGULAR.get(word, word) for word in everything if word not in STOP
    ]
    words = [word for word in words if word not in NEGATIONS]
    stems = [stem(word) for word in words]
    naming = names | _GROUP_STEMS
    named = frozenset(word for word in stems if word in naming)
    present = frozenset(everything)
    return QuestionWords(
        folded=" ".join(everything),
        words=tuple(words),
        stems=tuple(stems),
        stem_set=frozenset(stems),
        negated=not NEGATIONS.isdisjoint(present) or "n't" in plain,
        must=not MUST.isdisjoint(present),
        may=not MAY.isdisjoint(present),
        ours=not OURS.isdisjoint(present),
        asked=frozenset(ASKED[word] for word in present if word in ASKED)
        | (frozenset(("how-many",)) if "how much" in plain or "how many" in plain else frozenset()),
        numbers=frozenset(word for word in stems if word.isdigit()),
        names=named,
        audiences=_audiences(everything, names) if named else frozenset(),
    )


def _audiences(words: list[str], names: frozenset[str]) -> frozenset[str]:
    """The whole names among `words` that are not part of a longer one."""
    text = f" {' '.join(words)} "
    found = [name for name in names if name[0] == " " and name in text]
    return frozenset(
        name for name in found if not any(name != other and name in other for other in found)
    )


def name_stems(names: Iterable[str]) -> frozenset[str]:
    """The telling words of `names` of audiences and departments, without endings.

    And each name as a whole, between blanks: Radiologie and radiologen are two audiences.
    """
    found: set[str] = set()
    for name in names:
        words = [_one_word(word) for word in _WORD.findall(_plain(name))]
        found.update(stem(word) for word in words if word not in STOP)
        if words:
            found.add(f" {' '.join(words)} ")
    return frozenset(found)


def _plain(text: str) -> str:
    """Lower case, without accents, with straight apostrophes."""
    lowered = text.casefold().replace("’", "'")
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(each for each in decomposed if not unicodedata.combining(each))


def _one_word(word: str) -> str:
    return word.removesuffix("'s").replace("'", "") if "'" in word else word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """`word` without its ending, double letters once: taken and taak, scans and scannen agree."""
    if len(word) <= _SHORTEST_STEM or word.isdigit():
        return word
    short = beginning(word)
    return _DOUBLED.sub(r"\1", short[:-1] + short[-1].translate(_LAST_LETTER))


def beginning(word: str) -> str:
    """`word` without its ending, as it is spelled: every form of it begins so, or nearly."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


_GROUP_STEMS = name_stems((GROUPS,))
