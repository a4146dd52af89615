"""What is wrong with files, written to a list that a colleague can work through."""

from collections.abc import Sequence
from pathlib import Path

from townhall.domain.neutral_cells import neutral
from townhall.domain.tables import Progress, Stop
from townhall.language import _
from townhall.services.imports import Problem


def save_problems(
    path: Path,
    problems: Sequence[Problem],
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> int:
    """Write `problems` to `path` (.csv), a row each; returns how many. Raises CannotWrite."""
    from townhall.formats.files import write_atomically
    from townhall.formats.workbook import csv_bytes

    heads = [_("File"), _("Row"), _("Field"), _("What is wrong")]
    rows = [
        (neutral(each.file), each.row or "", each.field, neutral(each.message)) for each in problems
    ]
    write_atomically(path, csv_bytes(heads, rows))
    return len(rows)
