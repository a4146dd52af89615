"""Questions in packs: what is late is called so, and an answer is not turned over on stage."""

from datetime import date

from townhall.domain.blocks import Said, plain
from townhall.domain.briefing import QuestionFacts
from townhall.domain.briefing_lines import question_blocks

DUE = date(2026, 11, 20)
ANSWER = "Say: A doctor decides.\nIf pressed: Always.\nDon't know yet: At night."


def blocks(today, answer=ANSWER):
    question = QuestionFacts("Who decides?", answer=answer, answer_by=DUE, language="en")
    return question_blocks(question, 1, "en", today=today, internal=False, show_theme=False)


def said(today, answer=ANSWER):
    return [block for block in blocks(today, answer) if isinstance(block, Said)]


def test_an_answer_that_is_due_is_promised():
    assert plain(blocks(DUE)[1].spans) == "0 votes · New · answer by 20 November 2026"
    assert plain(said(DUE)[-1].spans) == "At night. We come back to this by 20 November 2026."


def test_a_date_that_has_passed_is_not_promised_again():
    later = date(2026, 11, 21)
    facts = plain(blocks(later)[1].spans)
    assert facts == "0 votes · New · answer overdue since 20 November 2026"
    assert plain(said(later)[-1].spans) == "At night."


def test_the_lines_of_an_answer_stay_together():
    assert [line.keep_with_next for line in said(DUE)] == [True, True, False]


def test_an_answer_longer_than_a_page_may_be_turned_over():
    long = f"Say: {'A doctor decides. ' * 100}\nIf pressed: Always."
    assert [line.keep_with_next for line in said(DUE, long)] == [False, False]
