"""Commands that read what other programs exported: questions, people and plannings."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from townhall.cli import console, question_imports, reply_imports
from townhall.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    add_group,
    common_options,
    json_option,
    term_names,
)
from townhall.cli.chosen_plan import changing, clock_of, reading, zone_of
from townhall.cli.import_report import say_counts, say_problems
from townhall.cli.output import print_json
from townhall.domain.date_order import DateOrder
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import CommunicationKind
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.services.imports import ImportCounts, Problem


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    importing = add_command(commands, "import", None, _("read what other programs exported"), [])
    nouns = add_group(importing, "noun", _("NOUN"))
    questions = add_command(
        nouns,
        "questions",
        question_imports.read,
        _("questions that another tool exported, a folder of exports, or lines of text"),
        parents,
    )
    people = add_command(
        nouns, "people", _people, _("people from a .csv, .xlsx or .vcf file"), parents
    )
    communications = add_command(
        nouns,
        "communications",
        _communications,
        _("a planning of communications from an .xlsx or .csv file"),
        parents,
    )
    reply_imports.add_options(
        add_command(
            nouns,
            "replies",
            reply_imports.read,
            _("answers to invitations: .ics, .eml, a folder of them, or a list of answers"),
            parents,
        )
    )
    calendar = add_command(
        nouns, "calendar", _calendar, _("a calendar of others from an .ics file"), parents
    )
    for parser in (questions, people, communications, calendar):
        what = _("file or folder to read; - for standard input, a question on each line")
        parser.add_argument(
            "files",
            metavar=_("FILE"),
            nargs="+",
            help=what if parser is questions else _("file to read"),
        )
        parser.add_argument(
            "--dry-run", action="store_true", help=_("say what would be done, and change nothing")
        )
    for parser, example in (
        (questions, '{"text": "Question"}'),
        (communications, '{"title": "Topic", "date": "Day"}'),
    ):
        parser.add_argument(
            "--map",
            metavar=_("FILE"),
            help=_("JSON that says which column holds what: {example}").format(example=example),
        )
    question_imports.add_options(questions)
    _add_planning(communications)
    calendar.add_argument(
        "--name", metavar=_("NAME"), help=_("what the calendar is called; default: its own name")
    )
    calendar.add_argument(
        "--for",
        dest="whom",
        metavar=_("WHOM"),
        help=_("whom it keeps busy: everyone, person:NAME, room:NAME or audience:NAME"),
    )


def _add_planning(parser: Parser) -> None:
    parser.add_argument(
        "--date-order",
        choices=term_names(DateOrder),
        metavar=_("ORDER"),
        help=_("what comes first in 3/4/2026: {words}").format(words=", ".join(DateOrder)),
    )
    parser.add_argument(
        "--default-kind",
        choices=term_names(CommunicationKind),
        metavar=_("KIND"),
        help=_("kind of the rows that do not say it: {words}").format(
            words=", ".join(CommunicationKind)
        ),
    )
    parser.add_argument(
        "--add-audiences",
        action="store_true",
        help=_("add the audiences that are missing; without this they are told"),
    )


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


def _communications(args: argparse.Namespace) -> int:
    from townhall.services.planning_files import read_planning
    from townhall.services.planning_imports import import_planning
    from townhall.services.planning_names import NameChoices
    from townhall.services.planning_outlook import outlook

    with reading(args) if args.dry_run else changing(args) as database:
        read = read_planning(
            [Path(file) for file in args.files],
            today=clock_of(args).today(zone_of(database)),
            mapping=Path(args.map) if args.map else None,
            date_order=DateOrder(args.date_order) if args.date_order else None,
            default_kind=CommunicationKind(args.default_kind) if args.default_kind else None,
        )
        if read.doubtful:
            raise InvalidInput(
                _(
                    "{file} has dates such as {date}, which can be read in two ways. Say which one "
                    "is meant, with --date-order day-first or --date-order month-first."
                ).format(file=read.doubtful_in, date=read.doubtful),
                field="date_order",
                file=read.doubtful_in,
            )
        choices = NameChoices(add_missing=args.add_audiences)
        if args.dry_run:
            found = database.read(outlook, read.rows, choices, left_out=read.left_out)
            counts = found.counts
        else:
            counts = database.run(import_planning, read.rows, choices, left_out=read.left_out).value
    _report(args, counts, read.problems)
    return 0


def _calendar(args: argparse.Namespace) -> int:
    from townhall.services.overlays import (
        added_up,
        overlay_counts,
        read_calendar_file,
        read_overlay,
        whom,
    )

    if args.name is not None and len(args.files) > 1:
        raise InvalidInput(_("One --name fits one file; read the files one by one."))
    values = whom(args.whom) if args.whom else {}
    if args.name is not None:
        values["name"] = args.name
    with reading(args) if args.dry_run else changing(args) as database:
        zone = zone_of(database)
        read = [
            read_calendar_file(Path(file), zone=zone, clock=clock_of(args)) for file in args.files
        ]
        found = [
            database.read(overlay_counts, each, values)
            if args.dry_run
            else database.run(read_overlay, each, values).value
            for each in read
        ]
    counts = added_up(found)
    _report(args, counts, ())
    if args.json:
        return 0
    if counts.removed:
        gone = ngettext(
            "{n} date that is not in the file any more is removed.",
            "{n} dates that are not in the file any more are removed.",
            counts.removed,
        )
        console.say(gone.format(n=counts.removed))
    if all(each.is_same_file for each in found):
        console.say(_("Nothing in it has changed since it was read last."))
    return 0


def _report(args: argparse.Namespace, counts: "ImportCounts", read: "Sequence[Problem]") -> None:
    problems = (*read, *counts.problems)
    if args.json:
        print_json(replace(counts, problems=problems))
        return
    say_counts(counts, dry_run=args.dry_run)
    say_problems(problems, several=len(args.files) > 1)
