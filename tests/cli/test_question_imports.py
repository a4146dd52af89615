"""Questions by command: folders, lines on standard input, and how files are read."""

from pathlib import Path
from typing import Any


def texts(run: Any, plan: Path) -> list[str]:
    return sorted(each["text"] for each in run("list", "question", "--plan", plan, "--json").json)


def test_lines_on_standard_input_are_questions(run: Any, plan: Path) -> None:
    lines = "- Wie tekent?\n- Wat kost het? (3x)\n"
    done = run("import", "questions", "-", "--plan", plan, "--json", fields=lines)
    assert done.json == {"added": 2, "updated": 0, "skipped": 0, "problems": []}
    assert texts(run, plan) == ["Wat kost het?", "Wie tekent?"]
    again = run("import", "questions", "-", "--plan", plan, "--json", fields=lines)
    assert (again.json["added"], again.json["skipped"]) == (0, 2)
    refused = run("import", "questions", "-", "x.csv", "--plan", plan, fields=lines)
    assert (refused.code, refused.err.strip()) == (
        1,
        "Standard input (-) is read alone, without other files.",
    )


def test_a_text_of_lines_and_a_text_of_a_table_are_told_apart(
    run: Any, plan: Path, tmp_path: Path
) -> None:
    lines, table = tmp_path / "regels.txt", tmp_path / "tabel.txt"
    lines.write_text("Wie betaalt?\nWanneer?\n", encoding="utf-8")
    table.write_text("Vraag\tStemmen\nWat kost het?\t4\n", encoding="utf-8")
    run("import", "questions", lines, "--plan", plan)
    run("import", "questions", table, "--plan", plan)
    assert texts(run, plan) == ["Wanneer?", "Wat kost het?", "Wie betaalt?"]


def test_a_folder_gives_the_result_of_each_file(run: Any, plan: Path, tmp_path: Path) -> None:
    folder = tmp_path / "vragen"
    (folder / "onder").mkdir(parents=True)
    (folder / "a.csv").write_text("Vraag,Stemmen\nWie tekent?,x\n,1\n", encoding="utf-8")
    (folder / "onder" / "b.csv").write_text("Vraag\nWat kost het?\n", encoding="utf-8")
    (folder / "oud.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (folder / "foto.png").write_bytes(b"\x89PNG")
    (folder / ".verborgen.csv").write_text("Vraag\nGeheim?\n", encoding="utf-8")
    assert run("import", "questions", folder, "--plan", plan).out.splitlines() == [
        "Added: 2, updated: 0, left as they were: 0.",
        "  a.csv: added 1, updated 0, left as they were 0, left out 1",
        "  oud.xls: oud.xls is an old Excel workbook (.xls) or is protected by a password. Open it "
        "in Excel, take the password off, and save it as .xlsx or .csv.",
        "  onder/b.csv: added 1, updated 0, left as they were 0, left out 0",
        "  1 file of another kind was passed over.",
        "  a.csv, row 2: “x” is not a number of votes; 0 was taken.",
        "  a.csv, row 3: The question is empty; the row was left out.",
    ]
    told = run("import", "questions", folder, "--plan", plan, "--dry-run", "--json").json
    assert [(each["file"], each["skipped"]) for each in told["files"]] == [
        ("a.csv", 1),
        ("oud.xls", 0),
        ("onder/b.csv", 1),
    ]


def test_how_a_file_is_read_can_be_told(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "oud.csv"
    file.write_bytes("Lijst, november\nVraag;Naam\nPatiënt?;Piet\n".encode("cp850"))
    told = ("--encoding", "cp850", "--delimiter", "semicolon", "--header-row", "2")
    run("import", "questions", file, "--plan", plan, *told)
    assert texts(run, plan) == ["Patiënt?"]
    wrong = run("import", "questions", file, "--plan", plan, "--header-row", "x")
    assert wrong.code == 2
    assert "x is not the number of a row" in wrong.err


def test_what_may_be_a_patient_and_names_follow_the_options(
    run: Any, plan: Path, tmp_path: Path
) -> None:
    file = tmp_path / "vragen.csv"
    file.write_text(
        "Vraag,Naam\nWie tekent?,Piet Fictief\nPatiënt 1234567 wacht?,Piet Fictief\n", "utf-8"
    )
    options = ("--names", "anonymous", "--hold-back")
    assert run("import", "questions", file, "--plan", plan, "--json", *options).json["added"] == 1
    [stored] = run("list", "question", "--plan", plan, "--json").json
    assert (stored["text"], stored["anonymity"], stored["asker"]) == (
        "Wie tekent?",
        "anonymous",
        "",
    )
