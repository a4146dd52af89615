"""export and accounting: files that others can read, and places that cannot be written."""

import csv
import email
import email.utils
import errno
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import docx
import icalendar
import openpyxl
import pypdf
import pytest

from townhall.formats import files

PACK = ("export", "pack", "speaker-brief", "--communication", 1, "--language")


def test_an_invitation_an_update_and_a_cancellation(run: Any, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "uitnodigingen"
    words = ("export", "invitation", 10, "--out", out, "--plan", sample, "--json")
    [first] = run(*words).json
    named = {"file", "method", "uid", "sequence", "recurrence_id", "original_start"}
    named |= {"changed", "warnings", "version_number", "recipients"}
    assert set(first) == named
    assert (first["method"], first["sequence"], first["recurrence_id"]) == ("REQUEST", 0, None)
    assert [first] == run(*words).json
    run(
        *("change", "communication", 10, "--plan", sample, "--json-input", "-"),
        fields={"start": "2026-12-08T14:00"},
    )
    [update] = run(*words).json
    assert (update["uid"], update["sequence"]) == (first["uid"], 1)
    assert "start" in update["changed"]
    [cancelled] = run(*words, "--cancel").json
    assert (cancelled["method"], cancelled["uid"], cancelled["sequence"]) == (
        "CANCEL",
        first["uid"],
        2,
    )
    calendar = icalendar.Calendar.from_ical(Path(cancelled["file"]).read_bytes())
    assert (calendar["METHOD"], calendar.events[0]["STATUS"]) == ("CANCEL", "CANCELLED")
    ledger = run("list", "invitation", "--communication", 10, "--plan", sample, "--json").json
    assert [(each["method"], each["sequence"]) for each in ledger] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]


