"""The command that lists personal data in questions, before they are shown around."""

import argparse

from townhall.cli import console
from townhall.cli.arguments import (
    Subparsers,
    add_command,
    common_options,
    json_option,
    local_moment,
    number,
)
from townhall.cli.chosen_plan import reading
from townhall.cli.labels import field_label
from townhall.cli.output import print_json
from townhall.domain.leaks import WHY
from townhall.domain.terms import Publication, label
from townhall.language import _


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    checking = add_command(
        commands,
        "check-questions",
        _check,
        _("list names, addresses and numbers in questions before they are shown to others"),
        [common_options(), json_option()],
    )
    checking.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("the communication’s number"),
    )
    checking.add_argument(
        "--occurrence",
        type=local_moment,
        metavar=_("START"),
        help=_("original start of one date of it"),
    )
    checking.add_argument(
        "--undecided", action="store_true", help=_("only those that nobody has decided about")
    )


def _check(args: argparse.Namespace) -> int:
    from townhall.services.queries.communication_details import communication
    from townhall.services.queries.publish_check import publish_findings
    from townhall.services.queries.questions import QuestionFilter, question_ids

    with reading(args) as database:
        ids = None
        if args.communication is not None:
            database.read(communication, args.communication)
            chosen = QuestionFilter(
                communication_id=args.communication, original_start=args.occurrence
            )
            ids = frozenset(database.read(question_ids, chosen))
        found = database.read(publish_findings, ids, undecided=args.undecided)
    if args.json:
        print_json(found)
        return 0
    if not found:
        console.say(_("No personal data was found."))
    for each in found:
        why = _(WHY[each.kind]).format(text=" ".join(each.text.split()))
        decided = each.publication is not Publication.UNDECIDED
        told = f"{label(each.publication)}: {why}" if decided else why
        console.say(f"{each.question}  {field_label(each.field)}  {told}")
    return 0
