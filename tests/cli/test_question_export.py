"""Questions written out from the command line: a selection, and what others may see."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def asked(run: Run, plan: Path) -> Path:
    for fields in (
        {"text": "Wat kost het?", "source": "floor", "theme": "benefits"},
        {"text": "=1+1?", "source": "mail", "votes": 3},
        {"text": "Bel 06-12345678?", "source": "mail", "anonymity": "named", "asker": "Anna V."},
    ):
        run("add", "question", "--plan", plan, "--json-input", "-", fields=fields)
    return plan


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {1, 2, 3}),
        (["--ids", "1,3"], {1, 3}),
        (["--source", "mail"], {2, 3}),
        (["--theme", "benefits"], {1}),
        (["--text", "kost"], {1}),
        (["--source", "mail", "--ids", "1, 2"], {2}),
    ],
)
def test_any_selection_is_written(
    run: Run, asked: Path, tmp_path: Path, options: list[str], expected: set[int]
) -> None:
    out = tmp_path / "out.json"
    said = run("export", "questions", "--plan", asked, "--out", out, *options, "--json").json
    assert said == {"file": str(out), "questions": len(expected)}
    assert {row["id"] for row in json.loads(out.read_text("utf-8"))} == expected


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_what_was_written_is_known_again(
    run: Run, asked: Path, tmp_path: Path, suffix: str
) -> None:
    out, other = tmp_path / f"out.{suffix}", tmp_path / "other.townhall"
    run("new", other)
    assert run("export", "questions", "--plan", asked, "--out", out).code == 0
    again = run("import", "questions", out, "--plan", asked, "--keep-names", "--json").json
    assert (again["added"], again["updated"], again["skipped"]) == (0, 0, 3)
    assert run("import", "questions", out, "--plan", other, "--json").json["added"] == 3
    texts = {one["text"] for one in run("list", "question", "--plan", other, "--json").json}
    assert texts == {"Wat kost het?", "=1+1?", "Bel 06-12345678?"}


def test_bad_selections_write_nothing(run: Run, asked: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    words = ("export", "questions", "--plan", asked, "--out", out)
    assert run(*words, "--ids", "1,99").refusal() == "There is no question 99 in this plan."
    assert run(*words, "--communication", 9).refusal()
    assert run(*words, "--ids", "1,x").code == 2
    assert not out.exists()


def test_what_others_may_see(run: Run, asked: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    words = ("export", "questions", "--plan", asked, "--out", out, "--to-share")
    assert run(*words).refusal() == (
        "1 question holds personal data that nobody decided about: 3. Decide first how it is shown."
    )
    assert not out.exists()
    decision = {"publication": "withheld", "publication_by": "Eva Modelaar"}
    run("change", "question", 3, "--plan", asked, "--json-input", "-", fields=decision)
    assert run(*words).out.splitlines() == [
        f"Wrote 2 questions to {out}.",
        "1 question is not in it: it is not to be shown.",
    ]
    written = out.read_text("utf-8")
    assert "Wat kost het?" in written
    assert "06-12345678" not in written
    assert "mail" not in written
