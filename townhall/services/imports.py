"""What imports have in common: what they tell of rows, and what they count; and reading people."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from townhall.domain.people_import import PersonCandidate, people
from townhall.domain.tables import ImportProblem


@dataclass(frozen=True, slots=True)
class Problem:
    """What was left out, changed or guessed; `row` counts as a spreadsheet program does."""

    row: int | None
    field: str
    message: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """What an import did, or would do: records added, updated, and left as they were."""

    added: int
    updated: int
    skipped: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """The people of one or several files, and what was wrong with them."""

    candidates: tuple[PersonCandidate, ...]
    problems: tuple[Problem, ...]


def read_people(files: Iterable[Path]) -> ReadPeople:
    """The people in `files`: tables, or contact cards (.vcf).

    Raises UnreadableFile, InvalidInput.
    """
    from townhall.formats.tables import read_table
    from townhall.formats.vcard import read_vcards

    found: list[PersonCandidate] = []
    problems: list[Problem] = []
    for file in files:
        cards = file.suffix.lower() in (".vcf", ".vcard")
        result = people(read_vcards(file) if cards else read_table(file))
        found += result.candidates
        problems += _of_file(result.problems, file)
    return ReadPeople(tuple(found), tuple(problems))


def _of_file(problems: Iterable[ImportProblem], file: Path) -> list[Problem]:
    return [Problem(each.row, each.field, each.message, file.name) for each in problems]
