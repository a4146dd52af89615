"""Where questions to import come from: files, all files of a folder, a text that was pasted."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from townhall.domain.errors import UnreadableFile
from townhall.domain.question_columns import has_known_names
from townhall.domain.question_lines import Split, lines_table
from townhall.domain.tables import Progress, Reading, Stop, Table
from townhall.language import _, ngettext

SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".json")
"""The files of a folder that are read."""

_TOLD_ABOUT = (".xls", ".xlsb", ".ods")
"""Files of a folder that cannot be read, but could hold questions: they are refused in words."""

MOST_FILES = 1_000

_LINES = (".txt", ".text", ".md", "")
"""Files that may hold one question a line; all others hold a table."""

_HEAD = 4_000
"""Characters in which the names of columns stand, if there are any."""


@dataclass(frozen=True, slots=True)
class QuestionSource:
    """A file, or what was pasted; `name` tells it apart from the others in messages."""

    name: str
    content: Path | bytes

    @property
    def size(self) -> int:
        """In bytes; 0 where the file is gone."""
        if isinstance(self.content, bytes):
            return len(self.content)
        try:
            return self.content.stat().st_size
        except OSError:
            return 0


@dataclass(frozen=True, slots=True)
class FoundSources:
    """What is to be read, and how many files of folders are passed over, in words."""

    sources: tuple[QuestionSource, ...]
    remarks: tuple[str, ...] = ()


def pasted(text: str) -> QuestionSource:
    """A text from the clipboard."""
    return QuestionSource(_("Pasted text"), text.encode("utf-8", "replace"))


def find_sources(paths: Iterable[Path]) -> FoundSources:
    """The files in `paths`, and of a folder all files with questions in it and below it.

    Of folders hidden files are passed over, links are not followed, and files of another kind are
    counted. Raises UnreadableFile where there are too many or none, or a folder cannot be opened.
    """
    sources: list[QuestionSource] = []
    links = others = 0
    given = list(paths)
    for path in given:
        if not path.is_dir():
            sources.append(QuestionSource(path.name, path))
            continue
        for file in _files_below(path):
            if file.is_symlink():
                links += 1
            elif file.suffix.lower() not in (*SUFFIXES, *_TOLD_ABOUT):
                others += 1
            else:
                sources.append(QuestionSource(file.relative_to(path).as_posix(), file))
            if len(sources) > MOST_FILES:
                words = _("{name} holds more than {n} files; choose fewer.")
                raise UnreadableFile(words.format(name=path.name or path, n=MOST_FILES))
    if not sources:
        words = _("There is no file with questions in {name}.")
        raise UnreadableFile(words.format(name=", ".join(path.name or str(path) for path in given)))
    return FoundSources(tuple(dict.fromkeys(sources)), tuple(_passed_over(links, others)))


def read_source(
    source: QuestionSource,
    reading: Reading | None = None,
    split: Split | None = None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Table:
    """The rows of `source`: a table, or the questions of a plain text, one a line or paragraph.

    Raises UnreadableFile, InvalidInput, Cancelled.
    """
    from townhall.formats.tables import file_bytes, read_table
    from townhall.formats.text_encoding import decoded

    told = reading or Reading()
    content, name = source.content, source.name
    data = content if isinstance(content, bytes) else file_bytes(content, name)
    if (isinstance(content, Path) and content.suffix.lower() not in _LINES) or not _is_text(data):
        return read_table(data, name, reading=told, progress=progress, stop=stop)
    if told.delimiter or told.header_row is not None:
        return read_table(data, name, reading=told, progress=progress, stop=stop)
    text, encoding = decoded(data, name, told.encoding)
    if split is None and _has_names(text, name):
        return read_table(data, name, reading=told, progress=progress, stop=stop)
    found = lines_table(text, name, split)
    if len(found.rows) < 2:
        raise UnreadableFile(_("{name} holds no question.").format(name=name))
    return replace(found, encoding=encoding)


def _is_text(data: bytes) -> bool:
    """Whether this is neither a workbook nor a list in JSON."""
    return bool(data.strip()) and not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(
        (b"PK", b"[", b"{")
    )


def _has_names(text: str, name: str) -> bool:
    """Whether the first rows name columns, as those of a table do."""
    from townhall.formats.csv_table import read_csv

    head = text[:_HEAD].splitlines()
    whole = head[:-1] if len(text) > _HEAD and len(head) > 1 else head
    try:
        return has_known_names(read_csv("\n".join(whole), name))
    except UnreadableFile:
        return False


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file below `folder` that is not hidden, in the order of names."""

    def refuse(error: OSError) -> None:
        words = _("{name} cannot be opened: you have no permission to read it.")
        raise UnreadableFile(words.format(name=Path(error.filename or folder).name)) from error

    for at, folders, files in os.walk(folder, onerror=refuse, followlinks=False):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for name in sorted(files):
            if not _is_hidden(name):
                yield Path(at, name)


def _is_hidden(name: str) -> bool:
    """Hidden, or what Excel and Word keep beside a file that is open."""
    return name.startswith((".", "~$"))


def _passed_over(links: int, others: int) -> Iterator[str]:
    if links:
        yield ngettext(
            "{n} link in the folder was passed over.",
            "{n} links in the folder were passed over.",
            links,
        ).format(n=links)
    if others:
        yield ngettext(
            "{n} file of another kind was passed over.",
            "{n} files of another kind were passed over.",
            others,
        ).format(n=others)
