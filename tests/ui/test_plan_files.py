"""Asking for the files of plans, from the menu of the window."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from townhall.services.queries.plans import plan_detail
from townhall.ui import plan_files


@pytest.fixture
def asked(monkeypatch):
    """What the dialogs proposed; they answer with `answer`."""
    proposals = []

    def save(_parent, _title, proposed, _filters, **_options):
        proposals.append(Path(proposed).name)
        return save.answer, ""

    save.answer = ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    save.proposals = proposals
    return save


def test_a_plan_made_from_the_menu_is_called_after_its_file(stage, asked, tmp_path, qtbot):
    stage.frame.jobs.attach(None)
    asked.answer = str(tmp_path / "Bank De Brug.townhall")
    parent = QWidget()
    qtbot.addWidget(parent)
    plan_files.new_plan(stage.frame, parent)
    stage.settle()
    assert stage.read(plan_detail).organisation == "Bank De Brug"
    stage.frame.plans.close()
    stage.settle()


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("De Linde", "De Linde.townhall"),
        ('A/B: "C"?', "A B C.townhall"),
        ("...", "Plan.townhall"),
        ("x" * 300, "x" * 80 + ".townhall"),
    ],
)
def test_the_proposed_name_can_be_a_file_name(stage, asked, qtbot, organisation, name):
    parent = QWidget()
    qtbot.addWidget(parent)
    plan_files.new_plan(stage.frame, parent, organisation)
    assert asked.proposals == [name]
    assert stage.frame.plans.current == ""


@pytest.mark.parametrize(
    ("path", "is_plan"), [("/a/B.TOWNHALL", True), ("/a/b.docx", False), ("", False)]
)
def test_only_plans_are_taken_when_dropped(path, is_plan):
    assert plan_files.is_plan_file(path) is is_plan
