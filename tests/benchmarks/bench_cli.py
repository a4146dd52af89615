"""A short command and an import, against what they cannot do without.

`cli-list-communication`: `townhall list communication` on the sample against a bare
`python -c 'import sqlalchemy'`, both as processes. `import-300-questions`: reading the Forms
export (.xlsx) and storing its questions, undo capture included, against reading the file alone.
Prints `name ratio limit`; exits 1 when a ratio is over its limit.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from townhall.domain.clock import Clock, fixed_clock
from townhall.formats.tables import read_table
from townhall.services.question_files import read_questions
from townhall.services.question_imports import import_files
from townhall.services.sample import create_sample, sample_file
from townhall.storage.database import Database

CHECKOUT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T09:00+01:00"
COMMAND_LIMIT, IMPORT_LIMIT = 2.0, 3.0
COMMANDS, IMPORTS = 15, 9


def main() -> int:
    """Run both measurements; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        results = [
            ("cli-list-communication", _command_ratio(Path(folder)), COMMAND_LIMIT),
            ("import-300-questions", _import_ratio(Path(folder)), IMPORT_LIMIT),
        ]
    for name, ratio, limit in results:
        sys.stdout.write(f"{name} {ratio:.2f} {limit:.2f}\n")
    return int(any(ratio > limit for _name, ratio, limit in results))


def _command_ratio(folder: Path) -> float:
    plan = create_sample(folder / "sample.townhall", fixed_clock(NOW))
    listing = [str(CHECKOUT / "main.py"), "list", "communication", "--plan", str(plan)]
    return _best_ratio(
        lambda: _process(*listing), lambda: _process("-c", "import sqlalchemy"), COMMANDS
    )


def _import_ratio(folder: Path) -> float:
    file = sample_file("forms-export.xlsx")
    plans = iter(range(IMPORTS + 1))
    databases = [Database.create(folder / f"{number}.townhall", Clock()) for number in plans]
    waiting = iter(databases)

    def imported() -> None:
        next(waiting).run(import_files, read_questions([file]))

    imported()
    ratio = _best_ratio(imported, lambda: read_table(file), IMPORTS)
    for database in databases:
        database.close()
    return ratio


def _process(*words: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *words], check=True, capture_output=True, env=environment)


def _best_ratio(ours: Callable[[], None], reference: Callable[[], object], times: int) -> float:
    """The best of each, measured in turns so that both meet the same moments of the computer."""
    best = [float("inf"), float("inf")]
    for _turn in range(times):
        for place, work in enumerate((ours, reference)):
            start = perf_counter()
            work()
            best[place] = min(best[place], perf_counter() - start)
    return best[0] / best[1]


if __name__ == "__main__":
    sys.exit(main())
