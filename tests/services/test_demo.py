"""The demo folder: whole, repeatable, and careful with what others put there."""

import errno
import json
import os
import shutil
from datetime import date
from pathlib import Path

import icalendar
import pytest

from townhall.domain.clock import Clock, fixed_clock
from townhall.domain.errors import CannotWrite, PlanRefused
from townhall.formats import files
from townhall.services import demo
from townhall.services.demo import DemoResult, write_demo
from townhall.services.planning_files import read_planning
from townhall.services.queries.invitations import invitations
from townhall.services.queries.plans import plan_detail
from townhall.storage.database import Database


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoResult]:
    folder = tmp_path_factory.mktemp("demo") / "demo"
    return folder, write_demo(folder, fixed_clock("2026-11-24T09:00+01:00"), "nl")


def test_everything_is_written_and_told(made: tuple[Path, DemoResult], clock: Clock) -> None:
    folder, result = made
    assert names(folder) == sorted(
        [
            "feed.ics",
            "forms-export.csv",
            "forms-export.xlsx",
            "hospital.townhall",
            "invitations/Town hall AI in de diagnostiek - invitation.ics",
            "invitations/Town hall AI in de diagnostiek 2026-12-03 1000 - invitation.ics",
            "invitations/Town hall AI in de diagnostiek herhaling voor d 2026-12-03 2130"
            " - invitation.ics",
            "invitations/Werkgroep Beeld 2026-12-22 1400 - cancellation.ics",
            "packs/qa-pack-en.docx",
            "packs/qa-pack-en.pdf",
            "packs/qa-pack-nl.docx",
            "packs/qa-pack-nl.pdf",
            "packs/speaker-brief-en.docx",
            "packs/speaker-brief-en.pdf",
            "packs/speaker-brief-nl.docx",
            "packs/speaker-brief-nl.pdf",
            "planning.csv",
        ]
    )
    assert result.plan == str(folder / "hospital.townhall")
    told = sorted(Path(file).relative_to(folder).as_posix() for file in result.files)
    assert told == [name for name in names(folder) if name != "hospital.townhall"]
    with Database.open(result.plan, clock, read_only=True) as database:
        assert database.read(plan_detail).is_sample
        ledger = database.read(invitations)
    assert [(each.method, each.recurrence_id is None) for each in ledger] == [
        ("REQUEST", True),
        ("REQUEST", False),  # the date besides those of the rule
        ("REQUEST", False),
        ("CANCEL", False),
    ]


def test_the_planning_can_be_imported(made: tuple[Path, DemoResult]) -> None:
    read = read_planning([made[0] / "planning.csv"], today=date(2026, 11, 24))
    assert (len(read.rows), read.left_out, read.doubtful) == (9, 1, "")
    assert read.rows[0].day == date(2026, 12, 10)


def test_calendar_files_say_what_their_names_say(made: tuple[Path, DemoResult]) -> None:
    folder, _result = made
    methods = {
        path.name: str(icalendar.Calendar.from_ical(path.read_bytes())["METHOD"])
        for path in folder.rglob("*.ics")
    }
    assert sorted(methods.values()) == ["CANCEL", "PUBLISH", "REQUEST", "REQUEST", "REQUEST"]
    assert methods["feed.ics"] == "PUBLISH"


@pytest.fixture
def _quick(made: tuple[Path, DemoResult], monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan that is copied, and no packs: they take the time, and are written like the rest."""

    def copied(plan: Path, _clock: Clock) -> Path:
        return Path(shutil.copy(made[1].plan, plan))

    monkeypatch.setattr(demo, "create_sample", copied)
    monkeypatch.setattr(demo, "PACK_KINDS", ())


@pytest.mark.usefixtures("_quick")
def test_an_earlier_demo_is_replaced_and_other_files_stay(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "demo"
    write_demo(folder, clock, "nl")
    (folder / "packs").mkdir(exist_ok=True)
    (folder / "packs" / "eigen.docx").write_text("van mij")
    before = names(folder)
    write_demo(folder, fixed_clock("2027-01-20T09:00+01:00"), "nl")
    after = names(folder)
    assert [name for name in before if "2026-12-03" in name] != []
    # The copied plan has its extra date still; the files of other dates went.
    assert [name for name in after if "2026-12" in name and "2130" not in name] == []
    assert "feed.ics" in after
    assert (folder / "packs" / "eigen.docx").read_text() == "van mij"
    assert not list(folder.glob(".new-*"))


@pytest.mark.usefixtures("_quick")
@pytest.mark.parametrize("name", ["hospital.townhall", "feed.ics"])
def test_a_file_of_somebody_else_is_never_replaced(tmp_path: Path, clock: Clock, name: str) -> None:
    (tmp_path / name).write_text("van mij")
    with pytest.raises(CannotWrite, match="is not an earlier demo"):
        write_demo(tmp_path, clock, "nl")
    assert names(tmp_path) == [name]
    assert (tmp_path / name).read_text() == "van mij"


@pytest.mark.usefixtures("_quick")
def test_a_list_that_points_elsewhere_takes_nothing_away(tmp_path: Path, clock: Clock) -> None:
    outside = tmp_path / "brief.txt"
    outside.write_text("van mij")
    folder = tmp_path / "demo"
    folder.mkdir()
    (folder / ".townhall-demo.json").write_text(
        json.dumps(["../brief.txt", str(outside), 5, None]), encoding="utf-8"
    )
    write_demo(folder, clock, "nl")
    assert outside.read_text() == "van mij"


@pytest.mark.usefixtures("_quick")
def test_a_demo_that_is_open_is_not_replaced(tmp_path: Path, clock: Clock) -> None:
    result = write_demo(tmp_path, clock, "nl")
    with (
        Database.open(result.plan, clock),
        pytest.raises(PlanRefused, match="open in another Town Hall"),
    ):
        write_demo(tmp_path, clock, "nl")


@pytest.mark.usefixtures("_quick")
def test_a_full_disk_leaves_the_earlier_demo_whole(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_demo(tmp_path, clock, "nl")
    before = {name: (tmp_path / name).read_bytes() for name in names(tmp_path)}

    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "_write", full)
    with pytest.raises(CannotWrite, match="disk is full"):
        write_demo(tmp_path, clock, "nl")
    assert {name: (tmp_path / name).read_bytes() for name in names(tmp_path)} == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(CannotWrite, match="Choose another folder"):
        write_demo(tmp_path / "bestand" / "demo", clock, "nl")


def test_without_qt_there_are_no_pdfs_but_everything_else(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from townhall.formats import pdf

    def missing(*_arguments: object) -> None:
        raise CannotWrite("libEGL.so.1")

    monkeypatch.setattr(pdf, "layout", missing)
    monkeypatch.setattr(pdf, "to_pdf", missing)
    result = write_demo(tmp_path, clock, "en")
    suffixes = sorted(Path(file).suffix for file in result.files if "packs" in file)
    assert suffixes == [".docx"] * 4
