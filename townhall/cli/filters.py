"""The filters of `list`: options by noun, and what they let through."""

import argparse
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from townhall.cli.arguments import Parser, day, local_moment, number, term_names
from townhall.cli.chosen_plan import zone_of
from townhall.cli.noun_table import NOUNS
from townhall.domain import terms
from townhall.domain.errors import InvalidInput
from townhall.domain.question_marks import QuestionMark
from townhall.domain.question_periods import Period, days_of
from townhall.domain.terms import noun_label
from townhall.language import _

if TYPE_CHECKING:
    from townhall.services.queries.questions import QuestionFilter
    from townhall.storage.database import Database

_TERMS = {
    ("communication", "kind"): terms.CommunicationKind,
    ("communication", "status"): terms.CommunicationStatus,
    ("occurrence", "kind"): terms.CommunicationKind,
    ("occurrence", "status"): terms.CommunicationStatus,
    ("question", "state"): terms.QuestionState,
    ("question", "outcome"): terms.Outcome,
    ("question", "mark"): QuestionMark,
    ("question", "period"): Period,
    ("follow-up", "state"): terms.FollowUpState,
    ("initiative", "stage"): terms.Stage,
    ("person", "role"): terms.PersonRole,
    ("idea", "outcome"): terms.IdeaOutcome,
    ("recipe", "kind"): terms.CommunicationKind,
    ("template", "kind"): terms.CommunicationKind,
    ("training", "level"): terms.KnowledgeLevel,
    ("cadence", "state"): terms.CadenceState,
    ("reply", "verdict"): terms.ReplyVerdict,
    ("feed", "state"): terms.FeedState,
    ("overlay", "stands-for"): terms.StandsFor,
}
_ORDERS = ("match", "votes", "newest", "answer-by", "owner", "state")
"""The words of `QuestionOrder`, which comes with the database."""
_OWN_OPTIONS = {
    "occurrence": (
        *("communication", "kind", "status", "audience", "initiative", "channel", "person"),
        "saved-filter",
    ),
    "question": (
        *("communication", "state", "outcome", "theme", "owner", "audience", "text", "source"),
        *("mark", "period", "order", "saved-filter"),
    ),
}
_IDS = ("communication", "question")
_A_YEAR = timedelta(days=365)


def add_filters(parser: Parser, noun: str) -> None:
    """Add the options of `list NOUN`."""
    group = parser.add_argument_group(_("filters"))
    options = _OWN_OPTIONS.get(noun) or [option for option, _field in NOUNS[noun].filters]
    for option in options:
        known = _TERMS.get((noun, option))
        if option == "order":
            group.add_argument(
                "--order", choices=_ORDERS, metavar=_("WORD"), help=", ".join(_ORDERS)
            )
        elif known is not None:
            group.add_argument(
                f"--{option}",
                choices=term_names(known),
                metavar=_("WORD"),
                help=", ".join(term_names(known)),
            )
        elif option in _IDS:
            group.add_argument(f"--{option}", type=number, metavar=_("NUMBER"))
        else:
            group.add_argument(f"--{option}", metavar=_("WORDS") if option == "text" else _("NAME"))
    if noun == "occurrence":
        group.add_argument(
            "--from", dest="first", type=day, metavar=_("DAY"), help=_("default: today")
        )
        group.add_argument(
            "--to", dest="last", type=day, metavar=_("DAY"), help=_("default: a year later")
        )
    if noun == "question":
        group.add_argument(
            "--occurrence",
            type=local_moment,
            metavar=_("START"),
            help=_("original start of one date of the communication"),
        )


def filtered(database: "Database", noun: str, args: argparse.Namespace) -> list[Any]:
    """The details of `noun` that the options let through. Raises InvalidInput, NotFound."""
    if noun == "occurrence":
        return _occurrences(database, args)
    if noun == "question":
        return _questions(database, args)
    details = NOUNS[noun].details(database)
    for option, field in NOUNS[noun].filters:
        wanted = getattr(args, option.replace("-", "_"))
        if wanted is None:
            continue
        if option in ("audience", "initiative", "owner", "parent"):
            wanted = _named(database, _NAMED_NOUN.get(option, option), wanted)[1]
        elif option in _IDS:
            NOUNS[option].detail(database, wanted)
        details = [detail for detail in details if _matches(getattr(detail, field), wanted)]
    return details


_NAMED_NOUN = {"owner": "person", "parent": "audience"}


def _matches(value: object, wanted: object) -> bool:
    if isinstance(value, tuple):
        return wanted in value
    if isinstance(value, str) and isinstance(wanted, str):
        return value.casefold() == wanted.casefold()
    return value == wanted


