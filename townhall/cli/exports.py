"""Commands that write files: invitations, feeds, briefing packs."""

import argparse
from pathlib import Path

from townhall.cli import console, feed_exports, hand_over_export, year_export
from townhall.cli.arguments import (
    Parser,
    Subparsers,
    add_command,
    add_group,
    common_options,
    json_option,
    local_moment,
    number,
)
from townhall.cli.chosen_plan import changing, clock_of, reading
from townhall.cli.export_options import add_days, add_out
from townhall.cli.output import print_json
from townhall.cli.table_exports import add_tables
from townhall.domain.errors import InvalidInput, PlanRefused
from townhall.language import LANGUAGES, _, ngettext

_PACKS = ("speaker-brief", "qa-pack")
_PACK_FORMATS = ("docx", "pdf")


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    exporting = add_command(commands, "export", None, _("write files for other programs"), [])
    kinds = add_group(exporting, "export", _("WHAT"))
    _add_invitation(
        add_command(
            kinds, "invitation", _invitation, _("the invitation as calendar files"), parents
        )
    )
    _add_feed(
        add_command(kinds, "feed", _feed, _("everything planned as one calendar file"), parents)
    )
    feed_exports.add_options(
        add_command(
            kinds,
            "feeds",
            feed_exports.export,
            _("bring the calendar feeds of the plan up to date"),
            parents,
        )
    )
    todo = add_command(
        kinds, "todo", _todo, _("promises and steps of run-ups as a task list (.ics)"), parents
    )
    todo.add_argument(
        "--owner", metavar=_("NAME"), default="", help=_("whose they are; default: everybody’s")
    )
    add_out(todo)
    _add_pack(
        add_command(
            kinds,
            "pack",
            _pack,
            _("a briefing pack as Word document or PDF"),
            [common_options(language=False), json_option()],
        )
    )
    year_export.add_options(
        add_command(
            kinds, "year", year_export.export, _("a year in lanes, as PDF to print"), parents
        )
    )
    add_tables(kinds, parents)


def _add_invitation(parser: Parser) -> None:
    parser.add_argument(
        "id", type=number, metavar=_("NUMBER"), help=_("the communication’s number")
    )
    parser.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of the series"),
    )
    way = parser.add_mutually_exclusive_group()
    way.add_argument(
        "--publish", action="store_true", help=_("to add to any calendar, without attendees")
    )
    way.add_argument("--cancel", action="store_true", help=_("cancel it, in the plan too"))
    parser.add_argument(
        "--separate",
        action="store_true",
        help=_("changed and cancelled dates in files of their own, for Outlook"),
    )
    parser.add_argument(
        "--due",
        action="store_true",
        help=_("only the files that tell somebody something new"),
    )
    parser.add_argument(
        "--to",
        action="append",
        metavar=_("ADDRESS"),
        help=_("for this address alone; can be given more than once"),
    )
    hand_over_export.add_options(parser)
    add_out(parser, folder=True)


def _add_feed(parser: Parser) -> None:
    add_out(parser)
    parser.add_argument("--audience", metavar=_("NAME"), default="")
    parser.add_argument("--initiative", metavar=_("NAME"), default="")
    add_days(parser)


def _add_pack(parser: Parser) -> None:
    parser.add_argument(
        "kind",
        choices=_PACKS,
        metavar=_("KIND"),
        help=_("one of: {words}").format(words=", ".join(_PACKS)),
    )
    parser.add_argument(
        "--communication", type=number, metavar=_("NUMBER"), help=_("the communication’s number")
    )
    parser.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of it; default: the nearest date"),
    )
    parser.add_argument(
        "--language",
        dest="pack_language",
        choices=LANGUAGES,
        help=_("language of the pack; default: that of the plan’s documents"),
    )
    parser.add_argument("--format", choices=_PACK_FORMATS, help=_("default: by the file’s name"))
    parser.add_argument(
        "--template", metavar=_("FILE"), help=_("Word template (.docx, .dotx) of the house")
    )
    parser.add_argument("--speaker", metavar=_("NAME"), default="", help=_("whose brief it is"))
    parser.add_argument("--large-print", action="store_true", help=_("18 point type"))
    parser.add_argument(
        "--internal", action="store_true", help=_("with names of askers: not to be shared")
    )
    add_out(parser)


