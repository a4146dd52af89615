"""The accounting on the command line: where every question went, in all or in groups."""

import argparse
from typing import TYPE_CHECKING, Any

from townhall.cli import console
from townhall.cli.arguments import (
    Subparsers,
    add_command,
    common_options,
    day,
    json_option,
    local_moment,
    number,
)
from townhall.cli.chosen_plan import clock_of, reading
from townhall.cli.output import print_facts, print_json, print_table
from townhall.domain.accounting import parts_of
from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.domain.terms import noun_label
from townhall.language import _

if TYPE_CHECKING:
    from townhall.services.queries.accounting import Breakdown
    from townhall.services.queries.question_filter import QuestionFilter
    from townhall.storage.database import Database

_GROUPS = ("theme", "audience", "communication", "occurrence", "month")


def add_commands(commands: Subparsers) -> None:
    """Add this module's command."""
    parents = [common_options(), json_option()]
    parser = add_command(
        commands, "accounting", _accounting, _("say where every question went"), parents
    )
    parser.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("what was asked there, wherever it is answered"),
    )
    parser.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of the communication"),
    )
    parser.add_argument("--theme", metavar=_("NAME"), help=_("key or name of a theme"))
    parser.add_argument("--audience", metavar=_("NAME"), help=_("with the audiences below it"))
    parser.add_argument(
        "--from", dest="first", type=day, metavar=_("DAY"), help=_("asked on this day or later")
    )
    parser.add_argument(
        "--to", dest="last", type=day, metavar=_("DAY"), help=_("asked on this day or before")
    )
    parser.add_argument(
        "--by",
        choices=_GROUPS,
        metavar=_("GROUPS"),
        help=_("one of: {words}").format(words=", ".join(_GROUPS)),
    )


def _accounting(args: argparse.Namespace) -> int:
    from townhall.services.queries.accounting import GroupedBy, breakdown, told_accounting

    with reading(args) as database:
        wanted = _filter(database, args)
        if args.by is None:
            counted = parts_of(database.read(told_accounting, wanted))
            groups = None
        else:
            groups = database.read(breakdown, wanted, GroupedBy(args.by), clock=clock_of(args))
            counted = parts_of(groups.total)
    if args.json:
        print_json(counted if groups is None else counted | _in_json(groups))
    elif groups is None:
        print_facts(counted)
    else:
        _print(groups)
    return 0


def _filter(database: "Database", args: argparse.Namespace) -> "QuestionFilter":
    """What the options ask for. Raises NotFound, InvalidInput."""
    from dataclasses import replace
    from datetime import date

    from townhall.services.queries.accounting import at_event
    from townhall.services.queries.communications import date_row
    from townhall.services.queries.question_filter import NO_FILTER

    wanted = NO_FILTER
    if args.communication is not None:
        wanted = database.read(at_event, args.communication, args.occurrence)
        if args.occurrence is not None:
            database.read(date_row, args.communication, args.occurrence)
    elif args.occurrence is not None:
        raise InvalidInput(_("Say with --communication whose date that is."), field="occurrence")
    first, last = args.first or date.min, args.last or date(9999, 12, 30)
    if first > last:
        raise InvalidInput(_("The first day lies after the last one."), field="from")
    if args.first or args.last:
        wanted = replace(wanted, asked=(first, last))
    if args.theme is not None:
        wanted = replace(wanted, themes=frozenset({_theme(database, args.theme)}))
    if args.audience is not None:
        wanted = replace(wanted, audience_ids=frozenset({_audience(database, args.audience)}))
    return wanted


def _theme(database: "Database", name: str) -> str:
    from townhall.services.queries.question_themes import keys_by_word

    found = database.read(keys_by_word).get(same_name(name))
    if found is None:
        raise _nothing_called("question-theme", name)
    return found


def _audience(database: "Database", name: str) -> int:
    from townhall.services.queries.people import audiences

    for each in database.read(audiences):
        if same_name(each.name) == same_name(name):
            return each.id
    raise _nothing_called("audience", name)


def _nothing_called(noun: str, name: str) -> InvalidInput:
    return InvalidInput(
        _("There is no {noun} called “{name}” in this plan.").format(
            noun=noun_label(noun), name=name
        ),
        field=noun,
    )


def _in_json(found: "Breakdown") -> dict[str, Any]:
    groups = [
        {
            "key": each.key,
            "name": each.name,
            **parts_of(each.accounting),
            "folded": each.folded,
        }
        for each in found.groups
    ]
    return {"by": found.by, "groups": groups, "note": found.note}


def _print(found: "Breakdown") -> None:
    columns = ["group", *parts_of(found.total)]
    rows = [[each.name, *parts_of(each.accounting).values()] for each in found.groups]
    print_table(columns, [*rows, [_("Total"), *parts_of(found.total).values()]])
    if found.note:
        console.say(found.note)
