"""Packs from the plan: votes, dates, audiences, promises and languages arrive in the document."""

from datetime import datetime
from pathlib import Path

import pytest

from townhall.domain.blocks import Document, Heading, Table, plain, texts
from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import CannotWrite, InvalidInput, NotFound
from townhall.services.communications import add_communication
from townhall.services.packs import export_pack, pack_document
from townhall.services.queries.questions import question, votes_together
from townhall.services.question_themes import add_question_theme
from townhall.services.questions import add_question, change_question
from townhall.services.records import add_record
from townhall.services.sample import create_sample
from townhall.storage.database import Database

NEXT = datetime(2026, 12, 3, 10)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Database:
    path = tmp_path_factory.mktemp("packs") / "sample.townhall"
    clock = fixed_clock("2026-11-24T09:00+01:00")
    return Database.open(create_sample(path, clock), clock)


def after(document: Document, heading: str) -> list[str]:
    """The headings of level 2 under a heading of level 1."""
    found: list[str] = []
    inside = False
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = plain(block.spans) == heading
        elif isinstance(block, Heading) and inside:
            found.append(plain(block.spans))
    return found


def table_under(document: Document, heading: str) -> list[list[str]]:
    blocks = list(document.blocks)
    place = next(
        number
        for number, block in enumerate(blocks)
        if isinstance(block, Heading) and plain(block.spans) == heading
    )
    table = blocks[place + 1]
    assert isinstance(table, Table)
    return [[plain(cell) for cell in row] for row in table.rows]


def test_votes_of_merged_questions_count_in_their_lead(sample: Database, clock: Clock) -> None:
    pack = sample.read(pack_document, "qa-pack", 1, NEXT, "nl", clock=clock)
    lead = sample.read(question, 1)
    total = sample.read(votes_together, [1])[1]
    assert lead.votes < total
    assert len(lead.merged_ids) == 3
    shown = texts(pack)
    facts = shown[shown.index(lead.text) + 1]
    assert facts.startswith(f"{total} stemmen · ")
    for merged in lead.merged_ids:
        assert sample.read(question, merged).text not in shown


def test_the_pack_holds_every_question_but_merged_ones(sample: Database, clock: Clock) -> None:
    pack = sample.read(pack_document, "qa-pack", 1, NEXT, "en", clock=clock)
    rows = table_under(pack, "Questions at a glance")
    assert sum(int(row[1]) for row in rows) == 38 - 14 - 3
    assert len(after(pack, "Declined questions")) == 3


def test_the_brief_knows_who_listens_and_what_they_ask(sample: Database, clock: Clock) -> None:
    pack = sample.read(pack_document, "speaker-brief", 1, NEXT, "en", clock=clock)
    rows = table_under(pack, "Who is listening")
    assert [row[:2] for row in rows] == [
        ["Radiologie", "86"],
        ["SEH", "142"],
        ["Pathologie", "54"],
        ["Laboratorium", "130"],
    ]
    assert all(row[2] for row in rows)


def test_the_brief_has_the_run_of_show_of_that_date(sample: Database, clock: Clock) -> None:
    pack = sample.read(pack_document, "speaker-brief", 1, NEXT, "nl", clock=clock)
    rows = table_under(pack, "Draaiboek")
    assert (len(rows), rows[0][:2], rows[-1][0]) == (9, ["10:30", "5"], "11:44")
    later = sample.read(
        pack_document, "speaker-brief", 1, datetime(2027, 1, 7, 10), "nl", clock=clock
    )
    assert (len(table_under(later, "Draaiboek")), table_under(later, "Draaiboek")[0][0]) == (
        8,
        "10:00",
    )


def test_the_brief_of_one_speaker_shows_their_slot(sample: Database, clock: Clock) -> None:
    pack = sample.read(
        pack_document, "speaker-brief", 1, NEXT, "en", clock=clock, speaker="Bram Proefman"
    )
    assert pack.subtitle == "For Bram Proefman"
    assert "Your slot: 10:43 (12 minutes)" in texts(pack)


