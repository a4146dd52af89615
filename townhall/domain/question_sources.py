"""Which tool wrote an export of questions, told by its columns, and what those columns hold.

The columns are those of the tools' own exports: Claper's statistics, Slido's questions as JSON,
Zoom's Q&A report, and the messages of a Q&A in Teams as Microsoft Graph gives them.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Source(StrEnum):
    """The kind of file a question came from; stored as the question's source."""

    MICROSOFT_FORMS = "microsoft-forms"
    GOOGLE_FORMS = "google-forms"
    SLIDO = "slido"
    TEAMS = "teams"
    ZOOM = "zoom"
    CLAPER = "claper"
    MODERATOR = "mozilla-moderator"
    TOWN_HALL = "town-hall"
    TABLE = "table"

    @property
    def has_lasting_ids(self) -> bool:
        """Whether the tool gives a question an identity that no other question of it ever has."""
        return self in (Source.SLIDO, Source.TEAMS)

    @property
    def writes_american_dates(self) -> bool:
        """Whether slashes stand for month/day/year where the dates themselves do not tell."""
        return self in (Source.MICROSOFT_FORMS, Source.GOOGLE_FORMS, Source.ZOOM)


def key_of(text: str) -> str:
    """A header as it is compared: lower case, single blanks, no closing punctuation."""
    return " ".join(text.split()).casefold().rstrip(" :*?.")


def names(text: str) -> frozenset[str]:
    """The names in `text`, which stand between bars."""
    return frozenset(text.split("|"))


FORMS_START = names("start time|begintijd|starttijd")
FORMS_END = names("completion time|tijd van voltooien|voltooiingstijd")
TIMESTAMP = names("timestamp|tijdstempel")

ZOOM_STARTED = "actual start time"
"""The column above a Zoom report that says when the meeting began."""

MODERATOR_HEADER = ("Question", "Votes", "Event")
"""What the columns of a Mozilla Moderator export are called: it has no header of its own."""

COLUMNS: Mapping[Source, Mapping[str, tuple[str, ...]]] = {
    Source.SLIDO: {
        "text": ("text",),
        "asked_at": ("date_created",),
        "votes": ("score",),
        "asker": ("author.name", "attrs.author_name", "author"),
        "source_id": ("event_question_id",),
        "language": ("attrs.language",),
    },
    Source.TEAMS: {
        "text": ("body.content",),
        "asked_at": ("createddatetime",),
        "votes": ("conversation.upvotecount", "upvotecount"),
        "asker": ("from.user.displayname",),
        "source_id": ("id",),
        "answer": ("replies",),
    },
    Source.ZOOM: {
        "text": ("question",),
        "asked_at": ("question time", "asked time", ZOOM_STARTED),
        "asker": ("asker name",),
        "email": ("asker email",),
        "answer": ("answer(s)", "answers", "answer"),
    },
    Source.CLAPER: {
        "text": ("message",),
        "asked_at": ("sent at (utc)",),
        "asker": ("name",),
        "email": ("user email",),
    },
    Source.MODERATOR: {"text": ("question",), "votes": ("votes",)},
}
"""The columns of tools that always write the same ones, by field, the likeliest first."""

_ALWAYS = {
    Source.SLIDO: names("type|text|event_question_id"),
    Source.TEAMS: names("id|body.content|createddatetime"),
    Source.ZOOM: names("question|asker name|asker email"),
    Source.CLAPER: names("attendee identifier|message|sent at (utc)"),
}

# Fields that only this program writes.
_OWN_EXPORTS = (
    names("text|source_id|anonymity|times_carried"),
    names("question|source id|anonymity|times carried over"),
    names("vraag|bron-id|anonimiteit|keren doorgeschoven"),
)

# What no form has: a table with one of these only happens to begin with a time.
_OF_A_LIST = names("id|source_id|votes|stemmen|upvotes|likes|answer|antwoord|source|bron")


def source_of(keys: Sequence[str]) -> Source:
    """The tool that writes the columns `keys`; TABLE for any that no known tool writes."""
    found = set(keys)
    if "id" in found and found & FORMS_START and found & FORMS_END:
        return Source.MICROSOFT_FORMS
    if any(found >= own for own in _OWN_EXPORTS):
        return Source.TOWN_HALL
    for source, always in _ALWAYS.items():
        if found >= always:
            return source
    if tuple(keys) == tuple(key_of(name) for name in MODERATOR_HEADER):
        return Source.MODERATOR
    if len(keys) > 1 and keys[0] in TIMESTAMP and not found & _OF_A_LIST:
        return Source.GOOGLE_FORMS
    return Source.TABLE
