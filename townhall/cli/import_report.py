"""How imports say what became of a file: counts, then remarks with their rows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from townhall.cli import console
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.services.imports import ImportCounts, Problem

_PROBLEMS_SHOWN = 20


def say_counts(counts: "ImportCounts", *, dry_run: bool) -> None:
    """What was added and updated, or would be."""
    summary = (
        _("Would be added: {added}, updated: {updated}, left as they are: {skipped}.")
        if dry_run
        else _("Added: {added}, updated: {updated}, left as they were: {skipped}.")
    )
    console.say(summary.format(added=counts.added, updated=counts.updated, skipped=counts.skipped))


def say_problems(problems: "Sequence[Problem]", *, several: bool) -> None:
    """The first remarks; with the names of their files where there are `several`."""
    for problem in problems[:_PROBLEMS_SHOWN]:
        console.say(f"  {_place(problem, several=several)}{problem.message}")
    more = len(problems) - _PROBLEMS_SHOWN
    if more > 0:
        console.say(
            "  "
            + ngettext(
                "and {n} more remark; --json gives them all",
                "and {n} more remarks; --json gives them all",
                more,
            ).format(n=more)
        )


def _place(problem: "Problem", *, several: bool) -> str:
    where = problem.file if several and problem.file else ""
    if problem.row is not None:
        row = _("row {row}").format(row=problem.row)
        where = f"{where}, {row}" if where else row
    return f"{where}: " if where else ""
