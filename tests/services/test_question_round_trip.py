"""Questions written to a file and read in again: the same questions, whatever stands in them."""

import json
import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.domain.terms import Anonymity, Publication
from townhall.services.exporting import export_questions, export_to_share
from townhall.services.imports import ImportCounts
from townhall.services.publish_check import decide_publication
from townhall.services.queries.questions import QuestionFilter, questions
from townhall.services.question_files import read_questions
from townhall.services.question_imports import import_files, summed
from townhall.services.question_merging import merge_questions
from townhall.services.questions import add_question
from townhall.services.records import add_record
from townhall.services.sample import create_sample
from townhall.storage.database import Database

SUFFIXES = ("csv", "xlsx", "json")
_OF_THE_PLAN = {"id", "communication_id", "asked_communication_id", "follow_ups", "steps"}
_OF_DATES = {"original_start", "asked_original_start", "escalated_to"}
_LINKS = ("lead_id", "reused_from")
Open = Callable[[str], Database]


@pytest.fixture
def opened(empty_plan: Path, tmp_path: Path, clock: Clock) -> Open:
    """Opens an empty plan called so."""

    def open_(name: str) -> Database:
        return Database.open(shutil.copyfile(empty_plan, tmp_path / f"{name}.townhall"), clock)

    return open_


def write(database: Database, path: Path, clock: Clock, **narrowed: Any) -> Path:
    database.read(export_questions, path, QuestionFilter(**narrowed), clock=clock)
    return path


def read(database: Database, path: Path, names: Anonymity = Anonymity.NAMED) -> ImportCounts:
    return summed(database.run(import_files, read_questions([path], names=names)).value)


