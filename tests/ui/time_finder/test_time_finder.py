"""The page "Find a time": proposals, conditions that rank anew, choosing one."""

import re
from datetime import date, datetime

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel

from tests.ui.stage import clipped, nameless
from townhall.domain.terms import Severity
from townhall.services.communications import add_communication
from townhall.services.queries.communication_details import communication, communications
from townhall.services.queries.tasks import task as task_of
from townhall.services.queries.time_finder import TimeWish
from townhall.services.records import add_record
from townhall.ui import printing
from townhall.ui.time_finder import exports
from townhall.ui.time_finder.page import TimeFinderPage
from townhall.ui.warnings.page import WarningsPage

START = datetime(2026, 12, 3, 10)


@pytest.fixture
def filled(stage):
    database = stage.frame.jobs.database
    database.run(add_record, "audience", {"name": "All staff", "headcount": 200})
    night = {"shift_start": "23:00", "shift_end": "07:30", "headcount": 64}
    database.run(add_record, "audience", {"name": "Night shift", "parent": "All staff", **night})
    database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-03T10:00",
            "duration_minutes": 60,
            "location": "Aula",
            "audiences": ["All staff"],
            "attendees": [{"email": "anna@delinde.example", "name": "Anna", "role": "host"}],
        },
    )
    return stage


@pytest.fixture
def page(filled):
    made = TimeFinderPage(filled.frame, TimeWish(communication_id=1, original_start=START))
    filled.show(made)
    return made


def words(widget):
    return "\n".join(each.accessibleName() or each.text() for each in widget.findChildren(QLabel))


def test_proposals_say_why_and_how_many_they_reach(page):
    assert page.title() == "Find a time for Town hall"
    best = page.proposals.rows[0]
    shown = words(best)
    assert "Best match" in shown
    assert "Everybody and the room are free" in shown
    assert "A repeat at 23:00 reaches the other shift" in shown
    assert "of 200 people" in shown
    assert best.button.accessibleName().startswith("Choose Wednesday 25 November 2026")


def test_a_switch_ranks_anew_and_reset_returns(page, filled):
    page.panel.switches["repeats"].click()
    filled.settle()
    assert page.proposals.rows[0].proposal.repeats == ()
    page.panel.audiences.changed.emit([2])
    filled.settle()
    assert page.proposals.rows[0].proposal.people == 64
    page.panel.reset.click()
    filled.settle()
    assert page.proposals.rows[0].proposal.people == 200
    assert page.panel.switches["repeats"].isChecked()


def test_conditions_that_cannot_be_are_said_at_their_field(page, filled):
    page.panel.last.changed.emit(date(2026, 1, 1))
    filled.settle()
    assert page.panel.range_field.error == "The last day lies before the first."
    page.panel.last.changed.emit(date(2026, 12, 18))
    page.panel.minutes.setValue(600)
    filled.settle()
    assert "600 minutes do not fit" in page.panel.minutes_field.error


def test_a_miss_is_allowed_when_asked(page, filled):
    period = {"name": "Freeze", "first_day": "2026-11-25", "last_day": "2027-01-31"}
    filled.frame.jobs.change(add_record, "blackout", period)
    filled.settle()
    assert page.proposals.rows == []
    assert not page.proposals.nothing.isHidden()
    assert "Freeze is a blackout period" in words(page.misses)
    page.misses.buttons[0].click()
    filled.settle()
    assert len(page.proposals.rows) == 1
    assert "Freeze is a blackout period" in words(page.proposals.rows[0])


def test_choosing_moves_the_date_and_undo_brings_it_back(page, filled):
    row = page.proposals.rows[0]
    row.button.click()
    filled.settle()
    found = filled.read(communication, 1)
    assert found.start == row.proposal.start
    assert len(filled.frame.pages) == 1
    filled.frame.history.undo()
    filled.settle()
    assert filled.read(communication, 1).start == START


