"""A planted name and address: imported by every way, and then looked for in every byte written."""

import io
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Run
from tests.formats.table_files import workbook
from townhall.domain.clock import fixed_clock
from townhall.domain.terms import Anonymity
from townhall.services.backups import back_up_plan
from townhall.services.queries.questions import questions
from townhall.services.question_files import read_questions
from townhall.services.question_imports import import_files
from townhall.services.questions import add_question, change_question
from townhall.storage.database import Database

NAME = "Zyxwina Qvortrup"
ADDRESS = "z.qvortrup@planted.example"
PLANTED = ("zyxwina", "qvortrup", "planted.example")

FILES = Path(__file__).parents[1] / "data" / "questions"
_NAMES = ("Anna Voorbeeld", "Bram Proefman", "Chris Ander")
_ADDRESSES = ("anna@delinde.example", "bram@delinde.example")
MEETING = {"kind": "town-hall", "title": "Town hall AI", "start": "2026-12-03T10:00"}


def planted(data: bytes) -> Iterator[str]:
    """The planted words in `data`, also where it is a zip file, compressed or of two-byte text."""
    texts = [data.lower(), data.decode("utf-16-le", "ignore").lower().encode()]
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for entry in parts.infolist():
                yield from planted(parts.read(entry))
    for piece in data.split(b"stream\n")[1:]:
        try:
            texts.append(zlib.decompressobj().decompress(piece.lstrip(b"\r\n")).lower())
        except zlib.error:
            continue
    yield from (word for word in PLANTED for text in texts if word.encode() in text)


