"""Commands of the day: what needs attention, and what a move of a date would take along."""

import argparse
from datetime import datetime
from typing import TYPE_CHECKING

from townhall.cli import console, occurrences
from townhall.cli.arguments import (
    Subparsers,
    add_command,
    common_options,
    json_option,
    local_moment,
)
from townhall.cli.chosen_plan import changing, clock_of, reading
from townhall.cli.json_input import json_object
from townhall.cli.output import print_json, print_table
from townhall.domain.errors import InvalidInput
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.services.queries.ripple import Ripple

_SIGNS = {"high": "!", "medium": "-", "low": " "}


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    add_command(commands, "today", _today, _("say what needs attention today"), parents)
    parser = add_command(
        commands, "ripple", _ripple, _("show what moves along when a date moves"), parents
    )
    parser.add_argument("date", metavar=_("DATE"), help=_("COMMUNICATION/ORIGINAL_START"))
    parser.add_argument(
        "--to",
        type=local_moment,
        metavar=_("START"),
        help=_("the new start, local to the communication"),
    )
    parser.add_argument(
        "--scope",
        choices=("this", "following", "all"),
        default="this",
        help=_("the dates it would hold for: this (the default), following or all"),
    )
    parser.add_argument(
        "--json-input",
        metavar=_("FILE"),
        help=_("the fields that would change, such as another recurrence; - for standard input"),
    )
    copying = add_command(
        commands, "duplicate", _duplicate, _("plan a communication once more"), parents
    )
    copying.add_argument(
        "date", metavar=_("DATE"), help=_("COMMUNICATION, or COMMUNICATION/ORIGINAL_START")
    )
    copying.add_argument(
        "--to",
        default="next-quarter",
        metavar=_("WHEN"),
        help=_("next-quarter (the default), or a date such as 2027-03-04 or 2027-03-04T10:00"),
    )


def _duplicate(args: argparse.Namespace) -> int:
    from townhall.services.copies import copy_date, duplicate_to_next_quarter
    from townhall.services.queries.communication_details import communication
    from townhall.services.queries.communications import date_row, nearest_date

    with changing(args) as database:
        if "/" in args.date:
            number, start = occurrences.parse_key(args.date)
        else:
            number = occurrences.parse_number(args.date)
            zone = database.read(communication, number).time_zone
            start = database.read(nearest_date, number, database.clock.local_now(zone))
        if args.to == "next-quarter":
            made, _start = database.run(duplicate_to_next_quarter, number, start).value
        else:
            row = database.read(date_row, number, start)
            made = database.run(copy_date, number, start, _moment(args.to, row.start)).value
        detail = database.read(communication, made)
    if args.json:
        print_json(detail)
    else:
        words = _("Planned “{title}” on {start} as number {id}.")
        when = f"{detail.start:%Y-%m-%d %H:%M}"
        console.say(words.format(title=detail.title, start=when, id=made))
    return 0


def _moment(text: str, like: datetime) -> datetime:
    """A local date and time; the hour of `like` where only a day is given."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None:
        raise InvalidInput(
            _(
                "“{text}” is no moment to plan it at; write next-quarter, 2027-03-04 or "
                "2027-03-04T10:00."
            ).format(text=text),
            field="to",
        )
    return datetime.combine(found.date(), like.time()) if "T" not in text else found


def _today(args: argparse.Namespace) -> int:
    from townhall.services.queries.today import today

    with reading(args) as database:
        found = database.read(today, clock=clock_of(args))
    if args.json:
        print_json(found)
        return 0
    for title, items in (
        (_("Needs attention now"), found.now),
        (_("Later this week"), found.this_week),
        (_("Further ahead"), found.ahead),
    ):
        if items:
            console.say(title)
        for item in items:
            reason = f": {item.reason}" if item.reason else ""
            console.say(f"{_SIGNS[item.severity]} {item.day}  {item.title}{reason}")
    if not found.now:
        console.say(_("Nothing needs you today"))
    return 0


def _ripple(args: argparse.Namespace) -> int:
    found = _found(args, occurrences.parse_key(args.date))
    if args.json:
        print_json(found)
    else:
        _print(found)
    return 0


def _found(args: argparse.Namespace, key: occurrences.Key) -> "Ripple":
    """What the change that was asked about touches; several dates are tried and taken back."""
    fields = {} if args.json_input is None else json_object(args.json_input)
    if args.to is not None:
        fields["start"] = args.to
    if not fields:
        raise InvalidInput(
            _("Say what would change: --to START, or --json-input FILE."), field="to"
        )
    if args.scope == "this" and fields.keys() == {"start"} and args.to is not None:
        from townhall.services.queries.ripple import ripple

        with reading(args) as database:
            return database.read(ripple, *key, args.to, clock=clock_of(args))
    from townhall.services.edit_ripple import edit_of, edit_ripple

    with changing(args) as database:
        return database.rehearse(edit_ripple, edit_of(*key, fields, args.scope))


def _print(found: "Ripple") -> None:
    if found.new_start is None:
        words = _("“{title}”: {start} is not held any more")
    else:
        words = _("“{title}”: from {start} to {end}")
    start = f"{found.start:%Y-%m-%d %H:%M}"
    console.say(words.format(title=found.title, start=start, end=_new(found.new_start)))
    if len(found.dates) > 1:
        moments = [[f"{each.start:%Y-%m-%d %H:%M}", _new(each.new_start)] for each in found.dates]
        print_table(("start", "new_start"), moments)
    for warning in found.warnings:
        console.say(warning.text)
    if found.moving:
        rows = [[each.key, each.title, each.day, each.new_day, each.moves] for each in found.moving]
        print_table(("date_key", "title", "day", "new_day", "moves"), rows)
    if found.tasks_further:
        console.say(
            ngettext(
                "{n} task of later dates moves along",
                "{n} tasks of later dates move along",
                found.tasks_further,
            ).format(n=found.tasks_further)
        )
    if found.tasks_lost:
        console.say(
            ngettext(
                "{n} open task goes with its date",
                "{n} open tasks go with their date",
                found.tasks_lost,
            ).format(n=found.tasks_lost)
        )
    if found.invitation is not None:
        console.say(
            _("Invitees have v{version}; send the update afterwards.").format(
                version=found.invitation.version
            )
        )
    for pack in found.packs:
        console.say(_("{file} goes out of date.").format(file=pack.file))
    if found.is_empty:
        console.say(_("Nothing else moves."))


def _new(start: datetime | None) -> str:
    return f"{start:%Y-%m-%d %H:%M}" if start is not None else _("Falls away")