def test_what_moves_along_is_shown_before_the_date_moves(page, filled):
    task = {"communication_id": 1, "title": "Speaker brief", "offset_days": -3}
    filled.frame.jobs.change(add_record, "task", task)
    filled.settle()
    page.proposals.rows[0].button.click()
    filled.settle()
    assert filled.read(communication, 1).start == START
    assert [each.moving.title for each in page.rippling.panel.lines] == ["Speaker brief"]
    page.rippling.panel.left.emit()
    assert (page.rippling.panel.isVisible(), page.panel.isVisible()) == (False, True)
    page.proposals.rows[0].button.click()
    filled.settle()
    page.rippling.panel.alone_button.click()
    filled.settle()
    assert filled.read(communication, 1).start != START
    assert filled.read(task_of, 1).due == date(2026, 11, 30)


def test_something_new_is_planned_from_nothing(filled):
    made = TimeFinderPage(filled.frame, TimeWish())
    filled.show(made)
    made.panel.audiences.changed.emit([1])
    filled.settle()
    made.proposals.rows[0].button.click()
    filled.settle()
    titles = [(each.title, each.audiences) for each in filled.read(communications)]
    assert ("Town hall", ("All staff",)) in titles
    assert len(titles) == 2


def test_everything_is_named_and_nothing_is_cut(page):
    assert nameless(page) == []
    assert clipped(page) == []


def test_the_page_of_warnings_leads_to_the_remedy(filled):
    made = WarningsPage(filled.frame)
    filled.show(made)
    (line,) = made.lines[Severity.MEDIUM].lines
    assert line.warning.kind == "uncovered-audience"
    assert line.remedy.text() == "Find a session"
    line.remedy.click()
    assert len(filled.frame.pages) == 1
    assert nameless(made) == []
    database = filled.frame.jobs.database
    fields = {"kind": "drop-in", "title": "Late", "start": "2026-12-25T10:00"}
    filled.frame.jobs.change(add_communication, fields)
    filled.settle()
    assert len(made.found) == 2
    assert database is not None


def test_no_warnings_say_so(stage):
    made = WarningsPage(stage.frame)
    stage.show(made)
    assert not made.nothing.isHidden()
    assert made.chip() is None


def test_the_proposals_are_saved_as_pdf_with_their_reasons(page, filled, monkeypatch, tmp_path):
    target = tmp_path / "times.pdf"
    monkeypatch.setattr(exports, "choose_new_file", lambda *_asked: target)
    page.exports.save()
    filled.settle()
    said = "".join(each.extract_text() for each in PdfReader(target).pages)
    best = page.proposals.rows[0].proposal
    assert f"{best.start:%H:%M} – {best.end:%H:%M}" in said
    for reason in best.reasons:
        assert re.sub(r"\s", "", reason.text) in re.sub(r"\s", "", said)
    assert "Ruled out" in said or not page.misses.buttons
    assert filled.frame.files == [str(target)]


def test_without_a_printer_the_time_finder_says_so(page, filled, monkeypatch):
    monkeypatch.setattr(printing, "has_printer", lambda: False)
    page.exports.print()
    assert filled.frame.errors == [
        "This computer has no printer. Save the times as PDF and print them elsewhere."
    ]


def test_the_proposals_are_printed(page, filled, monkeypatch, tmp_path):
    paper = printing.new_printer("Times")
    paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    paper.setOutputFileName(str(tmp_path / "paper.pdf"))
    monkeypatch.setattr(printing, "has_printer", lambda: True)
    monkeypatch.setattr(printing, "new_printer", lambda _name: paper)
    monkeypatch.setattr(printing, "ask_printer", lambda _p, _printer, _n, accepted: accepted())
    page.exports.print()
    filled.settle()
    assert PdfReader(tmp_path / "paper.pdf").pages
    assert filled.frame.toasts == [f"{page.title()} is sent to the printer"]
