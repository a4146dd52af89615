"""Planning in one line: what Dutch and English sentences come to, on Tuesday 24 November 2026."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.quick_add import (
    LONGEST,
    KnownNames,
    QuickQuestion,
    What,
    quick_add,
    quick_question,
)
from townhall.domain.quick_words import KINDS
from townhall.domain.recurrence import check_rule
from townhall.domain.recurrence_rule import parse_rule, rule_text
from townhall.domain.terms import CommunicationKind

NOW = datetime(2026, 11, 24, 9)
KNOWN = KnownNames(
    audiences=("Radiologie", "Planning Radiologie", "Nachtdienst", "Werkgroep AI", "Coördinatoren"),
    initiatives=("MR triage", "CT-planner", "Spraakverslag"),
    people=("Anna Voorbeeld", "Mei"),
    places=("Collegezaal 1", "Kamer 2.14, Noord"),
)
ZONE = "Europe/Amsterdam"


def read(text, now=NOW, known=KNOWN):
    found = quick_add(text, now, known)
    assert found is not None
    return found


def when(text):
    found = read(text)
    return f"{found.start:%Y-%m-%d %H:%M} {found.duration_minutes}"


@pytest.mark.parametrize(
    ("text", "kind", "title", "moment", "place"),
    [
        ("town hall vr 14u utrecht", "town-hall", "Town hall", "2026-11-27 14:00 60", "Utrecht"),
        ("town hall fri 14:00 utrecht", "town-hall", "Town hall", "2026-11-27 14:00 60", "Utrecht"),
        (
            "town hall radiologie 12 maart 15:00",
            "town-hall",
            "Town hall Radiologie",
            "2027-03-12 15:00 60",
            "",
        ),
        (
            "update MR triage 3 dec 09:30",
            "progress-update",
            "Update MR triage",
            "2026-12-03 09:30 30",
            "",
        ),
        (
            "training do 10:00-11:30 aula wekelijks",
            "training",
            "Training",
            "2026-11-26 10:00 90",
            "Aula",
        ),
        ("vr 14u finance update", "progress-update", "Finance update", "2026-11-27 14:00 30", ""),
        (
            "3 dec 10:00 training prompt schrijven",
            "training",
            "Training prompt schrijven",
            "2026-12-03 10:00 90",
            "",
        ),
        (
            "workshop copilot woensdag 9 december 2026 van 13.30 tot 15.00 uur leerhuis",
            "training",
            "Workshop copilot",
            "2026-12-09 13:30 90",
            "Leerhuis",
        ),
        (
            "town hall thursday, december 3rd, 2026 at 2:30 p.m. in the Atrium",
            "town-hall",
            "Town hall",
            "2026-12-03 14:30 60",
            "Atrium",
        ),
        (
            "Town Hall: nieuwe roosters, vr 14u, aula",
            "town-hall",
            "Town Hall: nieuwe roosters",
            "2026-11-27 14:00 60",
            "Aula",
        ),
        (
            "training geletterdheid ma 9:00 leerhuis, lokaal 2",
            "training",
            "Training geletterdheid",
            "2026-11-30 09:00 90",
            "Leerhuis, lokaal 2",
        ),
        ("drop-in tomorrow afternoon", "drop-in", "Drop-in", "2026-11-25 14:00 60", ""),
        ("bestuur 3/12 14u30", "board-briefing", "Bestuur", "2026-12-03 14:30 60", ""),
    ],
)
def test_a_sentence_becomes_something_to_plan(text, kind, title, moment, place):
    found = read(text)
    assert found.kind.value == kind
    assert when(text) == moment
    assert (found.title, found.location) == (title, place)


@pytest.mark.parametrize("word", sorted(KINDS))
def test_every_word_for_a_kind_is_known_in_any_case(word):
    assert read(f"{word.upper()} 3 dec 10:00").kind is KINDS[word]


@pytest.mark.parametrize(
    "text",
    ["", "   ", "vr 14u utrecht", "questions", "updates@example.org", "bestuurlijk", "\x00\ud800"],
)
def test_a_line_without_a_kind_is_left_alone(text):
    assert quick_add(text, NOW, KNOWN) is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("vandaag", "2026-11-24"),
        ("today", "2026-11-24"),
        ("morgen", "2026-11-25"),
        ("tomorrow", "2026-11-25"),
        ("overmorgen", "2026-11-26"),
        ("the day after tomorrow", "2026-11-26"),
        ("vr", "2026-11-27"),
        ("vrijdag", "2026-11-27"),
        ("Friday", "2026-11-27"),
        ("op zo", "2026-11-29"),
        ("dinsdag", "2026-11-24"),
        ("deze vrijdag", "2026-11-27"),
        ("komende vrijdag", "2026-11-27"),
        ("next friday", "2026-12-04"),
        ("volgende vrijdag", "2026-12-04"),
        ("volgende week", "2026-11-30"),
        ("next week", "2026-11-30"),
        ("volgende week do", "2026-12-03"),
        ("donderdag volgende week", "2026-12-03"),
        ("over 2 weken", "2026-12-08"),
        ("over twee weken op vr", "2026-12-11"),
        ("in 3 days", "2026-11-27"),
        ("over een maand", "2026-12-24"),
        ("week 50", "2026-12-07"),
        ("week 50 do", "2026-12-10"),
        ("do week 2", "2027-01-14"),
        ("12 maart", "2027-03-12"),
        ("12 mrt.", "2027-03-12"),
        ("op 12 maart 2028", "2028-03-12"),
        ("12 mrt '29", "2029-03-12"),
        ("3 dec", "2026-12-03"),
        ("3dec", "2026-12-03"),
        ("3rd of december", "2026-12-03"),
        ("december 3", "2026-12-03"),
        ("Dec 3, 2027", "2027-12-03"),
        ("do 3 december", "2026-12-03"),
        ("3-12", "2026-12-03"),
        ("3/12", "2026-12-03"),
        ("3/1", "2027-01-03"),
        ("3-12-2027", "2027-12-03"),
        ("3.12.27", "2027-12-03"),
        ("2027-02-05", "2027-02-05"),
        ("29 feb", "2028-02-29"),
        ("the 12th", "2026-12-12"),
        ("eerste donderdag van maart", "2027-03-04"),
        ("last friday of november", "2026-11-27"),
        ("24 nov", "2026-11-24"),
        ("23 nov", "2027-11-23"),
        ("training", "2026-11-25"),
    ],
)
def test_dates(words, day):
    found = read(f"town hall {words} 10:00" if words != "training" else "training")
    assert f"{found.start:%Y-%m-%d}" == day
    assert found.location == ""


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("14u", "14:00 60"),
        ("14 u", "14:00 60"),
        ("14u30", "14:30 60"),
        ("14h30", "14:30 60"),
        ("14 uur", "14:00 60"),
        ("14.30 uur", "14:30 60"),
        ("10.30", "10:30 60"),
        ("14:00", "14:00 60"),
        ("om 14:00 uur", "14:00 60"),
        ("09:05", "09:05 60"),
        ("2pm", "14:00 60"),
        ("2 PM", "14:00 60"),
        ("2:30pm", "14:30 60"),
        ("2.30 p.m.", "14:30 60"),
        ("12am", "00:00 60"),
        ("noon", "12:00 60"),
        ("at 2", "14:00 60"),
        ("om 2 uur", "14:00 60"),
        ("om 14", "14:00 60"),
        ("half drie", "14:30 60"),
        ("7 uur 's avonds", "19:00 60"),
        ("'s ochtends", "09:00 60"),
        ("in the afternoon", "14:00 60"),
        ("10-11:30", "10:00 90"),
        ("10-12", "10:00 120"),
        ("10:00 – 11:15", "10:00 75"),
        ("9.30-11.00 uur", "09:30 90"),
        ("14u-16u", "14:00 120"),
        ("van 9 tot 12", "09:00 180"),
        ("between 9 and 12", "09:00 180"),
        ("2-3pm", "14:00 60"),
        ("11-1pm", "11:00 120"),
        ("22:00-01:00", "22:00 180"),
        ("14u 45 min", "14:00 45"),
        ("14u 90m", "14:00 90"),
        ("14u 1,5 uur", "14:00 90"),
        ("14u 1.5 hours", "14:00 90"),
        ("14u 2 uur", "14:00 120"),
        ("2 uur 14u", "14:00 120"),
        ("14u for 2 hours", "14:00 120"),
        ("14u anderhalf uur", "14:00 90"),
        ("14u half uur", "14:00 30"),
        ("14u an hour and a half", "14:00 90"),
        ("14u 1u30", "14:00 90"),
        ("14u (30 min)", "14:00 30"),
        ("3 uur", "10:00 180"),
        ("20 min", "10:00 20"),
    ],
)
def test_times_and_durations(words, expected):
    found = read(f"town hall vr {words}")
    assert f"{found.start:%H:%M} {found.duration_minutes}" == expected
    assert (found.title, found.location) == ("Town hall", "")


@pytest.mark.parametrize(
    ("words", "rule", "first"),
    [
        ("dagelijks", "FREQ=DAILY", "2026-11-24"),
        ("every day", "FREQ=DAILY", "2026-11-24"),
        ("elke werkdag", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-11-24"),
        ("wekelijks do", "FREQ=WEEKLY;BYDAY=TH", "2026-11-26"),
        ("do weekly", "FREQ=WEEKLY;BYDAY=TH", "2026-11-26"),
        ("elke donderdag", "FREQ=WEEKLY;BYDAY=TH", "2026-11-26"),
        ("every thu", "FREQ=WEEKLY;BYDAY=TH", "2026-11-26"),
        ("donderdags", "FREQ=WEEKLY;BYDAY=TH", "2026-11-26"),
        ("on Mondays", "FREQ=WEEKLY;BYDAY=MO", "2026-11-30"),
        ("elke ma en wo", "FREQ=WEEKLY;BYDAY=MO,WE", "2026-11-25"),
        ("elke twee weken op do", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;WKST=MO", "2026-11-26"),
        ("every 2 weeks 3 dec", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;WKST=MO", "2026-12-03"),
        ("om de week vr", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=MO", "2026-11-27"),
        ("every other friday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=MO", "2026-11-27"),
        ("elke tweede vrijdag", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;WKST=MO", "2026-11-27"),
        ("eerste donderdag van de maand", "FREQ=MONTHLY;BYDAY=1TH", "2026-12-03"),
        ("first thursday of the month", "FREQ=MONTHLY;BYDAY=1TH", "2026-12-03"),
        ("elke eerste do", "FREQ=MONTHLY;BYDAY=1TH", "2026-12-03"),
        ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU", "2026-12-08"),
        ("last friday of every month", "FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27"),
        (
            "laatste werkdag van de maand",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "2026-11-30",
        ),
        ("laatste dag van de maand", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30"),
        ("maandelijks 12 maart", "FREQ=MONTHLY;BYMONTHDAY=12", "2027-03-12"),
        ("monthly thu", "FREQ=MONTHLY;BYDAY=4TH", "2026-11-26"),
        ("elk kwartaal eerste do", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH", "2026-12-03"),
        ("every 3 months on the first thu", "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TH", "2026-12-03"),
        ("jaarlijks 1 dec", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1", "2026-12-01"),
        ("elke do tot 1 juli", "FREQ=WEEKLY;UNTIL=20270701;BYDAY=TH", "2026-11-26"),
        ("weekly thu until 2027-03-01", "FREQ=WEEKLY;UNTIL=20270301;BYDAY=TH", "2026-11-26"),
        ("elke do 10x", "FREQ=WEEKLY;COUNT=10;BYDAY=TH", "2026-11-26"),
        ("every thursday 6 times", "FREQ=WEEKLY;COUNT=6;BYDAY=TH", "2026-11-26"),
    ],
)
def test_repetition(words, rule, first):
    found = read(f"werkgroep {words} 10:00")
    assert (found.recurrence, f"{found.start:%Y-%m-%d %H:%M}") == (rule, f"{first} 10:00")
    assert (found.title, found.location) == ("Werkgroep", "")


@pytest.mark.parametrize(
    ("text", "title", "place"),
    [
        ("town hall @ utrecht vr 14u", "Town hall", "Utrecht"),
        ("town hall in utrecht vr 14u", "Town hall", "Utrecht"),
        ("town hall te Delft vr 14u", "Town hall", "Delft"),
        ("town hall vr 14u in de aula", "Town hall", "Aula"),
        ("town hall vr 14u at the Atrium", "Town hall", "Atrium"),
        ("update vr 14u in de aula over roosters", "Update over roosters", "Aula"),
        ("town hall vr 14u voor iedereen", "Town hall voor iedereen", ""),
        (
            "town hall vr 14u wat er verandert in onze planning",
            "Town hall wat er verandert in onze planning",
            "",
        ),
        ("update AI in de zorg 3 dec 9:30", "Update AI in de zorg", ""),
        ("training in prompt schrijven 3 dec", "Training in prompt schrijven", ""),
        ("town hall collegezaal 1 vr 14u", "Town hall", "Collegezaal 1"),
        ("town hall vr 14u kamer 2.14, noord", "Town hall", "Kamer 2.14, Noord"),
        ("town hall vr 14u radiologie in utrecht", "Town hall Radiologie", "Utrecht"),
        ("town hall 31-2 10:00", "Town hall 31-2", ""),
        ("update 2026", "Update 2026", ""),
        ("update zo snel mogelijk", "Update zo snel mogelijk", ""),
        ("What do we know update", "What do we know update", ""),
        ("town hall vr om", "Town hall", ""),
        ("drop in vr", "Drop in", ""),
        ("“AI in 2027: wat nu?” town hall vr 14u", "AI in 2027: wat nu?", ""),
    ],
)
def test_what_is_place_and_what_stays_in_the_title(text, title, place):
    found = read(text)
    assert (found.title, found.location) == (title, place)


@pytest.mark.parametrize(
    ("text", "title", "audiences", "initiatives", "people"),
    [
        (
            "update mr-triage en ct planner 3 dec",
            "Update MR triage en CT-planner",
            (),
            ("MR triage", "CT-planner"),
            (),
        ),
        (
            "update PLANNING RADIOLOGIE 3 dec",
            "Update Planning Radiologie",
            ("Planning Radiologie",),
            (),
            (),
        ),
        ("update radiologiedag 3 dec", "Update radiologiedag", (), (), ()),
        ("werkgroep ai 3 dec", "Werkgroep AI", ("Werkgroep AI",), (), ()),
        ("update coordinatoren 3 dec", "Update Coördinatoren", ("Coördinatoren",), (), ()),
        (
            "town hall 3 dec met anna voorbeeld",
            "Town hall met Anna Voorbeeld",
            (),
            (),
            ("Anna Voorbeeld",),
        ),
        ("town hall 3 mei", "Town hall", (), (), ()),
    ],
)
def test_names_of_the_plan(text, title, audiences, initiatives, people):
    found = read(text)
    named = (found.title, found.audiences, found.initiatives, found.people)
    assert named == (title, audiences, initiatives, people)


def test_a_weekday_whose_time_has_passed_is_that_of_next_week():
    assert when("town hall di 8:00") == "2026-12-01 08:00 60"
    assert when("town hall di 10:00") == "2026-11-24 10:00 60"


def test_a_time_alone_is_today_or_else_tomorrow():
    assert when("town hall 14u") == "2026-11-24 14:00 60"
    assert when("town hall 8u") == "2026-11-25 08:00 60"


def test_without_date_and_time_the_usual_time_on_the_next_working_day_is_offered():
    friday = datetime(2026, 11, 27, 12)
    found = read("training", now=friday)
    assert (found.start, found.duration_minutes) == (datetime(2026, 11, 30, 10), 90)
    assert (found.has_date, found.has_time) == (False, False)


def test_a_dash_between_numbers_is_a_date_unless_a_day_is_named():
    assert when("training 10-12") == "2026-12-10 10:00 90"
    assert when("training vr 10-12") == "2026-11-27 10:00 120"
    assert when("training do 3-12") == "2026-12-03 10:00 90"
    assert when("training 3 dec 9-12") == "2026-12-03 09:00 180"


def test_it_says_which_words_were_understood_as_what():
    found = read("training do 10:00-11:30 aula wekelijks")
    told = [(span.what, found.line[span.start : span.end].strip()) for span in found.understood]
    assert told == [
        (What.KIND, "training"),
        (What.DATE, "do"),
        (What.TIME, "10:00-11:30"),
        (What.PLACE, "aula"),
        (What.REPETITION, "wekelijks"),
    ]


def test_control_characters_and_line_breaks_become_spaces():
    assert read("town hall\nAI\x00nieuws\tvr 14u").title == "Town hall AI nieuws"


def test_a_very_long_line_is_not_read():
    assert quick_add("town hall " + "x" * LONGEST, NOW, KNOWN) is None


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("vraag: Wie is er aansprakelijk?", "Wie is er aansprakelijk?"),
        ("  Question :  who decides?  ", "who decides?"),
        ("VRAAG:x", "x"),
    ],
)
def test_a_question(text, question):
    assert quick_question(text) == QuickQuestion(question)


@pytest.mark.parametrize("text", ["vraag", "vraag:", "question:   ", "de vraag: x", ""])
def test_no_question(text):
    assert quick_question(text) is None


_FRAGMENTS = st.sampled_from(
    [
        *(
            "town hall",
            "update",
            "training",
            "vr",
            "do",
            "zo",
            "3",
            "12",
            "31",
            "99",
            "-",
            "/",
            ":",
        ),
        *("maart", "feb", "29", "2027", "9999", "0", "tot", "om", "@", "in", "uur", "u", "pm", "x"),
        *("elke", "every", "om de", "week", "weken", "maand", "eerste", "laatste", "van de maand"),
        *("volgende", "over", "twee", "half", "1,5", "10x", "10:00", "24:00", "'", '"', "(", "."),
        *("Radiologie", "MR triage", "morgen", "quarter", "until", "dag", "kwartaal", "été", "ǅ"),
    ]
)
_LINES = st.one_of(
    st.text(max_size=60).map(lambda text: f"update {text}"),
    st.lists(_FRAGMENTS, max_size=14).map(lambda words: "town hall " + " ".join(words)),
    st.lists(_FRAGMENTS, max_size=14).map(lambda words: "training" + "".join(words)),
)


@settings(max_examples=300, deadline=None)
@given(_LINES)
def test_no_line_raises_and_what_is_understood_can_be_planned(text):
    found = quick_add(text, NOW, KNOWN)
    quick_question(text)
    if found is None:
        return
    assert found.kind in CommunicationKind
    assert found.title
    assert 0 < found.duration_minutes <= 24 * 60
    assert found.start.tzinfo is None
    for span in found.understood:
        assert 0 <= span.start < span.end <= len(found.line)
    if found.recurrence:
        # How many dates a series may have is for the service to refuse, in words.
        endless = rule_text(parse_rule(found.recurrence).endless())
        assert check_rule(endless, found.start, zone=ZONE) == endless
