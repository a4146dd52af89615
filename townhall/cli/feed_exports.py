"""`export feeds`: bring the files of feeds, and calendars on servers, up to date."""

import argparse
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from townhall.cli import console
from townhall.cli.arguments import Parser, number
from townhall.cli.chosen_plan import changing
from townhall.cli.output import print_json
from townhall.domain.errors import NotFound, TownHallError
from townhall.domain.publication import Choice, Decision
from townhall.language import _, ngettext

if TYPE_CHECKING:
    from townhall.services.publishing import PublishOutcome
    from townhall.services.queries.feeds import FeedDetail
    from townhall.storage.database import Database


def add_options(parser: Parser) -> None:
    """The options of `export feeds`."""
    parser.add_argument(
        "--feed",
        type=number,
        action="append",
        default=[],
        metavar=_("NUMBER"),
        help=_("only this calendar feed; may be given again"),
    )
    for choice, text in (
        (Choice.OURS, _("in a conflict, put the plan’s item with this UID on the server")),
        (Choice.THEIRS, _("in a conflict, leave the server’s item with this UID as it is")),
    ):
        parser.add_argument(f"--{choice}", action="append", default=[], metavar=_("UID"), help=text)


def export(args: argparse.Namespace) -> int:
    """Refresh feeds; a server is asked what it has, and nothing of others is overwritten.

    The exit code is 1 when one of them could not be brought up to date; the others are.
    """
    from townhall.services.queries.feeds import feeds

    found = []
    with changing(args) as database:
        wanted = _wanted(database.read(feeds), args.feed)
        for feed in wanted:
            try:
                if feed.path:
                    found.append(_write(database, feed))
                else:
                    found.append(_publish(database, feed, args))
            except TownHallError as error:
                found.append(_shape(feed, problem=str(error)))
    if args.json:
        print_json(found)
    else:
        _say(found)
    failed = [each for each in found if each["problem"]]
    if failed:
        console.complain(_("“{name}”: {problem}").format_map(failed[0]))
    return 1 if failed else 0


def _wanted(found: "list[FeedDetail]", numbers: list[int]) -> "list[FeedDetail]":
    if not numbers:
        return found
    by_id = {feed.id: feed for feed in found}
    for each in numbers:
        if each not in by_id:
            raise NotFound(_("There is no calendar feed {id} in this plan.").format(id=each))
    return [by_id[each] for each in dict.fromkeys(numbers)]


def _shape(feed: "FeedDetail", **values: Any) -> dict[str, Any]:
    """One feed as scripts read it."""
    return {
        "id": feed.id,
        "name": feed.name,
        "file": feed.path,
        "collection_url": feed.collection_url,
        "items": feed.items,
        "changed": False,
        "created": 0,
        "updated": 0,
        "deleted": 0,
        "conflicts": [],
        "refused": [],
        "problem": "",
        **values,
    }


def _write(database: "Database", feed: "FeedDetail") -> dict[str, Any]:
    from townhall.services.feeds import write_feed

    written = database.run(write_feed, feed.id).value
    return _shape(feed, items=written.items, changed=written.changed)


def _publish(database: "Database", feed: "FeedDetail", args: argparse.Namespace) -> dict[str, Any]:
    from townhall.services.publishing import note_publication, prepare_publication, publish

    password = _password(feed)
    publication = database.run(prepare_publication, feed.id).value
    outcome = publish(publication, password, progress=_unseen, stop=_never)
    counted = [outcome]
    database.run(note_publication, outcome)
    decided = _decided(outcome, args)
    if decided:
        publication = database.run(prepare_publication, feed.id).value
        outcome = publish(publication, password, decided, progress=_unseen, stop=_never)
        counted.append(outcome)
        database.run(note_publication, outcome)
    sums = {
        name: sum(getattr(each, name) for each in counted)
        for name in ("created", "updated", "deleted")
    }
    return _shape(
        feed,
        items=len(publication.items),
        changed=any(sums.values()),
        **sums,
        conflicts=[asdict(each) for each in outcome.conflicts],
        refused=[{"title": title, "why": why} for title, why in outcome.refused],
        problem=outcome.problem or (outcome.refused[0][1] if outcome.refused else ""),
    )


def _decided(outcome: "PublishOutcome", args: argparse.Namespace) -> dict[str, Decision]:
    """What was chosen for the conflicts just found, as they are on the server now."""
    return {
        each.uid: Decision(choice, each.etag)
        for choice in Choice
        for each in outcome.conflicts
        if each.uid in getattr(args, choice)
    }


def _password(feed: "FeedDetail") -> str:
    """The keyring's, else what the user types; never one on the command line."""
    from townhall.services.server_password import stored_password

    kept = stored_password(feed.collection_url, feed.user_name)
    if kept is not None or not feed.user_name:
        return kept or ""
    if not sys.stdin.isatty():
        raise NotFound(
            _(
                "No password is kept for {user} on this computer. Publish once from the window, "
                "or in a terminal, where it can be asked."
            ).format(user=feed.user_name)
        )
    import getpass

    return getpass.getpass(_("Password of {user}: ").format(user=feed.user_name))


def _unseen(_done: int, _total: int) -> None:
    """The command line shows no bar."""


def _never() -> bool:
    """Only Ctrl+C stops a command."""
    return False


def _say(found: list[dict[str, Any]]) -> None:
    if not found:
        console.say(_("There are no calendar feeds in this plan."))
    for each in found:
        state = _("written") if each["changed"] else _("up to date")
        if each["problem"]:
            state = _("not up to date")
        items = ngettext("{n} communication", "{n} communications", each["items"])
        place = each["file"] or each["collection_url"]
        console.say(f"{each['name']}: {state}, {items.format(n=each['items'])}  ({place})")
        if each["problem"]:
            console.say("  " + each["problem"])
        for conflict in each["conflicts"]:
            sentence = _("Changed by somebody else: {title} (UID {uid}). Use --ours or --theirs.")
            title = conflict["title"] or "–"
            console.say("  " + sentence.format(title=title, uid=conflict["uid"]))
            for apart in conflict["differences"]:
                console.say(f"    {apart['field']}: {apart['ours']!r} | {apart['theirs']!r}")
