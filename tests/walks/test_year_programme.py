"""A year's programme for the hospital, from the keyboard, and its year strip on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdf
import pytest

from tests.screens.opened import opened
from tests.walks.walker import Walker, answer_dialogs
from townhall.domain.terms import CommunicationKind
from townhall.services.queries.communication_details import communications
from townhall.services.queries.communications import occurrences
from townhall.storage.database import Database

MOST_ACTIONS = 60

PROGRAMME = (
    "town hall AI in de diagnostiek every first thursday of the month 10:00 from 7 january 2027",
    "update Triage-assistent every 2 weeks on tuesday 9:15 from 5 january 2027",
    "update Spraakverslag every 2 weeks on wednesday 9:15 from 13 january 2027",
    "board briefing last working day of the quarter 9:00 from 31 march 2027",
    "drop-in Vraag het over AI every friday 12:00 from 8 january 2027",
    "working group Beeld every second monday of the month 14:00 from 11 january 2027",
    "training Een score lezen 4 february 2027 15:00",
    "training Een score lezen 4 march 2027 15:00",
    "training Bias herkennen 8 april 2027 15:00",
    "training Bias herkennen 7 october 2027 15:00",
)


class Counting(Walker):
    """Counts each key sequence, each line typed and each click as one action."""

    actions = 0

    def press(self, keys: str) -> None:
        self.actions += 1
        super().press(keys)

    def type(self, text: str) -> None:
        self.actions += 1
        super().type(text)


@pytest.fixture
def walker(qtbot, tmp_path):
    """Somebody before the welcome of a program that was never used."""
    with opened(tmp_path) as window:
        yield Counting(window)


def test_a_year_is_planned_in_under_sixty_actions_and_printed(walker, tmp_path, monkeypatch, clock):
    plan, strip = tmp_path / "De Linde.townhall", tmp_path / "year.pdf"
    answer_dialogs(monkeypatch, plan)
    walker.press("N")
    walker.type("De Linde")
    walker.press("Return")
    for line in PROGRAMME:
        walker.ask_for(line)
    answer_dialogs(monkeypatch, strip)
    walker.press("Y")
    walker.ask_for("Save year as PDF")
    assert walker.actions < MOST_ACTIONS
    walker.window.close()
    assert planned(plan, clock) == {
        CommunicationKind.TOWN_HALL: 12,
        CommunicationKind.PROGRESS_UPDATE: 26 + 26,
        CommunicationKind.BOARD_BRIEFING: 4,
        CommunicationKind.DROP_IN: 52,
        CommunicationKind.WORKING_GROUP: 12,
        CommunicationKind.TRAINING: 4,
    }
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(strip).pages)
    assert "De Linde" in words
    assert "2027" in words


def planned(plan: Path, clock) -> dict[CommunicationKind, int]:
    """How many dates of each kind the plan holds in 2027."""
    with Database.open(plan, clock) as database:
        assert len(database.read(communications)) == len(PROGRAMME)
        rows = database.read(occurrences, date(2027, 1, 1), date(2027, 12, 31), "Europe/Amsterdam")
    kinds = [row.kind for row in rows]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
