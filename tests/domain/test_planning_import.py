"""A planning in a spreadsheet becomes rows: headings, words, and what cannot be read."""

from dataclasses import replace
from datetime import date

import pytest

from townhall.domain.date_order import DateOrder
from townhall.domain.errors import InvalidInput
from townhall.domain.planning_columns import (
    OWN_ID,
    PlanningMapping,
    heading_of,
    mapping_from_json,
    mapping_to_json,
    propose,
)
from townhall.domain.planning_import import PlanningResult, planning, with_keys
from townhall.domain.tables import Row, Table
from townhall.domain.terms import CommunicationKind

TODAY = date(2026, 11, 24)
DUTCH = ["Onderwerp", "Soort", "Datum", "Tijd", "Eindtijd", "Doel", "Doelgroep", "Eigenaar"]
HALL = ["Town hall AI", "town hall", "2026-12-03", "10:00", "11:00", "Uitleg", "SEH", "Anna"]


def table(*rows: list[str], sheet: str = "") -> Table:
    numbered = [Row(n, tuple(row)) for n, row in enumerate(rows, start=1) if any(row)]
    return Table("planning.csv", tuple(numbered), sheet=sheet)


def read(*rows: list[str], mapping: PlanningMapping | None = None) -> PlanningResult:
    return planning(table(*rows), mapping, today=TODAY)


def told(result: PlanningResult) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.field) for problem in result.problems]


def test_every_column_of_a_dutch_planning_is_understood() -> None:
    extra = ["Kanaal", "Locatie", "Status", "Initiatief", "Omschrijving", "E-mail", "Kenmerk"]
    more = ["Intranet", "Aula", "definitief", "Triage", "Over twee regels", "", "T-1"]
    [row] = read([*DUTCH, *extra], [*HALL, *more]).rows
    assert row.said == {
        "title": "Town hall AI",
        "kind": "town-hall",
        "date": "2026-12-03",
        "time": "10:00",
        "duration_minutes": 60,
        "objective": "Uitleg",
        "notes": "Over twee regels",
        "audiences": "SEH",
        "initiatives": "Triage",
        "organizer": "Anna",
        "organizer_email": "",
        "channel": "intranet",
        "location": "Aula",
        "status": "confirmed",
    }
    assert (row.row, row.id) == (2, "T-1")


def test_an_english_planning_is_understood_as_well() -> None:
    [row] = read(
        ["Topic", "Type", "Date", "Time", "Duration", "Description", "Audience", "Status"],
        ["AI update", "Progress update", "3 Dec 2026", "2pm", "45 min", "Why", "ER", "Planned"],
    ).rows
    assert (row.said["title"], row.said["kind"], row.said["objective"]) == (
        "AI update",
        "progress-update",
        "Why",
    )
    assert (row.said["time"], row.said["duration_minutes"]) == ("14:00", 45)
    assert row.said["status"] == "planned"


def test_a_heading_is_found_below_titles_and_over_two_rows() -> None:
    found = heading_of(
        table(
            ["Communicatieplanning 2026", "Communicatieplanning 2026"],
            ["versie", "3"],
            ["Wat", "", "Wanneer", "Wanneer", "Wie"],
            ["", "Soort", "Datum", "Tijd", "Doelgroep"],
            ["Town hall", "town hall", "3 dec", "10:00", "SEH"],
        )
    )
    assert found.names == ("Wat", "Soort", "Datum", "Tijd", "Doelgroep")
    assert [row.number for row in found.rows] == [5]
    below = heading_of(
        table(
            ["Onderwerp", "Datum", "Tijd", "Tijd"],
            ["Onderwerp", "Datum", "van", "tot"],
            ["Update", "3 dec 2026", "10:00", "11:00"],
        )
    )
    assert below.names == ("Onderwerp", "Datum", "van", "tot")
    assert propose(below.names) == {"title": 0, "date": 1, "time": 2, "end": 3}
    assert len(below.rows) == 1


def test_months_and_headings_among_the_rows_are_no_communications() -> None:
    result = read(
        DUTCH[:4],
        ["December 2026"],
        ["Town hall", "town hall", "3 dec", "10:00"],
        ["Januari 2027"] * 4,
        DUTCH[:4],
        ["Training", "training", "12 januari", "10:00"],
    )
    assert [row.day for row in result.rows] == [date(2026, 12, 3), date(2027, 1, 12)]
    assert result.problems == ()
    assert result.count == 2


def test_a_row_that_cannot_be_stored_is_named_and_the_rest_is_read() -> None:
    result = read(
        DUTCH[:5],
        ["", "town hall", "2026-12-03", "", ""],
        ["Zonder datum", "town hall", "", "", ""],
        ["Slechte datum", "town hall", "31-02-2026", "", ""],
        ["Slechte tijd", "town hall", "2026-12-03", "straks", ""],
        ["Eind voor begin", "town hall", "2026-12-03", "11:00", "10:00"],
        ["Poster", "affiche", "2026-12-03", "", ""],
        ["Iets", "", "2026-12-03", "", ""],
        ["Update triage", "", "2026-12-03", "", ""],
    )
    assert told(result) == [
        (2, "title"),
        (3, "date"),
        (4, "date"),
        (5, "time"),
        (6, "end"),
        (7, "kind"),
        (8, "kind"),
    ]
    assert [(row.title, row.kind) for row in result.rows] == [
        ("Update triage", CommunicationKind.PROGRESS_UPDATE)
    ]
    assert (result.count, "31-02-2026" in result.problems[2].message) == (8, True)


