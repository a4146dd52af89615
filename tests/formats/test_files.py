"""Files are written whole or not at all, and a refusal says why."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from townhall.domain.errors import CannotWrite
from townhall.formats.files import write_atomically


def test_writes_a_new_file_and_replaces_an_old_one(tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    write_atomically(target, b"eerste")
    write_atomically(target, b"tweede")
    assert target.read_bytes() == b"tweede"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.ics"]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_permissions_and_links_are_kept(tmp_path: Path) -> None:
    target, link = tmp_path / "plan.ics", tmp_path / "link.ics"
    target.write_bytes(b"oud")
    target.chmod(0o640)
    link.symlink_to(target)
    write_atomically(link, b"nieuw")
    assert link.is_symlink()
    assert target.read_bytes() == b"nieuw"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def fail(code: int) -> Any:
    def raise_it(*_args: Any, **_keywords: Any) -> None:
        raise OSError(code, os.strerror(code))

    return raise_it


@pytest.mark.parametrize(
    ("call", "code", "reason"),
    [
        ("os.fsync", errno.ENOSPC, "the disk is full"),
        ("os.open", errno.EACCES, "read-only"),
        ("os.open", errno.EROFS, "read-only"),
        ("os.open", errno.ENAMETOOLONG, "the name is too long"),
        ("pathlib.Path.replace", errno.EACCES, "open in another program"),
        ("os.fsync", errno.EIO, "cannot be written"),
    ],
)
def test_a_failure_says_why_and_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int, reason: str
) -> None:
    target = tmp_path / "plan.ics"
    target.write_bytes(b"oud")
    monkeypatch.setattr(call, fail(code))
    with pytest.raises(CannotWrite, match=reason) as refusal:
        write_atomically(target, b"nieuw")
    monkeypatch.undo()
    assert str(target) in str(refusal.value)
    assert target.read_bytes() == b"oud"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.ics"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="does not exist") as refusal:
        write_atomically(tmp_path / "weg" / "plan.ics", b"x")
    assert str(tmp_path / "weg") in str(refusal.value)
    (tmp_path / "bestand").write_bytes(b"")
    with pytest.raises(CannotWrite, match="does not exist"):
        write_atomically(tmp_path / "bestand" / "plan.ics", b"x")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_file_is_written_to_and_stays(tmp_path: Path) -> None:
    pipe = tmp_path / "pijp"
    os.mkfifo(pipe)
    with open(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        write_atomically(pipe, b"inhoud")
        assert reader.read() == b"inhoud"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [each.name for each in tmp_path.iterdir()] == ["pijp"]


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="only Linux has it")
def test_a_full_device_is_told(tmp_path: Path) -> None:
    (tmp_path / "vol.ics").symlink_to("/dev/full")
    with pytest.raises(CannotWrite, match="the disk is full"):
        write_atomically(tmp_path / "vol.ics", b"x" * 100)
    assert Path("/dev/full").is_char_device()


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="the name is too long"):
        write_atomically(tmp_path / ("x" * 300), b"x")


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="is a folder"):
        write_atomically(tmp_path, b"x")


def test_a_read_only_file_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "plan.ics"
    target.write_bytes(b"oud")
    target.chmod(stat.S_IREAD)
    with pytest.raises(CannotWrite, match="read-only"):
        write_atomically(target, b"nieuw")
    assert target.read_bytes() == b"oud"
    target.chmod(stat.S_IREAD | stat.S_IWRITE)
