"""Reading files with answers to invitations; what they mean for the plan is in `replies`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.reply_reading import Answer
from townhall.domain.tables import Progress, Stop, tell
from townhall.domain.tracking import Tracked, tracked
from townhall.language import _

_REPLIES = (".ics", ".eml", ".ical")
_LISTS = (".csv", ".tsv", ".txt", ".xlsx")
_MOST_FILES = 20_000


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """What a file holds: answers, or people of a list; `refused` says why it holds neither.

    `made_at` (UTC) is when the file was written last: what a list says dates from then. None: now.
    """

    name: str
    answers: tuple[Answer, ...] = ()
    people: tuple[Tracked, ...] = ()
    refused: str = ""
    made_at: datetime | None = None


def reply_paths(paths: Iterable[Path]) -> list[Path]:
    """The files to read: those named, and of a folder all calendar files and mails in it.

    Raises UnreadableFile when there are too many.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        for each in path.rglob("*"):
            if each.suffix.lower() in _REPLIES and each.is_file():
                found.append(each)
            if len(found) > _MOST_FILES:
                raise UnreadableFile(
                    _("{name} holds more than {n} files; choose fewer.").format(
                        name=path.name or path, n=_MOST_FILES
                    )
                )
    # A folder is listed in the order of the disk; answers are judged in one order everywhere.
    return sorted(dict.fromkeys(found), key=lambda path: (path.name, path))


def read_reply_files(
    paths: Sequence[Path], *, progress: Progress | None = None, stop: Stop | None = None
) -> tuple[ReplyFile, ...]:
    """What the files, and the calendar files and mails in folders, hold.

    A file that holds no answer says why. Raises UnreadableFile when one cannot be opened, and
    Cancelled where `stop` said so.
    """
    files = reply_paths(paths)
    found = []
    for done, path in enumerate(files):
        tell(done, len(files), progress, stop)
        found.append(_file(path))
    return tuple(found)


def read_reply_text(text: str, name: str = "") -> ReplyFile:
    """What a text holds that was pasted: a calendar file, with or without words around it."""
    begin, end = text.upper().find("BEGIN:VCALENDAR"), text.upper().rfind("END:VCALENDAR")
    if 0 <= begin < end:
        text = text[begin : end + len("END:VCALENDAR")]
    return _replies(text.encode("utf-8", "replace"), name or _("Pasted text"))


def _file(path: Path) -> ReplyFile:
    from townhall.formats.ics_reply import LARGEST_MAIL
    from townhall.formats.tables import file_bytes, read_table

    name = path.name
    try:
        if path.is_file() and path.stat().st_size > LARGEST_MAIL:
            return ReplyFile(
                name,
                refused=_("This file is larger than {n} MB; it was not read.").format(
                    n=LARGEST_MAIL // 1_000_000
                ),
            )
        made_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        made_at = None
    data = file_bytes(path, name)
    head = data.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper()
    if path.suffix.lower() not in _LISTS or head == b"BEGIN:VCALENDAR":
        return _replies(data, name)
    try:
        people = tracked(read_table(data, name))
    except (InvalidInput, UnreadableFile) as error:
        return ReplyFile(name, refused=str(error))
    return ReplyFile(name, people=people, made_at=made_at)


def _replies(data: bytes, name: str) -> ReplyFile:
    from townhall.formats.ics_reply import read_reply

    try:
        return ReplyFile(name, read_reply(data))
    except InvalidInput as error:
        return ReplyFile(name, refused=str(error))