def test_key_messages_come_in_the_language_of_the_pack(database: Database, clock: Clock) -> None:
    for name in ("Triage-assistent", "CT-planner", "Spraakverslag"):
        database.run(add_record, "initiative", {"name": name})
    for text, initiative, more in (
        ("Dutch draft", "Triage-assistent", {"language": "nl"}),
        ("Dutch approved", "Triage-assistent", {"language": "nl", "sign_off": "approved"}),
        ("English", "Triage-assistent", {"language": "en", "sign_off": "approved"}),
        ("Dutch alone", "CT-planner", {"language": "nl"}),
        ("Past", "CT-planner", {"valid_until": "2026-11-30"}),
        ("Of another initiative", "Spraakverslag", {}),
    ):
        message = {"text": text, "initiative": initiative, **more}
        database.run(add_record, "key-message", message)
    about = database.run(
        add_communication,
        {
            "kind": "town-hall",
            "title": "Town hall",
            "start": "2026-12-01T12:00",
            "initiatives": ["Triage-assistent", "CT-planner"],
        },
    ).value
    shown = {
        language: texts(
            database.read(pack_document, "speaker-brief", about, None, language, clock=clock)
        )
        for language in ("nl", "en")
    }
    written = ("Dutch draft", "Dutch approved", "English", "Dutch alone", "Past", "Of another")
    assert {
        language: [text for text in lines if text.startswith(written)]
        for language, lines in shown.items()
    } == {
        "nl": [
            "Dutch approved",
            "Dutch draft (concept, nog niet akkoord)",
            "Dutch alone (concept, nog niet akkoord)",
        ],
        "en": ["English", "Dutch alone (draft, not approved)"],
    }


def test_open_promises_are_those_of_here(sample: Database, clock: Clock) -> None:
    pack = sample.read(pack_document, "qa-pack", 1, NEXT, "en", clock=clock)
    rows = table_under(pack, "Open promises")
    assert [row[2] for row in rows if "overdue" in row[2]] == [
        "12 November 2026, overdue",
        "19 November 2026, overdue",
        "20 November 2026, overdue",
    ]
    assert len(rows) == len({row[0] for row in rows})


def test_the_contact_is_the_host_with_their_phone(sample: Database, clock: Clock) -> None:
    pack = sample.read(pack_document, "qa-pack", 1, NEXT, "en", clock=clock)
    [contact] = [text for text in texts(pack) if text.startswith("Contact: ")]
    assert contact == "Contact: Anna Voorbeeld, toestel 4101, anna.voorbeeld@delinde.example"


def test_without_a_date_the_nearest_is_taken(sample: Database, clock: Clock) -> None:
    nearest = sample.read(pack_document, "qa-pack", 1, None, "nl", clock=clock)
    assert nearest == sample.read(pack_document, "qa-pack", 1, NEXT, "nl", clock=clock)


def test_without_a_language_that_of_the_plans_documents_is_taken(
    sample: Database, clock: Clock
) -> None:
    assert sample.read(pack_document, "qa-pack", 1, clock=clock).language == "nl"


def test_names_of_askers_stand_only_in_an_internal_pack(database: Database, clock: Clock) -> None:
    about = database.run(
        add_communication,
        {"kind": "drop-in", "title": "Inloopuur", "start": "2026-12-01T12:00"},
    ).value
    database.run(
        add_question,
        {
            "text": "Waarom nu?",
            "communication_id": about,
            "anonymity": "named",
            "asker": "Wilma Verzonnen",
        },
    )
    shared = database.read(pack_document, "qa-pack", about, clock=clock)
    internal = database.read(pack_document, "qa-pack", about, clock=clock, internal=True)
    assert [text for text in texts(shared) if "Wilma" in text] == []
    assert [text for text in texts(internal) if "Wilma" in text] == [
        "0 stemmen · Nieuw · gesteld door: Wilma Verzonnen"
    ]


def test_themes_are_called_as_the_plan_calls_them_in_the_language_of_the_pack(
    database: Database, clock: Clock
) -> None:
    values = {"kind": "drop-in", "title": "Inloopuur", "start": "2026-12-01T12:00"}
    about = database.run(add_communication, values).value
    database.run(add_question_theme, {"name_nl": "Roosters", "name_en": "Rosters"})
    values = {"text": "Verandert mijn rooster?", "theme": "rosters", "communication_id": about}
    database.run(add_question, values)
    for language, name in (("nl", "Roosters"), ("en", "Rosters")):
        pack = database.read(pack_document, "qa-pack", about, None, language, clock=clock)
        assert after(pack, name) == ["Verandert mijn rooster?"]


def test_an_empty_communication_still_gives_a_pack(database: Database, clock: Clock) -> None:
    about = database.run(
        add_communication,
        {"kind": "town-hall", "title": "Town hall", "start": "2026-12-01T12:00"},
    ).value
    for kind in ("speaker-brief", "qa-pack"):
        for language in ("nl", "en"):
            pack = database.read(pack_document, kind, about, None, language, clock=clock)
            assert pack.title == "Town hall"
            assert [text for text in texts(pack) if "None" in text] == []


