"""The welcome as somebody without a plan meets it."""

import sqlite3

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from tests.ui.stage import clipped, nameless
from townhall import paths
from townhall.language import set_language
from townhall.services.backups import back_up_plan
from townhall.services.plans import create_plan
from townhall.services.queries.communication_details import communications
from townhall.services.queries.plans import plan_detail
from townhall.storage.database import Database
from townhall.ui.theme import theme
from townhall.ui.welcome.screen import WelcomeScreen


@pytest.fixture
def welcome(stage):
    """The welcome, with no plan open; the plan it opens is closed again."""
    stage.frame.jobs.attach(None)
    made = WelcomeScreen(stage.frame)
    stage.show(made, 1440, 900)
    yield made
    if stage.frame.plans.current:
        stage.frame.plans.close()
        stage.settle()


@pytest.fixture
def plan(tmp_path, clock):
    """A plan of "De Linde" on the disk."""
    return create_plan(tmp_path / "De Linde.townhall", clock, {"organisation": "De Linde"})


def answer(monkeypatch, *, save="", open_=""):
    """Let the file dialogs answer at once."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(save), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(open_), ""))


def said(welcome):
    return welcome.banner.accessibleName() if welcome.banner.isVisible() else ""


def test_three_choices_of_which_the_first_has_the_keyboard(welcome):
    assert [choice.accessibleName().split(". ")[0] for choice in welcome.choices] == [
        "New plan",
        "Open the hospital sample",
        "Open a file",
    ]
    assert welcome.first_focus() is welcome.new_choice
    keys = {action.id: action.shortcut for action in welcome.commands()}
    assert keys == {"welcome.new": "", "welcome.sample": "S", "welcome.open": "O"}
    # N is the window's own key: it runs the one action that makes something new.
    assert [a.id for a in welcome.commands() if a.group == "new"] == ["welcome.new"]


def test_a_new_plan_has_the_organisation_and_the_language_of_the_window(
    welcome, stage, tmp_path, monkeypatch
):
    answer(monkeypatch, save=tmp_path / "mine")
    set_language("nl")
    welcome.new_choice.click()
    assert welcome.form.isVisible()
    QTest.keyClicks(welcome.form.name, "  Bank   De Brug ")
    QTest.keyClick(welcome.form.name, Qt.Key.Key_Return)
    stage.settle()
    assert stage.frame.plans.current == str(tmp_path / "mine.townhall")
    found = stage.read(plan_detail)
    assert (found.organisation, found.document_language) == ("Bank De Brug", "nl")
    assert stage.frame.settings.recent_plans[0] == str(tmp_path / "mine.townhall")


def test_a_plan_without_a_name_is_not_made(welcome, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: pytest.fail("asked"))
    welcome.new_choice.click()
    QTest.keyClicks(welcome.form.name, "   ")
    welcome.form.go_on.click()
    assert welcome.form.field.error == "Fill in what your organisation is called."


def test_escape_and_a_cancelled_dialog_change_nothing(welcome, stage, monkeypatch):
    answer(monkeypatch)
    welcome.new_choice.click()
    QTest.keyClicks(welcome.form.name, "De Brug")
    QTest.keyClick(welcome.form.name, Qt.Key.Key_Return)
    welcome.file_choice.click()
    stage.settle()
    assert (stage.frame.plans.current, said(welcome)) == ("", "")
    QTest.keyClick(welcome.form.name, Qt.Key.Key_Escape)
    assert not welcome.form.isVisible()


def test_an_existing_file_is_refused_and_stays(welcome, stage, plan, monkeypatch):
    before = plan.read_bytes()
    answer(monkeypatch, save=plan)
    welcome.form.wanted.emit("Somebody else")
    stage.settle()
    assert said(welcome) == f"{plan} exists already. Choose another name, or open it."
    assert plan.read_bytes() == before
    assert all(choice.isEnabled() for choice in welcome.choices)


def test_the_sample_is_made_once_a_day_and_opened(welcome, stage):
    welcome.sample_choice.click()
    assert not welcome.sample_choice.isEnabled()
    assert welcome.busy.text() == "Making the sample"
    stage.settle()
    made = paths.data_folder() / "De Linde 2026-11-24.townhall"
    assert stage.frame.plans.current == str(made)
    assert stage.read(plan_detail).is_sample
    number = len(stage.read(communications))
    stage.frame.plans.close()
    welcome.open_sample()
    stage.settle()
    assert len(stage.read(communications)) == number
    assert [path.name for path in paths.data_folder().glob("*.townhall")] == [made.name]


def spoil(plan, how):
    if how == "text":
        plan.write_text("Dear colleagues")
    elif how == "damaged":
        data = bytearray(plan.read_bytes())
        data[2048:] = b"\xff" * (len(data) - 2048)
        plan.write_bytes(data)
    elif how == "newer":
        with sqlite3.connect(plan) as connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.close()
    elif how == "missing":
        plan.unlink()


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("text", "is not a Town Hall plan. Choose a file that Town Hall made."),
        ("damaged", "is damaged and was not opened."),
        ("newer", "was made by a newer version of Town Hall."),
        ("missing", "is not there any more. Open another plan, or make a new one."),
    ],
)
def test_a_file_that_cannot_be_opened_is_explained_on_the_page(
    welcome, stage, plan, monkeypatch, how, words
):
    spoil(plan, how)
    answer(monkeypatch, open_=plan)
    welcome.file_choice.click()
    stage.settle()
    assert words in said(welcome)
    assert stage.frame.plans.current == ""


def test_a_plan_that_another_window_has_open_is_explained(welcome, stage, plan, clock):
    with Database.open(plan, clock):
        welcome.open_recent(str(plan))
        stage.settle()
        assert said(welcome) == f"{plan} is open in another Town Hall. Close it there first."
    welcome.open_recent(str(plan))
    stage.settle()
    assert stage.frame.plans.current == str(plan)


def test_a_plan_on_a_network_share_is_explained(welcome, stage, plan, monkeypatch):
    monkeypatch.setattr("townhall.storage.places._on_network", lambda _path: True)
    welcome.open_recent(str(plan))
    stage.settle()
    assert "lies on a network share" in said(welcome)


def test_a_damaged_plan_can_be_restored_from_a_backup(welcome, stage, plan, tmp_path, monkeypatch):
    backup = back_up_plan(str(plan), tmp_path / "backup.townhall")
    spoil(plan, "damaged")
    welcome.open_recent(str(plan))
    stage.settle()
    assert welcome.banner.action.text() == "Restore a backup"
    answer(monkeypatch, open_=backup)
    welcome.banner.action.click()
    stage.settle()
    assert stage.frame.plans.current == str(plan)
    assert stage.read(plan_detail).organisation == "De Linde"


def test_recent_plans_are_opened_or_taken_off_the_list(welcome, stage, plan, tmp_path):
    gone = str(tmp_path / "gone.townhall")
    stage.frame.settings.update(recent_plans=[gone, str(plan)])
    welcome.mark_stale()
    stage.settle()
    rows = welcome.recent.rows
    assert [row.title.text() for row in rows.values()] == ["gone", "De Linde"]
    assert rows[gone].accessibleName() == "gone, missing"
    assert [len(row.trailing) for row in rows.values()] == [2, 1]  # a chip says it is missing
    rows[gone].trailing[-1].click()
    stage.settle()
    assert stage.frame.settings.recent_plans == [str(plan)]
    assert list(welcome.recent.rows) == [str(plan)]
    assert stage.frame.toasts[-1] == "gone is off the list; its file stays."
    welcome.recent.rows[str(plan)].click()
    stage.settle()
    assert stage.frame.plans.current == str(plan)


def test_a_plan_dropped_on_the_page_is_opened(welcome, stage, plan):
    def drop(name):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(name))])
        welcome.dropEvent(
            QDropEvent(
                QPointF(10, 10),
                Qt.DropAction.CopyAction,
                data,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
        )
        stage.settle()

    drop(plan.with_name("letter.docx"))
    assert stage.frame.plans.current == ""
    drop(plan)
    assert stage.frame.plans.current == str(plan)


def test_language_and_theme_are_chosen_at_the_foot(welcome, stage):
    welcome.language.buttons()[0].click()
    assert stage.frame.spoken == ["nl"]
    welcome.theme.buttons()[1].click()
    assert stage.frame.settings.theme == "dark"
    assert theme().tokens.dark


def test_the_picture_shows_the_real_sample(welcome):
    assert welcome.picture.accessibleDescription() == ("Town hall AI in de diagnostiek, 3 December")


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("size", [(1440, 900), (1024, 640)])
def test_everything_has_a_name_and_no_word_is_clipped(stage, plan, language, size):
    set_language(language)
    stage.frame.jobs.attach(None)
    stage.frame.settings.update(recent_plans=[str(plan), "/gone/away.townhall"])
    made = WelcomeScreen(stage.frame)
    stage.show(made, *size)
    made.start_new()
    made.form.go_on.click()
    made.banner.tell("A plan cannot be opened because of a long reason. " * 3, "bad", "Open")
    stage.settle()
    assert nameless(made) == []
    assert clipped(made) == []
