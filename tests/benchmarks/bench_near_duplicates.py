"""Find near-duplicates among 5,000 questions, against rapidfuzz comparing some of them all ways.

The reference is the share of `fuzz.token_set_ratio` over all pairs of 1,000 of the questions: what
the plain way needs for a twenty-fifth of the work. Memory is the peak that Python holds, in MB.
Prints `name ratio limit`; exits 1 when one is over its limit.
"""

import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from time import process_time

sys.path.insert(0, str(Path(__file__).parents[2]))

from rapidfuzz import fuzz, process

from tests.domain.question_rewordings import HELD_OUT, made_questions
from townhall.domain.duplicate_groups import alike_groups
from townhall.domain.question_words import question_words

QUESTIONS, COMPARED, REPEATS = 5_000, 1_000, 3
LIMIT, MOST_MEMORY = 1.0, 100


def main() -> int:
    """Measure and print."""
    texts = [each.text for each in made_questions(HELD_OUT, QUESTIONS, 7)]

    def ours() -> None:
        alike_groups([(at, question_words(text)) for at, text in enumerate(texts)])

    def plain() -> None:
        for text in texts[:COMPARED]:
            process.extract(text, texts[:COMPARED], scorer=fuzz.token_set_ratio, limit=5)

    ratio = min(_taken(ours) / _taken(plain) for _repeat in range(REPEATS))
    tracemalloc.start()
    ours()
    memory = tracemalloc.get_traced_memory()[1] / 1_000_000
    sys.stdout.write(f"near_duplicates.batch {ratio:.2f} {LIMIT}\n")
    sys.stdout.write(f"near_duplicates.memory {memory:.0f} {MOST_MEMORY}\n")
    return int(ratio > LIMIT or memory > MOST_MEMORY)


def _taken(work: Callable[[], None]) -> float:
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    sys.exit(main())
