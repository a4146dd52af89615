"""An approved answer is offered as soon as a question like it has been typed."""

from townhall.services.queries.questions import question, question_ids
from townhall.services.question_answers import approve_answer


def test_a_question_just_typed_can_be_answered_at_once(screen, settle, filled, frame):
    filled.run(approve_answer, 7, "Legal Affairs")
    screen.open_entry()
    screen.list.entry.words.setPlainText("Who decides in the end then?")
    screen.list.entry.save()
    settle()
    added = max(filled.read(question_ids))
    assert frame.toasts[-1] == (
        "Answered before: “Who decides in the end?”. Approved 24 Nov by Legal Affairs, valid until "
        "22 Feb 2027."
    )
    [(words, use)] = frame.toast_actions[-1]
    assert words == "Answer with this"
    use()
    settle()
    stored = filled.read(question, added)
    assert (stored.state, stored.answer, stored.reused_from) == ("approved", "Say: you.", 7)


def test_nothing_is_offered_to_another_question(screen, settle, filled, frame):
    filled.run(approve_answer, 7, "Legal Affairs")
    screen.open_entry()
    screen.list.entry.words.setPlainText("How warm is the coffee?")
    screen.list.entry.save()
    settle()
    assert not any("Answered before" in toast for toast in frame.toasts)
