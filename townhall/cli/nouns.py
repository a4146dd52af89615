"""Commands on single records: list, show, add, change, remove."""

import argparse
from importlib import import_module
from typing import TYPE_CHECKING, Any

from townhall.cli import console, occurrences
from townhall.cli.arguments import Subparsers, add_command, add_group, common_options, json_option
from townhall.cli.chosen_plan import changing, reading, theme_names, zone_of
from townhall.cli.filters import add_filters, filtered
from townhall.cli.json_input import differing, json_object, without
from townhall.cli.noun_table import NOUNS
from townhall.cli.output import as_json, print_facts, print_json, print_table
from townhall.cli.readable import listed, readable
from townhall.domain.errors import InvalidInput, NotFound
from townhall.domain.terms import noun_label
from townhall.language import N_, _

if TYPE_CHECKING:
    from townhall.storage.database import Database

_REFUSED = {
    ("add", "reply"): N_("Answers are read with “townhall import replies”."),
    ("add", "overlay"): N_("Calendars of others are read in with “townhall import calendar”."),
    ("add", "invitation"): N_("Invitations are made with “townhall export invitation”."),
    ("change", "invitation"): N_("Invitations are made with “townhall export invitation”."),
    ("remove", "invitation"): N_(
        "What calendars were told stays in the plan: it cannot be taken back. Cancel the "
        "communication and export the cancellation."
    ),
}


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    listing = add_command(commands, "list", None, _("list what the plan holds"), [])
    nouns = add_group(listing, "noun", _("NOUN"))
    for noun in NOUNS:
        add_filters(add_command(nouns, noun, _list, noun_label(noun), parents), noun)
    for name, run, summary in (
        ("show", _show, _("show one record with everything about it")),
        ("add", _add, _("add a record")),
        ("change", _change, _("change fields of a record")),
        ("remove", _remove, _("remove a record")),
    ):
        parser = add_command(commands, name, run, summary, parents)
        parser.add_argument(
            "noun",
            choices=NOUNS,
            metavar=_("NOUN"),
            help=_("one of: {words}").format(words=", ".join(NOUNS)),
        )
        if name != "add":
            parser.add_argument(
                "id",
                metavar=_("NUMBER"),
                help=_("the record’s number; of a date: COMMUNICATION/ORIGINAL_START"),
            )
        if name == "add":
            parser.add_argument(
                "--template",
                metavar=_("NAME"),
                help=_("of a communication: start from this template"),
            )
            parser.add_argument(
                "--run-up",
                action="store_true",
                help=_("of a communication: with the run-up of its kind’s recipe"),
            )
        if name == "remove":
            parser.add_argument(
                "--move-to",
                metavar=_("THEME"),
                help=_("of a theme of questions: the theme its questions get"),
            )
        if name in ("add", "change"):
            parser.add_argument(
                "--json-input",
                metavar=_("FILE"),
                required=True,
                help=_(
                    "JSON object with the fields, as “show --json” prints it too; - reads "
                    "standard input"
                ),
            )


def _list(args: argparse.Namespace) -> int:
    with reading(args) as database:
        details = filtered(database, args.noun, args)
        zone = "" if args.json else zone_of(database)
        themes = {} if args.json else theme_names(database)
    if args.json:
        print_json([_json(detail) for detail in details])
        return 0
    columns = NOUNS[args.noun].columns
    rows = (listed(detail, zone, themes) for detail in details)
    print_table(columns, [[row[column] for column in columns] for row in rows])
    return 0


def _show(args: argparse.Namespace) -> int:
    with reading(args) as database:
        if args.noun == "occurrence":
            key = occurrences.parse_key(args.id)
            occurrences.show(database, *key, in_json=args.json)
            return 0
        detail = _detail(database, args.noun, _number(args.noun, args.id))
        zone = "" if args.json else zone_of(database)
        themes = {} if args.json else theme_names(database)
    if args.json:
        print_json(_json(detail))
    else:
        print_facts(readable(detail, zone, themes))
    return 0


