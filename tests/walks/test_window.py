"""From the welcome to a printed brief, by keyboard and mouse, with undo and redo of every step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import docx
import icalendar
import pypdf
import pytest
import recurring_ical_events
import vobject

from tests.screens.opened import opened
from tests.walks.walker import Walker, answer_dialogs
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.communications import OccurrenceFilter, occurrences
from townhall.services.queries.invitations import invitations
from townhall.services.queries.people import audiences, people
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.questions import questions
from townhall.services.sample import sample_file
from townhall.storage.database import Database

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Anna Voorbeeld
EMAIL:anna@delinde.example
ORG:De Linde;Communicatie
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bram Proefman
EMAIL:bram@delinde.example
ORG:De Linde;Radiologie
END:VCARD
"""
ZONE = "Europe/Amsterdam"


@pytest.fixture
def walker(qtbot, tmp_path):
    """Somebody before the welcome of a program that was never used."""
    with opened(tmp_path) as window:
        yield Walker(window)


def test_from_the_welcome_to_a_printed_brief(walker, tmp_path, monkeypatch, clock):
    plan = tmp_path / "De Linde.townhall"
    make_plan(walker, monkeypatch, plan)
    name_the_organisation(walker)
    bring_in_people(walker, tmp_path)
    add_an_audience(walker)
    plan_a_town_hall(walker)
    plan_fortnightly_updates(walker)
    move_one_date(walker)
    import_questions(walker)
    answer_a_question(walker)
    files = tmp_path / "files"
    files.mkdir()
    answer_dialogs(monkeypatch, files)
    send_update_and_cancel(walker, files)
    make_the_brief(walker, monkeypatch, files)
    walker.window.close()
    # What is in the file is what was on the screen.
    with Database.open(plan, clock) as database:
        kept = database.read(plan_detail)
        titles = [each.title for each in database.read(communications)]
        approved = [each.approved_by for each in database.read(questions) if each.approved_by]
    assert (kept.organisation, kept.organizer_name) == ("De Linde", "Anna Voorbeeld")
    assert (sorted(titles), approved) == (["AI update", "Town hall AI"], ["Anna Voorbeeld"])


def make_plan(walker, monkeypatch, plan):
    answer_dialogs(monkeypatch, plan)
    walker.press("N")
    walker.type("De Linde")
    walker.press("Return")
    assert walker.window.plans.current == str(plan)
    assert walker.window.rooms.current_name == "today"


def name_the_organisation(walker):
    walker.press("G, S")
    for field, words, name in (
        ("Organiser", "Anna Voorbeeld", "organizer_name"),
        ("E-mail address", "anna@delinde.example", "organizer_email"),
    ):
        walker.write(field, words)
        walker.press("Return")
        walker.take_back_and_again(lambda n=name: getattr(walker.read(plan_detail), n), "")
        assert getattr(walker.read(plan_detail), name) == words


def bring_in_people(walker, folder):
    cards = folder / "contacts.vcf"
    cards.write_text(CARDS, encoding="utf-8")
    walker.ask_for("Import people")
    walker.drop(cards)
    walker.click_on("Import 2 people")

    def names():
        return [(each.name, each.department) for each in walker.read(people)]

    assert names() == [("Anna Voorbeeld", "Communicatie"), ("Bram Proefman", "Radiologie")]
    walker.take_back_and_again(names, [])


def add_an_audience(walker):
    walker.ask_for("New audience")
    walker.type("Radiologie")
    walker.write("People", "86")
    walker.click_on("Add the audience")

    def found():
        return [(each.name, each.headcount) for each in walker.read(audiences)]

    assert found() == [("Radiologie", 86)]
    walker.take_back_and_again(found, [])


def plan_a_town_hall(walker):
    walker.ask_for("New town hall")
    walker.type("Town hall AI")
    walker.write("Audiences", "radio")
    walker.press("Return")
    for name in ("Anna", "Bram"):
        walker.write("Add people", name)
        walker.press("Return")
    walker.click_on("Add an item")
    walker.type("Welcome")
    walker.press("Ctrl+S")
    made = walker.read(communication, 1)
    assert (made.title, made.audiences) == ("Town hall AI", ("Radiologie",))
    assert [each.name for each in made.attendees] == ["Anna Voorbeeld", "Bram Proefman"]
    assert [each.title for each in made.agenda] == ["Welcome"]
    assert made.start == datetime(2026, 11, 24, 10)
    walker.take_back_and_again(lambda: titles(walker), [])


def plan_fortnightly_updates(walker):
    walker.ask_for("New progress update")
    walker.type("AI update")
    walker.named("Repeats").setFocus()
    walker.press("Down, Down")
    walker.write("Interval", "2")
    walker.press("Ctrl+Return")
    assert updates(walker) == fortnights()
    walker.take_back_and_again(lambda: titles(walker), ["Town hall AI"])


def move_one_date(walker):
    """The update of two weeks later goes to the next day: by the keyboard, in the month."""
    walker.press("Escape, Down, Down, J")
    walker.press("Alt+Right")
    moved = fortnights()
    moved[1] += timedelta(days=1)
    assert updates(walker) == moved
    walker.take_back_and_again(partial(updates, walker), fortnights())


