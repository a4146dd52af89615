"""The command that writes a year in lanes as PDF."""

import argparse
from datetime import date, timedelta
from pathlib import Path

from townhall.cli import console
from townhall.cli.arguments import Parser
from townhall.cli.chosen_plan import clock_of, reading
from townhall.cli.output import print_json
from townhall.domain.errors import InvalidInput
from townhall.domain.zones import FIRST_YEAR, LAST_YEAR
from townhall.language import _, current_language, ngettext


def add_options(parser: Parser) -> None:
    """Add the options of `export year`."""
    parser.add_argument("--out", required=True, metavar=_("FILE"), help=_("file to write"))
    parser.add_argument(
        "--year",
        type=int,
        metavar=_("YEAR"),
        help=_("a calendar year, such as 2027; default: twelve months around today"),
    )
    parser.add_argument(
        "--lanes",
        choices=("audience", "initiative"),
        default="audience",
        metavar=_("WORD"),
        help="audience, initiative",
    )
    parser.add_argument(
        "--run-up", action="store_true", help=_("with how many tasks of the run-up each week has")
    )


def export(args: argparse.Namespace) -> int:
    """Write the year; `args.write_year` paints it, which only the window's parts can."""
    from townhall.services.queries.plans import plan_detail
    from townhall.services.queries.year import Lanes, around, year

    with reading(args) as database:
        zone = database.read(plan_detail).time_zone
        today = clock_of(args).today(zone)
        first, last = around(today) if args.year is None else _whole(args.year)
        found = database.read(
            year,
            first,
            last,
            by=Lanes(args.lanes),
            today=today,
            language=current_language(),
            run_up=args.run_up,
        )
    pages = args.write_year(Path(args.out), found, today)
    if args.json:
        print_json({"file": args.out, "pages": pages, "from": first, "to": last})
        return 0
    counted = ngettext("{n} page", "{n} pages", pages).format(n=pages)
    console.say(f"{args.out}  ({counted})")
    return 0


def _whole(number: int) -> tuple[date, date]:
    if not FIRST_YEAR < number < LAST_YEAR:
        raise InvalidInput(
            _("The year {year} cannot be planned; choose a year from {first} to {last}.").format(
                year=number, first=FIRST_YEAR + 1, last=LAST_YEAR - 1
            ),
            field="year",
        )
    return date(number, 1, 1), date(number + 1, 1, 1) - timedelta(days=1)