def test_an_invitation_as_a_mail_draft(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("export", "invitation", 10, "--out", tmp_path, "--plan", sample)
    [draft] = run(*words, "--eml", "--json").json
    assert (draft["method"], draft["sequence"], draft["changed"]) == ("REQUEST", 0, [])
    message = email.message_from_bytes(Path(draft["file"]).read_bytes())
    assert message["X-Unsent"] == "1"
    to = [address for _name, address in email.utils.getaddresses([message["To"]])]
    assert to == draft["recipients"]
    [calendar] = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert calendar.get_param("method") == "REQUEST"
    [line] = run("list", "invitation", "--plan", sample, "--json").json
    assert line["hand_over"] == "mail"
    groups = run(*words, "--eml", "--groups", "--json").json
    assert sorted(each for draft in groups for each in draft["recipients"]) == sorted(to)
    assert len({each["file"] for each in groups}) == len(groups) > 1
    assert "add --eml" in run(*words, "--groups").refusal()


def test_an_invitation_in_one_package(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("export", "invitation", 10, "--out", tmp_path, "--plan", sample, "--zip")
    [line] = run(*words).out.splitlines()
    assert ".zip/" in line
    [package] = tmp_path.glob("*.zip")
    with zipfile.ZipFile(package) as opened:
        [name] = opened.namelist()
        assert opened.read(name).startswith(b"BEGIN:VCALENDAR")
    assert run(*words, "--eml").code == 2


def test_the_invitation_of_one_date(run: Any, sample: Path, tmp_path: Path) -> None:
    [one] = run(
        *("export", "invitation", 1, "--occurrence", "2026-12-03T10:00", "--out", tmp_path),
        *("--plan", sample, "--json"),
    ).json
    assert one["recurrence_id"] == "2026-12-03T10:00:00"
    [event] = icalendar.Calendar.from_ical(Path(one["file"]).read_bytes()).events
    assert event["DTSTART"].dt.isoformat() == "2026-12-03T10:30:00+01:00"


def test_what_calendars_may_take_otherwise_is_said(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("export", "invitation", 1, "--out", tmp_path, "--plan", sample)
    series, _repeat = run(*words).out.splitlines()
    assert series.endswith(" - invitation.ics  (REQUEST, SEQUENCE 0)")
    run(
        *("change", "occurrence", "1/2026-12-03T10:00", "--plan", sample, "--json-input", "-"),
        fields={"start": "2027-01-08T10:00"},
    )
    _file, warning, _repeat = run(*words, "--language", "nl").out.splitlines()
    assert warning.strip().startswith("De datum die van 2026-12-03 10:00 naar 2027-01-08 10:00 is")


def test_an_invitation_of_nothing_is_refused(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("--out", tmp_path / "uit", "--plan", sample)
    missing = run("export", "invitation", 99, *words).refusal()
    assert missing == "There is no communication 99 in this plan."
    date = run("export", "invitation", 1, "--occurrence", "2026-12-04T10:00", *words).refusal()
    assert date == "“Town hall AI in de diagnostiek” has no date 2026-12-04T10:00."
    both = run("export", "invitation", 1, "--publish", "--cancel", *words)
    assert (both.code, both.out) == (2, "")
    assert not (tmp_path / "uit").exists()


def test_a_feed_of_everything_and_of_one_audience(run: Any, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "feed.ics"
    everything = run("export", "feed", "--out", file, "--plan", sample, "--json").json
    assert everything == {"file": str(file), "communications": 21}
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    assert calendar["METHOD"] == "PUBLISH"
    # A date besides those of the rule is an event of its own.
    assert len({event["UID"] for event in calendar.events}) == 22
    heard = run(
        *("export", "feed", "--audience", "Radiologie", "--from", "2026-11-24"),
        *("--to", "2026-12-31", "--out", file, "--plan", sample),
    )
    assert heard.out == f"Wrote 5 communications to {file}.\n"
    nobody = run("export", "feed", "--audience", "Marketing", "--out", file, "--plan", sample)
    assert "Marketing" in nobody.refusal()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("kind", ["speaker-brief", "qa-pack"])
def test_packs_hold_what_they_say_they_hold(
    run: Any, sample: Path, tmp_path: Path, kind: str, language: str
) -> None:
    file = tmp_path / "briefing.docx"
    pack = run(
        *("export", "pack", kind, "--communication", 1, "--language", language),
        *("--format", "docx", "--out", file, "--plan", sample, "--json"),
    ).json
    assert set(pack) == {"file", "pages", "blocks", "strings", "leaks"}
    document = docx.Document(str(file))
    body = "\n".join(node.text or "" for node in document.element.iter() if node.text)
    squeezed = "".join(body.split())
    assert len(pack["strings"]) > 30
    assert [text for text in pack["strings"] if "".join(text.split()) not in squeezed] == []
    assert (document.core_properties.language or "")[:2] == language
    assert pack["pages"] > 1
    assert pack["leaks"] == []


def test_a_pack_as_pdf_has_the_pages_it_says(run: Any, sample: Path, tmp_path: Path) -> None:
    file = tmp_path / "briefing.pdf"
    pack = run(*PACK, "en", "--out", file, "--plan", sample, "--json").json
    reader = pypdf.PdfReader(file)
    assert len(reader.pages) == pack["pages"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Speaker brief: Town hall AI in de diagnostiek"


def test_the_language_of_a_pack_is_not_that_of_the_command(
    run: Any, sample: Path, tmp_path: Path
) -> None:
    file = tmp_path / "briefing.docx"
    ran = run("--language", "en", *PACK, "nl", "--out", file, "--plan", sample)
    assert ran.out.startswith(f"{file}  (")
    assert ran.out.endswith(" pages)\n")
    headings = [p.text for p in docx.Document(str(file)).paragraphs]
    assert "Kernboodschappen" in headings


def test_a_series_without_a_date_gives_the_nearest(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("export", "pack", "qa-pack", "--communication", 1, "--plan", sample, "--json", "--out")
    nearest = run(*words, tmp_path / "a.docx").json
    named = run(*words, tmp_path / "b.docx", "--occurrence", "2026-12-03T10:00").json
    later = run(*words, tmp_path / "c.docx", "--occurrence", "2027-01-07T10:00").json
    assert nearest["strings"] == named["strings"]
    assert nearest["strings"] != later["strings"]
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_a_pack_warns_of_names_that_would_leak(run: Any, sample: Path, tmp_path: Path) -> None:
    run(
        *("add", "question", "--plan", sample, "--json-input", "-"),
        fields={
            "text": "Mag ik, Wilma Verzonnen, dit weigeren? Bel 06-12345678.",
            "communication_id": 1,
            "original_start": "2026-12-03T10:00",
            "anonymity": "named",
            "asker": "Wilma Verzonnen",
        },
    )
    words = ("export", "pack", "qa-pack", "--communication", 1, "--plan", sample)
    words = (*words, "--language", "en", "--out", tmp_path / "qa.docx")
    leaks = run(*words, "--json").json["leaks"]
    assert [leak["why"] for leak in leaks] == [
        "a name: Wilma Verzonnen",
        "a phone number: 06-12345678",
    ]
    assert "Check before sharing: a name: Wilma Verzonnen, in “" in run(*words).out
    assert run(*words, "--internal", "--json").json["leaks"] == []


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (
            ["--out", "x.docx"],
            "Say which communication the pack is about, with --communication NUMBER.",
        ),
        (["--communication", 99, "--out", "x.docx"], "There is no communication 99 in this plan."),
        (
            ["--communication", 1, "--occurrence", "2026-12-04T10:00", "--out", "x.docx"],
            "“Town hall AI in de diagnostiek” has no date 2026-12-04T10:00.",
        ),
        (
            ["--communication", 1, "--out", "x.odt"],
            "x.odt must end in .docx or .pdf, or say which of them with a format.",
        ),
        (
            ["--communication", 1, "--format", "pdf", "--out", "x.docx"],
            "x.docx does not end in .pdf. Choose another name.",
        ),
        (
            ["--communication", 1, "--template", "weg.docx", "--out", "x.docx"],
            "weg.docx does not exist.",
        ),
    ],
)
def test_a_pack_that_cannot_be_made_is_refused(
    run: Any,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: list[object],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", "pack", "qa-pack", *given, "--plan", sample).refusal() == sentence
    assert not list(tmp_path.glob("x.*"))


def test_a_template_that_is_none_is_refused(run: Any, sample: Path, tmp_path: Path) -> None:
    template = tmp_path / "huisstijl.docx"
    template.write_text("geen Word")
    refused = run(
        *PACK, "nl", "--template", template, "--out", tmp_path / "x.docx", "--plan", sample
    )
    assert "Word" in refused.refusal()
    for_pdf = run(
        *PACK, "nl", "--template", template, "--out", tmp_path / "x.pdf", "--plan", sample
    )
    assert for_pdf.refusal() == (
        "A Word template shapes a .docx only. Leave it out, or write a .docx."
    )


def test_questions_as_csv_xlsx_and_json(run: Any, sample: Path, tmp_path: Path) -> None:
    words = ("export", "questions", "--plan", sample, "--out")
    asked = run("list", "question", "--plan", sample, "--json").json
    assert run(*words, tmp_path / "q.json", "--json").json == {
        "file": str(tmp_path / "q.json"),
        "questions": 82,
    }
    written = json.loads((tmp_path / "q.json").read_text(encoding="utf-8"))
    assert [row["text"] for row in written] == [row["text"] for row in asked]
    assert run(*words, tmp_path / "q.csv").out == f"Wrote 82 questions to {tmp_path / 'q.csv'}.\n"
    text = (tmp_path / "q.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Question"] for row in rows] == [row["text"] for row in asked]
    run(*words, tmp_path / "q.xlsx", "--language", "nl")
    sheet = openpyxl.load_workbook(tmp_path / "q.xlsx").active
    assert sheet is not None
    assert (sheet["B1"].value, sheet.max_row) == ("Vraag", 83)
    suffix = run(*words, tmp_path / "q.txt").refusal()
    assert suffix == "q.txt must end in .csv, .xlsx, .json: that says how it is written."


def test_exported_questions_are_known_when_they_come_back(
    run: Any, sample: Path, tmp_path: Path
) -> None:
    for name in ("q.csv", "q.xlsx"):
        run("export", "questions", "--plan", sample, "--out", tmp_path / name)
        counts = run("import", "questions", tmp_path / name, "--plan", sample, "--json").json
        assert (counts["added"], counts["updated"], counts["skipped"]) == (0, 0, 82)


def test_accounting_adds_up(run: Any, sample: Path) -> None:
    counted = run("accounting", "--plan", sample, "--json").json
    assert counted.pop("asked") == sum(counted.values()) == 82
    at = ("--communication", 1, "--occurrence", "2026-12-03T10:00")
    assert run("accounting", *at, "--plan", sample, "--json").json == {
        "asked": 38,
        "answered_live": 0,
        "answered_in_writing": 8,
        "taken_away": 2,
        "declined": 3,
        "merged": 14,
        "open": 11,
    }
    assert run("accounting", "--communication", 99, "--plan", sample).refusal() == (
        "There is no communication 99 in this plan."
    )
    assert run("accounting", *at, "--plan", sample).out.splitlines()[0].split() == ["Asked", "38"]


EXPORTS: dict[str, tuple[object, ...]] = {
    "pack": (*PACK, "nl", "--out"),
    "questions": ("export", "questions", "--out"),
    "feed": ("export", "feed", "--out"),
}
SUFFIX = {"pack": ".docx", "questions": ".xlsx", "feed": ".ics"}


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_folder_that_is_not_there_is_named(
    run: Any, sample: Path, tmp_path: Path, kind: str
) -> None:
    out = tmp_path / "weg" / f"x{SUFFIX[kind]}"
    refused = run(*EXPORTS[kind], out, "--plan", sample).refusal()
    assert refused == f"The folder {out.parent} does not exist; choose another."


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "is read-only")]
)
def test_a_full_or_read_only_disk_leaves_the_earlier_file(
    run: Any,
    sample: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    number: int,
    words: str,
) -> None:
    out = tmp_path / f"x{SUFFIX[kind]}"
    out.write_text("eerder")

    def refuse(*_arguments: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(files, "_write", refuse)
    refused = run(*EXPORTS[kind], out, "--plan", sample).refusal()
    assert (str(out) in refused, words in refused) == (True, True)
    assert out.read_text() == "eerder"
    assert sorted(path.name for path in tmp_path.glob("x*")) == [out.name]


def test_an_invitation_that_cannot_be_written_is_not_in_the_ledger(
    run: Any, sample: Path, tmp_path: Path
) -> None:
    (tmp_path / "bestand").write_text("geen map")
    before = run("list", "communication", "--plan", sample, "--json").json
    refused = run(
        "export", "invitation", 1, "--out", tmp_path / "bestand" / "map", "--plan", sample
    ).refusal()
    assert str(tmp_path / "bestand") in refused
    assert run("list", "invitation", "--plan", sample, "--json").json == []
    assert run("list", "communication", "--plan", sample, "--json").json == before


def test_a_year_in_lanes_is_written_to_be_printed(run: Any, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "jaar.pdf"
    words = ("export", "year", "--out", out, "--plan", sample, "--year", 2027)
    found = run(*words, "--lanes", "initiative", "--language", "nl", "--json").json
    assert found == {"file": str(out), "pages": 1, "from": "2027-01-01", "to": "2027-12-31"}
    [page] = pypdf.PdfReader(out).pages
    words_on_it = page.extract_text()
    for text in ("2027", "Per initiatief", "Voortgangsupdate", "Feestdag"):
        assert text in words_on_it


def test_a_year_that_cannot_be_planned_is_refused(run: Any, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "jaar.pdf"
    refused = run("export", "year", "--out", out, "--plan", sample, "--year", 9999)
    assert "9999" in refused.refusal()
    assert not out.exists()


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_the_planning_is_written_and_read_in_again(
    run: Any, sample: Path, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"planning.{suffix}"
    wrote = run("export", "communications", "--plan", sample, "--out", out, "--json").json
    assert wrote == {"file": str(out), "communications": wrote["communications"]}
    again = run("import", "communications", out, "--plan", sample, "--json").json
    assert again == {
        "added": 0,
        "updated": 0,
        "skipped": wrote["communications"],
        "problems": [],
    }


def test_a_part_of_the_planning_is_written(run: Any, sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "planning.csv"
    words = ("export", "communications", "--plan", sample, "--out", out)
    days = ("--from", "2026-12-03", "--to", "2026-12-03")
    assert run(*words, *days).out == f"Wrote 2 lines to {out}.\n"  # it is repeated for the night
    assert run(*words, "--from", "2027-01-02", "--to", "2027-01-01").refusal() == (
        "The last day lies before the first."
    )


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_follow_ups_are_written(run: Any, sample: Path, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"toezeggingen.{suffix}"
    wrote = run("export", "follow-ups", "--plan", sample, "--out", out, "--json").json
    listed = run("list", "follow-up", "--plan", sample, "--json").json
    assert wrote == {"file": str(out), "follow_ups": len(listed)}
    if suffix == "json":
        assert json.loads(out.read_text("utf-8")) == listed
