"""Commands on questions that ask the same: find them, merge them, take them apart."""

import argparse

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, common_options, json_option, number
from townhall.cli.chosen_plan import changing, clock_of, reading, zone_of
from townhall.cli.output import print_json
from townhall.language import _, ngettext


def add_commands(commands: Subparsers) -> None:
    """Add this module's commands."""
    parents = [common_options(), json_option()]
    finding = add_command(
        commands, "duplicates", _duplicates, _("find questions that ask the same"), parents
    )
    finding.add_argument(
        "--communication",
        type=number,
        metavar=_("NUMBER"),
        help=_("the communication’s number"),
    )
    merging = add_command(commands, "merge", _merge, _("merge questions into one of them"), parents)
    merging.add_argument("lead", type=number, metavar=_("LEAD"), help=_("the one that is answered"))
    merging.add_argument(
        "questions",
        type=number,
        nargs="+",
        metavar=_("NUMBER"),
        help=_("questions that ask the same"),
    )
    parting = add_command(
        commands, "unmerge", _unmerge, _("take a merged question out again"), parents
    )
    parting.add_argument("question", type=number, metavar=_("NUMBER"))


def _duplicates(args: argparse.Namespace) -> int:
    from townhall.domain.asked_before import asked_before_words
    from townhall.services.queries.near_duplicates import duplicate_groups

    with reading(args) as database:
        found = database.read(duplicate_groups, args.communication)
        today = clock_of(args).today(zone_of(database))
    if args.json:
        print_json(found)
        return 0
    if not found:
        console.say(_("No two questions ask the same."))
    for group in found:
        console.say(f"{group.lead}  {' '.join(group.text.split())}")
        for member in group.members:
            console.say(f"  {member.score}%  {member.id}  {' '.join(member.text.split())}")
        for each in group.asked_before:
            words = asked_before_words(each.asked, today, each.state, each.outcome, each.promise)
            console.say(f"  {each.score}%  {each.id}  {' '.join(each.text.split())} ({words})")
    return 0


def _merge(args: argparse.Namespace) -> int:
    from townhall.services.queries.questions import question
    from townhall.services.question_merging import merge_questions

    with changing(args) as database:
        lead = database.run(merge_questions, args.lead, args.questions).value
        detail = database.read(question, lead)
    if args.json:
        print_json(detail)
    else:
        n = len(detail.merged_ids)
        words = ngettext(
            "Question {id} now stands for {n} other one.",
            "Question {id} now stands for {n} other ones.",
            n,
        )
        console.say(words.format(id=lead, n=n))
    return 0


def _unmerge(args: argparse.Namespace) -> int:
    from townhall.services.queries.questions import question
    from townhall.services.question_merging import unmerge_question

    with changing(args) as database:
        database.run(unmerge_question, args.question)
        detail = database.read(question, args.question)
    if args.json:
        print_json(detail)
    else:
        console.say(_("Question {id} stands for itself again.").format(id=args.question))
    return 0
