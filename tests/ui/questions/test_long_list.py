"""A list of a hundred thousand questions fetches only what it paints."""

from __future__ import annotations

from datetime import date

from townhall.domain.question_themes import shipped_themes
from townhall.domain.terms import Outcome, QuestionState
from townhall.services.queries.questions import QuestionRow
from townhall.ui.lists.row_table import RowTable
from townhall.ui.questions.list_columns import question_columns

PRIVACY = next(theme for theme in shipped_themes() if theme.key == "privacy")


def row(id_: int) -> QuestionRow:
    return QuestionRow(
        id=id_,
        text=f"Question {id_}",
        votes=id_ % 60,
        theme=PRIVACY,
        state=QuestionState.NEW,
        outcome=Outcome.OPEN,
        owner=None,
        answer_by=None,
        audience=None,
        source="slido",
        times_carried=0,
        merged=0,
        language="en",
    )


def test_only_what_is_painted_is_fetched(qtbot):
    fetched: list[int] = []

    def fetch(ids, deliver):
        fetched.extend(ids)
        deliver({id_: row(id_) for id_ in ids})

    table = RowTable(question_columns(date(2026, 11, 24)), fetch, name="Questions")
    qtbot.addWidget(table)
    table.resize(900, 600)
    table.set_ids(range(1, 100_001))
    table.show()
    qtbot.waitUntil(lambda: len(fetched) > 0)
    table.go_to(99_999)
    qtbot.waitUntil(lambda: 99_999 in fetched)
    assert table.current_id == 99_999
    assert len(fetched) < 400
