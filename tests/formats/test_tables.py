"""Any file given as a table: paths, limits, progress, cancelling, any bytes."""

import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.table_files import outcome, workbook, written
from townhall.domain.errors import Cancelled, UnreadableFile
from townhall.formats import tables
from townhall.formats.tables import read_table


def test_paths_name_their_file(tmp_path: Path) -> None:
    (tmp_path / "vragen.csv").write_bytes(b"Vraag\nWat nu?\n")
    assert read_table(tmp_path / "vragen.csv").file == "vragen.csv"
    with pytest.raises(UnreadableFile, match=r"^weg\.csv does not exist\.$"):
        read_table(tmp_path / "weg.csv")
    with pytest.raises(UnreadableFile, match=r" is a folder, not a file\.$"):
        read_table(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dicht.csv"
    path.write_bytes(b"Vraag\n")
    path.chmod(0)
    with pytest.raises(UnreadableFile, match="no permission to read it"):
        read_table(path)


def test_a_file_above_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BYTES", 10)
    (tmp_path / "groot.csv").write_bytes(b"Vraag\nWat nu?\n")
    with pytest.raises(UnreadableFile, match=r"^groot\.csv is larger than 0 MB\."):
        read_table(tmp_path / "groot.csv")
    with pytest.raises(UnreadableFile, match=r"is larger than"):
        read_table(b"Vraag\nWat nu?\n", "groot.csv")


MANY = [["Vraag", "Nr"], *[[f"Vraag {n}?", str(n)] for n in range(1_600)]]


@pytest.mark.parametrize("data", [written(MANY), workbook(*MANY)], ids=["csv", "xlsx"])
def test_progress_ends_at_the_total_and_stop_ends_the_work(data: bytes) -> None:
    told: list[tuple[int, int]] = []
    read_table(data, "v", progress=lambda done, total: told.append((done, total)))
    assert [done for done, _total in told[:-1]] == [500, 1000, 1500]
    assert told[-1][0] == told[-1][1]
    assert all(done <= total for done, total in told)
    with pytest.raises(Cancelled, match=r"^Reading was stopped; nothing was changed\.$"):
        read_table(data, "v", stop=lambda: True)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["v.csv", "v.xlsx", "v"]))
@example(b"\xff\xfe\x00", "v.csv")
@example(b"PK\x05\x06" + bytes(18), "v.xlsx")
@example(b"sep=;", "v.csv")
def test_any_bytes_give_a_table_or_one_sentence(data: bytes, name: str) -> None:
    told = outcome(data, name)
    assert name in told if isinstance(told, str) else told.rows
