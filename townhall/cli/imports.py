"""Commands that read what other programs exported: questions and people."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from townhall.cli import console
from townhall.cli.arguments import (
    Subparsers,
    add_command,
    add_group,
    common_options,
    json_option,
    local_moment,
    number,
)
from townhall.cli.chosen_plan import changing, reading, zone_of
from townhall.cli.output import print_json
from townhall.domain.errors import InvalidInput
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.services.imports import ImportCounts, Problem

_PROBLEMS_SHOWN = 20


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    importing = add_command(commands, "import", None, _("read what other programs exported"), [])
    nouns = add_group(importing, "noun", _("NOUN"))
    questions = add_command(
        nouns,
        "questions",
        _questions,
        _("questions from a Microsoft Forms export, a .csv or an .xlsx file"),
        parents,
    )
    people = add_command(
        nouns, "people", _people, _("people from a .csv, .xlsx or .vcf file"), parents
    )
    for parser in (questions, people):
        parser.add_argument("files", metavar=_("FILE"), nargs="+", help=_("file to read"))
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would be done, and change nothing")
        )
    questions.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("the communication the questions were asked for"),
    )
    questions.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of it; default: the nearest date"),
    )
    questions.add_argument(
        "--map",
        metavar=_("FILE"),
        help=_("JSON that says which column holds what: {example}").format(
            example='{"text": "Question"}'
        ),
    )
    questions.add_argument(
        "--keep-names",
        action="store_true",
        help=_("store names and e-mail addresses of askers too; without this they are left out"),
    )


def _questions(args: argparse.Namespace) -> int:
    from townhall.services.imports import import_questions, question_counts, read_questions

    if args.occurrence is not None and args.communication is None:
        raise InvalidInput(_("Say of which communication that date is, with --communication."))
    with reading(args) if args.dry_run else changing(args) as database:
        read = read_questions(
            [Path(file) for file in args.files],
            keep_names=args.keep_names,
            mapping=Path(args.map) if args.map else None,
            zone=zone_of(database),
        )
        target = {"communication_id": args.communication, "original_start": args.occurrence}
        if args.dry_run:
            counts = database.read(question_counts, read.candidates, **target)
        else:
            counts = database.run(import_questions, read.candidates, **target).value
    _report(args, counts, read.problems)
    return 0


def _people(args: argparse.Namespace) -> int:
    from townhall.services.imports import read_people
    from townhall.services.people_imports import import_people, people_counts

    with reading(args) if args.dry_run else changing(args) as database:
        read = read_people([Path(file) for file in args.files])
        if args.dry_run:
            counts = database.read(people_counts, read.candidates)
        else:
            counts = database.run(import_people, read.candidates).value
    _report(args, counts, read.problems)
    return 0


def _report(args: argparse.Namespace, counts: "ImportCounts", read: "Sequence[Problem]") -> None:
    problems = (*read, *counts.problems)
    if args.json:
        print_json(replace(counts, problems=problems))
        return
    summary = (
        _("Would be added: {added}, updated: {updated}, left as they are: {skipped}.")
        if args.dry_run
        else _("Added: {added}, updated: {updated}, left as they were: {skipped}.")
    )
    console.say(summary.format(added=counts.added, updated=counts.updated, skipped=counts.skipped))
    for problem in problems[:_PROBLEMS_SHOWN]:
        console.say(f"  {_place(problem, several=len(args.files) > 1)}{problem.message}")
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
