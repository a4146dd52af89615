"""Lists in JSON: whole, broken off, much too large, and any bytes."""

import json
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formats.question_files import outcome_of, result_of
from townhall.domain.errors import Cancelled
from townhall.formats.json_records import MAX_RECORD
from townhall.formats.tables import read_table


def test_a_column_for_each_name_and_nested_ones_with_a_point() -> None:
    table = read_table(
        b'[{"a": 1.50, "b": {"c": true, "d": {"e": "x", "f": {"g": 1}}}},'
        b' {"l": ["p", "q"], "a": null, "r": [{"text": "een"}, {"body": "twee"}]}]',
        "v.json",
    )
    assert [(row.number, row.cells) for row in table.rows] == [
        (0, ("a", "b.c", "b.d.e", "l", "r")),
        (1, ("1.50", "true", "x")),
        (2, ("", "", "", "p, q", "een\ntwee")),
    ]


def test_json_is_known_by_its_contents_too() -> None:
    assert result_of(b'\xef\xbb\xbf [ {"vraag": "Wat?"} ]', "v.txt").candidates[0].text == "Wat?"
    assert read_table(b"[intern] Vraag;Stemmen\nWat?;1\n", "v.csv").delimiter == ";"


def test_the_list_of_questions_is_chosen_among_others() -> None:
    data = {"staff": [{"name": "x"}] * 3, "n": 2, "questions": [{"vraag": "Wat?"}], "tail": []}
    assert [c.text for c in result_of(json.dumps(data).encode(), "v.json").candidates] == ["Wat?"]


def test_a_list_of_a_million_that_breaks_off_is_refused_before_it_is_read_whole() -> None:
    told = outcome_of(b"[" + b"{}," * 1_000_000, "groot.json")
    assert told == "groot.json has more than 200000 rows. Split it into smaller files."
    told = outcome_of(b'[{"vraag":' + b"[" + b"1," * (MAX_RECORD // 2 + 10), "groot.json")
    assert isinstance(told, str)
    assert told.startswith("What begins at line 1, column 2 of groot.json has more than")


def test_what_stands_before_a_break_is_taken() -> None:
    whole = ",\n".join(json.dumps({"vraag": f"Vraag {n}?", "x": "y" * 300}) for n in range(90))
    result = result_of(f'{{"value": [{whole},\n{{"vraag": "half'.encode(), "v.json")
    assert len(result.candidates) == 90
    [problem] = result.problems
    assert "breaks off at line 91, column 11; what stands before" in problem.message


def test_a_question_of_a_megabyte_is_cut_and_told() -> None:
    data = json.dumps([{"vraag": "é" * 1_000_000}, {"vraag": "Wat?"}]).encode()
    for content, name in ((data, "v.json"), (b"Vraag,Nr\n" + b"a" * 1_000_000 + b",1\n", "v.csv")):
        result = result_of(content, name)
        assert len(result.candidates[0].text) == 4_000
        assert "1000000 characters; only the first 4000" in result.problems[0].message


def test_reading_a_list_can_be_stopped_and_tells_how_far_it_is() -> None:
    data = json.dumps([{"vraag": f"Vraag {n}?"} for n in range(1_200)]).encode()
    told: list[tuple[int, int]] = []
    read_table(data, "v.json", progress=lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == [500, 1000, 1200]
    assert told[-1] == (1200, 1200)
    with pytest.raises(Cancelled):
        read_table(data, "v.json", stop=lambda: True)


KEYS = (
    *("id", "text", "body", "content", "createdDateTime", "replyToId", "from", "user", "replies"),
    *("conversation", "starterId", "type", "event_question_id", "score"),
)
SHAPES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=25,
)


@settings(max_examples=80, deadline=None)
@given(SHAPES, st.integers(0, 40))
def test_any_json_gives_questions_or_one_sentence(value: object, cut: int) -> None:
    data = json.dumps(value).encode()
    for content in (data, data[: max(1, len(data) - cut)]):
        told = outcome_of(content, "v.json")
        assert "v.json" in told if isinstance(told, str) else told.candidates is not None


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["v.json", "v.csv", "v.xlsx", "v"]))
@example(b'[{"vraag": "\\ud800?"}]', "v.json")
@example(b"[" * 5_000, "v.json")
@example(b'{"a":' * 5_000, "v.json")
@example(b"T\nWat?,1\n", "v.csv")
@example(b"T\nb'\\xff',1\n", "v.csv")
@example(b"#,Question,Asker Name,Asker Email\n", "v.csv")
@example(b"Attendee identifier,Message,Sent at (UTC)\n", "v.csv")
def test_any_bytes_give_questions_or_one_sentence(data: bytes, name: str) -> None:
    told = outcome_of(data, name)
    assert name in told if isinstance(told, str) else told.candidates is not None


LETTERS = "".join(sorted({*string.ascii_letters, *',;"\n\t@?#()1 :'}))


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(
        [
            "Tijdstempel,Vraag",
            "Attendee identifier,User email,Name,Message,Sent at (UTC)",
            "Topic,Actual Start Time\nx,y\n#,Question,Asker Name,Asker Email,Answer(s)",
            "type,text,is_public,date_deleted,event_question_id",
            "Bijeenkomst\nWat?,1",
        ]
    ),
    st.text(LETTERS, max_size=60),
)
def test_any_rows_below_the_header_of_a_tool(header: str, rows: str) -> None:
    told = outcome_of(f"{header}\n{rows}".encode(), "v.csv")
    assert "v.csv" in told if isinstance(told, str) else told.candidates is not None
