"""Carrying open questions over from one date to another on the command line."""

import argparse
from datetime import datetime

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, common_options, json_option
from townhall.cli.chosen_plan import changing
from townhall.cli.occurrences import parse_key, parse_number
from townhall.cli.output import print_json
from townhall.language import _, ngettext


def add_commands(commands: Subparsers) -> None:
    """Add this module's command."""
    parser = add_command(
        commands,
        "carry-over",
        _carry_over,
        _("let the open questions of a date go to another"),
        [common_options(), json_option()],
    )
    parser.add_argument(
        "left",
        metavar=_("FROM"),
        help=_("a communication’s number, or one of its dates as 3/2026-12-03T10:30"),
    )
    parser.add_argument(
        "to", metavar=_("TO"), nargs="?", help=_("the same; default: the next date of the series")
    )


def _place(text: str) -> tuple[int, datetime | None]:
    return parse_key(text) if "/" in text else (parse_number(text), None)


def _carry_over(args: argparse.Namespace) -> int:
    from townhall.services.carry_over import carry_over

    left = _place(args.left)
    target = _place(args.to) if args.to is not None else (None, None)
    with changing(args) as database:
        carried = database.run(carry_over, *left, *target).value
    number, to = len(carried.question_ids), carried.to
    if args.json:
        print_json(
            {
                "carried": number,
                "questions": carried.question_ids,
                "communication_id": to.communication_id,
                "original_start": to.original_start,
                "start": to.start,
                "title": to.title,
            }
        )
    elif not number:
        console.say(_("There are no open questions to carry over"))
    else:
        words = ngettext(
            "Carried {n} open question over to “{title}” of {day}",
            "Carried {n} open questions over to “{title}” of {day}",
            number,
        )
        console.say(words.format(n=number, title=to.title, day=f"{to.start:%Y-%m-%d %H:%M}"))
    return 0
