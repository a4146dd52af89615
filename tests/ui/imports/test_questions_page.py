"""Importing questions through the page: what is shown, decided, stored and refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget

from townhall import paths
from townhall.domain.terms import Anonymity
from townhall.services.queries.questions import question_ids, questions
from townhall.ui.added_questions import AddedQuestions
from townhall.ui.imports.question_draft import QuestionDraft
from townhall.ui.imports.questions_page import QuestionImportPage
from townhall.ui.job import Job
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.filter_chip import FilterChip

FORMS = paths.resources() / "sample" / "forms-export.csv"
TABLE = """Vraag;Stemmen;Afdeling;Naam;Opmerking
Wie is aansprakelijk?;12;SEH;Piet Fictief;x
Krijgt de nachtdienst scholing?;veel;Spoed;;
;3;SEH;;
"""


@pytest.fixture
def page(qtbot, frame, settle):
    made = QuestionImportPage(frame, QuestionDraft())
    qtbot.addWidget(made)
    frame.jobs.changed.connect(made.on_jobs_changed)
    made.resize(1232, 840)
    made.show()
    settle()
    return made


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "vragen.csv"
    path.write_text(TABLE, "utf-8")
    return path


def fields(page):
    return [page.draft.shown.field_of(place) for place in range(len(page.mapping.rows))]


def test_a_forms_export_is_recognised_and_stored_without_names(page, settle, frame, filled):
    page.take_files([FORMS])
    settle()
    assert page.bar.button.text() == "Import 300 questions"
    assert "Microsoft Forms" in [chip.text() for chip in page.strip.findChildren(type(page.chip()))]
    page.import_now()
    settle()
    stored = filled.read(questions)
    assert len(stored) == 300
    assert {one.asker for one in stored} == {""}
    assert Anonymity.NAMED not in {one.anonymity for one in stored}
    assert {one.communication_id for one in stored} == {1}
    assert frame.toasts == ["Imported 300 questions"]
    assert frame.went == [("questions", AddedQuestions("question", 1, last=300, count=300))]


def test_the_same_file_again_is_all_known(page, settle, frame, filled):
    page.take_files([FORMS])
    settle()
    page.import_now()
    settle()
    page.take_files([FORMS])
    settle()
    assert not page.bar.button.isEnabled()
    assert len(page.draft.shown.preview.known) == 300
    assert page.draft.shown.preview.counts.added == 0


def test_undo_takes_the_whole_import_back(page, settle, frame, filled):
    page.take_files([FORMS])
    settle()
    page.import_now()
    settle()
    frame.history.undo()
    settle()
    assert filled.read(question_ids) == []


def test_a_table_is_mapped_column_by_column(page, settle, table, filled):
    page.take_files([table])
    settle()
    assert fields(page) == ["text", "votes", "audience", "asker", ""]
    assert page.draft.unknown_audiences() == {"Spoed": [3]}
    assert page.problems.rows[0].accessibleName() == "“Spoed”. Row 3: choose it once"
    page.mapping.changed.emit(1, "")
    settle()
    assert fields(page) == ["text", "", "audience", "asker", ""]
    page.mapping.changed.emit(4, "audience")
    settle()
    assert fields(page) == ["text", "", "", "asker", "audience"]
    page.mapping.reset_wanted.emit()
    settle()
    page.set_audience("Spoed", "SEH")
    settle()
    assert page.draft.unknown_audiences() == {}
    page.import_now()
    settle()
    stored = filled.read(questions)
    assert [(one.text, one.votes, one.audience) for one in stored] == [
        ("Wie is aansprakelijk?", 12, "SEH"),
        ("Krijgt de nachtdienst scholing?", 0, "SEH"),
    ]


def test_problems_are_told_with_their_rows(page, settle, table):
    page.take_files([table])
    settle()
    told = [row.accessibleName() for row in page.problems.rows]
    assert told[1:] == [
        "Row 3. “veel” is not a number of votes; 0 was taken.",
        "Row 4. The question is empty; the row was left out.",
    ]
    assert page.chip().text() == "3 things to look at"


def test_names_are_struck_until_the_user_keeps_them(page, settle, table, filled):
    page.take_files([table])
    settle()
    cell = page.preview.table.id_model.columns[-1].cell(page.draft.shown.preview.new[0])
    assert (cell.words, cell.struck) == ("Piet Fictief", True)
    page.target.names_chosen.emit(Anonymity.NAMED)
    settle()
    page.import_now()
    settle()
    assert [one.asker for one in filled.read(questions)] == ["Piet Fictief", ""]


def test_the_mapping_is_used_again_for_the_same_columns(page, settle, table, frame, qtbot):
    page.take_files([table])
    settle()
    page.mapping.changed.emit(4, "answer")
    settle()
    page.import_now()
    settle()
    again = QuestionImportPage(frame, QuestionDraft())
    qtbot.addWidget(again)
    again.show()
    settle()
    again.take_files([table])
    settle()
    assert fields(again) == ["text", "votes", "audience", "asker", "answer"]
    assert again.draft.shown.remembered == date(2026, 11, 24)
    told = [label.text() for label in again.mapping.findChildren(QLabel)]
    assert "5 in the file, mapping of 24 Nov used again" in told


def test_without_a_question_column_the_page_says_which_columns_there_are(page, settle, tmp_path):
    path = tmp_path / "lijst.csv"
    path.write_text("Naam;Bedrag\nPiet;3\n", "utf-8")
    page.take_files([path])
    settle()
    assert page.banner.isVisible()
    assert "Naam, Bedrag" in page.banner.accessibleName()
    assert not page.bar.button.isEnabled()
    page.mapping.changed.emit(0, "text")
    settle()
    assert not page.banner.isVisible()
    assert page.bar.button.text() == "Import 1 question"


@pytest.mark.parametrize(
    ("name", "content"),
    [("plaatje.xlsx", b"PK\x03\x04broken"), ("leeg.csv", b""), ("oud.xls", b"\xd0\xcf\x11\xe0")],
)
def test_a_bad_file_is_refused_with_its_name_and_stores_nothing(
    page, settle, tmp_path, filled, name, content
):
    path = tmp_path / name
    path.write_bytes(content)
    page.take_files([path])
    settle()
    assert page.banner.isVisible()
    assert name in page.banner.accessibleName()
    assert not page.has_body
    assert filled.read(question_ids) == []


def test_a_bad_file_leaves_the_one_before_it_in_place(page, settle, table, tmp_path):
    page.take_files([table])
    settle()
    page.take_files([tmp_path / "weg.csv"])
    settle()
    assert page.banner.accessibleName() == "weg.csv does not exist."
    assert page.bar.button.isEnabled()


def test_several_files_are_judged_each_and_imported_as_one_step(
    page, settle, table, tmp_path, filled, frame
):
    good, bad = tmp_path / "meer.csv", tmp_path / "oud.xls"
    good.write_text("Question,Votes\nWho signs?,2\n", "utf-8")
    bad.write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "lijst.csv").write_text("Naam;Bedrag\nPiet;3\n", "utf-8")
    page.take_files([table, bad, good, tmp_path / "lijst.csv"])
    settle()
    columns = {column.key: column for column in page.files.table.id_model.columns}
    told = [columns["state"].cell(one).word for one in page.draft.files]
    assert told == ["2 rows to look at", "Cannot be read", "Ready", "No column with questions"]
    assert page.bar.button.text() == "Import 3 questions"
    page.files.picked.emit(2)
    settle()
    assert page.draft.shown.name == "meer.csv"
    assert fields(page) == ["text", "votes"]
    page.import_now()
    settle()
    assert len(filled.read(question_ids)) == 3
    assert frame.toasts == ["Imported 3 questions"]
    frame.history.undo()
    settle()
    assert filled.read(question_ids) == []


def test_a_folder_is_read_without_hidden_files_and_links(page, settle, tmp_path):
    folder = tmp_path / "vragen"
    (folder / "onder").mkdir(parents=True)
    (folder / "a.csv").write_text("Vraag\nWie tekent?\n", "utf-8")
    (folder / "onder" / "b.txt").write_text("- Wat kost het?\n- Wanneer?\n", "utf-8")
    (folder / ".verborgen.csv").write_text("Vraag\nGeheim?\n", "utf-8")
    (folder / "foto.png").write_bytes(b"\x89PNG")
    (folder / "zelf.csv").symlink_to(folder / "a.csv")
    (folder / "rond").symlink_to(folder)
    page.take_files([folder])
    settle()
    assert [one.name for one in page.draft.files] == ["a.csv", "onder/b.txt"]
    assert page.draft.remarks == (
        "1 link in the folder was passed over.",
        "1 file of another kind was passed over.",
    )
    assert page.bar.button.text() == "Import 3 questions"


def test_the_page_goes_on_in_another_language(page, settle, table, frame, qtbot):
    page.take_files([table])
    settle()
    again = QuestionImportPage(frame, page.draft)
    qtbot.addWidget(again)
    again.show()
    settle()
    assert again.bar.button.text() == "Import 2 questions"


def test_another_meeting_or_none_can_be_chosen(page, settle, table, filled):
    page.take_files([table])
    settle()
    assert page.draft.meeting.title == "Town hall"
    page.target.meeting_chosen.emit(None)
    settle()
    page.import_now()
    settle()
    assert {one.communication_id for one in filled.read(questions)} == {None}


TOOLS = Path(__file__).parents[2] / "data" / "questions"


@pytest.mark.parametrize(
    ("name", "chip", "button", "remarks"),
    [
        ("slido-deleted-withheld-and-polls.json", "Slido", "Import 2 questions", 4),
        ("teams-graph-html-and-replies.json", "Teams", "Import 2 questions", 3),
        ("zoom-preamble-and-second-answers.csv", "Zoom", "Import 3 questions", 1),
        ("mozilla-moderator-without-header.csv", "Mozilla Moderator", "Import 4 questions", 0),
    ],
)
def test_exports_of_other_tools_are_recognised(page, settle, filled, name, chip, button, remarks):
    page.take_files([TOOLS / name])
    settle()
    assert page.bar.button.text() == button
    assert chip in [each.text() for each in page.strip.findChildren(Chip)]
    assert len({problem.message for problem in page.draft.problems()}) == remarks
    page.import_now()
    settle()
    assert {one.asker for one in filled.read(questions)} == {""}


def test_a_known_id_with_other_words_is_shown_before_it_is_imported(page, settle, tmp_path):
    for words in ("Wat kost het?", "Wie tekent?"):
        file = tmp_path / "vragen.csv"
        file.write_text(f"ID,Vraag\n1,{words}\n", "utf-8")
        page.take_files([file])
        settle()
        page.import_now()
        settle()
    assert [(one.row, one.field) for one in page.draft.problems()] == [(2, "source_id")]
    assert "has other words in the plan" in page.problems.rows[0].accessibleName()


def test_storing_can_be_stopped_and_leaves_nothing(page, settle, tmp_path, filled, frame, qtbot):
    path = tmp_path / "veel.csv"
    path.write_text("Vraag\n" + "".join(f"Vraag {n}?\n" for n in range(6_000)), "utf-8")
    page.take_files([path])
    settle()
    assert page.bar.button.text() == "Import 6000 questions"
    jobs: list[Job] = []
    totals: list[int] = []

    def stop(job: Job) -> None:
        if job.title == "Importing questions" and job.done:
            jobs.append(job)
            totals.append(job.total)
            job.cancel()

    frame.jobs.progressed.connect(stop)
    page.import_now()
    settle()
    assert jobs
    assert jobs[0].cancellable
    assert set(totals) == {6_000}
    assert filled.read(question_ids) == []
    assert page.banner.accessibleName() == "The import was stopped; nothing was changed."
    assert page.bar.button.isEnabled()
    assert frame.toasts == []


def choices(page):
    chips = page.strip.findChildren(FilterChip)
    return {chip.accessibleName().split(":")[0]: chip for chip in chips if not chip.isHidden()}


def test_letters_and_the_row_of_names_are_corrected_by_the_user(page, settle, tmp_path):
    path = tmp_path / "oud.csv"
    path.write_bytes("Lijst van vragen, november\nWat;Wie kan dat?\n1;Patiënt?\n".encode("cp850"))
    page.take_files([path])
    settle()
    assert sorted(choices(page)) == ["Between columns", "Head", "Letters"]
    for name, value in (("Letters", "cp850"), ("Between columns", ";"), ("Head", 2)):
        choices(page)[name].changed.emit(value)
        settle()
    file = page.draft.shown.file
    assert (file.header_row, file.table.encoding) == (2, "cp850")
    assert [one.text for one in page.draft.shown.preview.new] == ["Patiënt?"]


def test_held_back_rows_are_shown_and_taken_in(page, settle, tmp_path, filled):
    path = tmp_path / "vragen.csv"
    path.write_text("Vraag\nWie tekent?\nPatiënt 1234567 wacht al lang?\n", "utf-8")
    page.take_files([path])
    settle()
    assert page.bar.button.text() == "Import 1 question"
    assert "1234567" not in page.problems.rows[0].accessibleName()
    page.preview.choice.set_value("skipped")
    page.preview.taken.emit(3)
    settle()
    assert page.bar.button.text() == "Import 2 questions"
    page.problems.held_wanted.emit(False)
    settle()
    assert page.bar.button.text() == "Import 1 question"
    page.import_now()
    settle()
    assert len(filled.read(question_ids)) == 1


def test_what_will_happen_adds_up_to_the_rows_of_the_file(page, settle, table):
    page.take_files([table])
    settle()
    told = [line.accessibleName() for line in page.outcome.findChildren(QWidget)]
    assert [words for words in told if words][-5:] == [
        "2 new questions",
        "0 here already, votes brought up to date",
        "0 here already, nothing new",
        "1 left out",
        "3 rows in the file",
    ]


def test_the_list_of_problems_is_saved(page, settle, table, tmp_path, frame):
    page.take_files([table])
    settle()
    page.save_list(tmp_path / "problemen.csv")
    settle()
    lines = (tmp_path / "problemen.csv").read_text("utf-8-sig").splitlines()
    assert lines[1] == "vragen.csv,3,votes,“veel” is not a number of votes; 0 was taken."
    assert len(lines) == 3


def test_text_in_the_clipboard_is_read_line_by_line(page, settle):
    QGuiApplication.clipboard().setText("1. Wie tekent?\n2. Wat kost het?\n")
    page.paste()
    settle()
    assert [one.text for one in page.draft.shown.preview.new] == ["Wie tekent?", "Wat kost het?"]
    assert page.bar.button.text() == "Import 2 questions"
