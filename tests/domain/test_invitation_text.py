"""What an invitation says: every fact once, in the languages asked for."""

from dataclasses import replace
from datetime import datetime, time

import pytest

from townhall.domain.invitation_text import Facts, describe
from townhall.domain.run_of_show import AgendaItem

FACTS = Facts(
    title="Triage met AI",
    why="Iedereen weet wat er verandert.\nEn waarom.",
    start=datetime(2026, 12, 3, 15, 0),
    duration_minutes=60,
    agenda=(
        AgendaItem("Opening", 5, speaker="Anna Voorbeeld", cues="Licht uit"),
        AgendaItem("Vragen", 20, start=time(15, 30)),
    ),
    join_link="https://meet.example.org/j/481?a=1&b=2",
    questions_to="vragen@delinde.example",
    contact="Bram Proefman, toestel 12",
)


def test_dutch_says_all_of_it_in_order() -> None:
    assert describe(FACTS, "nl").plain == (
        "Triage met AI\n\n"
        "Waarom\nIedereen weet wat er verandert.\nEn waarom.\n\n"
        "Programma\n15:00  Opening (Anna Voorbeeld)\n15:30  Vragen\n\n"
        "Deelnemen: https://meet.example.org/j/481?a=1&b=2\n\n"
        "Vooraf een vraag stellen: vragen@delinde.example\n\n"
        "Contact: Bram Proefman, toestel 12"
    )


def test_both_languages_stand_before_each_fact_and_alike_words_once() -> None:
    lines = describe(FACTS, "nl+en").plain.splitlines()
    assert "Waarom / Why" in lines
    assert "Programma / Agenda" in lines
    assert "Contact: Bram Proefman, toestel 12" in lines
    assert describe(FACTS, "en").plain.splitlines()[2] == "Why"


def test_html_is_the_same_text_with_links_to_click() -> None:
    html = describe(FACTS, "nl").html
    assert html.startswith('<html lang="nl"><body><p><b>Triage met AI</b></p>')
    assert '<a href="https://meet.example.org/j/481?a=1&amp;b=2">' in html
    assert '<a href="mailto:vragen@delinde.example">vragen@delinde.example</a>' in html
    assert "Iedereen weet wat er verandert.<br>En waarom." in html
    assert "Licht uit" not in html


@pytest.mark.parametrize("where", ["javascript:alert(1)", "the desk", "data:text/html,x"])
def test_what_is_no_safe_link_is_shown_and_not_linked(where: str) -> None:
    html = describe(replace(FACTS, questions_to=where, join_link=""), "nl").html
    assert "<a " not in html
    assert where.replace("'", "&#x27;") in html


def test_whole_days_have_an_agenda_without_times() -> None:
    assert (
        "Programma\nOpening (Anna Voorbeeld)\n" in describe(replace(FACTS, timed=False), "nl").plain
    )


def test_nothing_to_say_is_no_text() -> None:
    bare = Facts(title="Overleg", why="", start=FACTS.start, duration_minutes=60)
    assert (describe(bare, "nl").plain, describe(bare, "nl").html) == ("", "")