def _add(args: argparse.Namespace) -> int:
    _refuse("add", args.noun)
    values = json_object(args.json_input)
    if args.noun == "occurrence":
        return _add_date(args, values)
    fields = without(NOUNS[args.noun].computed, values)
    with changing(args) as database:
        if args.template is not None or args.run_up:
            record_id = _add_communication(database, args, fields)
        else:
            record_id = _run(database, "add", args.noun, fields)
        detail = _detail(database, args.noun, record_id) if args.json else None
    if args.json:
        print_json(_json(detail))
    else:
        console.say(_("Added {noun} {id}.").format(noun=noun_label(args.noun), id=record_id))
    return 0


def _add_communication(
    database: "Database", args: argparse.Namespace, fields: dict[str, Any]
) -> int:
    """Add a communication from a template, or with the run-up of its kind."""
    from townhall.services.recipes import add_with_run_up
    from townhall.services.templates import add_from_template

    if args.noun != "communication" or (args.template is not None and args.run_up):
        raise InvalidInput(
            _("Give --template or --run-up, one of them, and only with a communication.")
        )
    if args.run_up:
        return int(database.run(add_with_run_up, fields).value)
    return int(database.run(add_from_template, args.template, fields).value)


def _add_date(args: argparse.Namespace, values: dict[str, Any]) -> int:
    with changing(args) as database:
        key = occurrences.add(database, values)
        if args.json:
            occurrences.show(database, *key, in_json=True)
            return 0
    added = occurrences.key_text(*key)
    console.say(_("Added {noun} {id}.").format(noun=noun_label(args.noun), id=added))
    return 0


def _change(args: argparse.Namespace) -> int:
    _refuse("change", args.noun)
    values = json_object(args.json_input)
    with changing(args) as database:
        if args.noun == "occurrence":
            key = occurrences.change(database, *occurrences.parse_key(args.id), values)
            if args.json:
                occurrences.show(database, *key, in_json=True)
                return 0
            changed = occurrences.key_text(*key)
        else:
            record_id = _number(args.noun, args.id)
            before = _json(_detail(database, args.noun, record_id))
            changes = differing(before, values, NOUNS[args.noun].computed)
            _run(database, "change", args.noun, record_id, changes)
            if args.json:
                print_json(_json(_detail(database, args.noun, record_id)))
                return 0
            changed = str(record_id)
    console.say(_("Changed {noun} {id}.").format(noun=noun_label(args.noun), id=changed))
    return 0


def _remove(args: argparse.Namespace) -> int:
    _refuse("remove", args.noun)
    done = _("Removed {noun} {id}.")
    removed: int | str = args.id
    with changing(args) as database:
        if args.noun == "occurrence":
            if not occurrences.remove(database, *occurrences.parse_key(args.id)):
                done = _("Cancelled {noun} {id}.")
        else:
            removed = _number(args.noun, args.id)
            _run(database, "remove", args.noun, removed, *_move_to(args))
    if args.json:
        print_json({"noun": args.noun, "id": removed})
    else:
        console.say(done.format(noun=noun_label(args.noun), id=removed))
    return 0


def _move_to(args: argparse.Namespace) -> list[str]:
    if args.move_to is not None and args.noun != "question-theme":
        raise InvalidInput(_("Give --move-to only with a theme of questions."))
    return [] if args.move_to is None else [args.move_to]


def _refuse(verb: str, noun: str) -> None:
    if (verb, noun) in _REFUSED:
        raise InvalidInput(_(_REFUSED[verb, noun]))


def _run(database: "Database", verb: str, noun: str, *values: Any) -> Any:
    """Run the use case that adds, changes or removes a record of `noun`."""
    module = NOUNS[noun].use_cases
    service = import_module(f"townhall.services.{module}")
    if module == "records":
        return database.run(getattr(service, f"{verb}_record"), noun, *values).value
    return database.run(getattr(service, f"{verb}_{noun.replace('-', '_')}"), *values).value


def _detail(database: "Database", noun: str, record_id: int) -> Any:
    return NOUNS[noun].detail(database, record_id)


def _number(noun: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise NotFound(
            _("There is no {noun} {id} in this plan.").format(noun=noun_label(noun), id=text)
        )
    return int(text)


def _json(detail: Any) -> dict[str, Any]:
    shape: dict[str, Any] = as_json(detail)
    for item in shape.get("agenda", ()):
        if item["start"] is None:
            del item["start"]
    return shape