def import_questions(walker):
    walker.ask_for("Import questions")
    walker.drop(sample_file("forms-export.csv"))
    walker.click_on("Import 300 questions")
    found = walker.read(questions)
    assert (len(found), {each.asker for each in found}) == (300, {""})
    walker.take_back_and_again(lambda: len(walker.read(questions)), 0)


def answer_a_question(walker):
    """Assign, draft, approve, each by a letter."""
    walker.press("Home")
    first = walker.window.rooms.view.list.table.current_id

    def standing():
        found = next(each for each in walker.read(questions) if each.id == first)
        return found.state, found.owner, found.answer, found.approved_by

    for keys, before in (
        (("O", "Bram", "Return"), ("new", None, "", "")),
        (("E", "The radiologist decides.", "Ctrl+Return"), ("assigned", "Bram Proefman", "", "")),
        (
            ("A", "Anna Voorbeeld", "Return, Ctrl+Return"),
            ("drafted", "Bram Proefman", "The radiologist decides.", ""),
        ),
    ):
        letter, words, done = keys
        walker.press(letter)
        walker.type(words)
        walker.press(done)
        walker.take_back_and_again(standing, before)
    assert standing() == (
        "approved",
        "Bram Proefman",
        "The radiologist decides.",
        "Anna Voorbeeld",
    )


def send_update_and_cancel(walker, files):
    """The invitation, its update after a move, and the cancellation: one UID, three readers."""
    walker.press("G, C")
    walker.window.rooms.show_selection(_town_hall())
    walker.rest()
    walker.press("O")
    walker.click_on("Prepare the invitation")
    walker.click_on("Save files…")
    walker.press("Escape")
    invitation = newest(files, "*.ics")
    walker.click_on("Move")
    walker.write_time("New start", "1130")
    walker.press("Return")
    # Invitees have the invitation: what moves along is shown first.
    walker.press("Return")
    walker.take_back_and_again(lambda: walker.read(communication, 1).start.hour, 10)
    walker.click_on("Prepare v2")
    walker.click_on("Save files…")
    walker.press("Escape")
    update = newest(files, "*.ics")
    walker.click_on("Cancel")
    walker.take_back_and_again(lambda: walker.read(communication, 1).status, "planned")
    walker.click_on("Prepare the cancellation")
    walker.click_on("Save files…")
    walker.press("Escape")
    cancellation = newest(files, "*.ics")
    told = [
        (each["method"], each["sequence"], each["start"])
        for each in map(as_icalendar_reads, (invitation, update, cancellation))
    ]
    assert told == [
        ("REQUEST", 0, "2026-11-24T10:00:00+01:00"),
        ("REQUEST", 1, "2026-11-24T11:30:00+01:00"),
        ("CANCEL", 2, "2026-11-24T11:30:00+01:00"),
    ]
    assert len({as_icalendar_reads(each)["uid"] for each in (invitation, update)}) == 1
    assert as_vobject_reads(update) == ("Town hall AI", "mailto:anna@delinde.example")
    assert dates_in(update) == [datetime(2026, 11, 24, 11, 30)]
    ledger = walker.read(invitations)
    assert [(str(each.method), each.sequence) for each in ledger] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]


def make_the_brief(walker, monkeypatch, files):
    walker.press("Escape")
    walker.press("G, D")
    for keys, name in (("Ctrl+S", "brief.docx"), ("Ctrl+Shift+S", "brief.pdf")):
        answer_dialogs(monkeypatch, files / name)
        walker.press(keys)
        assert (files / name).exists()
    document = docx.Document(str(files / "brief.docx"))
    pages = pypdf.PdfReader(files / "brief.pdf").pages
    printed = " ".join(" ".join(page.extract_text() for page in pages).split())
    title = walker.window.rooms.view.pack.row.title
    assert title in " ".join(paragraph.text for paragraph in document.paragraphs)
    assert title in printed
    assert "De Linde" in printed


# What is looked at


def titles(walker):
    return [each.title for each in walker.read(communications)]


def updates(walker):
    """The first three updates, as the calendar has them."""
    found = walker.read(
        occurrences, date(2026, 11, 24), date(2026, 12, 31), ZONE, OccurrenceFilter()
    )
    return [each.start for each in found if each.title == "AI update"]


def fortnights():
    return [datetime(2026, 11, 24, 10), datetime(2026, 12, 8, 10), datetime(2026, 12, 22, 10)]


def _town_hall():
    from townhall.ui.screen import Selection

    return Selection("communication", 1)


def newest(folder: Path, pattern: str) -> bytes:
    """The bytes of the file written last, which is moved away."""
    (path,) = folder.glob(pattern)
    data = path.read_bytes()
    path.unlink()
    return data


def as_icalendar_reads(data: bytes) -> dict[str, object]:
    calendar = icalendar.Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": event["SEQUENCE"],
        "start": event["DTSTART"].dt.isoformat(),
    }


def as_vobject_reads(data: bytes) -> tuple[str, str]:
    event = vobject.readOne(data.decode("utf-8")).vevent
    return event.summary.value, event.organizer.value


def dates_in(data: bytes) -> list[datetime]:
    calendar = icalendar.Calendar.from_ical(data)
    found = recurring_ical_events.of(calendar).between(date(2026, 11, 1), date(2027, 1, 1))
    return [event["DTSTART"].dt.replace(tzinfo=None) for event in found]
