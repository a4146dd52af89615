"""Time importing 100,000 questions from a .csv file, against Python's csv reading the same file.

Reading a preview and storing are timed apart, and so is what an import that is stopped midway
takes. Prints `name ratio limit`, and on standard error seconds and memory; exits 1 when a ratio is
over its limit.
"""

import csv
import io
import random
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Cancelled
from townhall.services.queries.questions import question_ids
from townhall.services.question_files import ReadQuestions, read_questions
from townhall.services.question_imports import import_files
from townhall.storage.database import Database

ROWS = 100_000
READING_LIMIT = 90.0
STORING_LIMIT = 150.0
MEGABYTES_LIMIT = 600
CLOCK = fixed_clock("2026-11-24T09:00+01:00")
WORDS = (
    *("wie", "wat", "wanneer", "krijgt", "scholing", "nachtdienst"),
    *("tekent", "patiënt", "model", "vendor", "foto", "rooster"),
)

T = TypeVar("T")


def table() -> str:
    """Questions as a tool exports them: id, time, words, department, votes and a name."""
    chance = random.Random(7)
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["Vraag-ID", "Datum", "Vraag", "Afdeling", "Stemmen", "Naam"])
    for number in range(ROWS):
        words = " ".join(chance.choices(WORDS, k=9))
        day = f"2026-{1 + number % 9:02}-{1 + number % 27:02} 09:{number % 60:02}"
        writer.writerow([number, day, f"{words} {number}?", "SEH", number % 90, "Anna Voorbeeld"])
    return out.getvalue()


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """How long `work` takes in seconds, and what it gives."""
    begin = perf_counter()
    found = work()
    return perf_counter() - begin, found


def stopped_midway(database: Database, read: Sequence[ReadQuestions]) -> float:
    """Seconds from Cancel, when half is stored, until everything is taken back."""
    pressed = 0.0

    def progress(done: int, total: int) -> None:
        nonlocal pressed
        if done * 2 >= total and not pressed:
            pressed = perf_counter()
            raise Cancelled("")

    try:
        database.run(import_files, read, progress=progress)
    except Cancelled:
        return perf_counter() - pressed
    raise RuntimeError("was not stopped")


def main() -> int:
    """1 when a ratio is over its limit, else 0."""
    text = table()
    plain, _rows = timed(lambda: list(csv.reader(io.StringIO(text, newline=""))))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "vragen.csv"
        file.write_text(text, encoding="utf-8")
        reading, read = timed(lambda: read_questions([file]))
        with Database.create(Path(folder) / "p.townhall", CLOCK) as database:
            back = stopped_midway(database, read)
            if database.read(question_ids):
                raise RuntimeError("something was left")
            storing, outcome = timed(lambda: database.run(import_files, read))
            again, known = timed(lambda: database.run(import_files, read))
    if (outcome.value[0].added, known.value[0].skipped) != (ROWS, ROWS):
        raise RuntimeError("something was lost")
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratios = {
        "import-reading-100000": (reading / plain, READING_LIMIT),
        "import-storing-100000": (storing / plain, STORING_LIMIT),
        "import-megabytes": (megabytes / MEGABYTES_LIMIT, 1.0),
    }
    for name, (ratio, limit) in ratios.items():
        sys.stdout.write(f"{name} {ratio:.2f} {limit}\n")
    sys.stderr.write(
        f"csv {plain:.2f} s, reading {reading:.1f} s, storing {storing:.1f} s, "
        f"again {again:.1f} s, taking back {back:.1f} s, {megabytes:.0f} MB\n"
    )
    return int(any(ratio > limit for ratio, limit in ratios.values()))


if __name__ == "__main__":
    sys.exit(main())