def told(database: Database) -> list[dict[str, object]]:
    """All questions by their words, other questions named by theirs."""
    found = sorted(database.read(questions), key=lambda one: (one.text, one.id))
    words = {one.id: one.text for one in found}
    left_out = _OF_THE_PLAN | _OF_DATES
    shown = []
    for one in found:
        values = {each.name: getattr(one, each.name) for each in fields(one)}
        values = {name: value for name, value in values.items() if name not in left_out}
        values |= {name: words.get(values[name]) for name in _LINKS}
        values["merged_ids"] = sorted(words[each] for each in one.merged_ids)
        shown.append(values)
    return shown


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from townhall.domain.clock import fixed_clock

    path = tmp_path_factory.mktemp("sample") / "sample.townhall"
    return create_sample(path, fixed_clock("2026-11-24T09:00+01:00"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_sample_comes_back_whole(
    sample: Path, opened: Open, tmp_path: Path, clock: Clock, suffix: str
) -> None:
    plan = shutil.copyfile(sample, tmp_path / "sample.townhall")
    with Database.open(plan, clock) as full, opened("other") as other:
        every = [one.id for one in full.read(questions)]
        full.run(decide_publication, every[:2], "as-asked", "Anna Voorbeeld")
        full.run(decide_publication, every[2:4], "withheld", "Anna Voorbeeld")
        path = write(full, tmp_path / f"all.{suffix}", clock)
        counts = read(other, path)
        assert (counts.added, counts.updated) == (len(every), 0)
        assert told(other) == told(full)
        # Into the plan it came from: nothing changes, and nothing is there to undo.
        again = full.run(import_files, read_questions([path], names=Anonymity.NAMED))
        assert summed(again.value).skipped == len(every)
        assert again.step is None


HOSTILE = (
    '=HYPERLINK("http://x.example";"Klik")',
    "'=1+1",
    "@SUM(A1)\n+1\n-1",
    "＝1+1",
    "Zeg: ja.\n\nBij doorvragen: \"nee\"; 'misschien', soms|nooit",
    "שלום \u202eעולם\u202c 👩🏽‍⚕️ 🇳🇱",
    "x" * 3_999 + "?",
    "_x000D_ <b>vet</b> &amp; #N/A TRUE 1e5 0012",
)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_everything_known_of_hostile_questions_comes_back(
    opened: Open, tmp_path: Path, clock: Clock, suffix: str
) -> None:
    with opened("one") as one, opened("other") as other:
        one.run(add_record, "person", {"name": "Bram Proefman"})
        one.run(add_record, "audience", {"name": "=Nacht, 'dienst'"})
        ids = [
            one.run(
                add_question,
                {
                    "text": text,
                    "source": "floor",
                    "anonymity": ("named", "anonymous", "held-by-source")[n % 3],
                    "asker": "-Anna =Voorbeeld",
                    "votes": n,
                    "theme": "privacy",
                    "language": "nl",
                    "owner": "Bram Proefman",
                    "audience": "=Nacht, 'dienst'",
                    "answer_by": "2026-12-01",
                    "answer": text + "\n" + "é🙂" * 3_000,
                    "translation": "+" + text,
                    "approved_by": "@Eva",
                    "valid_until": "2027-03-01",
                    "times_carried": n,
                    "publication": list(Publication)[n % 4].value,
                    "publication_by": "=Eva",
                },
            ).value
            for n, text in enumerate(HOSTILE)
        ]
        one.run(merge_questions, ids[0], ids[1:3])
        values = {"outcome": "declined", "decline_kind": "confidential"}
        words = {**values, "decline_reason": "=Nu nog niet", "text": HOSTILE[0]}
        one.run(add_question, {**words, "declined_by": "Eva", "decline_confirmed_by": "Bram"})
        read(other, write(one, tmp_path / f"file.{suffix}", clock))
        assert told(other) == told(one)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.text(
            st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n"),
            min_size=1,
            max_size=60,
        ).filter(str.strip),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(SUFFIXES),
)
def test_any_text_comes_back(
    opened: Open, tmp_path: Path, clock: Clock, texts: list[str], suffix: str
) -> None:
    with opened("one") as one, opened("other") as other:
        for text in texts:
            one.run(add_question, {"text": text, "answer": text, "source": "floor"})
        path = write(one, tmp_path / f"file.{suffix}", clock)
        read(other, path)
        assert told(other) == told(one)
        assert read(one, path).added == 0


def test_questions_go_back_to_their_meetings(sample: Path, tmp_path: Path, clock: Clock) -> None:
    plan = shutil.copyfile(sample, tmp_path / "sample.townhall")
    with Database.open(plan, clock) as full:
        found = [one for one in full.read(questions) if one.communication_id]
        path = write(full, tmp_path / "all.json", clock)
        rows = json.loads(path.read_text("utf-8"))
        for row in rows:
            row["source_id"] = f"copy-{row['id']}"
        path.write_text(json.dumps(rows), "utf-8")
        read(full, path)
        copies = {
            one.source_id: (one.communication_id, one.original_start)
            for one in full.read(questions)
        }
        assert {f"copy-{one.id}": copies[f"copy-{one.id}"] for one in found} == {
            f"copy-{one.id}": (one.communication_id, one.original_start) for one in found
        }


def test_a_selection_is_written_alone(opened: Open, tmp_path: Path, clock: Clock) -> None:
    with opened("one") as one, opened("other") as other:
        ids = [one.run(add_question, {"text": f"Vraag {n}?"}).value for n in range(5)]
        one.run(merge_questions, ids[0], [ids[1]])
        path = write(one, tmp_path / "some.csv", clock, ids=frozenset(ids[1:3]))
        read(other, path)
        # The lead is not in the file: the merged question stands for itself.
        assert [(row["text"], row["outcome"], row["state"]) for row in told(other)] == [
            ("Vraag 1?", "open", "new"),
            ("Vraag 2?", "open", "new"),
        ]


def test_names_are_left_out_unless_they_are_wanted(
    opened: Open, tmp_path: Path, clock: Clock
) -> None:
    named = {"text": "Mag dat?", "anonymity": "named", "asker": "Anna Voorbeeld"}
    with opened("one") as one, opened("other") as other:
        one.run(add_question, named)
        path = write(one, tmp_path / "all.json", clock)
        read(other, path, Anonymity.HELD_BY_SOURCE)
        assert [(row["anonymity"], row["asker"]) for row in told(other)] == [
            (Anonymity.HELD_BY_SOURCE, "")
        ]


def test_what_a_file_cannot_mean_is_told_and_left_out(opened: Open, tmp_path: Path) -> None:
    rows = [
        {"id": 1, "text": "Goed?", "source_id": "a", "anonymity": "anonymous", "times_carried": 0},
        {
            "id": "x",
            "text": "Slecht?",
            "source_id": "b",
            "anonymity": "geheim",
            "asker": "Anna",
            "times_carried": -1,
            "votes": "veel",
            "state": "closed",
            "outcome": "merged",
            "lead_id": 99,
            "answer_by": "morgen",
            "publication": "masked",
        },
        {"id": 3, "text": "", "source_id": "c", "anonymity": "", "times_carried": ""},
        {"id": 4, "text": "Rond?", "source_id": "d", "outcome": "merged", "lead_id": 4},
        {"id": 5, "text": "Af?", "source_id": "e", "outcome": "answered-in-writing"},
    ]
    path = tmp_path / "bad.json"
    path.write_text(json.dumps(rows), "utf-8")
    with opened("one") as one:
        counts = read(one, path)
        assert counts.added == 4
        assert {(each.row, each.field) for each in counts.problems} == set()
        bad = read_questions([path])[0].problems
        assert {(each.row, each.field) for each in bad} == {
            *((2, field) for field in ("id", "anonymity", "times_carried", "votes", "answer_by")),
            (3, "text"),
        }
        shown = {row["text"]: row for row in told(one)}
        assert set(shown) == {"Goed?", "Slecht?", "Rond?", "Af?"}
        assert {row["outcome"] for row in shown.values()} == {"open"}
        assert shown["Slecht?"]["asker"] == ""
        assert shown["Slecht?"]["publication"] == "undecided"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_others_may_see(opened: Open, tmp_path: Path, clock: Clock, suffix: str) -> None:
    path = tmp_path / f"shared.{suffix}"
    with opened("one") as one:
        one.run(add_record, "person", {"name": "Bram Proefman"})
        named = {"anonymity": "named", "asker": "Anna Voorbeeld", "source": "floor"}
        first = one.run(add_question, {**named, "text": "Wat zegt Proefman?"}).value
        second = one.run(add_question, {**named, "text": "Kamer twaalf?"}).value
        one.run(add_question, {**named, "text": "Wat kost het?"})
        one.run(decide_publication, [second], "withheld", "Eva Modelaar")
        with pytest.raises(InvalidInput) as refused:
            one.read(export_to_share, path, clock=clock)
        assert str(refused.value) == (
            f"1 question holds personal data that nobody decided about: {first}. "
            "Decide first how it is shown."
        )
        assert not path.exists()
        one.run(decide_publication, [first], "masked", "Eva Modelaar")
        shared = one.read(export_to_share, path, clock=clock)
        assert (shared.questions, shared.withheld) == (2, 1)
        [back] = read_questions([path])
        assert sorted(each.text for each in back.candidates) == [
            "Wat kost het?",
            "Wat zegt [name]?",
        ]
    if suffix != "xlsx":
        written = path.read_text("utf-8")
        for word in ("Voorbeeld", "Proefman", "Modelaar", "twaalf", "floor"):
            assert word not in written
