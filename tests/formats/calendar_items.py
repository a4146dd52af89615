"""Communications that the tests of calendar files share."""

from dataclasses import replace
from datetime import UTC, datetime, time

from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.run_of_show import AgendaItem
from townhall.domain.terms import AttendeeRole

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ANNA = Organizer("Anna Voorbeeld", "anna@delinde.example")
PEOPLE = (
    Attendee("Bram Proefman", "bram@delinde.example", AttendeeRole.HOST),
    Attendee("Cato Voorbeeld", "cato@delinde.example", AttendeeRole.SPEAKER),
    Attendee("Daan Proefman", "daan@delinde.example"),
    Attendee("Evi Voorbeeld", "evi@delinde.example", AttendeeRole.OPTIONAL),
    Attendee("Ondernemingsraad", "or@delinde.example", AttendeeRole.INFORMED),
    Attendee("Aula", "aula@delinde.example", AttendeeRole.ROOM),
)

SINGLE = CalendarItem(
    uid="5b1f3f1e-0c55-5d1c-9a53-0a6f7a1b2c3d",
    sequence=0,
    title="Town hall: AI in de radiologie",
    start=datetime(2027, 3, 12, 15, 0),
    time_zone="Europe/Amsterdam",
    duration_minutes=60,
    dtstamp_utc=NOW,
    created_utc=datetime(2026, 11, 20, 9, 30, tzinfo=UTC),
    modified_utc=NOW,
    description="Waarom, wat levert het op;\nen wat betekent het voor mijn werk?",
    location="Aula, begane grond",
    join_link="https://meet.example.org/j/481?p=a&q=b",
    organizer=ANNA,
    attendees=PEOPLE,
    reminder_minutes=30,
    categories=("Town hall", "Triage, fase 1"),
    agenda=(
        AgendaItem("Opening & welkom", 5, speaker="Bram Proefman", cues="Niet voor de zaal"),
        AgendaItem("Wat AI doet; en wat niet", 25, speaker="Cato Voorbeeld"),
        AgendaItem("Vragen", 20, start=time(15, 35)),
    ),
    questions_to="vragen@delinde.example",
    color="teal",
)

SERIES = replace(
    SINGLE,
    uid="7c2a4a2f-1d66-5e2d-8b64-1b7a8b2c3d4e",
    sequence=3,
    title="Voortgang AI",
    start=datetime(2027, 1, 7, 10, 0),
    recurrence="FREQ=MONTHLY;COUNT=8;BYDAY=1TH",
    agenda=(AgendaItem("Stand van zaken", 40, speaker="Daan Proefman"), AgendaItem("Vragen", 20)),
    contact="Cato Voorbeeld, toestel 1234",
    invitation_language="nl+en",
    overrides=(
        Override(datetime(2027, 2, 4, 10), cancelled=True),
        Override(datetime(2027, 3, 4, 10), start=datetime(2027, 3, 5, 14), title="Voortgang AI 🎉"),
        Override(
            datetime(2027, 4, 1, 10),
            duration_minutes=90,
            location="Collegezaal",
            agenda=(AgendaItem("Terugblik", 30), AgendaItem("Vragen", 60)),
        ),
        Override(datetime(2027, 5, 6, 10)),
    ),
)

ALL_DAY = replace(
    SINGLE,
    uid="9d3b5b3a-2e77-5f3e-9c75-2c8b9c3d4e5f",
    title="Week van de AI-geletterdheid",
    start=datetime(2027, 4, 5),
    duration_minutes=2 * 1440,
    all_day=True,
    recurrence="FREQ=WEEKLY;UNTIL=20270503;BYDAY=MO",
    overrides=(
        Override(datetime(2027, 4, 12), cancelled=True),
        Override(datetime(2027, 4, 19), start=datetime(2027, 4, 20)),
    ),
    join_link="",
    reminder_minutes=None,
)

OVER_WINTER = replace(
    SINGLE,
    uid="ad4c6c4b-3f88-504f-ad86-3d9cad4e5f6a",
    title="Inloopuur",
    start=datetime(2026, 10, 5, 9, 15),
    recurrence="FREQ=WEEKLY;INTERVAL=2;UNTIL=20270430T065959Z;BYDAY=MO",
)

ENDLESS = replace(
    SINGLE,
    uid="be5d7d5c-4099-5150-be97-4eadbe5f6a7b",
    title="Werkgroep",
    time_zone="America/New_York",
    recurrence="FREQ=MONTHLY;BYMONTHDAY=12",
    status="TENTATIVE",
)

NIGHT_SHIFT = replace(
    SINGLE,
    uid="cf6e8e6d-51aa-5261-8fa8-5fbecf6a7b8c",
    title="Nachtdienst",
    start=datetime(2027, 3, 27, 23, 0),
    duration_minutes=360,
    attendees=PEOPLE[:1],
)
