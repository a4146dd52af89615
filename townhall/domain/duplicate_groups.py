"""Questions of a batch that are alike, found without comparing each with every other one.

Two questions are compared where they share a pair of rare words, which light rewording leaves
alone: of some rare words a typing error spoils one.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from townhall.domain.near_duplicates import DEFAULT_THRESHOLD, likeness
from townhall.domain.question_words import QuestionWords

_RARE = 5
"""Rare words of a question whose pairs it is found by."""
_MOST_COMPARED = 20
"""Most questions one is compared with: those that share the most rare pairs."""

Apart = Mapping[int, Set[int]]
"""By question, those that somebody found to be different from it; both ways."""
NONE_APART: Apart = {}

_NOBODY: Set[int] = frozenset()
_Key = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Likely:
    """A question that is like another one, and how much (0 to 100)."""

    id: int
    score: int


class LikelyIndex:
    """Questions that can be asked which of them are like another one.

    `counts` says how often each stem occurs; rare ones tell questions apart.
    """

    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._words: dict[int, QuestionWords] = {}
        self._found_by: defaultdict[_Key, list[int]] = defaultdict(list)
        self._same: dict[tuple[object, ...], int] = {}

    def add(self, question_id: int, words: QuestionWords) -> None:
        """Let the question be found; of those that are the same but for small words the first."""
        if self._same.setdefault(words.key, question_id) != question_id:
            return
        self._words[question_id] = words
        for key in self._keys(words):
            self._found_by[key].append(question_id)

    def like(
        self,
        words: QuestionWords,
        threshold: float = DEFAULT_THRESHOLD,
        *,
        but: Set[int] = _NOBODY,
    ) -> list[Likely]:
        """The questions like `words`, the most alike first; none of `but`."""
        if not self._words:
            return []
        same = self._same.get(words.key)
        if same is not None and same not in but:
            return [Likely(same, _rounded(likeness(self._words[same], words)))]
        shared: Counter[int] = Counter()
        for key in self._keys(words):
            shared.update(self._found_by.get(key, ()))
        found = []
        for each in but:
            shared.pop(each, None)
        for question_id, _times in shared.most_common(_MOST_COMPARED):
            score = likeness(self._words[question_id], words, least=threshold)
            if score >= threshold:
                found.append(Likely(question_id, _rounded(score)))
        return sorted(found, key=lambda each: (-each.score, each.id))

    def _keys(self, words: QuestionWords) -> Iterable[_Key]:
        counts = self._counts
        rare = sorted(set(words.stems), key=lambda each: (counts[each], each))[:_RARE]
        if len(rare) < 3:
            return rare or [words.folded]
        return combinations(sorted(rare), 2)


def stem_counts(batch: Iterable[QuestionWords]) -> Counter[str]:
    """How many questions each stem occurs in."""
    return Counter(each for words in batch for each in set(words.stems))


def alike_groups(
    batch: Sequence[tuple[int, QuestionWords]],
    threshold: float = DEFAULT_THRESHOLD,
    *,
    apart: Apart = NONE_APART,
    tell: Callable[[], object] = lambda: None,
) -> dict[int, list[Likely]]:
    """The questions of `batch` by lead: each with the most alike of those that stand before it.

    Only leads with somebody alike are returned. Every score is of a member with its lead, so a
    chain of small differences never joins what is not alike. Two that are `apart` are never in
    one group. `tell` is called once per question.
    """
    index = LikelyIndex(stem_counts(words for _id, words in batch))
    groups: dict[int, list[Likely]] = {}
    for question_id, words in batch:
        tell()
        others = apart.get(question_id, _NOBODY)
        found = [
            each
            for each in index.like(words, threshold, but=others)
            if not others or others.isdisjoint(member.id for member in groups.get(each.id, ()))
        ]
        if found:
            lead = found[0]
            groups.setdefault(lead.id, []).append(Likely(question_id, lead.score))
        else:
            index.add(question_id, words)
    return groups


def _rounded(score: float) -> int:
    return int(score)
