"""Opening many files with questions for a preview: what cannot be read says so beside the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from townhall.domain.duplicate_groups import alike_groups
from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.question_columns import ColumnMapping
from townhall.domain.question_words import question_words
from townhall.domain.tables import Progress, Stop, tell
from townhall.domain.terms import Anonymity
from townhall.services.import_preview import ReadFile, read_question_file, read_with_mapping
from townhall.services.question_files import ReadQuestions
from townhall.services.question_sources import QuestionSource, find_sources

MOST_COMPARED = 5_000
"""New questions up to which it is told beforehand how many groups look alike."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was opened, or `refused`: why it could not be."""

    origin: QuestionSource
    file: ReadFile | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class OpenedFiles:
    """What was opened, and how many files of folders were passed over, in words."""

    files: tuple[Opened, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file to read the questions of, and what its columns hold."""

    file: ReadFile
    mapping: ColumnMapping


def open_files(
    origins: Sequence[QuestionSource | Path],
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> OpenedFiles:
    """Open files, all files of folders, and texts.

    Raises UnreadableFile or InvalidInput where none could be opened; Cancelled.
    """
    texts = [each for each in origins if isinstance(each, QuestionSource)]
    paths = [each for each in origins if isinstance(each, Path)]
    found = find_sources(paths) if paths else None
    sources = (*texts, *(found.sources if found else ()))
    opened: list[Opened] = []
    refusal: InvalidInput | UnreadableFile | None = None
    for place, source in enumerate(sources):
        if len(sources) > 1:
            tell(place, len(sources), progress, stop)
        # Of a single file its rows are told, of several the files.
        inner = progress if len(sources) == 1 else None
        try:
            opened.append(Opened(source, read_question_file(source, progress=inner, stop=stop)))
        except (InvalidInput, UnreadableFile) as error:
            refusal = refusal or error
            opened.append(Opened(source, refused=str(error)))
    if refusal is not None and all(each.refused for each in opened):
        raise refusal
    return OpenedFiles(tuple(opened), found.remarks if found else ())


def read_opened(
    wanted: Sequence[Wanted],
    *,
    names: Anonymity,
    zone: str,
    source: str = "",
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> tuple[ReadQuestions, ...]:
    """The questions of each file; `refused` where no column holds any. Raises Cancelled."""
    total = sum(len(each.file.rows) for each in wanted)
    done = 0
    read: list[ReadQuestions] = []
    for each in wanted:
        inner = _from(progress, done, total)
        try:
            found = read_with_mapping(
                each.file,
                each.mapping,
                names=names,
                zone=zone,
                source=source,
                progress=inner,
                stop=stop,
            )
        except InvalidInput as error:
            found = ReadQuestions((), file=each.file.name, refused=str(error))
        read.append(found)
        done += len(each.file.rows)
    return tuple(read)


def _from(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Tells `progress` how far all files are, of which one begins at `before`."""
    if progress is None:
        return None
    return lambda done, _of: progress(before + done, total)


def count_alike(
    texts: Sequence[str], *, progress: Progress | None = None, stop: Stop | None = None
) -> int:
    """How many groups of `texts` are alike. Raises Cancelled."""
    batch = [(place, question_words(text)) for place, text in enumerate(texts)]
    done = 0

    def step() -> None:
        nonlocal done
        done += 1
        if done % 200 == 0:
            tell(done, len(batch), progress, stop)

    return len(alike_groups(batch, tell=step))