def _named(database: "Database", noun: str, name: str) -> tuple[int, str]:
    """Id and name of the record called `name`, whatever the case. Raises InvalidInput."""
    for detail in NOUNS[noun].details(database):
        if detail.name.casefold() == name.strip().casefold():
            return detail.id, detail.name
    raise InvalidInput(
        _("There is no {noun} called “{name}” in this plan.").format(
            noun=noun_label(noun), name=name
        )
    )


def _ids(database: "Database", noun: str, name: str | None) -> frozenset[int]:
    return frozenset() if name is None else frozenset({_named(database, noun, name)[0]})


def _only(kind: Any, value: str | None) -> frozenset[Any]:
    return frozenset() if value is None else frozenset({kind(value)})


def _occurrences(database: "Database", args: argparse.Namespace) -> list[Any]:
    from townhall.services.queries.communication_details import communication
    from townhall.services.queries.communications import OccurrenceFilter, occurrences
    from townhall.services.queries.saved_filters import (
        audiences_with_parts,
        filter_called,
        known_as,
    )

    zone = zone_of(database)
    first = args.first or database.clock.today(zone)
    last = args.last or first + _A_YEAR
    if last < first:
        raise InvalidInput(_("The last day lies before the first."), field="to")
    if args.communication is not None:
        database.read(communication, args.communication)
    audience = _ids(database, "audience", args.audience)
    chosen = OccurrenceFilter(
        kinds=_only(terms.CommunicationKind, args.kind),
        statuses=_only(terms.CommunicationStatus, args.status),
        audience_ids=database.read(audiences_with_parts, audience),
        initiative_ids=_ids(database, "initiative", args.initiative),
        communication_ids=frozenset(() if args.communication is None else (args.communication,)),
        channels=frozenset(() if args.channel is None else (args.channel,)),
        people=frozenset() if args.person is None else database.read(known_as, args.person),
    )
    rows = database.read(occurrences, first, last, zone, chosen)
    if args.saved_filter is None:
        return rows
    saved = database.read(filter_called, args.saved_filter)
    others = database.read(occurrences, first, last, zone, saved)
    let_through = {(row.communication_id, row.original_start) for row in others}
    return [row for row in rows if (row.communication_id, row.original_start) in let_through]


def _questions(database: "Database", args: argparse.Namespace) -> list[Any]:
    from townhall.services.queries.questions import questions

    return database.read(questions, question_filter(database, args))


def question_filter(database: "Database", args: argparse.Namespace) -> "QuestionFilter":
    """What the options of `list question` let through. Raises InvalidInput, NotFound."""
    from townhall.services.queries.communication_details import communication
    from townhall.services.queries.question_filter import QuestionFilter, QuestionOrder, with_marks

    if args.communication is not None:
        database.read(communication, args.communication)
    today = database.clock.today(zone_of(database))
    mine = _my_name() if args.mark == QuestionMark.MINE else ""
    chosen = QuestionFilter(
        text=args.text or "",
        communication_id=args.communication,
        original_start=args.occurrence,
        states=_only(terms.QuestionState, args.state),
        outcomes=_only(terms.Outcome, args.outcome),
        themes=_themes(database, args.theme),
        audience_ids=_ids(database, "audience", args.audience),
        owner_ids=_ids(database, "person", args.owner),
        sources=frozenset(() if args.source is None else (args.source,)),
        asked=None if args.period is None else days_of(Period(args.period), today),
        ids=_saved_ids(database, args.saved_filter, today),
        order=QuestionOrder(args.order or "votes"),
    )
    return with_marks(chosen, _only(QuestionMark, args.mark), today, mine)


def _saved_ids(database: "Database", name: str | None, today: date) -> frozenset[int] | None:
    """The questions that the saved filter called `name` lets through. Raises InvalidInput."""
    from townhall.services.queries.question_register import question_register
    from townhall.services.queries.saved_filters import question_filter_called
    from townhall.settings import Settings

    if name is None:
        return None
    saved = database.read(question_filter_called, name, today, Settings.load().user_name)
    return frozenset(database.read(question_register, saved).ids)


def _my_name() -> str:
    """The name in the settings. Raises InvalidInput when there is none."""
    from townhall.settings import Settings

    name = Settings.load().user_name
    if not name:
        raise InvalidInput(
            _("Say in Settings who you are; then your own questions can be shown."), field="mark"
        )
    return name


def _themes(database: "Database", word: str | None) -> frozenset[str]:
    """The key of the theme that `word` means. Raises InvalidInput, naming those there are."""
    from townhall.domain.question_themes import theme_called
    from townhall.services.queries.question_themes import themes

    if word is None:
        return frozenset()
    known = database.read(themes)
    found = theme_called(known, word)
    if found is None:
        sentence = _("There is no theme “{name}” in this plan; the themes are: {themes}.")
        raise InvalidInput(
            sentence.format(name=word, themes=", ".join(each.key for each in known)), field="theme"
        )
    return frozenset({found.key})
