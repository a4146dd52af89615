"""The command that reads answers to invitations: calendar files, mails, folders and lists."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from townhall.cli import console
from townhall.cli.arguments import Parser, local_moment, number
from townhall.cli.chosen_plan import changing
from townhall.cli.occurrences import key_text
from townhall.cli.output import print_json
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import label
from townhall.language import _

if TYPE_CHECKING:
    from townhall.services.reply_reader import ReplyResult
    from townhall.storage.database import Database


def add_options(parser: Parser) -> None:
    """Add the options of `import replies`."""
    parser.add_argument(
        "files",
        metavar=_("FILE"),
        nargs="+",
        help=_("calendar file, mail, folder with these, or a list by Outlook or Teams"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("say what would be done, and change nothing")
    )
    parser.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("the communication that a list of answers is about"),
    )
    parser.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of it; default: the nearest date"),
    )


def read(args: argparse.Namespace) -> int:
    """Read answers, and say of each what became of it; 0 whenever every file was judged."""
    from townhall.services.replies import read_replies
    from townhall.services.reply_files import read_reply_files

    if args.occurrence is not None and args.communication is None:
        raise InvalidInput(_("Say of which communication that date is, with --communication."))
    files = read_reply_files([Path(file) for file in args.files])
    with changing(args) as database:
        about = _about(database, args)
        if args.dry_run:
            rehearsed = database.rehearse(read_replies, files, about=about)
            results = [replace(each, reply_id=None) for each in rehearsed]
        else:
            results = database.run(read_replies, files, about=about).value
    if args.json:
        print_json({"results": [_json(each) for each in results]})
        return 0
    if not results:
        console.say(_("There is no answer in these files."))
    for each in results:
        said = [label(each.verdict)]
        if each.person:
            answer = f": {label(each.partstat)}" if each.partstat else ""
            said.append(f"{each.person}{answer}")
        said += [each.reason] if each.reason else []
        console.say(f"{each.file}: {'; '.join(said)}")
    return 0


def _about(database: "Database", args: argparse.Namespace) -> Any:
    """The date that lists are about, when one is named. Raises NotFound."""
    from townhall.services.queries.communication_details import communication
    from townhall.services.queries.communications import nearest_date

    if args.communication is None:
        return None
    if args.occurrence is not None:
        return args.communication, args.occurrence
    zone = database.read(communication, args.communication).time_zone
    now = database.clock.local_now(zone)
    return args.communication, database.read(nearest_date, args.communication, now)


def _json(result: "ReplyResult") -> dict[str, Any]:
    occurrence = None
    if result.communication_id is not None and result.original_start is not None:
        occurrence = key_text(result.communication_id, result.original_start)
    return {
        "file": result.file,
        "verdict": result.verdict,
        "reason": result.reason,
        "person": result.person,
        "email": result.email,
        "occurrence": occurrence,
        "communication_id": result.communication_id,
        "original_start": result.original_start,
        "partstat": result.partstat.upper() if result.partstat else None,
        "comment": result.comment,
        "reply_id": result.reply_id,
    }
