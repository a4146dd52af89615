"""Which column of a planning in a spreadsheet holds what: found, proposed, or told in a mapping."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from townhall.domain.date_order import DateOrder
from townhall.domain.mapping_file import column_name, invalid_mapping, told_column, told_fields
from townhall.domain.question_columns import header_key
from townhall.domain.tables import Row, Table
from townhall.domain.terms import CommunicationKind
from townhall.language import N_, _

T = TypeVar("T", DateOrder, CommunicationKind)

OWN_ID = "Town Hall ID"
"""The heading of the column by which the program knows its own rows again, in every language."""

# Headers in Dutch and English as `header_key` gives them, the likeliest first.
_SYNONYMS = {
    "id": "town hall id|id|uid|kenmerk|reference|referentie|ref|code|nr|no|nummer|number|"
    "volgnummer|#",
    "title": "title|titel|onderwerp|topic|subject|naam|name|activiteit|activity|evenement|event|"
    "bijeenkomst|meeting|communicatie|communication|communicatiemoment|communicatieactiviteit|"
    "item|wat|what|boodschap|message",
    "kind": "kind|type|soort|vorm|communicatievorm|soort communicatie|type communicatie|"
    "communication type|type of communication|soort bijeenkomst|type activiteit|categorie|"
    "category|format",
    "date": "date|datum|startdatum|start date|begindatum|dag|day|datum en tijd|date and time|"
    "wanneer|when|start|begin",
    "time": "time|tijd|tijdstip|start time|starttijd|begintijd|aanvangstijd|aanvang|tijdvak|"
    "tijden|times|hours|start|begin|van|from|uur|hoe laat",
    "end": "end|einde|eind|end time|eindtijd|tot|until|to",
    "end_date": "end date|einddatum|t/m|tot en met|last day|laatste dag",
    "duration": "duration|duur|tijdsduur|lengte|duration_minutes|duur (min)|duration (min)|"
    "duur in minuten|duration in minutes|minuten|minutes",
    "objective": "objective|doel|doelstelling|communicatiedoel|purpose|goal|aim|objectives|"
    "doelen|doelstellingen",
    "notes": "notes|notities|opmerkingen|opmerking|remarks|remark|comments|bijzonderheden",
    "audiences": "audiences|audience|doelgroep|doelgroepen|doelgroep(en)|audience(s)|"
    "target audience|target group|target groups|voor wie|for whom|ontvangers|recipients|"
    "afdeling|afdelingen|department|departments|team|teams",
    "initiatives": "initiatives|initiative|initiatief|initiatieven|ai-initiatief|ai initiative|"
    "project|projecten|projects|programma|programme|program|toepassing|ai-toepassing",
    "organizer": "organizer|organiser|owner|eigenaar|organisator|verantwoordelijke|"
    "verantwoordelijk|responsible|trekker|actiehouder|contactpersoon|contact|gastheer|host|"
    "afzender|sender|wie|who|lead",
    "organizer_email": "organizer e-mail|organiser e-mail|e-mail organisator|organizer email|"
    "owner e-mail|owner email|e-mail eigenaar|e-mailadres|e-mail|email|email address|"
    "e-mail address",
    "channel": "channel|kanaal|kanalen|channels|middel|middelen|communicatiemiddel|medium|media",
    "location": "location|locatie|plaats|place|ruimte|room|zaal|venue|waar|where",
    "join_link": "join link|join_link|link|deelnamelink|teams-link|teams link|vergaderlink|"
    "meeting link|url",
    "status": "status|state|stand|fase",
    "time_zone": "time zone|time_zone|tijdzone|timezone",
}
_DESCRIPTIONS = (
    *("description", "omschrijving", "beschrijving", "toelichting", "inhoud", "content"),
    *("samenvatting", "summary", "details"),
)
FIELDS = tuple(_SYNONYMS)
"""What a column of a planning can hold."""

LABELS = {
    "id": OWN_ID,
    "title": N_("Title"),
    "kind": N_("Kind"),
    "date": N_("Date"),
    "time": N_("Start"),
    "end": N_("End"),
    "end_date": N_("Last day"),
    "duration": N_("Duration"),
    "objective": N_("Objective"),
    "notes": N_("Notes"),
    "audiences": N_("Audiences"),
    "initiatives": N_("Initiatives"),
    "organizer": N_("Organiser"),
    "organizer_email": N_("Organiser e-mail"),
    "channel": N_("Channel"),
    "location": N_("Location"),
    "join_link": N_("Join link"),
    "status": N_("Status"),
    "time_zone": N_("Time zone"),
}
"""What a person reads for each field; the headings of a planning that is written out."""

# What else people call these fields in a mapping; a description goes where it is most read.
_ALIASES = {
    "topic": "title",
    "type": "kind",
    "start_time": "time",
    "end_time": "end",
    "duration_minutes": "duration",
    "audience": "audiences",
    "initiative": "initiatives",
    "owner": "organizer",
    "description": "objective",
}
_NAMES = {name: tuple(synonyms.split("|")) for name, synonyms in _SYNONYMS.items()}
_FIELD_OF = {
    **dict.fromkeys(_DESCRIPTIONS, "objective"),
    **{synonym: name for name, synonyms in _NAMES.items() for synonym in synonyms},
}
_HEADER_WITHIN = 40
_EXAMPLE = '{"title": "Onderwerp", "date": "Datum"}'


@dataclass(frozen=True, slots=True)
class PlanningMapping:
    """Columns (0-based) by field.

    `date_order` says how 3/4/2026 is meant, None: as the dates show. `default_kind` is for rows
    that do not say what kind of communication they are.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    date_order: DateOrder | None = None
    default_kind: CommunicationKind | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a table's columns are named: in the row `number`, one name a column.

    `rows` are below it, `above` are the texts over it: titles and the like.
    """

    number: int
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    above: tuple[str, ...]

    @property
    def is_planning(self) -> bool:
        """Whether what is planned and when are both there."""
        return {"title", "date"} <= propose(self.names).keys()


def heading_of(table: Table, known: Iterable[str] = ()) -> Heading:
    """The row of the first forty that names the most fields, joined with the ones around it.

    A planning often has a title and a date above it, and names in two rows: "Tijd" over "van" and
    "tot". `known` are names of a mapping, which count too.
    """
    told = {header_key(name) for name in known}
    rows = table.rows[:_HEADER_WITHIN]
    scores = [len({_field(text, told) for text in row.cells} - {""}) for row in rows]
    best = scores.index(max(scores))
    names, first = list(rows[best].cells), best
    if best and scores[best - 1] and _is_over(rows[best - 1].cells, names, told):
        first = best - 1
        names = _joined(rows[first].cells, names, told)
    end = best + 1
    while end < len(rows) and _is_under(rows[end].cells, names, told):
        names = _joined(names, rows[end].cells, told)
        end += 1
    above = tuple(text for row in table.rows[:first] for text in row.cells if text)
    return Heading(rows[best].number, tuple(names), table.rows[end:], above)


def propose(names: Sequence[str]) -> dict[str, int]:
    """The likely column of each field, by the names columns have in Dutch and English."""
    keys = [header_key(text) for text in names]
    found: dict[str, int] = {}

    def take(field_name: str, wanted: Sequence[str]) -> None:
        for name in wanted:
            places = [i for i, key in enumerate(keys) if key == name and i not in found.values()]
            if field_name not in found and places:
                found[field_name] = places[0]

    for field_name, wanted in _NAMES.items():
        take(field_name, wanted)
    for field_name in ("title", "objective", "notes"):
        take(field_name, _DESCRIPTIONS)
    return found


def is_heading_again(row: Row, names: Sequence[str]) -> bool:
    """Whether a row names the columns once more, as a planning printed by month does."""
    pairs = zip(row.cells, names, strict=False)
    told = [(header_key(text), header_key(name)) for text, name in pairs if text and name]
    same = sum(text == name for text, name in told)
    return same > 1 and all(text == name or text in _FIELD_OF for text, name in told)


def mapping_from_json(content: str, names: Sequence[str], file: str = "") -> PlanningMapping:
    """The mapping written in `content`, for a table whose columns have these `names`.

    An object such as `{"title": "Onderwerp", "date": "Datum", "date_order": "day-first"}`; what it
    does not name stays as proposed, null leaves a field out. Raises InvalidInput, naming `file`,
    the unknown field or the unknown column.
    """
    fields = (*FIELDS, *_ALIASES, "date_order", "default_kind")
    told = told_fields(content, file, fields, _EXAMPLE)
    order = _choice(told.pop("date_order", None), DateOrder, "date_order", file)
    kind = _choice(told.pop("default_kind", None), CommunicationKind, "default_kind", file)
    chosen: dict[str, int | None] = {}
    for name, value in told.items():
        own = _ALIASES.get(name, name)
        if name == "description" and "objective" in told:
            own = "notes"
        chosen[own] = None if value is None else told_column(value, names, name, file)
    proposed = {
        name: column
        for name, column in propose(names).items()
        if name not in chosen and column not in chosen.values()
    }
    columns = {name: column for name, column in chosen.items() if column is not None}
    return PlanningMapping(proposed | columns, order, kind)


def named_columns(content: str) -> tuple[str, ...]:
    """The names of columns in a mapping, before it is known which row holds them."""
    try:
        told = json.loads(content)
    except ValueError:
        return ()
    values = told.values() if isinstance(told, dict) else ()
    return tuple(each for each in values if isinstance(each, str))


def mapping_to_json(mapping: PlanningMapping, names: Sequence[str]) -> str:
    """`mapping` as a file that `mapping_from_json` reads, with every field."""
    told: dict[str, object] = dict.fromkeys(FIELDS)
    told |= {name: column_name(column, names) for name, column in mapping.columns.items()}
    told |= {"date_order": mapping.date_order, "default_kind": mapping.default_kind}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _choice(value: object, terms: type[T], name: str, file: str) -> T | None:
    if value is None:
        return None
    try:
        return terms(str(value))
    except ValueError:
        raise invalid_mapping(
            _("In {file}, {field} must be one of: {words}.").format(
                file=file, field=name, words=", ".join(terms)
            ),
            file,
            name,
        ) from None


def _field(text: str, told: set[str]) -> str:
    """The field that a header names; a name of the mapping is a field of its own."""
    key = header_key(text)
    return key if key in told else _FIELD_OF.get(key, "")


def _is_over(upper: Sequence[str], names: Sequence[str], told: set[str]) -> bool:
    """Whether a row above names columns that have no name of their own below."""
    return any(
        _field(text, told) and not (names[i].strip() if i < len(names) else "")
        for i, text in enumerate(upper)
    )


def _is_under(lower: Sequence[str], names: Sequence[str], told: set[str]) -> bool:
    """Whether a row is a second row of names: it holds nothing but names of columns."""
    filled = [
        (text, names[i] if i < len(names) else "") for i, text in enumerate(lower) if text.strip()
    ]
    return len(filled) > 1 and all(
        _field(text, told) or header_key(text) == header_key(name) for text, name in filled
    )


def _joined(upper: Sequence[str], lower: Sequence[str], told: set[str]) -> list[str]:
    """Each column's name: the lower one, unless only the upper one is known."""
    joined = []
    for place in range(max(len(upper), len(lower))):
        over = upper[place] if place < len(upper) else ""
        under = lower[place] if place < len(lower) else ""
        known_over = bool(_field(over, told)) and not _field(under, told)
        joined.append(over if known_over or not under.strip() else under)
    return joined
