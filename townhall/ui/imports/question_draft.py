"""An import of questions while it is being prepared: the file, what its columns mean, where the
questions go. It outlives the page, which is made anew when the language changes."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.mapping_file import mapping_from_json, mapping_to_json
from townhall.domain.question_columns import SINGLE_FIELDS, ColumnMapping
from townhall.domain.question_import import QuestionCandidate
from townhall.language import ngettext
from townhall.services.import_preview import QuestionPreview, ReadFile
from townhall.services.imports import Problem, ReadQuestions
from townhall.services.queries.question_register import Meeting
from townhall.settings import Settings
from townhall.ui.imports.mappings import LEFT_OUT, with_mapping

WHO_FIELDS = ("asker", "email")
"""Fields that say who asked: never stored unless the user wants it."""


class QuestionDraft:
    """What the user decided so far; `waiting` are files dropped together with this one.

    `audiences` says which audience of the plan a name in the file means, "" for none.
    """

    def __init__(self) -> None:
        self.file: ReadFile | None = None
        self.waiting: list[Path] = []
        self.mapping = ColumnMapping()
        self.remembered = False
        self.keep_names = False
        self.audiences: dict[str, str] = {}
        self.meeting: Meeting | None = None
        self.meeting_chosen = False
        self.read: ReadQuestions | None = None
        self.preview: QuestionPreview | None = None

    def open_file(self, file: ReadFile, settings: Settings) -> None:
        """Begin with `file`; a mapping of these columns that was used before is used again."""
        self.file, self.read, self.preview = file, None, None
        self.audiences = {}
        self.mapping, self.remembered = file.mapping, False
        told = settings.question_mappings.get(file.signature)
        if not isinstance(told, str):
            return
        try:
            self.mapping = mapping_from_json(told, self.heads, file.path.name)
        except InvalidInput:
            return
        self.remembered = True

    def remember(self, settings: Settings) -> None:
        """Keep what the columns mean on this computer, for the next file that has them."""
        if self.file is None or self.mapping == self.file.mapping:
            return
        told = mapping_to_json(self.mapping, self.heads)
        known = with_mapping(settings.question_mappings, self.file.signature, told)
        settings.update(question_mappings=known)

    @property
    def heads(self) -> list[str]:
        """The heads of the columns."""
        return [column.head for column in self.file.columns] if self.file else []

    def reset(self) -> None:
        """Let the columns mean what they seem to again."""
        if self.file is not None:
            self.mapping, self.remembered = self.file.mapping, False

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

    def candidates(self) -> tuple[QuestionCandidate, ...]:
        """The questions that were read, with the audiences the user chose for them."""
        found = self.read.candidates if self.read else ()
        if not self.audiences:
            return found
        return tuple(
            replace(one, audience=self.audiences.get(one.audience, one.audience)) for one in found
        )

    def problems(self) -> Sequence[Problem]:
        """What to look at in the file; names of audiences are `unknown_audiences`."""
        found = self.read.problems if self.read else ()
        told = self.preview.counts.problems if self.preview else ()
        return (*found, *(one for one in told if one.field != "audience"))

    def unknown_audiences(self) -> dict[str, str]:
        """What becomes of each audience that is not in the plan; the one named most first."""
        if self.preview is None:
            return {}
        unknown = self.preview.unknown_audiences
        counted = Counter(one.audience for one in self.preview.new if one.audience in unknown)
        return {name: _without(count) for name, count in counted.most_common()}


def _without(count: int) -> str:
    words = ngettext(
        "This audience is not in the plan; {n} question has none.",
        "This audience is not in the plan; {n} questions have none.",
        count,
    )
    return words.format(n=count)