def found_in(folder: Path) -> dict[str, list[str]]:
    """Files below `folder`, by name, that hold a planted word, in their name or contents."""
    found = {}
    for path in folder.rglob("*"):
        words = [word for word in PLANTED if word in path.name.casefold()]
        words += planted(path.read_bytes()) if path.is_file() else []
        if words:
            found[str(path.relative_to(folder))] = words
    return found


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which everything is written: plan, exports, settings, log, temporary files."""
    folder = tmp_path / "written"
    temporary = folder / "temporary"
    temporary.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(folder / name.lower()))
    monkeypatch.setenv("LOCALAPPDATA", str(folder / "local"))
    return folder


def _files(folder: Path) -> list[Path]:
    """An export of every tool, in which the planted person asks."""
    folder.mkdir()
    made = []
    for source in sorted(FILES.iterdir()):
        if source.name.startswith("broken-"):
            continue
        text = source.read_bytes()
        for words, by in ((_NAMES, NAME), (_ADDRESSES, ADDRESS)):
            for each in words:
                text = text.replace(each.encode(), by.encode())
        made.append(folder / source.name)
        made[-1].write_bytes(text)
    forms: list[list[object]] = [
        ["Id", "Start time", "Completion time", "Email", "Name", "Your question about AI"],
        ["1", "2026-11-24T09:00", "2026-11-24T09:01", ADDRESS, NAME, "Wie helpt mij?"],
    ]
    made.append(folder / "forms.xlsx")
    made[-1].write_bytes(workbook(*forms))
    own = {"text": "Wat kost het?", "source_id": "x-1", "anonymity": "named", "times_carried": 0}
    made.append(folder / "own.json")
    made[-1].write_text(json.dumps([{**own, "asker": NAME, "source": "floor"}]))
    made.append(folder / "by-mapping.csv")
    # The address stands where a tool's id should, and the name where the source should.
    made[-1].write_text(f"Wat,Wie,Hoe,Login\nMag dat?,{NAME},{NAME} <{ADDRESS}>,{ADDRESS}\n")
    return made


def test_the_search_itself_finds_what_is_hidden(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/document.xml", f"<t>{NAME}</t>")
    (tmp_path / "b.txt").write_text(ADDRESS, "utf-16-le")
    (tmp_path / "c.pdf").write_bytes(b"stream\n" + zlib.compress(NAME.encode()) + b"\nendstream")
    (tmp_path / f"{NAME}.txt").touch()
    assert set(found_in(tmp_path)) == {"a.docx", "b.txt", "c.pdf", f"{NAME}.txt"}


def test_no_name_or_address_is_written_anywhere(run: Run, written: Path, tmp_path: Path) -> None:
    plan = written / "plan.townhall"
    assert run("new", plan).code == 0
    run("add", "communication", "--plan", plan, "--json-input", "-", fields=MEETING)
    mapping = tmp_path / "mapping.json"
    columns = {"text": "Wat", "asker": "Wie", "source": "Hoe", "source_id": "Login"}
    mapping.write_text(json.dumps(columns))
    for file in _files(tmp_path / "given"):
        words = ["--map", mapping] if file.name == "by-mapping.csv" else []
        words += ["--communication", 1, "--plan", plan]
        assert run("import", "questions", file, *words).code == 0, file
        assert run("import", "questions", file, *words).code == 0, file
    for anonymity in ("anonymous", "held-by-source"):
        fields = {"text": f"Mag {anonymity}?", "anonymity": anonymity, "asker": NAME}
        asked = {**fields, "communication_id": 1}
        assert run("add", "question", "--plan", plan, "--json-input", "-", fields=asked).code == 0
    listed = run("list", "question", "--plan", plan, "--json").json
    assert len(listed) > 20
    assert {one["anonymity"] for one in listed} == {"anonymous", "held-by-source"}
    _write_everything(run, plan, written)
    assert found_in(written) == {}


def _write_everything(run: Run, plan: Path, written: Path) -> None:
    for suffix in ("csv", "xlsx", "json"):
        for kind in ("questions", "follow-ups", "communications"):
            out = written / f"{kind}.{suffix}"
            assert run("export", kind, "--out", out, "--plan", plan).code == 0
    for kind in ("qa-pack", "speaker-brief"):
        for suffix, options in (("docx", ["--internal"]), ("docx", []), ("pdf", ["--internal"])):
            out = written / f"{kind}{len(options)}.{suffix}"
            words = ["--communication", 1, "--plan", plan, "--out", out, *options]
            assert run("export", "pack", kind, *words).code == 0
    assert run("backup", plan, written / "backup.townhall").code == 0
    assert run("restore", written / "backup.townhall", plan).code == 0


def test_an_import_that_is_undone_and_redone_leaves_no_name(
    written: Path, tmp_path: Path, empty_plan: Path
) -> None:
    plan = Path(shutil.copyfile(empty_plan, written / "plan.townhall"))
    files = [file for file in _files(tmp_path / "given") if file.name != "by-mapping.csv"]
    with Database.open(plan, fixed_clock(NOW)) as database:
        for file in files:
            step = database.run(import_files, read_questions([file])).step
            assert step is not None
            redo = database.revert(step).step
            assert redo is not None
            database.revert(redo)
        back_up_plan(str(plan), written / "copy.townhall")
        assert database.read(questions) != []
        # The plan is open: what it wrote stands in its log for now.
        assert plan.with_name("plan.townhall-wal").stat().st_size > 0
        assert found_in(written) == {}
    assert found_in(written) == {}


def test_a_name_that_is_taken_back_is_gone(written: Path, empty_plan: Path) -> None:
    plan = Path(shutil.copyfile(empty_plan, written / "plan.townhall"))
    named = {"text": "Mag dat?", "anonymity": "named", "asker": f"{NAME} ({ADDRESS})"}
    with Database.open(plan, fixed_clock(NOW)) as database:
        asked = database.run(add_question, named).value
        others = [database.run(add_question, {"text": f"Vraag {n}?"}).value for n in range(30)]
        assert found_in(written) != {}
        outcome = database.run(change_question, asked, {"anonymity": "anonymous"})
        assert found_in(written) == {}
        # Taking the change back is asked for by whoever made it; then the name is there again.
        assert outcome.step is not None
        redo = database.revert(outcome.step).step
        assert database.read(questions)[0].anonymity is Anonymity.NAMED
        assert found_in(written) != {}
        assert redo is not None
        database.revert(redo)
        assert found_in(written) == {}
        database.run(change_question, others[0], {"text": "Mag dit?"})
        back_up_plan(str(plan), written / "copy.townhall")
    assert found_in(written) == {}
