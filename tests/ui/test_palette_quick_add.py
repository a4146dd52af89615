"""Planning and asking in one line of the palette, on a real plan."""

from datetime import datetime

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.ui.frame_double import FrameDouble
from townhall.domain.terms import AttendeeRole
from townhall.language import set_language
from townhall.services.communications import add_communication
from townhall.services.queries.communication_details import communications
from townhall.services.queries.questions import questions
from townhall.services.queries.quick_add import line_context
from townhall.services.records import add_record
from townhall.ui.palette import Palette
from townhall.ui.palette_create import Creating
from townhall.ui.palette_rows import ROW_HEIGHT, row_height, spoken
from townhall.ui.screen import Selection


@pytest.fixture
def frame(qtbot, tmp_path, database, clock, english):
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "initiative", {"name": "MR triage"})
    database.run(
        add_record, "person", {"name": "Anna Voorbeeld", "email": "anna.voorbeeld@delinde.example"}
    )
    database.run(add_record, "person", {"name": "Bram Proefman"})
    made = FrameDouble(tmp_path, database, clock)
    yield made
    made.close()


@pytest.fixture
def palette(qtbot, frame):
    window = QWidget()
    window.resize(1200, 800)
    qtbot.addWidget(window)
    creating = Creating(frame.jobs, frame.clock, line_context, frame.show_selection)
    made = Palette(
        window,
        frame.jobs,
        frame.actions,
        places=lambda: (),
        go=frame.go,
        show_selection=frame.show_selection,
        creating=creating,
    )
    window.show()
    made.open()
    qtbot.waitUntil(lambda: not frame.jobs.busy)
    return made


def rows(palette):
    return [palette.model.row_at(number) for number in range(palette.model.rowCount())]


def enter(qtbot, frame, palette):
    QTest.keyClick(palette.input, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not frame.jobs.busy)


def test_a_line_is_previewed_first_and_selected(palette):
    palette.input.setText("town hall vr 14u utrecht")
    header, row = rows(palette)
    assert header.text == "Create"
    assert (row.text, row.below) == (
        "Create “Town hall”",
        ("Town hall · Fri 27 Nov 2026, 14:00 – 15:00 · 1 h", "at Utrecht"),
    )
    assert palette.list.currentIndex().row() == 1
    assert row_height(row) > ROW_HEIGHT


def test_everything_that_was_understood_is_told_to_a_screen_reader(palette):
    palette.input.setText(
        "update MR triage radiologie elke eerste do 9-9:45 aula met anna voorbeeld"
    )
    assert spoken(rows(palette)[1]) == (
        "Create “Update MR triage Radiologie met Anna Voorbeeld”, "
        "Progress update · Thu 3 Dec 2026, 09:00 – 09:45 · 45 min, "
        "every first Thursday of the month, "
        "at Aula · for Radiologie · about MR triage · with Anna Voorbeeld"
    )


def test_it_is_told_in_dutch_too(palette):
    set_language("nl")
    QLocale.setDefault(QLocale("nl"))
    palette.input.setText("update MR triage radiologie do 9:30 aula wekelijks")
    row = rows(palette)[1]
    assert row.text == "‘Update MR triage Radiologie’ inplannen"
    assert row.below == (
        "Voortgangsupdate · do 26 nov 2026, 09:30 – 10:00 · 30 min",
        "elke week op donderdag",
        "locatie Aula · voor Radiologie · over MR triage",
    )


