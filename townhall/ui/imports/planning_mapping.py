"""What the columns of a planning can hold, and what becomes of each."""

from townhall.domain.planning_columns import FIELDS, LABELS
from townhall.language import _, ngettext
from townhall.ui.imports.mapping_card import Held
from townhall.ui.imports.mappings import LEFT_OUT
from townhall.ui.imports.planning_draft import PlanningDraft
from townhall.ui.theme import Tone
from townhall.ui.widgets.select import Option

_ICONS = {
    "id": "numbered-list",
    "title": "town-hall",
    "kind": "tag",
    "date": "calendar",
    "time": "clock",
    "end": "clock",
    "end_date": "calendar",
    "duration": "stop-watch",
    "objective": "flag",
    "notes": "file",
    "audiences": "audiences",
    "initiatives": "initiatives",
    "organizer": "person",
    "organizer_email": "mail",
    "channel": "send",
    "location": "room",
    "join_link": "link",
    "status": "state",
    "time_zone": "globe",
}


def field_options() -> list[Option]:
    """What a column can hold, in words."""
    words = {name: _(LABELS[name]) for name in FIELDS} | {"id": _("Row identity")}
    options = [Option(name, words[name], _ICONS[name]) for name in FIELDS if name != "id"]
    return [
        *options,
        Option("id", words["id"], _ICONS["id"]),
        Option(LEFT_OUT, _("Leave out"), "ban"),
    ]


def held_columns(draft: PlanningDraft) -> list[Held]:
    """What each column of the draft's file holds."""
    columns = draft.file.columns if draft.file is not None else ()
    return [_held(draft, draft.field_of(place)) for place in range(len(columns))]


def _held(draft: PlanningDraft, name: str) -> Held:
    """The field, with a few words on what becomes of the column."""
    if name == LEFT_OUT:
        return Held(name, _("not stored"))
    if name == "date" and draft.doubtful:
        return Held(name, _("day or month first?"), Tone.WARN)
    if name == "audiences" and draft.outlook is not None:
        unknown = len(draft.outlook.missing)
        if unknown:
            words = ngettext("{n} name unknown", "{n} names unknown", unknown)
            return Held(name, words.format(n=unknown), Tone.WARN)
        return Held(name, _("all known"))
    bad = {problem.row for problem in draft.problems() if problem.field == name}
    if bad:
        words = ngettext("{n} row to look at", "{n} rows to look at", len(bad))
        return Held(name, words.format(n=len(bad)), Tone.WARN)
    notes = {
        "id": _("recognises what is here already"),
        "time": _("all day where empty"),
        "status": _("planned where empty"),
    }
    return Held(name, notes.get(name, ""))
