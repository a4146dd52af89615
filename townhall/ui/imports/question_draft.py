"""An import of questions while it is being prepared: files, what their columns mean, where they go.

It outlives the page, which is made anew when the language changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.mapping_file import mapping_from_json, mapping_to_json
from townhall.domain.question_columns import SINGLE_FIELDS, ColumnMapping
from townhall.domain.question_import import QuestionCandidate
from townhall.domain.question_sources import Source
from townhall.domain.terms import Anonymity
from townhall.services.import_preview import FilePreview, ReadFile
from townhall.services.imports import Problem
from townhall.services.queries.question_register import Meeting
from townhall.services.question_files import ReadQuestions, without_held_back
from townhall.services.question_opening import Opened, Wanted
from townhall.services.question_sources import QuestionSource
from townhall.settings import Settings
from townhall.ui.imports.mappings import LEFT_OUT, remembered_mapping, with_mapping

WHO_FIELDS = ("asker", "email")
"""Fields that say who asked: never stored unless the user wants it."""


@dataclass
class DraftFile:
    """One file: what its columns mean, and what came of reading it so.

    `remembered` is the day its mapping was used before. `taken` are rows the user takes in though
    they were held back. `read_as` is how `read` was read. `refused` says why it cannot be.
    """

    name: str
    file: ReadFile | None = None
    refused: str = ""
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    remembered: date | None = None
    taken: frozenset[int] = frozenset()
    read: ReadQuestions | None = None
    read_as: object = None
    preview: FilePreview | None = None

    @property
    def is_ready(self) -> bool:
        """Whether its questions can be taken."""
        return self.read is not None and not self.read.refused

    def field_of(self, column: int) -> str:
        """What `column` holds: a field of a question, or LEFT_OUT."""
        if column in self.mapping.text:
            return "text"
        for name in SINGLE_FIELDS:
            if getattr(self.mapping, name) == column:
                return name
        return LEFT_OUT

    def set_field(self, column: int, name: str) -> None:
        """Let `column` hold the field `name`; a column that held it before is left out."""
        cleared: dict[str, Any] = {
            field: None for field in SINGLE_FIELDS if getattr(self.mapping, field) == column
        }
        text = tuple(one for one in self.mapping.text if one != column)
        self.mapping = replace(self.mapping, text=text, **cleared)
        if name == "text":
            self.mapping = replace(self.mapping, text=tuple(sorted((*text, column))))
        elif name != LEFT_OUT:
            held: dict[str, Any] = {name: column}
            self.mapping = replace(self.mapping, **held)


class QuestionDraft:
    """What the user decided so far.

    `origins` are files and texts to begin with. `audiences` says which audience of the plan a name
    in the files means, "" for none. `source` is where the questions come from, in words, where the
    files do not tell. `remarks` tell of files that were passed over.
    """

    def __init__(
        self,
        origins: Sequence[QuestionSource | Path] = (),
        meeting: Meeting | None = None,
        source: str = "",
    ) -> None:
        self.origins = tuple(origins)
        self.files: list[DraftFile] = []
        self.current = 0
        self.remarks: tuple[str, ...] = ()
        self.names = Anonymity.HELD_BY_SOURCE
        self.source = source
        self.audiences: dict[str, str] = {}
        self.meeting = meeting
        self.meeting_chosen = meeting is not None
        self.alike: int | None = None

    @property
    def shown(self) -> DraftFile:
        """The file whose columns are shown."""
        return self.files[self.current] if self.files else DraftFile("")

    def open_files(
        self, opened: Sequence[Opened], remarks: Sequence[str], settings: Settings
    ) -> None:
        """Begin with `opened`; a mapping of the same columns that was used before is used again."""
        self.files = [self._opened(each, settings) for each in opened]
        self.remarks = tuple(remarks)
        self.current = next((i for i, one in enumerate(self.files) if one.file is not None), 0)
        self.audiences, self.alike = {}, None

    def reopen(self, file: ReadFile, settings: Settings) -> None:
        """Show the present file as it was read in another way."""
        self.files[self.current] = self._opened(Opened(file.origin, file), settings)

    def _opened(self, opened: Opened, settings: Settings) -> DraftFile:
        file = opened.file
        if file is None:
            return DraftFile(opened.origin.name, refused=opened.refused)
        one = DraftFile(file.name, file, mapping=file.mapping)
        told, day = remembered_mapping(settings.question_mappings, file.signature)
        if told:
            try:
                one.mapping = mapping_from_json(told, heads(file), file.name)
            except InvalidInput:
                return one
            one.remembered = day
        return one

    def remember(self, settings: Settings, today: date) -> None:
        """Keep what the columns mean on this computer, for the next files that have them."""
        for one in self.files:
            if one.file is not None and one.mapping.text and not one.file.table.is_lines:
                told = mapping_to_json(one.mapping, heads(one.file))
                known = with_mapping(settings.question_mappings, one.file.signature, told, today)
                settings.update(question_mappings=known)

    def set_field(self, column: int, name: str) -> None:
        """Let `column` of the file that is shown hold the field `name`."""
        self.shown.set_field(column, name)

    def reset(self) -> None:
        """Let the columns mean what they seem to again."""
        one = self.shown
        if one.file is not None:
            one.mapping, one.remembered = one.file.mapping, None

    @property
    def names_source(self) -> bool:
        """Whether the user has to say where the questions come from, if anybody is to know."""
        plain = [one for one in self.files if one.file and one.file.source is Source.TABLE]
        return bool(plain) and any(one.mapping.source is None for one in plain)

    # What is read and what is to be imported

    def stale(self) -> list[tuple[DraftFile, Wanted]]:
        """The files that have not been read as they are to be read now."""
        return [
            (one, Wanted(one.file, one.mapping))
            for one in self.files
            if one.file is not None and one.read_as != self.way_of(one)
        ]

    def way_of(self, one: DraftFile) -> object:
        """How the questions of `one` are to be read now."""
        return one.mapping, self.names, self.source

    def ready(self) -> list[DraftFile]:
        """The files whose questions can be taken."""
        return [one for one in self.files if one.is_ready]

    def to_import(self) -> list[ReadQuestions]:
        """The questions of the ready files, with the audiences the user chose for them."""
        return [self._decided(one) for one in self.ready()]

    def _decided(self, one: DraftFile) -> ReadQuestions:
        assert one.read is not None
        kept = without_held_back(one.read, one.taken)
        if not self.audiences:
            return kept
        named = (self._in_audience(each) for each in kept.candidates)
        return replace(kept, candidates=tuple(named))

    def _in_audience(self, one: QuestionCandidate) -> QuestionCandidate:
        audience = self.audiences.get(one.audience, one.audience)
        return one if audience == one.audience else replace(one, audience=audience)

    def problems(self) -> tuple[Problem, ...]:
        """What to look at in all files; names of audiences are `unknown_audiences`."""
        found: list[Problem] = []
        for one in self.files:
            found += one.read.problems if one.read and not one.read.refused else ()
            if one.preview is not None:
                found += [each for each in one.preview.counts.problems if each.field != "audience"]
        return tuple(found)

    def held_back(self) -> list[tuple[DraftFile, QuestionCandidate]]:
        """The questions that may hold the number of a patient, taken in or not."""
        return [
            (one, each)
            for one in self.ready()
            if one.read is not None
            for each in one.read.candidates
            if each.held_back
        ]

    def unknown_audiences(self) -> dict[str, list[int]]:
        """The rows of each audience that is not in the plan; the one named most first."""
        rows: dict[str, list[int]] = {}
        for one in self.ready():
            if one.preview is None:
                continue
            for each in one.preview.new:
                if each.audience in one.preview.unknown_audiences:
                    rows.setdefault(each.audience, []).append(each.row)
        return dict(sorted(rows.items(), key=lambda item: -len(item[1])))


def heads(file: ReadFile) -> list[str]:
    """The heads of the columns."""
    return [column.head for column in file.columns]
