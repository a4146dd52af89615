"""Commands on planning as a whole: what it should be warned of, and when there is time."""

import argparse
from typing import TYPE_CHECKING

from townhall.cli import console
from townhall.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    common_options,
    day,
    json_option,
    number,
)
from townhall.cli.chosen_plan import reading
from townhall.cli.output import print_json
from townhall.language import _

if TYPE_CHECKING:
    from townhall.services.queries.time_finder import TimesForWish

_SIGNS = {"high": "!", "medium": "-", "low": " "}


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    add_command(
        commands,
        "warnings",
        _warnings,
        _("say what planning should be warned of, the gravest first"),
        parents,
    )
    _add_find_time(
        add_command(
            commands,
            "find-time",
            _find_time,
            _("propose when something could be held, and say why"),
            parents,
        )
    )


def _add_find_time(parser: Parser) -> None:
    parser.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("the communication’s number"),
    )
    for option in ("--audience", "--person"):
        parser.add_argument(option, action="append", default=[], metavar=_("NAME"))
    parser.add_argument("--from", dest="first", type=day, required=True, metavar=_("DAY"))
    parser.add_argument("--to", dest="last", type=day, required=True, metavar=_("DAY"))
    parser.add_argument("--duration", type=number, metavar=_("MINUTES"))
    parser.add_argument(
        "--allow-holidays", action="store_true", help=_("propose public holidays too")
    )
    parser.add_argument(
        "--allow-blackouts", action="store_true", help=_("propose blackout periods too")
    )


def _warnings(args: argparse.Namespace) -> int:
    from townhall.services.queries.warnings import warnings

    with reading(args) as database:
        found = database.read(warnings, clock=database.clock)
    if args.json:
        print_json(found)
    elif not found:
        console.say(_("There is nothing to be warned of."))
    else:
        for each in found:
            console.say(f"{_SIGNS[each.severity]} {each.text}")
    return 0


def _find_time(args: argparse.Namespace) -> int:
    from townhall.services.queries.time_finder import TimeWish, find_for

    wish = TimeWish(
        communication_id=args.communication,
        audiences=tuple(args.audience),
        people=tuple(args.person),
    )
    with reading(args) as database:
        found = database.read(
            find_for,
            wish,
            args.first,
            args.last,
            args.duration,
            clock=database.clock,
            avoids_holidays=not args.allow_holidays,
            avoids_blackouts=not args.allow_blackouts,
        )
    if args.json:
        print_json(found)
    else:
        _print_times(found)
    return 0


def _print_times(found: "TimesForWish") -> None:
    if not found.proposals:
        console.say(_("There is no such moment."))
    for each in found.proposals:
        times = " ".join(f"{at:%H:%M}" for at in (each.start, *each.repeats))
        reach = _("{n} of {total}").format(n=each.reached, total=each.people) if each.people else ""
        console.say(f"{each.start:%Y-%m-%d} {times}  {reach}".rstrip())
        for reason in each.reasons:
            console.say(f"  {'+' if reason.good else '-'} {reason.text}")
    for miss in found.ruled_out:
        why = "; ".join(each.text for each in miss.hindrances)
        sentence = _("Ruled out, {start}: {why}")
        console.say(sentence.format(start=f"{miss.start:%Y-%m-%d %H:%M}", why=why))
