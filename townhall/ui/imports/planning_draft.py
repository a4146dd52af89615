"""An import of a planning while it is being prepared: the file, what its columns mean, which names
in it stand for which audience. It outlives the page, which is made anew with the language."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from townhall.domain.errors import InvalidInput
from townhall.domain.planning_columns import PlanningMapping, mapping_from_json, mapping_to_json
from townhall.language import _, ngettext
from townhall.services.imports import ImportCounts, Problem
from townhall.services.planning_files import ReadPlanning
from townhall.services.planning_names import NameChoices
from townhall.services.planning_outlook import Outlook, PlannedRow, RowState
from townhall.services.planning_preview import PlanningFile
from townhall.settings import Settings
from townhall.ui.imports.mappings import LEFT_OUT, with_mapping


class PlanningDraft:
    """What the user decided so far; `waiting` are files dropped together with this one.

    `audiences` says which audience of the plan a name in the file means, "" for none.
    """

    def __init__(self) -> None:
        self.file: PlanningFile | None = None
        self.waiting: list[Path] = []
        self.mapping = PlanningMapping()
        self.remembered = False
        self.audiences: dict[str, str] = {}
        self.add_missing = False
        self.read: ReadPlanning | None = None
        self.outlook: Outlook | None = None

    def open_file(self, file: PlanningFile, settings: Settings) -> None:
        """Begin with `file`; a mapping of these columns that was used before is used again."""
        self.file, self.read, self.outlook = file, None, None
        self.audiences = {}
        self.mapping, self.remembered = file.mapping, False
        told = settings.planning_mappings.get(file.signature)
        if not isinstance(told, str):
            return
        try:
            self.mapping = mapping_from_json(told, file.names, file.path.name)
        except InvalidInput:
            return
        self.remembered = True

    def remember(self, settings: Settings) -> None:
        """Keep what the columns mean on this computer, for the next file that has them.

        How 3/4 is meant is asked of every file anew.
        """
        if self.file is None:
            return
        mapping = replace(self.mapping, date_order=None)
        if mapping != self.file.mapping:
            told = mapping_to_json(mapping, self.file.names)
            known = with_mapping(settings.planning_mappings, self.file.signature, told)
            settings.update(planning_mappings=known)

    def reset(self) -> None:
        """Let the columns mean what they seem to again."""
        if self.file is not None:
            self.mapping, self.remembered = self.file.mapping, False

    def field_of(self, column: int) -> str:
        """What `column` holds: a field of a planning, or LEFT_OUT."""
        held = {place: name for name, place in self.mapping.columns.items()}
        return held.get(column, LEFT_OUT)

    def set_field(self, column: int, name: str) -> None:
        """Let `column` hold the field `name`; a column that held it before is left out."""
        columns = {
            field: place
            for field, place in self.mapping.columns.items()
            if place != column and field != name
        }
        if name != LEFT_OUT:
            columns[name] = column
        self.mapping = replace(self.mapping, columns=columns)

    @property
    def choices(self) -> NameChoices:
        """What was decided about audiences that the plan does not have."""
        return NameChoices(dict(self.audiences), self.add_missing)

    @property
    def counts(self) -> ImportCounts:
        """What importing would do; nothing while an order of dates is to be chosen."""
        if self.outlook is None or self.doubtful:
            return ImportCounts(0, 0, 0)
        return self.outlook.counts

    @property
    def doubtful(self) -> str:
        """A date that can be read in two ways, "" when nothing is to be chosen."""
        return self.read.doubtful if self.read else ""

    def rows(self, state: RowState) -> list[PlannedRow]:
        """The rows of which `state` is to become."""
        found = self.outlook.rows if self.outlook and not self.doubtful else ()
        return [each for each in found if each.state is state]

    def problems(self) -> Sequence[Problem]:
        """What to look at in the file; names of audiences are `unknown_audiences`."""
        found = [*(self.read.problems if self.read else ())]
        if self.outlook is not None:
            unknown = {"audiences"} if self.outlook.missing else set()
            found += [p for p in self.outlook.counts.problems if p.field not in unknown]
        return found

    def unknown_audiences(self) -> dict[str, str]:
        """What becomes of each audience that is not in the plan; the one named most first."""
        missing = self.outlook.missing if self.outlook else {}
        return {name: _unknown(near, count) for name, (near, count) in missing.items()}


def _unknown(near: str, count: int) -> str:
    words = ngettext("{n} row names it.", "{n} rows name it.", count).format(n=count)
    sentence = _("This audience is not in the plan.")
    meant = _("Is “{name}” meant?").format(name=near) if near else ""
    return " ".join(filter(None, (sentence, meant, words)))
