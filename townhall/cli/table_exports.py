"""Commands that write tables: questions, follow-ups and the planning."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, number
from townhall.cli.chosen_plan import clock_of, reading
from townhall.cli.export_options import add_days, add_out
from townhall.cli.output import print_json
from townhall.language import _, ngettext


def add_tables(kinds: Subparsers, parents: Sequence[argparse.ArgumentParser]) -> None:
    """Add the commands to those of `export`."""
    questions = add_command(
        kinds, "questions", _questions, _("all questions as .csv, .xlsx or .json"), parents
    )
    follow_ups = add_command(
        kinds, "follow-ups", _follow_ups, _("all follow-ups as .csv, .xlsx or .json"), parents
    )
    communications = add_command(
        kinds,
        "communications",
        _communications,
        _("the planning as .xlsx with year strips, as .csv or .json"),
        parents,
    )
    for parser in (questions, follow_ups, communications):
        add_out(parser)
    questions.add_argument("--communication", type=number, metavar=_("NUMBER"))
    add_days(communications)


def _questions(args: argparse.Namespace) -> int:
    from townhall.services.exporting import export_questions
    from townhall.services.queries.questions import QuestionFilter

    with reading(args) as database:
        count = database.read(
            export_questions,
            Path(args.out),
            QuestionFilter(communication_id=args.communication),
            clock=clock_of(args),
        )
    if args.json:
        print_json({"file": args.out, "questions": count})
        return 0
    sentence = ngettext("Wrote {n} question to {file}.", "Wrote {n} questions to {file}.", count)
    console.say(sentence.format(n=count, file=args.out))
    return 0


def _communications(args: argparse.Namespace) -> int:
    from townhall.services.planning_exports import export_communications

    with reading(args) as database:
        count = database.read(
            export_communications,
            Path(args.out),
            clock=clock_of(args),
            first=args.first,
            last=args.last,
        )
    if args.json:
        print_json({"file": args.out, "communications": count})
        return 0
    sentence = ngettext("Wrote {n} line to {file}.", "Wrote {n} lines to {file}.", count)
    console.say(sentence.format(n=count, file=args.out))
    return 0


def _follow_ups(args: argparse.Namespace) -> int:
    from townhall.services.exporting import export_follow_ups

    with reading(args) as database:
        count = database.read(export_follow_ups, Path(args.out), clock=clock_of(args))
    if args.json:
        print_json({"file": args.out, "follow_ups": count})
        return 0
    sentence = ngettext("Wrote {n} follow-up to {file}.", "Wrote {n} follow-ups to {file}.", count)
    console.say(sentence.format(n=count, file=args.out))
    return 0
