"""The words of a planning for kinds, states and channels, in Dutch and English."""

import re
from functools import cache

from townhall.domain.quick_words import KINDS, fold
from townhall.domain.terms import Channel, CommunicationKind, CommunicationStatus, label
from townhall.language import LANGUAGES, words

_STATUSES = {
    CommunicationStatus.IDEA: "idee|concept|voorstel|optie|onder voorbehoud|draft|proposal|"
    "tentative|option|voorlopig",
    CommunicationStatus.PLANNED: "ingepland|gepland|te plannen|staat gepland|scheduled|open|"
    "to do|in voorbereiding|in preparation",
    CommunicationStatus.CONFIRMED: "definitief|akkoord|vast|vastgesteld|definite|final|agreed|ok",
    CommunicationStatus.HELD: "geweest|uitgevoerd|afgerond|gereed|klaar|voltooid|verzonden|"
    "verstuurd|done|completed|sent|finished|gedaan",
    CommunicationStatus.EVALUATED: "geëvalueerd|geevalueerd|reviewed",
    CommunicationStatus.CANCELLED: "afgelast|vervallen|vervalt|geschrapt|afgezegd|canceled|"
    "called off|dropped",
}
_CHANNELS = {
    Channel.EMAIL: "email|mail|nieuwsbrief|newsletter|mailing",
    Channel.INTRANET: "intranetbericht|intranet post|nieuwsbericht",
    Channel.TEAM_MEETING: "teamoverleg|werkoverleg|team meeting|teamvergadering",
    Channel.NOTICEBOARD: "prikbord|poster|posters|notice board",
    Channel.VIDEO: "videoboodschap|vlog|film",
    Channel.TOWN_HALL: "townhall|town hall|personeelsbijeenkomst",
}


def kind_named(text: str) -> CommunicationKind | None:
    """The kind that a cell of a column with kinds names, alone or among other words."""
    plain = _plain(text)
    exact = _kinds().get(plain)
    return exact or kind_within(text)


def kind_within(text: str) -> CommunicationKind | None:
    """The kind whose word stands in `text`; the longest word counts, None where two disagree."""
    plain = f" {_plain(text)} "
    found: list[tuple[int, CommunicationKind]] = [
        (len(word), kind) for word, kind in _kinds().items() if f" {word} " in plain
    ]
    longest = max((length for length, _kind in found), default=0)
    kinds = {kind for length, kind in found if length == longest}
    return kinds.pop() if len(kinds) == 1 else None


def status_named(text: str) -> CommunicationStatus | None:
    """The status that a cell names."""
    return _statuses().get(_plain(text))


def channel_named(text: str) -> str:
    """The channel as the plan calls it; one of the organisation's own as it is written."""
    found = _channels().get(_plain(text))
    return found.value if found else text


def _plain(text: str) -> str:
    return re.sub(r"[\s/,;:()]+", " ", fold(text)).strip(" .")


@cache
def _kinds() -> dict[str, CommunicationKind]:
    labels = {
        _plain(label(kind, words(code))): kind for code in LANGUAGES for kind in CommunicationKind
    }
    return KINDS | labels | {kind.value: kind for kind in CommunicationKind}


@cache
def _statuses() -> dict[str, CommunicationStatus]:
    known = {_plain(word): status for status, told in _STATUSES.items() for word in told.split("|")}
    for status in CommunicationStatus:
        known |= {_plain(label(status, words(code))): status for code in LANGUAGES}
        known[status.value] = status
    return known


@cache
def _channels() -> dict[str, Channel]:
    known = {
        _plain(word): channel for channel, told in _CHANNELS.items() for word in told.split("|")
    }
    for channel in Channel:
        known |= {_plain(label(channel, words(code))): channel for code in LANGUAGES}
        known[channel.value] = channel
    return known
