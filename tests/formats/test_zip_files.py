"""Packages of many files, read back."""

import io
import zipfile
from datetime import UTC, datetime

from townhall.formats.zip_files import zip_package

NOW = datetime(2026, 11, 24, 8, 0, 4, tzinfo=UTC)


def read(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        assert opened.testzip() is None
        return {entry.filename: opened.read(entry) for entry in opened.infolist()}


def test_files_come_back_under_safe_unique_names() -> None:
    files = [
        ("Town hall é.ics", b"one"),
        ("town hall É.ics", b"two"),
        ("../../etc/passwd", b"three"),
        ("CON.ics", b"four"),
        ("C:\\Windows\\x.ics", b"five"),
        ("", b"six"),
        ("a" * 300 + ".ics", b"seven"),
        ("a" * 300 + ".ics", b"eight"),
    ]
    found = read(zip_package(files, NOW))
    assert list(found.values()) == [content for _name, content in files]
    names = list(found)
    assert names[:2] == ["Town hall é.ics", "town hall É (2).ics"]
    assert not any(set(name) & set('/\\:*?"<>|') for name in names)
    assert len({name.casefold() for name in names}) == len(files)
    assert all(name.endswith(".ics") for name in names[6:])


def test_the_same_files_and_moment_give_the_same_bytes() -> None:
    files = [("a.ics", b"x" * 10_000), ("b.ics", b"y")]
    assert zip_package(files, NOW) == zip_package(files, NOW)
    with zipfile.ZipFile(io.BytesIO(zip_package(files, NOW))) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(2026, 11, 24, 8, 0, 4)}
