"""How alike two questions are, from 0 to 100: light rewording is, another meaning is not."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from townhall.domain.question_vocabulary import word_set
from townhall.domain.question_words import QuestionWords, stem

DEFAULT_THRESHOLD = 75
"""The score from which two questions are suggested as the same one."""

_ADDED = 0.5
"""What a word that only one of them has counts against a word they share."""
_REPLACED = 2.0
"""What it counts more when the other one has a word in its place."""
_FLIPPED = 0.6
"""What is left of a score when a word turns the meaning round."""
_SHORTEST_TYPO = 4
_LONG = 9
"""Letters from which a word may have two typing errors."""
_SLIGHT = frozenset({"ai"})
_SLIGHT_WEIGHT = 0.4
_NEARLY = 0.92
"""How far a word with a typing error, or joined to its neighbour, is the same word."""
_MOST_ODD_WORDS = 2
"""Words of the shorter one that the other has not: with more, no spelling makes them alike."""


def likeness(one: QuestionWords, other: QuestionWords, *, least: float = 0) -> float:
    """How alike two questions are, from 0 (nothing) to 100 (the same but for small words).

    Words count whatever their order. Another number, department or audience, a negation, and
    another thing asked for (who, when) keep a pair below `DEFAULT_THRESHOLD`. A pair that cannot
    reach `least` is 0, which is told sooner.
    """
    if one.folded == other.folded:
        return 100.0
    if not one.stems or not other.stems:
        both_empty = not one.stems and not other.stems
        return fuzz.ratio(one.folded, other.folded) * _of_meaning(one, other) if both_empty else 0.0
    most = 100 * _of_meaning(one, other)
    return most * _of_words(one, other) if most >= least else 0.0


def _of_words(one: QuestionWords, other: QuestionWords) -> float:
    """The share of telling words that both have, from 0 to 1."""
    first, second = one.stem_set, other.stem_set
    shared = first & second
    odd = min(len(first), len(second)) - len(shared)
    if odd > _MOST_ODD_WORDS:
        return 0.0
    matched = float(len(shared))
    mine, theirs = _left(one, shared), _left(other, shared)
    if odd:
        matched += _NEARLY * (_join(mine, theirs) or _join(theirs, mine))
        matched += _NEARLY * _pair_up(mine, theirs)
    if not _SLIGHT.isdisjoint(shared):
        matched -= 1 - _SLIGHT_WEIGHT
    left, right = _weight(mine), _weight(theirs)
    return matched / (matched + _ADDED * (left + right) + _REPLACED * min(left, right) or 1)


def _left(words: QuestionWords, shared: frozenset[str]) -> list[str]:
    pairs = zip(words.words, words.stems, strict=True)
    return list(dict.fromkeys([word for word, short in pairs if short not in shared]))


def _weight(words: Sequence[str]) -> float:
    return sum(_SLIGHT_WEIGHT if word in _SLIGHT else 1.0 for word in words)


def _join(parts: list[str], whole: list[str]) -> int:
    """Take out of both what one writes as two words and the other as one; returns how many."""
    for word in whole:
        for before, after in permutations(parts, 2):
            if word[0] == before[0] and same_word(before + after, word):
                whole.remove(word)
                parts.remove(before)
                parts.remove(after)
                return 1
    return 0


def _pair_up(mine: list[str], theirs: list[str]) -> int:
    """Take out of both the words that are one but for an ending or a typing error."""
    paired = 0
    for word in mine[:]:
        twin = next((each for each in theirs if same_word(word, each)), None)
        if twin is not None:
            mine.remove(word)
            theirs.remove(twin)
            paired += 1
    return paired


_FORMS = word_set(
    "s e n en t d te de ten den je jes ing ingen er ers es ed ly ren rd eerd eren "
    "al ally ie ies y ion ions tion heid heden se sch sche isch ische aal ale an ans aans aanse"
) | {""}
_BEFORE = (
    "ge",
    "mee",
    "door",
    "op",
    "aan",
    "af",
    "uit",
    "in",
    "over",
    "na",
    "voor",
    "terug",
    "toe",
)
"""What Dutch puts before a verb and takes away again: geven, doorgeven; gemeld, melden."""
_SHORTEST_ROOT = 4


@lru_cache(maxsize=50_000)
def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one, or one with a typing error. Numbers never are."""
    if one.isdigit() or other.isdigit():
        return False
    if one[0] != other[0]:
        longer, shorter = sorted((one, other), key=len, reverse=True)
        if not longer.startswith(_BEFORE):
            return False
        before = next(each for each in _BEFORE if longer.startswith(each))
        return stem(longer[len(before) :]) == stem(shorter)
    alike = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    if alike >= _SHORTEST_ROOT and one[alike:] in _FORMS and other[alike:] in _FORMS:
        return True
    shortest, longest = sorted((len(one), len(other)))
    if shortest < _SHORTEST_TYPO or longest == _SHORTEST_TYPO:
        return False
    most = 2 if shortest >= _LONG else 1
    return OSA.distance(one, other, score_cutoff=most) <= most


def _of_meaning(one: QuestionWords, other: QuestionWords) -> float:
    """1, or what is left of a score where the same words mean something else."""
    flipped = (
        one.negated is not other.negated
        or (one.must and not one.may and other.may and not other.must)
        or (other.must and not other.may and one.may and not one.must)
        or _differ(one.numbers, other.numbers)
        or _of_other_names(one.names, other.names)
        or _differ(one.audiences, other.audiences)
        or _of_others(one, other)
        or _of_others(other, one)
        or (bool(one.asked) and bool(other.asked) and one.asked.isdisjoint(other.asked))
    )
    return _FLIPPED if flipped else 1.0


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each has what the other has not."""
    return bool(one - other) and bool(other - one)


def _of_others(one: QuestionWords, other: QuestionWords) -> bool:
    """Whether `one` asks about the asker, and `other` the same about somebody else."""
    return one.ours and not other.ours and bool(other.names) and not one.names


def _of_other_names(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each names somebody the other does not, in whatever form of the word."""
    if not _differ(one, other):
        return False
    return not any(a.startswith(b) or b.startswith(a) for a in one - other for b in other - one)
