"""The planning as a spreadsheet shows it: one line for each date, in columns that can be read in.

`planning_columns` and `planning_words` read what is written here, in either language.
"""

from dataclasses import dataclass
from datetime import date, time

from townhall.domain.neutral_cells import neutral
from townhall.domain.planning_columns import LABELS
from townhall.domain.terms import Channel, CommunicationKind, CommunicationStatus, SignOff, label
from townhall.language import N_, words

COLUMNS = (
    *("title", "kind", "date", "time", "end", "end_date", "objective", "audiences"),
    *("initiatives", "organizer", "organizer_email", "channel", "location", "join_link"),
    *("status", "sign_off", "notes", "time_zone", "id"),
)
"""What is written, in this order."""

Cell = str | date | time

# Who signs off does that in the plan; a file cannot.
_LABELS = LABELS | {"sign_off": N_("Sign-off")}


@dataclass(frozen=True, slots=True)
class PlanningLine:
    """One date of a communication.

    `start` and `end` are wall times, None where it takes all day; `last_day` is None where it
    ends on the day it begins. `time_zone` is "" where it is the plan's. `id` is by what the line is
    known again.
    """

    kind: CommunicationKind
    title: str
    day: date
    start: time | None
    end: time | None
    last_day: date | None
    objective: str
    audiences: tuple[str, ...]
    initiatives: tuple[str, ...]
    organizer: str
    organizer_email: str
    channel: str
    location: str
    join_link: str
    status: CommunicationStatus
    sign_off: SignOff
    notes: str
    time_zone: str
    id: str


def headings(language: str) -> list[str]:
    """What stands above the columns, in `language`."""
    return [words(language).gettext(_LABELS[name]) for name in COLUMNS]


def cells(line: PlanningLine, language: str) -> list[Cell]:
    """The cells of a line; words in `language`, text that a spreadsheet would run made harmless."""
    said = words(language)
    channels = {channel.value: channel for channel in Channel}
    known = channels.get(line.channel)
    text = {
        "title": line.title,
        "kind": label(line.kind, said),
        "objective": line.objective,
        "audiences": "; ".join(line.audiences),
        "initiatives": "; ".join(line.initiatives),
        "organizer": line.organizer,
        "organizer_email": line.organizer_email,
        "channel": label(known, said) if known else line.channel,
        "location": line.location,
        "join_link": line.join_link,
        "status": label(line.status, said),
        "sign_off": label(line.sign_off, said),
        "notes": line.notes,
        "time_zone": line.time_zone,
        "id": line.id,
    }
    moments: dict[str, Cell] = {
        "date": line.day,
        "time": line.start if line.start is not None else "",
        "end": line.end if line.end is not None else "",
        "end_date": line.last_day or "",
    }
    return [moments[name] if name in moments else neutral(text[name]) for name in COLUMNS]
