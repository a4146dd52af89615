"""The editor: everything by keyboard, one step per save, nothing typed is lost."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from townhall.domain.closed_days import Period
from townhall.domain.series_preview import ClosedDayRules
from townhall.domain.terms import AttendeeRole, ClosedDays, CommunicationKind
from townhall.services.queries.communication_details import communications
from townhall.services.queries.tasks import tasks
from townhall.ui.calendar.drag import Slot
from townhall.ui.calendar.rule_editor import RuleEditor
from townhall.ui.calendar.rule_preview import RuleContext, date_chips, preview
from townhall.ui.date_key import DateKey
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.select import Select

KEY = Qt.Key
AGENDA = [
    {"title": "Welcome", "duration_minutes": 5},
    {"title": "Talk", "duration_minutes": 20, "speaker": "Bram Proefman"},
]


def type_in(desk: Desk, widget: Any, text: str) -> None:
    widget.setFocus()
    widget.selectAll()
    desk.qtbot.keyClicks(widget, text)


def save(desk: Desk, page: Any) -> None:
    page.save()
    desk.settle()


def test_a_town_hall_is_planned_by_keyboard(desk: Desk) -> None:
    desk.add(**WEEKLY)
    for _week in range(3):
        desk.key(KEY.Key_Down)
    for _day in range(3):
        desk.key(KEY.Key_Right)
    desk.key(KEY.Key_N)
    page = desk.page()
    form = page.form
    assert page.title() == "New town hall"
    assert form.when.moment == datetime(2026, 11, 26, 10, 0)
    type_in(desk, form.title, "Town hall on triage")
    desk.qtbot.keyClicks(form.location, "Aula")
    desk.qtbot.keyClicks(form.objective, "Everybody knows what changes")
    desk.qtbot.keyClick(form.when.end, KEY.Key_Up)
    desk.qtbot.keyClicks(form.audiences.entry, "night")
    desk.qtbot.keyClick(form.audiences.entry, KEY.Key_Return)
    desk.qtbot.keyClicks(form.attendees.picker.entry, "bram")
    desk.qtbot.keyClick(form.attendees.picker.entry, KEY.Key_Return)
    desk.qtbot.keyClicks(form.attendees.picker.entry, "guest@partner.example")
    desk.qtbot.keyClick(form.attendees.picker.entry, KEY.Key_Return)
    desk.qtbot.keyClick(form.agenda.add_button, KEY.Key_Space)
    desk.qtbot.keyClicks(form.agenda.rows[0].title, "Welcome")
    desk.qtbot.keyClick(form.agenda.add_button, KEY.Key_Space)
    desk.qtbot.keyClicks(form.agenda.rows[1].title, "Opening")
    desk.qtbot.keyClick(form.agenda.rows[1].title, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.title.text() for row in form.agenda.rows] == ["Opening", "Welcome"]
    assert [row.begins.text() for row in form.agenda.rows] == ["10:00", "10:10"]
    save(desk, page)
    assert desk.frame.closed_pages == 1
    assert desk.screen.row is not None
    assert desk.screen.row.title == "Town hall on triage"
    stored = desk.stored(desk.screen.row.communication_id)
    assert (stored.start, stored.duration_minutes) == (datetime(2026, 11, 26, 10, 0), 120)
    assert (stored.location, stored.audiences) == ("Aula", ("Night shift",))
    assert len(desk.database.read(tasks)) == 12
    assert stored.objective == "Everybody knows what changes"
    assert [(each.email, each.role) for each in stored.attendees] == [
        ("bram.proefman@delinde.example", AttendeeRole.SPEAKER),
        ("guest@partner.example", AttendeeRole.PARTICIPANT),
    ]
    assert [item.title for item in stored.agenda] == ["Opening", "Welcome"]
    desk.undo()
    assert desk.days("Town hall on triage") == []
    desk.redo()
    assert desk.days("Town hall on triage") == [26]
    desk.frame.actions.run("calendar.agenda")
    desk.settle()
    assert desk.days("Town hall on triage") == [26]


def test_a_recurring_update_is_planned_in_words(desk: Desk) -> None:
    desk.screen.make(CommunicationKind.PROGRESS_UPDATE, Slot(date(2026, 11, 5)))
    page = desk.page()
    form, rule = page.form, page.form.when.rule
    type_in(desk, form.title, "Update")
    for _step in range(2):
        desk.qtbot.keyClick(rule.frequency, KEY.Key_Down)
    desk.qtbot.keyClick(rule.interval, KEY.Key_Up)
    assert rule.sentence.words == "Every two weeks on Thursday"
    assert [chip.text() for chip in rule.findChildren(Chip)][-5:] == [
        "Thu 5 Nov 2026, 10:00",
        "Thu 19 Nov 2026, 10:00",
        "Thu 3 Dec 2026, 10:00",
        "Thu 17 Dec 2026, 10:00",
        "Thu 31 Dec 2026, 10:00",
    ]
    save(desk, page)
    assert desk.days("Update") == [5, 19]
    assert desk.screen.row is not None
    assert desk.screen.row.kind is CommunicationKind.PROGRESS_UPDATE
    assert desk.stored(desk.screen.row.communication_id).recurrence == (
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;WKST=MO"
    )
    desk.undo()
    assert desk.days("Update") == []


def _context(start: str, **closed: Any) -> RuleContext:
    rules = ClosedDayRules("NL", None, **closed)
    return RuleContext(datetime.fromisoformat(start), "Europe/Amsterdam", False, rules)


@pytest.mark.parametrize(
    ("choice", "chips"),
    [
        (
            ClosedDays.KEEP,
            [
                "Fri 25 Dec 2026, 10:00, on Christmas Day",
                "Fri 1 Jan 2027, 10:00, on New Year's Day",
            ],
        ),
        (
            ClosedDays.SKIP,
            ["not on Fri 25 Dec 2026: Christmas Day", "not on Fri 1 Jan 2027: New Year's Day"],
        ),
        (
            ClosedDays.MOVE,
            [
                "Mon 28 Dec 2026, 10:00, instead of Fri 25 Dec: Christmas Day",
                "Mon 4 Jan 2027, 10:00, instead of Fri 1 Jan: New Year's Day",
            ],
        ),
    ],
)
def test_the_next_five_dates_say_what_closed_days_do(
    qtbot: Any, choice: ClosedDays, chips: list[str]
) -> None:
    shown = preview("FREQ=WEEKLY;BYDAY=FR", _context("2026-12-25T10:00", on_holidays=choice))
    assert shown.sentence == "Every week on Friday"
    made = date_chips(shown, all_day=False)
    assert [chip.text() for chip in made[:3]] == [*chips, "Fri 8 Jan 2027, 10:00"]
    assert len(made) == 5
    for chip in made:
        qtbot.addWidget(chip)


def test_a_blackout_leaves_out_what_cannot_move(qtbot: Any) -> None:
    freeze = Period("Freeze", date(2026, 12, 7), date(2026, 12, 18))
    context = _context("2026-12-04T10:00", blackouts=(freeze,), on_blackouts=ClosedDays.MOVE)
    shown = preview("FREQ=WEEKLY;BYDAY=FR", context)
    said = [(each.start and each.start.date(), each.closed) for each in shown.dates]
    assert said == [
        (date(2026, 12, 4), ""),
        (None, "Freeze"),
        (date(2026, 12, 21), "Freeze"),
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 1, 1), "New Year's Day"),
    ]


@pytest.mark.parametrize(
    "rule",
    [
        None,
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;WKST=MO",
        "FREQ=MONTHLY;BYDAY=1TH",
        "FREQ=MONTHLY;BYDAY=-1TH",
        "FREQ=MONTHLY;BYMONTHDAY=5;COUNT=6",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
        "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=5",
        "FREQ=WEEKLY;BYDAY=TH;UNTIL=20270311T225959Z",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=2",
    ],
)
def test_a_rule_that_is_not_touched_stays_as_it_is(qtbot: Any, rule: str | None) -> None:
    editor = RuleEditor()
    qtbot.addWidget(editor)
    editor.set_rule(rule, _context("2026-11-05T10:00"))
    assert editor.rule() == rule


def test_the_weekday_in_the_month_goes_along_with_the_date(qtbot: Any) -> None:
    editor = RuleEditor()
    qtbot.addWidget(editor)
    editor.set_rule("FREQ=MONTHLY;BYDAY=1TH", _context("2026-11-05T10:00"))
    editor.set_context(_context("2026-11-10T10:00"))
    assert editor.rule() == "FREQ=MONTHLY;BYDAY=2TU"
    assert editor.sentence.words == "Every second Tuesday of the month"


def _choose(select: Select, words: str) -> None:
    place = select.findText(words)
    assert place >= 0, words
    select.setCurrentIndex(place)
    select.activated.emit(place)


@pytest.mark.parametrize(
    ("frequency", "which", "what", "rule", "sentence", "first"),
    [
        ("Every month", "First", "Thursday", "FREQ=MONTHLY;BYDAY=1TH",
         "Every first Thursday of the month", "Thu 3 Dec 2026, 10:00"),
        ("Every month", "Last", "working day", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         "Every last working day of the month", "Mon 30 Nov 2026, 10:00"),
        ("Every month", "Last", "day", "FREQ=MONTHLY;BYMONTHDAY=-1",
         "Every last day of the month", "Mon 30 Nov 2026, 10:00"),
        ("Every month", "Day 10", None, "FREQ=MONTHLY;BYMONTHDAY=10",
         "Every month on day 10", "Tue 10 Nov 2026, 10:00"),
        ("Every quarter", "Last", "working day",
         "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
         "Every last working day of the quarter", "Thu 31 Dec 2026, 10:00"),
        ("Every quarter", "First", "working day",
         "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
         "Every first working day of the quarter", "Fri 1 Jan 2027, 10:00, on New Year's Day"),
        ("Every year", "Second", "Tuesday", "FREQ=YEARLY;BYMONTH=11;BYDAY=2TU",
         "Every year on the second Tuesday of November", "Tue 10 Nov 2026, 10:00"),
    ],
)  # fmt: skip
def test_a_rule_is_built_in_words(
    qtbot: Any,
    frequency: str,
    which: str,
    what: str | None,
    rule: str,
    sentence: str,
    first: str,
) -> None:
    editor = RuleEditor()
    qtbot.addWidget(editor)
    start = datetime(2026, 11, 10, 10)
    editor.set_rule(None, _context(start.isoformat()))
    _choose(editor.frequency, frequency)
    _choose(editor.day.which, which)
    if what is not None:
        _choose(editor.day.what, what)
    assert editor.rule() == rule
    assert editor.sentence.words == sentence
    chips = [chip.text() for chip in editor.findChildren(Chip) if not chip.isHidden()]
    assert chips[0] == first
    assert first.startswith(f"{editor.begins(start):%a} {editor.begins(start).day} ") or (
        frequency != "Every quarter"
    )


def test_a_rule_by_quarter_is_stored_from_its_first_date(desk: Desk) -> None:
    desk.screen.make(CommunicationKind.PROGRESS_UPDATE, Slot(date(2026, 11, 5)))
    page = desk.page()
    rule = page.form.when.rule
    type_in(desk, page.form.title, "Quarter")
    _choose(rule.frequency, "Every quarter")
    _choose(rule.day.which, "Last")
    _choose(rule.day.what, "working day")
    _choose(rule.holidays, "Move to the next working day")
    save(desk, page)
    (stored,) = desk.database.read(communications)
    assert stored.start == datetime(2026, 12, 31, 10)
    assert stored.on_holidays is ClosedDays.MOVE
    assert stored.recurrence == "FREQ=MONTHLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"


def test_a_series_that_ends_before_it_begins_says_so_at_the_rule(desk: Desk) -> None:
    desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 10))
    desk.screen.edit("all")
    page = desk.page()
    rule = page.form.when.rule
    rule.end.buttons()[1].click()
    rule.until.setDate(QDate(2026, 10, 1))
    assert rule.field.error.startswith("The series ends before it begins")
    save(desk, page)
    assert rule.field.error.startswith("The series ends before it begins")
    assert desk.frame.closed_pages == 0


def test_errors_stand_at_their_field(desk: Desk) -> None:
    desk.screen.make(CommunicationKind.TOWN_HALL, Slot(date(2026, 3, 29)))
    page = desk.page()
    form = page.form
    save(desk, page)
    assert form.what.field("title").error != ""
    type_in(desk, form.title, "Night town hall")
    form.when.start.setTime(form.when.start.time().fromString("02:30", "HH:mm"))
    save(desk, page)
    assert "02:30" in form.when.form.field("start").error
    form.when.start.setTime(form.when.start.time().fromString("12:30", "HH:mm"))
    desk.qtbot.keyClicks(form.attendees.picker.entry, "nobody")
    desk.qtbot.keyClick(form.attendees.picker.entry, KEY.Key_Return)
    assert "nobody" in form.attendees.field.error
    form.attendees.picker.entry.clear()
    desk.qtbot.keyClicks(form.attendees.picker.entry, "bad@@address")
    desk.qtbot.keyClick(form.attendees.picker.entry, KEY.Key_Return)
    save(desk, page)
    assert "bad@@address" in form.attendees.field.error
    form.attendees.rows[0].out.click()
    type_in(desk, form.organizer_email, "not an address")
    save(desk, page)
    assert "not an address" in form.who.field("organizer.email").error
    type_in(desk, form.organizer_email, "team@delinde.example")
    form.agenda.add_item()
    desk.qtbot.keyClicks(form.agenda.rows[0].speaker, "Anna")
    save(desk, page)
    assert form.agenda.field.error != ""
    assert form.what.field("title").error == ""
    desk.qtbot.keyClicks(form.agenda.rows[0].title, "Welcome")
    save(desk, page)
    assert desk.frame.closed_pages == 1
    assert desk.frame.errors == []


def test_one_date_of_a_series_gets_its_own_place_and_agenda(desk: Desk) -> None:
    number = desk.add(**WEEKLY, location="Room 1", agenda=AGENDA)
    desk.select("Weekly update", date(2026, 11, 17))
    desk.screen.edit()
    page = desk.page()
    form = page.form
    assert not form.attendees.isVisible()
    assert not form.when.rule.isVisible()
    type_in(desk, form.location, "Aula")
    form.agenda.rows[1].out.click()
    save(desk, page)
    assert desk.screen.row is not None
    assert (desk.screen.row.location, desk.screen.row.overridden) == ("Aula", True)
    assert len(desk.stored(number).agenda) == 2
    assert desk.panel.shown is not None
    assert [item.title for item in desk.panel.shown.detail.agenda] == ["Welcome"]
    desk.undo()
    assert {row.location for row in desk.month.rows} == {"Room 1"}
    desk.redo()
    assert [row.location for row in desk.month.rows if row.start.day == 17] == ["Aula"]


def test_a_scope_is_chosen_in_the_editor_and_takes_along_what_was_typed(desk: Desk) -> None:
    desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 17))
    desk.screen.edit()
    page = desk.page()
    type_in(desk, page.form.title, "Update for everybody")
    page.scope.buttons()[1].click()
    assert page.form.title.text() == "Update for everybody"
    assert page.form.when.rule.isVisible()
    save(desk, page)
    titles = [(row.start.day, row.title) for row in desk.month.rows if row.start.month == 11]
    assert titles == [
        (3, "Weekly update"),
        (10, "Weekly update"),
        (17, "Update for everybody"),
        (24, "Update for everybody"),
    ]
    desk.undo()
    assert desk.days("Weekly update") == [3, 10, 17, 24]


def test_all_dates_get_another_rule_and_hour_in_one_step(desk: Desk) -> None:
    number = desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 17))
    desk.screen.edit("all")
    page = desk.page()
    form = page.form
    form.when.start.setTime(form.when.start.time().fromString("14:00", "HH:mm"))
    form.when.rule.weekdays.set_values([1, 3])
    form.when.rule.weekdays.changed.emit([1, 3])
    save(desk, page)
    assert desk.days("Weekly update") == [3, 5, 10, 12, 17, 19, 24, 26]
    assert desk.stored(number).start == datetime(2026, 11, 3, 14, 0)
    desk.undo()
    assert desk.days("Weekly update") == [3, 10, 17, 24]
    assert desk.stored(number).start == datetime(2026, 11, 3, 9, 15)


def test_what_was_typed_is_found_again(desk: Desk) -> None:
    desk.add(**ONE)
    desk.screen.make(CommunicationKind.TOWN_HALL, Slot(date(2026, 11, 20)))
    page = desk.page()
    type_in(desk, page.form.title, "Half a thought")
    page.hide()
    assert desk.frame.toasts[-1].startswith("What you typed is kept")
    desk.screen.make(CommunicationKind.TRAINING, Slot(date(2026, 11, 21)))
    again = desk.page()
    assert again.form.title.text() == "Half a thought"
    assert again.banner.isVisible()
    again.banner.acted.emit()
    assert again.form.title.text() == ""
    assert again.form.kind.value is CommunicationKind.TRAINING
    again.hide()
    assert desk.screen.drafts == {}


def test_saving_without_a_change_makes_no_step(desk: Desk) -> None:
    desk.add(**WEEKLY | {"recurrence": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270311"})
    desk.select("Weekly update", date(2026, 11, 17))
    for scope in ("this", "following", "all"):
        desk.screen.edit(scope)
        save(desk, desk.page())
    assert desk.frame.closed_pages == 3
    assert desk.frame.history.undo_label is None


def test_whole_days_and_ends_after_midnight(desk: Desk) -> None:
    desk.screen.make(CommunicationKind.DROP_IN, Slot(date(2026, 11, 20)))
    page = desk.page()
    form = page.form
    type_in(desk, form.title, "Night drop-in")
    form.when.start.setTime(form.when.start.time().fromString("23:00", "HH:mm"))
    form.when.end.setTime(form.when.end.time().fromString("01:30", "HH:mm"))
    assert form.when.values()["duration_minutes"] == 150
    form.when.all_day.click()
    form.when.last_day.setDate(QDate(2026, 11, 22))
    save(desk, page)
    assert desk.screen.row is not None
    stored = desk.stored(desk.screen.row.communication_id)
    assert (stored.start, stored.duration_minutes, stored.all_day) == (
        datetime(2026, 11, 20),
        3 * 1440,
        True,
    )


def test_somebody_elses_change_is_not_overwritten(desk: Desk) -> None:
    from townhall.services.communications import change_communication

    number = desk.add(**ONE)
    desk.select("Town hall December")
    desk.screen.edit()
    page = desk.page()
    desk.database.run(change_communication, number, {"location": "Noord"})
    type_in(desk, page.form.location, "Zuid")
    save(desk, page)
    assert desk.frame.errors != []
    assert desk.stored(number).location == "Noord"
    assert desk.frame.closed_pages == 0


def test_the_page_says_where_to_find_what_was_saved(desk: Desk) -> None:
    found: list[DateKey] = []
    desk.add(**WEEKLY)
    desk.select("Weekly update", date(2026, 11, 17))
    desk.screen.edit("all")
    page = desk.page()
    page._saved = found.append
    page.form.when.start.setTime(page.form.when.start.time().fromString("08:00", "HH:mm"))
    save(desk, page)
    assert [key.original_start for key in found] == [datetime(2026, 11, 17, 8, 0)]


def test_the_hour_that_comes_twice_is_warned_of_and_can_be_planned(desk: Desk) -> None:
    desk.screen.make(CommunicationKind.DROP_IN, Slot(date(2026, 10, 25)))
    page = desk.page()
    when = page.form.when
    assert not when._clock_note.isVisible()
    when.start.setTime(when.start.time().fromString("02:30", "HH:mm"))
    assert when._clock_note.words == (
        "Clocks go back that night: 02:30 comes twice, and the first one counts."
    )
    when.all_day.click()
    assert not when._clock_note.isVisible()
    when.all_day.click()
    type_in(desk, page.form.title, "Night")
    when.start.setTime(when.start.time().fromString("02:30", "HH:mm"))
    save(desk, page)
    (stored,) = desk.database.read(communications)
    assert stored.start == datetime(2026, 10, 25, 2, 30)


def test_a_last_day_before_the_first_is_one_day(desk: Desk) -> None:
    desk.screen.make(CommunicationKind.DROP_IN, Slot(date(2026, 11, 20)))
    when = desk.page().form.when
    when.all_day.click()
    when.last_day.setDate(QDate(2026, 11, 24))
    assert when.values()["duration_minutes"] == 5 * 1440
    when.day.setDate(QDate(2026, 12, 1))
    assert when.last_day.value == date(2026, 12, 5)
    when.last_day.setDate(QDate(2026, 11, 2))
    assert when.values()["duration_minutes"] == 1440
    assert when.last_day.value == date(2026, 12, 1)


def test_the_run_up_follows_the_kind_until_somebody_chooses(desk: Desk) -> None:
    desk.key(KEY.Key_N)
    form = desk.page().form
    assert form.run_up.isChecked()
    for kind, expected in (("drop-in", False), ("town-hall", True)):
        form.kind.set_value(CommunicationKind(kind))
        form.kind.chosen.emit(CommunicationKind(kind))
        assert form.run_up.isChecked() is expected
    form.run_up.click()
    form.kind.set_value(CommunicationKind.TRAINING)
    form.kind.chosen.emit(CommunicationKind.TRAINING)
    form.run_up.click()
    type_in(desk, form.title, "Reading a score")
    save(desk, desk.page())
    assert [each.offset_days for each in desk.database.read(tasks)] == [-20, -7, -5, 1, 2]


def test_what_an_invitation_says_is_stored_and_a_bad_address_is_shown_at_its_field(
    desk: Desk,
) -> None:
    desk.screen.make(CommunicationKind.TOWN_HALL, Slot(date(2026, 11, 26)))
    page = desk.page()
    section = page.form.invitation
    type_in(desk, page.form.title, "Town hall")
    section.language.set_value("nl+en")
    type_in(desk, section.contact, "Anna Voorbeeld, 1234")
    type_in(desk, section.questions_to, "javascript:alert(1)")
    save(desk, page)
    field = section.field("questions_to")
    assert "is neither an e-mail address nor a link" in field.error
    type_in(desk, section.questions_to, "vragen@delinde.example")
    save(desk, page)
    (stored,) = desk.database.read(communications)
    assert (stored.invitation_language, stored.questions_to, stored.contact) == (
        "nl+en",
        "vragen@delinde.example",
        "Anna Voorbeeld, 1234",
    )