def test_a_default_kind_takes_what_is_not_known() -> None:
    columns = propose(DUTCH[:3])
    default = PlanningMapping(columns, default_kind=CommunicationKind.PROGRESS_UPDATE)
    result = read(DUTCH[:3], ["Poster", "affiche", "2026-12-03"], mapping=default)
    assert [row.kind for row in result.rows] == [CommunicationKind.PROGRESS_UPDATE]
    assert told(result) == [(2, "kind")]


def test_other_cells_that_cannot_be_used_are_told_and_the_row_stays() -> None:
    header = [*DUTCH[:3], "Duur", "Status", "Link", "E-mail"]
    result = read(
        header, ["Town hall", "town hall", "2026-12-03 10:00", "lang", "misschien", "x y", "geen"]
    )
    assert told(result) == [
        (2, "duration"),
        (2, "join_link"),
        (2, "organizer_email"),
        (2, "status"),
    ]
    assert result.rows[0].said["time"] == "10:00"
    assert not {"duration_minutes", "status", "join_link"} & result.rows[0].said.keys()


def test_several_days_and_a_link_in_place_of_a_room() -> None:
    result = read(
        ["Titel", "Soort", "Datum", "Einddatum", "Locatie"],
        ["Week van AI", "training", "2026-12-07", "2026-12-11", "https://meet.example/1"],
    )
    said = result.rows[0].said
    assert (said["time"], said["duration_minutes"]) == ("", 5 * 1440)
    assert (said["location"], said["join_link"]) == ("", "https://meet.example/1")


def test_an_order_that_is_open_is_told_to_who_asks() -> None:
    rows = (DUTCH[:3], ["Town hall", "town hall", "03/04/2027"])
    assert read(*rows).doubtful == "03/04/2027"
    chosen = PlanningMapping(propose(DUTCH[:3]), DateOrder.MONTH_FIRST)
    result = read(*rows, mapping=chosen)
    assert (result.doubtful, result.rows[0].day) == ("", date(2027, 3, 4))


def test_text_that_this_program_made_harmless_is_taken_back() -> None:
    own = read(["Titel", "Soort", "Datum", OWN_ID], ["'=1+1", "training", "2026-12-03", "u"])
    other = read(["Titel", "Soort", "Datum", "ID"], ["'=1+1", "training", "2026-12-03", "u"])
    assert (own.rows[0].title, other.rows[0].title) == ("=1+1", "'=1+1")


def test_long_and_odd_text_is_cut_and_cleaned() -> None:
    [row] = read(DUTCH[:3], ["a\x00 b\r\n" + "c" * 400, "training", "2026-12-03"]).rows
    assert row.title == "a b " + "c" * 296


@pytest.mark.parametrize(
    ("header", "field"), [(["Naam", "Bedrag"], "date"), (["Datum", "Bedrag"], "title")]
)
def test_a_table_without_titles_or_dates_is_refused(header: list[str], field: str) -> None:
    with pytest.raises(InvalidInput, match="the columns are") as refused:
        read(header, ["x", "y"])
    assert refused.value.field == field


def test_rows_are_known_by_id_else_by_title_and_date() -> None:
    [row] = read(DUTCH, HALL).rows
    again = replace(row, row=3, said={**row.said, "title": " TOWN  HALL ai"})
    later = replace(row, row=4, said={**row.said, "time": "15:00"})
    kept, doubles = with_keys([row, again, later, replace(row, id="7"), replace(again, id="7")])
    assert [each.row for each in kept] == [2, 4, 2]
    assert [each.row for each in doubles] == [3, 3]
    assert kept[1].key == kept[0].key + "-2"
    assert kept[2].key == "id:7"


def test_a_mapping_is_written_down_and_read_again() -> None:
    names = ["Wat", "Wanneer", "Wanneer", "Voor"]
    content = '{"topic": "wat", "date": 2, "audience": "Voor", "date_order": "month-first"}'
    mapping = mapping_from_json(content, names, "m.json")
    assert mapping.columns == {"title": 0, "date": 1, "audiences": 3}
    assert mapping.date_order is DateOrder.MONTH_FIRST
    assert mapping_from_json(mapping_to_json(mapping, names), names) == mapping


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("[]", 'm.json must hold an object such as {"title": "Onderwerp", "date": "Datum"}.'),
        ('{"titel": "Wat"}', "m.json maps titel, which is not a field"),
        ('{"title": "Weg"}', "m.json names the column “Weg”, which is not there"),
        ('{"date_order": "x"}', "In m.json, date_order must be one of: day-first, month-first."),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused(content: str, said: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        mapping_from_json(content, ["Wat", "Wanneer"], "m.json")
    assert str(refused.value).startswith(said)
