"""import questions and people: real exports, re-reading, and files that cannot be read."""

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from townhall import paths

FORMS = paths.resources() / "sample"

FORMS_ROWS = """ID;Begintijd;Tijd van voltooien;E-mail;Naam;Wat wil je vragen over AI?
1;24-11-2026 09:00:00;24-11-2026 09:05:00;anoniem;;Verdwijnen er banen op de Röntgen?
2;24-11-2026 10:00:00;24-11-2026 10:05:00;hugo@delinde.example;Hugo Patroon;Wie tekent er?
"""


def questions(run: Any, plan: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("list", "question", "--plan", plan, "--json").json
    return sorted(found, key=lambda each: each["id"])


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_forms_export_of_300_is_added_once(run: Any, sample: Path, suffix: str) -> None:
    file = FORMS / f"forms-export.{suffix}"
    words = ("import", "questions", file, "--communication", 1, "--plan", sample, "--json")
    dry = run(*words, "--dry-run").json
    assert (dry["added"], dry["updated"], dry["skipped"]) == (300, 0, 0)
    assert len(questions(run, sample)) == 82
    first = run(*words).json
    assert first == dry
    again = run(*words).json
    assert (again["added"], again["updated"], again["skipped"]) == (0, 0, 300)
    stored = questions(run, sample)[82:]
    assert len(stored) == 300
    assert {(each["communication_id"], each["original_start"]) for each in stored} == {
        (1, "2026-12-03T10:00:00")
    }
    assert {(each["asker"], each["state"]) for each in stored} == {("", "new")}


def test_both_forms_exports_hold_the_same_questions(run: Any, plan: Path) -> None:
    run("import", "questions", FORMS / "forms-export.csv", "--plan", plan)
    both = run("import", "questions", FORMS / "forms-export.xlsx", "--plan", plan, "--json").json
    assert (both["added"], both["skipped"]) == (0, 300)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_is_read_in_the_encodings_of_excel(
    run: Any, plan: Path, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "vragen.csv"
    file.write_bytes(FORMS_ROWS.encode(encoding))
    assert run("import", "questions", file, "--plan", plan, "--json").json == {
        "added": 2,
        "updated": 0,
        "skipped": 0,
        "problems": [],
    }
    assert [
        (each["text"], each["asked_at"], each["anonymity"], each["asker"])
        for each in questions(run, plan)
    ] == [
        ("Verdwijnen er banen op de Röntgen?", "2026-11-24T09:05:00", "anonymous", ""),
        ("Wie tekent er?", "2026-11-24T10:05:00", "held-by-source", ""),
    ]


def test_names_are_stored_only_when_asked_for(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "vragen.csv"
    file.write_text(FORMS_ROWS, encoding="utf-8")
    run("import", "questions", file, "--plan", plan)
    assert b"Hugo" not in plan.read_bytes()
    assert b"hugo@" not in plan.read_bytes()
    other = tmp_path / "andere.townhall"
    run("new", other)
    run("import", "questions", file, "--keep-names", "--plan", other)
    assert [each["asker"] for each in questions(run, other)] == ["", "Hugo Patroon"]


def test_votes_of_known_questions_are_brought_up_to_date(
    run: Any, plan: Path, tmp_path: Path
) -> None:
    file = tmp_path / "slido.csv"
    file.write_text("ID,Question,Upvotes\n1,Wie tekent?,3\n2,Wat kost het?,5\n", encoding="utf-8")
    run("import", "questions", file, "--plan", plan)
    file.write_text(
        "ID,Question,Upvotes\n1,Wie tekent?,9\n2,Wat kost het?,5\n3,Wanneer?,1\n", encoding="utf-8"
    )
    counts = run("import", "questions", file, "--plan", plan, "--json").json
    assert (counts["added"], counts["updated"], counts["skipped"]) == (1, 1, 1)
    assert [(each["text"], each["votes"]) for each in questions(run, plan)] == [
        ("Wie tekent?", 9),
        ("Wat kost het?", 5),
        ("Wanneer?", 1),
    ]


def test_a_mapping_says_which_column_is_what(run: Any, plan: Path, tmp_path: Path) -> None:
    file, mapping = tmp_path / "los.csv", tmp_path / "koppeling.json"
    file.write_text("kolom a,kolom b\n12,Waarom nu?\n", encoding="utf-8")
    mapping.write_text('{"text": "kolom b", "votes": "kolom a"}', encoding="utf-8")
    words = ("import", "questions", file, "--map", mapping, "--plan", plan)
    assert run(*words).out == "Added: 1, updated: 0, left as they were: 0.\n"
    assert [(each["text"], each["votes"]) for each in questions(run, plan)] == [("Waarom nu?", 12)]
    mapping.write_text('{"text": "kolom c"}', encoding="utf-8")
    assert run(*words).refusal() == (
        "koppeling.json names the column “kolom c”, which is not there; the columns are kolom a, "
        "kolom b."
    )


def test_questions_of_one_date(run: Any, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "vragen.csv"
    file.write_text(FORMS_ROWS, encoding="utf-8")
    words = ("import", "questions", file, "--plan", sample)
    at = ("--communication", 1, "--occurrence", "2026-11-05T10:00")
    assert run(*words, *at).code == 0
    assert questions(run, sample)[-1]["original_start"] == "2026-11-05T10:00:00"
    wrong = run(*words, "--communication", 1, "--occurrence", "2026-11-06T10:00").refusal()
    assert wrong == "“Town hall AI in de diagnostiek” has no date 2026-11-06T10:00."
    assert run(*words, "--communication", 99).refusal() == (
        "There is no communication 99 in this plan."
    )
    alone = run(*words, "--occurrence", "2026-11-05T10:00").refusal()
    assert alone == "Say of which communication that date is, with --communication."


def test_remarks_name_their_row(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "vragen.csv"
    file.write_text("Vraag,Stemmen,Afdeling\nWaarom?,veel,Radiologie\n", encoding="utf-8")
    assert run("import", "questions", file, "--plan", plan).out.splitlines() == [
        "Added: 1, updated: 0, left as they were: 0.",
        "  row 2: “veel” is not a number of votes; 0 was taken.",
        "  row 2: There is no audience “Radiologie” in this plan; 1 question has no audience.",
    ]
    problems = run("import", "questions", file, "--plan", plan, "--json").json["problems"]
    assert [(each["row"], each["field"]) for each in problems] == [(2, "votes")]


def test_several_files_are_one_import(run: Any, plan: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_text("Vraag,Stemmen\nWaarom?,x\n", encoding="utf-8")
    second.write_text("Vraag\nWaardoor?\n", encoding="utf-8")
    assert run("import", "questions", first, second, "--plan", plan).out.splitlines() == [
        "Added: 2, updated: 0, left as they were: 0.",
        "  a.csv: added 1, updated 0, left as they were 0, left out 0",
        "  b.csv: added 1, updated 0, left as they were 0, left out 0",
        "  a.csv, row 2: “x” is not a number of votes; 0 was taken.",
    ]
    second.write_bytes(b"%PDF-1.7")
    third = tmp_path / "c.csv"
    third.write_text("Vraag\nWaarheen?\n", encoding="utf-8")
    told = run("import", "questions", third, second, "--plan", plan, "--json").json
    assert (told["added"], [each["added"] for each in told["files"]]) == (1, [1, 0])
    assert told["files"][1]["refused"].startswith("b.csv is not a spreadsheet")
    assert len(questions(run, plan)) == 3
    assert "b.csv is not a" in run("import", "questions", second, second, "--plan", plan).err


def test_people_from_a_table_and_from_contact_cards(run: Any, plan: Path, tmp_path: Path) -> None:
    table, cards = tmp_path / "mensen.csv", tmp_path / "mensen.vcf"
    table.write_text(
        "Naam;E-mail;Rol;Afdeling\nAnna Voorbeeld;anna@delinde.example;Host;Communicatie\n",
        encoding="utf-8",
    )
    cards.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Voorbeeld\r\nEMAIL:ANNA@delinde.example\r\n"
        "TEL:020 555 01 23\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bram Proefman\r\n"
        "END:VCARD\r\n",
        encoding="utf-8",
    )
    words = ("import", "people", "--plan", plan, "--json")
    assert run(*words, table, "--dry-run").json["added"] == 1
    assert run("list", "person", "--plan", plan, "--json").json == []
    assert run(*words, table).json == {"added": 1, "updated": 0, "skipped": 0, "problems": []}
    assert run(*words, cards).json == {"added": 1, "updated": 1, "skipped": 0, "problems": []}
    assert run(*words, table, cards).json["skipped"] == 3
    people = run("list", "person", "--plan", plan, "--json").json
    assert [(p["name"], p["email"], p["role"], p["department"], p["phone"]) for p in people] == [
        ("Anna Voorbeeld", "anna@delinde.example", "host", "Communicatie", "020 555 01 23"),
        ("Bram Proefman", "", "employee", "", ""),
    ]


def bomb() -> bytes:
    """A workbook whose sheet grows to a gigabyte."""
    book, out = io.BytesIO(), io.BytesIO()
    Workbook().save(book)
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData", b" " * 310_000_000 + b"<sheetData", 1)
            made.writestr(name, data)
    return out.getvalue()


BAD_FILES: dict[str, tuple[str, bytes, str]] = {
    "no question column": (
        "x.csv",
        b"Naam,Afdeling\nAnna,SEH\n",
        "x.csv has no column with questions; the columns are Naam, Afdeling. Say which column "
        "holds them in a mapping.",
    ),
    "empty": ("x.csv", b"", "x.csv is empty."),
    "text called xlsx": ("x.xlsx", b"Vraag\nWaarom?\n", "x.xlsx is not a spreadsheet."),
    "pdf": ("x.csv", b"%PDF-1.7\n", "x.csv is not a spreadsheet."),
    "old workbook": ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 9, "x.xls is an old Excel"),
    "not a zip": ("x.xlsx", b"PK\x03\x04" + b"\0" * 99, "x.xlsx is damaged."),
    "binary": ("x.csv", bytes(range(256)) * 9, "The letters of x.csv cannot be read"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_file_that_cannot_be_read_is_named(
    run: Any, plan: Path, tmp_path: Path, kind: str
) -> None:
    name, data, sentence = BAD_FILES[kind]
    file = tmp_path / name
    file.write_bytes(data)
    before = plan.read_bytes()
    for dry in ([], ["--dry-run"]):
        refused = run("import", "questions", file, "--plan", plan, *dry).refusal()
        assert refused.startswith(sentence)
    assert plan.read_bytes() == before


def test_a_zip_bomb_is_refused_before_it_grows(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "bom.xlsx"
    file.write_bytes(bomb())
    assert file.stat().st_size < 1_000_000
    assert run("import", "questions", file, "--plan", plan).refusal().startswith("bom.xlsx ")


def test_a_file_that_is_not_there(run: Any, plan: Path, tmp_path: Path) -> None:
    refused = run("import", "questions", tmp_path / "weg.csv", "--plan", plan).refusal()
    assert refused == "weg.csv does not exist."
    folder = run("import", "people", tmp_path, "--plan", plan).refusal()
    assert folder == f"{tmp_path.name} is a folder, not a file."
    shutil.copy(FORMS / "forms-export.csv", tmp_path / "kaart.vcf")
    cards = run("import", "people", tmp_path / "kaart.vcf", "--plan", plan).refusal()
    assert cards.startswith("kaart.vcf holds no contact cards.")


PLANNING = """Communicatieplanning De Linde 2027;;;;
;;;;
Onderwerp;Soort;Datum;Tijd;Doelgroep
Town hall prognose;town hall;do 4 maart;10:00-11:00;Röntgen
Update triage;voortgangsupdate;18-03-2027;9.30 uur;
Poster;affiche;25-03-2027;;
"""


def planned(run: Any, plan: Path) -> list[tuple[Any, ...]]:
    found = run("list", "communication", "--plan", plan, "--json").json
    return [(each["title"], each["kind"], each["start"]) for each in found]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_planning_is_imported_once_and_brought_up_to_date(
    run: Any, plan: Path, tmp_path: Path, encoding: str
) -> None:
    file = tmp_path / "planning.csv"
    file.write_bytes(PLANNING.encode(encoding))
    words = ("import", "communications", file, "--plan", plan, "--json")
    dry = run(*words, "--dry-run").json
    assert planned(run, plan) == []
    first = run(*words).json
    assert first == dry
    assert (first["added"], first["updated"], first["skipped"]) == (2, 0, 1)
    assert [(each["row"], each["field"]) for each in first["problems"]] == [
        (6, "kind"),
        (4, "audiences"),
    ]
    assert planned(run, plan) == [
        ("Town hall prognose", "town-hall", "2027-03-04T10:00:00"),
        ("Update triage", "progress-update", "2027-03-18T09:30:00"),
    ]
    file.write_bytes(PLANNING.replace("9.30 uur", "11:00").encode(encoding))
    again = run(*words, "--default-kind", "drop-in", "--add-audiences").json
    assert (again["added"], again["updated"], again["skipped"]) == (1, 2, 0)
    assert planned(run, plan)[1:] == [
        ("Update triage", "progress-update", "2027-03-18T11:00:00"),
        ("Poster", "drop-in", "2027-03-25T00:00:00"),
    ]
    assert [each["name"] for each in run("list", "audience", "--plan", plan, "--json").json] == [
        "Röntgen"
    ]


def test_dates_that_can_be_read_in_two_ways_are_asked(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "calendar.csv"
    file.write_text("Topic,Type,Date\nTown hall,town hall,03/04/2027\n", encoding="utf-8")
    words = ("import", "communications", file, "--plan", plan)
    assert run(*words).refusal() == (
        "calendar.csv has dates such as 03/04/2027, which can be read in two ways. Say which one "
        "is meant, with --date-order day-first or --date-order month-first."
    )
    assert planned(run, plan) == []
    run(*words, "--date-order", "month-first")
    assert planned(run, plan) == [("Town hall", "town-hall", "2027-03-04T00:00:00")]


def test_a_mapping_of_a_planning_says_which_column_is_what(
    run: Any, plan: Path, tmp_path: Path
) -> None:
    file, mapping = tmp_path / "los.csv", tmp_path / "koppeling.json"
    file.write_text("A,B,C\nTown hall,03/04/2027,Waarom\n", encoding="utf-8")
    words = ("import", "communications", file, "--plan", plan)
    assert "los.csv has no column with titles; the columns are A, B, C." in run(*words).refusal()
    told = {"title": "A", "date": "B", "objective": 3, "date_order": "day-first"}
    mapping.write_text(json.dumps(told), encoding="utf-8")
    assert run(*words, "--map", mapping).out == "Added: 1, updated: 0, left as they were: 0.\n"
    [stored] = run("list", "communication", "--plan", plan, "--json").json
    assert (stored["start"], stored["objective"]) == ("2027-04-03T00:00:00", "Waarom")


def test_a_planning_without_plannings_is_refused(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "groot.xlsx"
    file.write_bytes(bomb())
    assert "groot.xlsx" in run("import", "communications", file, "--plan", plan).refusal()
    file.write_bytes(b"PK\x03\x04" + b"\0" * 99)
    words = ("import", "communications", file, "--plan", plan)
    assert run(*words).refusal() == run("import", "people", file, "--plan", plan).refusal()


TOOLS = Path(__file__).parent.parent / "data" / "questions"


def test_exports_of_other_tools_are_one_import_and_add_nothing_twice(
    run: Any, plan: Path, tmp_path: Path
) -> None:
    slido = tmp_path / "slido.json"
    shutil.copy(TOOLS / "slido-deleted-withheld-and-polls.json", slido)
    files = [
        slido,
        TOOLS / "zoom-preamble-and-second-answers.csv",
        TOOLS / "teams-graph-html-and-replies.json",
        TOOLS / "mozilla-moderator-without-header.csv",
    ]
    words = ("import", "questions", *files, "--plan", plan, "--json")
    dry = run(*words, "--dry-run").json
    assert questions(run, plan) == []
    assert run(*words).json == dry
    assert (dry["added"], dry["updated"], len(dry["problems"])) == (11, 0, 8)
    stored = questions(run, plan)
    assert {each["source"] for each in stored} == {"slido", "zoom", "teams", "mozilla-moderator"}
    assert [each["state"] for each in stored if each["answer"]] == ["drafted", "drafted"]
    assert {each["state"] for each in stored if not each["answer"]} == {"new"}
    assert not any(word in plan.read_bytes() for word in (b"Anna", b"Proefman", b"delinde.example"))
    slido.write_text(slido.read_text("utf-8").replace('"score": 110', '"score": 140'), "utf-8")
    again = run(*words).json
    assert (again["added"], again["updated"], again["skipped"]) == (0, 1, 10)
    assert questions(run, plan)[0]["votes"] == 140


def test_a_mapping_names_what_stands_in_a_list_of_json(
    run: Any, plan: Path, tmp_path: Path
) -> None:
    file, mapping = tmp_path / "los.json", tmp_path / "koppeling.json"
    file.write_text('[{"q": {"says": "Waarom nu?"}, "n": 12}]', encoding="utf-8")
    words = ("import", "questions", file, "--plan", plan)
    assert run(*words).refusal() == (
        "los.json has no column with questions; the columns are q.says, n. Say which column holds "
        "them in a mapping."
    )
    mapping.write_text('{"text": "q.says", "votes": "n"}', encoding="utf-8")
    assert run(*words, "--map", mapping).out == "Added: 1, updated: 0, left as they were: 0.\n"
    assert [(each["text"], each["votes"]) for each in questions(run, plan)] == [("Waarom nu?", 12)]
