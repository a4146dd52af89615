"""Lists of answers as Outlook copies them and Teams exports them."""

import pytest

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import PartStat
from townhall.domain.tracking import Tracked, tracked
from townhall.formats.tables import read_table

OUTLOOK = """Name,Attendance,Response
Programmabureau,Meeting Organizer,None
"Voorbeeld, Anna",Required Attendee,Accepted
Bram Proefman <bram@delinde.example>,Optional Attendee,Tentatively Accepted
Carla Staal,Required Attendee,Declined
Daan Specimen,Required Attendee,No Response
Eva Modelaar,Required Attendee,Perhaps later
"""
OUTLOOK_NL = """Naam\tDeelname\tAntwoord
Anna Voorbeeld\tVereiste deelnemer\tGeaccepteerd
Bram Proefman\tOptionele deelnemer\tVoorlopig
Carla Staal\tVereiste deelnemer\tGeweigerd
Daan Specimen\tVereiste deelnemer\tGeen
"""
TEAMS = """1. Summary
Meeting title\tTown hall
Attended participants\t2

2. Participants
Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole
Anna Voorbeeld\t12/3/26, 10:28 AM\t12/3/26, 11:31 AM\t1h 2m\tanna@delinde.example\t\tPresenter
Bram Proefman (Extern)\t12/3/26, 10:30:00 AM\t12/3/26, 11:31:00 AM\t1h 1m\t\t\tAttendee

3. In-Meeting Activities
Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole
Anna Voorbeeld\t12/3/26, 10:28:01 AM\t12/3/26, 11:31:00 AM\t1h 2m\tanna@delinde.example\tPresenter
"""
REGISTRATION = """First Name,Last Name,Email,Registration Time,Registration Status
Anna,Voorbeeld,anna@delinde.example,2026-11-20 10:00,Registered
Bram,Proefman,bram@delinde.example,2026-11-21 10:00,Canceled
"""


def people(text: str, encoding: str = "utf-8", name: str = "list.csv") -> list[tuple[str, ...]]:
    found = tracked(read_table(text.encode(encoding), name))
    return [(each.name, each.email, each.partstat or "?") for each in found]


def test_outlook() -> None:
    assert people(OUTLOOK) == [
        ("Programmabureau", "", "needs-action"),
        ("Voorbeeld, Anna", "", "accepted"),
        ("Bram Proefman", "bram@delinde.example", "tentative"),
        ("Carla Staal", "", "declined"),
        ("Daan Specimen", "", "needs-action"),
        ("Eva Modelaar", "", "?"),
    ]


def test_outlook_in_dutch() -> None:
    assert [each[2] for each in people(OUTLOOK_NL, name="list.txt")] == [
        "accepted",
        "tentative",
        "declined",
        "needs-action",
    ]


def test_teams_writes_utf_16_with_tabs_and_several_lists() -> None:
    assert people(TEAMS, "utf-16") == [
        ("Anna Voorbeeld", "anna@delinde.example", "accepted"),
        ("Bram Proefman (Extern)", "", "accepted"),
    ]


def test_registrations() -> None:
    assert people(REGISTRATION) == [
        ("Anna Voorbeeld", "anna@delinde.example", "accepted"),
        ("Bram Proefman", "bram@delinde.example", "declined"),
    ]


def test_other_tables_are_refused() -> None:
    with pytest.raises(InvalidInput, match=r"list\.csv is not a list of answers"):
        people("Datum,Onderwerp\n2026-12-03,Town hall\n")


def test_a_word_that_is_not_known_is_kept() -> None:
    found = tracked(read_table(OUTLOOK.encode(), "list.csv"))
    assert found[-1] == Tracked(7, "Eva Modelaar", "", None, "Perhaps later")
    assert found[1].partstat is PartStat.ACCEPTED
