"""What each tool's export gives: questions, moments, votes, answers, and what is left out."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.question_files import FOLDER, outcome_of, result_of
from tests.formats.table_files import workbook
from townhall.domain.question_columns import ColumnMapping
from townhall.domain.question_exports import read_export
from townhall.domain.question_import import candidates
from townhall.domain.question_sources import Source
from townhall.domain.tables import Reading
from townhall.domain.terms import Anonymity
from townhall.formats.tables import read_table

ALOUD = "The question was answered aloud; what was said is not in the file."
MORE_THAN_ONE = "The cell seems to hold more than one question; it was kept as one."

# File: source, then (row, question, asked at, votes, anonymity, audience, answer), then remarks.
EXPORTS = {
    "forms-quiz-dutch-headers.csv": (
        Source.MICROSOFT_FORMS,
        [
            (2, "Wie kijkt mee met het algoritme?", "2026-11-24T09:04:00", 0, "anonymous", "SEH"),
            (
                3,
                'Mag ik "nee" zeggen?\nOf moet het?',
                "2026-11-24T09:12:30",
                0,
                "held-by-source",
                "Radiologie",
            ),
        ],
        [(3, MORE_THAN_ONE)],
    ),
    "google-forms-with-email-english.csv": (
        Source.GOOGLE_FORMS,
        [
            (2, "Who pays for the licences?", "2026-11-24T09:58:12", 0, "held-by-source", ""),
            (3, "Will there be training?", "2026-11-25T14:00:00", 0, "anonymous", ""),
        ],
        [],
    ),
    "google-forms-without-email-dutch.csv": (
        Source.GOOGLE_FORMS,
        [
            (2, "Waar staan mijn gegevens?", "2026-11-24T09:58:12", 0, "anonymous", "Poli"),
            (3, "Hoeveel kost dit?", "2026-11-24T13:05:00", 0, "anonymous", ""),
        ],
        [],
    ),
    "zoom-preamble-and-second-answers.csv": (
        Source.ZOOM,
        [
            (
                7,
                "Krijgen we scholing?",
                "2026-11-24T09:58:00",
                0,
                "held-by-source",
                "",
                "Ja, in het voorjaar.\n\nVoor elke dienst.",
            ),
            (
                9,
                "Wie is, bij een fout, verantwoordelijk?",
                "2026-11-24T09:58:00",
                0,
                "anonymous",
                "",
            ),
            (10, "Is this also in English?", "2026-11-24T09:58:00", 0, "held-by-source", ""),
        ],
        [(9, ALOUD)],
    ),
    "slido-deleted-withheld-and-polls.json": (
        Source.SLIDO,
        [
            (
                1,
                "Hoe beschermen we patiëntgegevens?",
                "2026-11-24T09:58:54",
                110,
                "held-by-source",
                "",
            ),
            (2, "Will AI read my notes?", "2026-11-24T10:01:00", 3, "anonymous", ""),
        ],
        [
            (None, "1 row was left out: it was deleted in the tool."),
            (None, "1 row was left out: the tool did not show it to the others."),
            (None, "1 row was left out: it is no question by its type."),
            (6, "The question is in the file twice, with the same id; it was taken once."),
        ],
    ),
    "slido-table-by-mapping.csv": (
        Source.TABLE,
        [
            (2, "Komt er een proef op de IC?", "2026-11-24T10:02:00", 14, "anonymous", ""),
            (3, "What about the night shift?", "2026-11-24T10:05:00", 2, "held-by-source", ""),
        ],
        [],
    ),
    "teams-graph-html-and-replies.json": (
        Source.TEAMS,
        [
            (
                1,
                "Wie beslist & wanneer?\n\nMet Bram erbij…",
                "2026-11-24T10:00:00",
                5,
                "held-by-source",
                "",
                "De raad van bestuur, in maart.\n\nDaarna de OR.",
            ),
            (
                5,
                "Does it cost jobs? <b> is not bold here",
                "2026-11-24T10:40:00",
                0,
                "anonymous",
                "",
            ),
        ],
        [
            (None, "1 reply was left out: its question is not in the file."),
            (None, "1 row was left out: the tool did not show it to the others."),
            (None, "1 row was left out: it is no question by its type."),
        ],
    ),
    "teams-report-with-responses.csv": (
        Source.TABLE,
        [
            (
                2,
                "Wat verandert er voor de poli?",
                "2026-11-24T10:00:00",
                4,
                "held-by-source",
                "",
            ),
            (4, "Is there a pilot?", "2026-11-24T10:06:00", 1, "anonymous", ""),
        ],
        [(None, "1 row was left out: it is no question by its type.")],
    ),
    "claper-times-in-utc.csv": (
        Source.CLAPER,
        [
            (2, "Wordt mijn werk leuker?", "2026-11-24T10:15:00", 0, "anonymous", ""),
            (3, "Who trains the model?", "2026-11-24T10:20:30", 0, "held-by-source", ""),
        ],
        [],
    ),
    "mozilla-moderator-without-header.csv": (
        Source.MODERATOR,
        [
            (2, "Wat doen we, nu echt, met onze data?", None, 12, "anonymous", ""),
            (3, "Hoe lang duurt de proef?", None, 3, "anonymous", ""),
            (5, "Hoe lang duurt de proef?", None, 7, "anonymous", ""),
            (6, "Hoe coördineren we dit?", None, 0, "anonymous", ""),
        ],
        [],
    ),
    "list-nested-objects.json": (
        Source.TABLE,
        [
            (1, "Wat als het misgaat?", "2026-11-24T10:00:00", 4, "held-by-source", ""),
            (2, "Wie helpt mij?", None, 0, "anonymous", ""),
        ],
        [],
    ),
    "table-tabs-and-title.tsv": (
        Source.TABLE,
        [
            (5, "Waar begin ik?", None, 2, "anonymous", "SEH"),
            (6, "Wie belt er?", None, 0, "anonymous", "Poli"),
        ],
        [],
    ),
}


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_gives_its_questions(name: str) -> None:
    source, questions, remarks = EXPORTS[name]
    path = FOLDER / name
    assert read_export(read_table(path)).source is source
    result = result_of(path)
    assert [
        (c.row, c.text, c.asked_at, c.votes, c.anonymity.value, c.audience, c.answer)
        for c in result.candidates
    ] == [(*each, "")[:7] for each in questions]
    assert [(p.row, p.message) for p in result.problems] == remarks
    assert {c.source for c in result.candidates} == {source.value}
    assert len({c.source_id for c in result.candidates}) == len(questions)


@pytest.mark.parametrize("name", EXPORTS)
def test_no_name_or_address_is_left_unless_it_is_kept(name: str) -> None:
    dropped = repr(result_of(FOLDER / name).candidates)
    assert not any(word in dropped for word in ("Anna", "Proefman", "delinde", "Olga"))
    if any("held-by-source" in each for each in EXPORTS[name][1]):
        kept = repr(result_of(FOLDER / name, names=Anonymity.NAMED).candidates)
        assert any(word in kept for word in ("Anna Voorbeeld", "Bram Proefman", "delinde.example"))


@pytest.mark.parametrize(
    "name", ["zoom-preamble-and-second-answers.csv", "claper-times-in-utc.csv"]
)
def test_a_workbook_of_the_same_export_gives_the_same(name: str) -> None:
    table = read_table(FOLDER / name)
    rows: list[list[object]] = []
    for row in table.rows:
        rows += [[] for _blank in range(row.number - 1 - len(rows))]
        rows.append([text or None for text in row.cells])
    assert result_of(workbook(*rows), "v.xlsx") == result_of(FOLDER / name)


def test_the_next_webinar_counts_from_one_again_and_loses_nothing() -> None:
    report = (FOLDER / "zoom-preamble-and-second-answers.csv").read_text("utf-8-sig")
    first = result_of(report.encode(), "v.csv")
    later = result_of(report.replace("Nov 24, 2026", "Dec 1, 2026").encode(), "v.csv")
    ids = {c.source_id for c in first.candidates}
    assert ids.isdisjoint(c.source_id for c in later.candidates)
    shifted = report.replace("1,Krijgen", "4,Krijgen")
    assert ids == {c.source_id for c in result_of(shifted.encode(), "v.csv").candidates}


def test_new_votes_and_words_change_no_id_of_a_tool_that_has_ids() -> None:
    path = FOLDER / "slido-deleted-withheld-and-polls.json"
    records = json.loads(path.read_text("utf-8"))
    records[0].update(score=200, date_created="2026-11-24T08:58:55.000Z")
    again = result_of(json.dumps(records).encode(), "v.json").candidates
    assert [(c.source_id, c.votes) for c in again[:2]] == [("37141320", 200), ("37141321", 3)]


CANNOT_BE_READ = {
    "broken-empty.csv": "broken-empty.csv is empty.",
    "broken-no-question-column.csv": "has no column with questions; the columns are Naam, E-mail",
    "broken-nul.csv": "holds bytes that are not text, first in line 3.",
    "broken-wrong-encoding.csv": "first in line 2: it is neither UTF-8, UTF-16 nor Windows-1252",
    "broken-old-workbook.xls": "is an old Excel workbook (.xls) or is protected by a password",
    "broken-password.xlsx": "is an old Excel workbook (.xls) or is protected by a password",
    "broken-nested-a-thousand-deep.json": "is nested too deeply, at line 1, column 2.",
    "broken-no-list.json": "holds no list of objects",
    "broken-not-json.json": "is no JSON that can be read: it goes wrong at line 1, column 1.",
}


@pytest.mark.parametrize("name", CANNOT_BE_READ)
def test_a_file_that_cannot_be_read_says_why_and_where(name: str) -> None:
    told = outcome_of(FOLDER / name)
    assert isinstance(told, str)
    assert name in told
    assert CANNOT_BE_READ[name] in told


GOOD_ROWS = {
    "broken-open-quote.csv": (["Wat kost het?"], [3]),
    "broken-cut-off.json": (["Hoe beschermen we patiëntgegevens?"], [None]),
    "broken-other-entries.json": (["Wat nu?", "En dan?"], [None, 5]),
    "broken-utf16-without-mark.csv": (["Wat kost één uur?"], []),
    "broken-two-questions-in-a-cell.csv": (
        ["Wat kost het?\nEn wie betaalt dat?", "Eén vraag,\nin twee regels?"],
        [2],
    ),
    "broken-html-and-script.csv": (["<script>alert(1)</script><b>Wie</b> tekent?"], []),
    "broken-formulas.csv": (
        ['=HYPERLINK("http://x.example";"Klik")', "@SUM(A1)", "+31 is een landcode?"],
        [4],
    ),
    "broken-duplicate-ids.csv": (["Wat kost het?", "Wie tekent?", "Wat kost het?"], [3, 4]),
}


@pytest.mark.parametrize("name", GOOD_ROWS)
def test_good_rows_of_a_broken_file_are_taken_and_the_rest_is_told(name: str) -> None:
    texts, rows = GOOD_ROWS[name]
    result = result_of(FOLDER / name)
    assert [c.text for c in result.candidates] == texts
    assert [p.row for p in result.problems] == rows


HUGE = "Wat kost dit? " * 75_000


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f'Vraag;Stemmen\n"{HUGE}";3\nWie tekent?;1\n'.encode(), "v.csv"),
        (json.dumps([{"vraag": HUGE}, {"vraag": "Wie tekent?"}]).encode(), "v.json"),
        (f"{HUGE}\nWie tekent?\n".encode(), "v.csv"),
    ],
    ids=["csv", "json", "without-names"],
)
def test_a_cell_of_a_megabyte_is_cut_and_told(data: bytes, name: str) -> None:
    mapping = None if b"raag" in data[:20] else ColumnMapping(text=(0,))
    told = Reading(header_row=0) if mapping else None
    result = candidates(read_table(data, name, reading=told), mapping)
    assert [len(c.text) for c in result.candidates] == [4_000, 11]
    [problem, *_others] = result.problems
    assert (problem.row, problem.field) == (result.candidates[0].row, "text")
    assert "only the first 4000 were taken" in problem.message


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(EXPORTS)),
    st.binary(max_size=12),
    st.integers(0, 3_000),
    st.integers(0, 40),
)
def test_an_export_damaged_anywhere_is_read_or_refused_by_its_name(
    name: str, inserted: bytes, at: int, gone: int
) -> None:
    data = (FOLDER / name).read_bytes()
    at = min(at, len(data))
    told = outcome_of(data[:at] + inserted + data[at + gone :], name)
    if isinstance(told, str):
        assert name in told
    else:
        assert all(c.text and c.source_id and not c.asker for c in told.candidates)


def test_every_sample_is_in_a_table() -> None:
    known = {*EXPORTS, *CANNOT_BE_READ, *GOOD_ROWS}
    assert {path.name for path in FOLDER.iterdir()} == known
