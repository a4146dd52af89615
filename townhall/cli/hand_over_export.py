"""The invitation as mail drafts or as one package: `export invitation ID --eml` or `--zip`."""

import argparse
from pathlib import Path

from townhall.cli import console
from townhall.cli.arguments import Parser
from townhall.cli.chosen_plan import changing
from townhall.cli.output import print_json
from townhall.language import _, ngettext


def add_options(parser: Parser) -> None:
    """How the invitation leaves the plan; without these as calendar files."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--eml",
        action="store_true",
        help=_("as mail drafts, addressed, with the calendar file in them"),
    )
    how.add_argument("--zip", action="store_true", help=_("all files in one .zip"))
    parser.add_argument(
        "--groups",
        action="store_true",
        help=_("a draft for each group of recipients and each language"),
    )


def hand_over(args: argparse.Namespace) -> int:
    """Write drafts or a package, and say what was written: one line for each calendar file."""
    from townhall.domain.recipient_groups import GROUPS
    from townhall.services.hand_over import Way, Wish
    from townhall.services.hand_over import hand_over as write

    wish = Wish(
        args.id,
        original_start=args.occurrence,
        publish=args.publish,
        cancel=args.cancel,
        separate=args.separate,
        due_only=args.due,
        kinds=GROUPS if args.groups else (),
        only=None if args.to is None else tuple(args.to),
    )
    way = Way.MAIL if args.eml else Way.ZIP
    with changing(args) as database:
        files = database.run(write, wish, Path(args.out), way=way).value
    if args.json:
        print_json(files)
        return 0
    for each in files:
        count = len(each.recipients)
        people = ngettext("{n} person", "{n} people", count).format(n=count)
        place = str(Path(each.file) / each.entry)
        console.say(f"{place}  ({each.method}, SEQUENCE {each.sequence}; {people})")
        for warning in each.warnings:
            console.say(f"  {warning}")
    if not files:
        console.say(_("Everybody knows how it stands; there is nothing to send."))
    return 0
