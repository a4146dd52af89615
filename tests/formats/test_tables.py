"""Any file given as a table: paths, limits, progress, cancelling, any bytes."""

import contextlib
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.table_files import outcome, workbook, written
from townhall.domain.errors import Cancelled, InvalidInput, UnreadableFile
from townhall.domain.question_columns import header_of
from townhall.domain.tables import ENCODINGS, NO_DELIMITER, Reading
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


def test_letters_marks_and_the_row_of_names_can_be_told() -> None:
    data = "Titel;x\nVraag,a;Stemmen\nPatiënt?,b;3\n".encode("cp850")
    told = Reading(encoding="cp850", delimiter=",", header_row=2)
    table = read_table(data, "v.csv", reading=told)
    assert (table.encoding, table.delimiter) == ("cp850", ",")
    header, rows = header_of(table)
    assert header.cells == ("Vraag", "a;Stemmen")
    assert [row.cells for row in rows] == [("Patiënt?", "b;3")]
    whole = read_table(data, "v.csv", reading=Reading(encoding="cp850", delimiter=NO_DELIMITER))
    assert [len(row.cells) for row in whole.rows] == [1, 1, 1]


def test_a_table_can_have_no_names_at_all() -> None:
    table = read_table(b"Wie?;3\nWat?\n", "v.csv", reading=Reading(header_row=0))
    header, rows = header_of(table)
    assert (header.number, header.cells, len(rows)) == (0, ("", ""), 2)


def test_letters_that_do_not_fit_and_a_row_that_is_not_there_are_told() -> None:
    with pytest.raises(UnreadableFile, match=r"^The letters of v\.csv are not UTF-8\."):
        read_table(b"Vraag\nPati\xebnt?\n", "v.csv", reading=Reading(encoding="utf-8"))
    with pytest.raises(InvalidInput, match=r"^Row 9 of v\.csv is empty\."):
        header_of(read_table(b"Vraag\nWie?\n", "v.csv", reading=Reading(header_row=9)))


@settings(max_examples=60, deadline=None)
@given(
    st.binary(min_size=1, max_size=300),
    st.sampled_from(ENCODINGS),
    st.sampled_from(["", ";", ",", "\t", "|", NO_DELIMITER]),
    st.integers(0, 4),
)
def test_any_bytes_read_in_any_told_way(
    data: bytes, encoding: str, delimiter: str, header_row: int
) -> None:
    told = Reading(encoding=encoding, delimiter=delimiter, header_row=header_row)
    # Whatever is refused is refused with a sentence of its own; another error fails the test.
    with contextlib.suppress(UnreadableFile, InvalidInput):
        header, rows = header_of(read_table(data, "v.csv", reading=told))
        assert all(row.number > header.number for row in rows)
