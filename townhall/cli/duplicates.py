"""Commands on questions that ask the same: find them, merge them, take them apart."""

import argparse
from typing import TYPE_CHECKING

from townhall.cli import console
from townhall.cli.arguments import Subparsers, add_command, common_options, json_option, number
from townhall.cli.chosen_plan import changing, clock_of, reading, zone_of
from townhall.cli.output import print_json
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.services.queries.near_duplicates import DuplicateMember, SimilarQuestion


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
    finding.add_argument(
        "--all",
        action="store_true",
        help=_("also those that were found to be different"),
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
    telling_apart = add_command(
        commands, "different", _different, _("note that questions are different"), parents
    )
    telling_apart.add_argument(
        "questions",
        type=number,
        nargs="+",
        metavar=_("NUMBER"),
        help=_("questions that do not ask the same"),
    )


def _duplicates(args: argparse.Namespace) -> int:
    from townhall.domain.asked_before import asked_before_words
    from townhall.services.queries.near_duplicates import duplicate_groups

    with reading(args) as database:
        found = database.read(duplicate_groups, args.communication, different_too=args.all)
        today = clock_of(args).today(zone_of(database))
    if args.json:
        print_json(found)
        return 0
    if not found:
        console.say(_("No two questions ask the same."))
    for group in found:
        console.say(f"{group.lead}  {' '.join(group.text.split())}")
        for member in group.members:
            console.say(_line(member, ""))
        for each in group.asked_before:
            words = asked_before_words(each.asked, today, each.state, each.outcome, each.promise)
            console.say(_line(each, words))
    return 0


def _line(found: "DuplicateMember | SimilarQuestion", words: str) -> str:
    told = ", ".join(part for part in (words, _("different") if found.different else "") if part)
    line = f"  {found.score}%  {found.id}  {' '.join(found.text.split())}"
    return f"{line} ({told})" if told else line


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


def _different(args: argparse.Namespace) -> int:
    from townhall.services.question_merging import mark_different

    with changing(args) as database:
        pairs = database.run(mark_different, args.questions).value
    if args.json:
        print_json([{"id": one, "other_id": other} for one, other in pairs])
    else:
        n = len(pairs)
        words = ngettext(
            "{n} pair of questions is not suggested as the same any more.",
            "{n} pairs of questions are not suggested as the same any more.",
            n,
        )
        console.say(words.format(n=n))
    return 0