def test_a_lead_asked_elsewhere_stands_for_what_was_merged_into_it(
    database: Database, clock: Clock
) -> None:
    starts = ("2026-11-01T12:00", "2026-12-01T12:00")
    earlier, about = (
        database.run(
            add_communication, {"kind": "drop-in", "title": "Inloopuur", "start": start}
        ).value
        for start in starts
    )
    lead = database.run(
        add_question, {"text": "Wie tekent?", "communication_id": earlier, "votes": 4}
    ).value
    database.run(
        add_question,
        {
            "text": "Wie zet de handtekening?",
            "communication_id": about,
            "votes": 3,
            "lead_id": lead,
            "outcome": "merged",
            "state": "closed",
        },
    )
    pack = database.read(pack_document, "qa-pack", about, None, "en", clock=clock)
    assert "Wie zet de handtekening?" not in texts(pack)
    assert texts(pack)[texts(pack).index("Wie tekent?") + 1].startswith("7 votes · ")


def test_a_declined_question_shows_its_reason(database: Database, clock: Clock) -> None:
    about = database.run(
        add_communication, {"kind": "drop-in", "title": "Inloopuur", "start": "2026-12-01T12:00"}
    ).value
    asked = database.run(
        add_question, {"text": "Wat verdient de baas?", "communication_id": about}
    ).value
    gone = {"outcome": "declined", "decline_reason": "Dat gaat over één persoon."}
    database.run(change_question, asked, gone)
    pack = database.read(pack_document, "qa-pack", about, None, "en", clock=clock)
    assert "Reason: Dat gaat over één persoon." in texts(pack)


def test_an_answer_is_shown_in_the_language_of_the_pack(database: Database, clock: Clock) -> None:
    about = database.run(
        add_communication, {"kind": "drop-in", "title": "Inloopuur", "start": "2026-12-01T12:00"}
    ).value
    asked = {"text": "Wie tekent?", "communication_id": about, "language": "nl"}
    told = {
        "answer": "Zeg: Jij tekent.\nWeten we nog niet: De premie.\nTerug op: 2026-12-18",
        "translation": "Say: You sign.",
        "approved_by": "Carla Staal",
        "valid_until": "2026-11-20",
    }
    number = database.run(add_question, asked | told).value
    english = texts(database.read(pack_document, "qa-pack", about, None, "en", clock=clock))
    assert "Say: You sign." in english
    assert "Jij tekent" not in "".join(english)
    assert "To be rechecked before it is used again." in english
    dutch = texts(database.read(pack_document, "qa-pack", about, None, "nl", clock=clock))
    assert "Zeg: Jij tekent." in dutch
    back = "Weten we nog niet: De premie. We komen hier uiterlijk 18 december 2026 op terug."
    assert back in dutch
    database.run(change_question, number, {"translation": ""})
    english = texts(database.read(pack_document, "qa-pack", about, None, "en", clock=clock))
    assert english[english.index("Say: Jij tekent.") - 1] == "Only in Dutch so far."


@pytest.mark.parametrize(
    ("kind", "language", "error", "field"),
    [("newsletter", "nl", InvalidInput, "kind"), ("qa-pack", "fr", InvalidInput, "language")],
)
def test_what_is_not_known_is_refused(
    sample: Database,
    clock: Clock,
    kind: str,
    language: str,
    error: type[InvalidInput],
    field: str,
) -> None:
    with pytest.raises(error) as refused:
        sample.read(pack_document, kind, 1, NEXT, language, clock=clock)
    assert refused.value.field == field


def test_a_communication_or_date_that_is_not_there(sample: Database, clock: Clock) -> None:
    with pytest.raises(NotFound):
        sample.read(pack_document, "qa-pack", 99, clock=clock)
    with pytest.raises(NotFound):
        sample.read(pack_document, "qa-pack", 1, datetime(2026, 12, 4, 10), clock=clock)


def test_the_same_plan_and_clock_give_the_same_bytes(
    sample: Database, clock: Clock, tmp_path: Path
) -> None:
    files = [tmp_path / "a.docx", tmp_path / "b.docx"]
    for file in files:
        sample.read(export_pack, "qa-pack", 1, NEXT, "nl", file, clock=clock)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_without_qt_a_word_file_is_written_without_a_count_of_pages(
    sample: Database, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from townhall.formats import pdf

    def missing(*_arguments: object) -> None:
        raise CannotWrite("libEGL.so.1")

    monkeypatch.setattr(pdf, "layout", missing)
    file = tmp_path / "a.docx"
    result = sample.read(export_pack, "qa-pack", 1, NEXT, "nl", file, clock=clock)
    assert (result.file, result.pages) == (str(file), None)
    assert file.exists()
