"""Commands on planning as a whole: what it should be warned of."""

import argparse

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, common_options, json_option
from townhall.cli.chosen_plan import reading
from townhall.cli.output import print_json
from townhall.language import _

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