def _invitation(args: argparse.Namespace) -> int:
    if args.groups and not args.eml:
        raise InvalidInput(_("Groups get mail drafts; add --eml."), field="groups")
    if args.eml or args.zip:
        return hand_over_export.hand_over(args)
    from townhall.services.invitations import export_invitation

    with changing(args) as database:
        files = database.run(
            export_invitation,
            args.id,
            Path(args.out),
            original_start=args.occurrence,
            publish=args.publish,
            cancel=args.cancel,
            separate=args.separate,
            due_only=args.due,
            only=args.to,
        ).value
    if args.json:
        print_json(files)
        return 0
    for each in files:
        console.say(f"{each.file}  ({each.method}, SEQUENCE {each.sequence})")
        for warning in each.warnings:
            console.say(f"  {warning}")
    if not files:
        console.say(_("Everybody knows how it stands; there is nothing to send."))
    return 0


def _feed(args: argparse.Namespace) -> int:
    from townhall.services.feeds import export_feed

    with changing(args) as database:
        count = database.run(
            export_feed,
            Path(args.out),
            audience=args.audience,
            initiative=args.initiative,
            first=args.first,
            last=args.last,
        ).value
    if args.json:
        print_json({"file": args.out, "communications": count})
        return 0
    sentence = ngettext(
        "Wrote {n} communication to {file}.", "Wrote {n} communications to {file}.", count
    )
    console.say(sentence.format(n=count, file=args.out))
    return 0


def _todo(args: argparse.Namespace) -> int:
    from townhall.services.todo_exports import export_todo

    with reading(args) as database:
        files = database.read(export_todo, Path(args.out), args.owner, clock=clock_of(args))
    if args.json:
        print_json(files)
        return 0
    for each in files:
        sentence = ngettext(
            "{file}: {n} task, {open} open", "{file}: {n} tasks, {open} open", each.items
        )
        console.say(sentence.format(file=each.file, n=each.items, open=each.open))
    return 0


def _note_pack(args: argparse.Namespace) -> None:
    """Note in the plan that the pack was written, where the plan can be written to now."""
    from townhall.services.issued_packs import note_pack

    try:
        with changing(args) as database:
            database.run(
                note_pack,
                args.kind,
                args.communication,
                args.occurrence,
                args.pack_language,
                Path(args.out),
            )
    except PlanRefused:
        # A window has the plan open, or its folder cannot be written: the pack is whole anyway.
        return


def _pack(args: argparse.Namespace) -> int:
    from townhall.services.packs import export_pack

    if args.communication is None:
        raise InvalidInput(
            _("Say which communication the pack is about, with --communication NUMBER."),
            field="communication_id",
        )
    with reading(args) as database:
        result = database.read(
            export_pack,
            args.kind,
            args.communication,
            args.occurrence,
            args.pack_language,
            Path(args.out),
            clock=clock_of(args),
            file_format=args.format,
            template=Path(args.template) if args.template else None,
            internal=args.internal,
            large_print=args.large_print,
            speaker=args.speaker,
        )
    _note_pack(args)
    if args.json:
        print_json(result)
        return 0
    pages = (
        ngettext("{n} page", "{n} pages", result.pages).format(n=result.pages)
        if result.pages
        else ""
    )
    console.say(f"{result.file}  ({pages})" if pages else result.file)
    for leak in result.leaks:
        console.say(
            "  "
            + _("Check before sharing: {why}, in “{text}”.").format(why=leak.why, text=leak.text)
        )
    return 0