def test_enter_plans_it_in_one_step_that_can_be_undone_and_shows_it(
    qtbot, frame, palette, database
):
    palette.input.setText("update MR triage radiologie do 9:30 wekelijks aula met Anna Voorbeeld")
    enter(qtbot, frame, palette)
    (stored,) = database.read(communications)
    assert not palette.isVisible()
    assert frame.shown == [Selection("communication", stored.id)]
    assert frame.toasts == ["Planned “Update MR triage Radiologie met Anna Voorbeeld”"]
    assert (stored.kind, stored.start) == ("progress-update", datetime(2026, 11, 26, 9, 30))
    assert (stored.duration_minutes, stored.recurrence) == (30, "FREQ=WEEKLY;BYDAY=TH")
    assert (stored.location, stored.audiences, stored.initiatives) == (
        "Aula",
        ("Radiologie",),
        ("MR triage",),
    )
    assert [(each.name, each.role) for each in stored.attendees] == [
        ("Anna Voorbeeld", AttendeeRole.SPEAKER)
    ]
    frame.history.undo()
    qtbot.waitUntil(lambda: not frame.jobs.busy)
    assert database.read(communications) == []


def test_a_person_without_an_address_stays_a_word_of_the_title(qtbot, frame, palette, database):
    palette.input.setText("town hall vr 14u met Bram Proefman")
    enter(qtbot, frame, palette)
    (stored,) = database.read(communications)
    assert (stored.title, stored.attendees) == ("Town hall met Bram Proefman", ())


def test_a_kind_alone_comes_last_and_does_not_take_enter(palette):
    palette._fixed = [("Go to", []), ("Actions", [])]
    palette.input.setText("training")
    assert [row.text for row in rows(palette)] == ["Create", "Create “Training”"]
    other = rows(palette)[1]
    palette._fixed = [("Go to", [other]), ("Actions", [])]
    palette.input.setText("training ")
    assert [row.text for row in rows(palette)][0::2] == ["Go to", "Create"]


def test_a_place_used_before_is_known_as_the_plan_spells_it(qtbot, palette, database):
    values = {
        "kind": "training",
        "title": "Lezen van MR-beelden",
        "start": "2026-12-01T09:00",
        "location": "Leerhuis, lokaal 2",
    }
    database.run(add_communication, values)
    palette.dismiss()
    palette.open()
    qtbot.waitUntil(lambda: not palette._jobs.busy)
    palette.input.setText("training leerhuis, LOKAAL 2 vr 10:00")
    assert rows(palette)[1].below[-1] == "at Leerhuis, lokaal 2"


def test_what_is_typed_before_the_names_are_there_is_read_when_they_are(qtbot, frame, palette):
    palette.dismiss()
    palette.open()
    palette.input.setText("town hall radiologie vr 14u")
    assert [row.text for row in rows(palette)] == ["Nothing found"]
    qtbot.waitUntil(lambda: not frame.jobs.busy)
    assert rows(palette)[1].below[-1] == "for Radiologie"


def test_a_time_that_does_not_exist_is_refused_with_the_reason(qtbot, frame, palette, database):
    palette.input.setText("town hall 28-3-2027 02:30")
    enter(qtbot, frame, palette)
    assert database.read(communications) == []
    assert len(frame.errors) == 1
    assert frame.shown == []


def test_a_title_that_is_too_long_is_refused_with_the_reason(qtbot, frame, palette, database):
    palette.input.setText("town hall " + "a" * 320 + " vr 14u")
    enter(qtbot, frame, palette)
    assert database.read(communications) == []
    assert frame.errors == ["“title” has 330 characters; at most 300 are allowed."]


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("vraag: Wat verandert er voor de nachtdienst?", "nl"),
        ("question: What will change for the night shift?", "en"),
    ],
)
def test_a_question_is_added_and_shown(qtbot, frame, palette, database, line, language):
    palette.input.setText(line)
    text = line.split(": ")[1]
    assert rows(palette)[1].text == f"Add question “{text}”"
    enter(qtbot, frame, palette)
    (stored,) = database.read(questions)
    assert (stored.text, stored.language) == (text, language)
    assert stored.asked_at == datetime(2026, 11, 24, 9)
    assert frame.shown == [Selection("question", stored.id)]
    assert frame.toasts == ["Added question"]


def test_without_a_plan_nothing_is_offered(qtbot, frame, palette):
    palette.dismiss()
    frame.jobs.attach(None)
    palette.open()
    palette.input.setText("town hall vr 14u")
    assert [row.text for row in rows(palette)] == ["Nothing found"]
