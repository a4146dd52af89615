"""The leak check of a shareable pack."""

from dataclasses import replace

from tests.domain.briefing_samples import EVENT, MODERATOR
from townhall.domain.briefing import QuestionFacts
from townhall.domain.briefing_questions import qa_pack
from townhall.domain.leaks import Leak, leaks

ON_PURPOSE = ("020 555 01 23", "anna@delinde.example")


def found(*questions: str, names: tuple[str, ...] = ()) -> list[Leak]:
    made = qa_pack(
        replace(MODERATOR, questions=tuple(QuestionFacts(text) for text in questions)), "en"
    )
    return leaks(made, names, ON_PURPOSE)


def test_a_clean_pack_has_no_leak() -> None:
    assert leaks(qa_pack(MODERATOR, "nl"), ["Jan de Tester"], ON_PURPOSE) == []


def test_the_name_of_an_asker_in_a_question() -> None:
    assert found("Waarom zei JAN DE TESTER dat?", names=("Jan de Tester",)) == [
        Leak("Waarom zei JAN DE TESTER dat?", "a name: JAN DE TESTER")
    ]


def test_an_internal_pack_names_the_asker_and_the_check_says_so() -> None:
    made = qa_pack(replace(MODERATOR, internal=True), "en")
    assert [leak.why for leak in leaks(made, ["Jan de Tester"], ON_PURPOSE)] == [
        "a name: Jan de Tester"
    ]


def test_addresses_and_numbers() -> None:
    whys = [
        leak.why
        for leak in found(
            "Mail jan@tester.example?",
            "Bel 06-12345678?",
            "Waarom kreeg patiënt 1234567 geen scan?",
        )
    ]
    assert sorted(whys) == [
        "a number that may be a patient’s or a colleague’s: 1234567",
        "a phone number: 06-12345678",
        "an e-mail address: jan@tester.example",
    ]


def test_what_is_there_on_purpose_is_not_a_leak() -> None:
    made = qa_pack(replace(MODERATOR, event=EVENT), "en")
    assert [leak.why for leak in leaks(made, [])] == [
        "a phone number: 020 555 01 23",
        "an e-mail address: anna@delinde.example",
    ]
    assert leaks(made, [], ON_PURPOSE) == []


def test_nothing_is_read_across_two_texts() -> None:
    assert found("Zijn het er 0612", "345678 of meer?") == []
