"""Commands that write tables: questions, follow-ups and the planning."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, number
from townhall.cli.chosen_plan import clock_of, reading
from townhall.cli.export_options import add_days, add_out
from townhall.cli.filters import add_filters, question_filter
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
    add_filters(questions, "question")
    questions.add_argument(
        "--ids", type=_numbers, metavar=_("NUMBERS"), help=_("only these questions: 1,2,3")
    )
    questions.add_argument(
        "--to-share",
        action="store_true",
        help=_("what others may see: nobody’s name, and words hidden as was decided"),
    )
    add_days(communications)


def _numbers(text: str) -> frozenset[int]:
    return frozenset(number(part.strip()) for part in text.split(","))


def _questions(args: argparse.Namespace) -> int:
    from townhall.services.exporting import export_questions, export_to_share
    from townhall.services.queries.questions import question

    path = Path(args.out)
    with reading(args) as database:
        chosen = question_filter(database, args)
        if args.ids is not None:
            for each in sorted(args.ids):
                database.read(question, each)
            chosen = replace(chosen, ids=args.ids)
        if args.to_share:
            shared = database.read(export_to_share, path, chosen, clock=clock_of(args))
            count, withheld = shared.questions, shared.withheld
        else:
            count = database.read(export_questions, path, chosen, clock=clock_of(args))
            withheld = 0
    if args.json:
        told = {"file": args.out, "questions": count}
        print_json({**told, "withheld": withheld} if args.to_share else told)
        return 0
    sentence = ngettext("Wrote {n} question to {file}.", "Wrote {n} questions to {file}.", count)
    console.say(sentence.format(n=count, file=args.out))
    if withheld:
        sentence = ngettext(
            "{n} question is not in it: it is not to be shown.",
            "{n} questions are not in it: they are not to be shown.",
            withheld,
        )
        console.say(sentence.format(n=withheld))
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
