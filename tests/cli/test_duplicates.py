"""The commands on questions that ask the same, as a script and a person use them."""

from tests.cli.conftest import contents

TEXTS = ("Verlies ik mijn baan?", "verlies ik straks mijn baan", "Wie betaalt dit?")


def asked(run, plan):
    return [
        run(
            "add", "question", "--plan", plan, "--json-input", "-", "--json", fields={"text": text}
        ).json["id"]
        for text in TEXTS
    ]


def test_found_merged_and_taken_apart(run, plan):
    first, second, _other = asked(run, plan)
    [group] = run("duplicates", "--plan", plan, "--json").json
    assert (group["lead"], group["asked_before"]) == (first, [])
    assert [(each["id"], each["score"]) for each in group["members"]] == [(second, 100)]
    merged = run("merge", first, second, "--plan", plan, "--json").json
    assert (merged["id"], merged["merged_ids"]) == (first, [second])
    assert run("duplicates", "--plan", plan, "--json").json == []
    assert run("duplicates", "--plan", plan).out == "No two questions ask the same.\n"
    apart = run("unmerge", second, "--plan", plan, "--json").json
    assert (apart["lead_id"], apart["outcome"], apart["text"]) == (None, "open", TEXTS[1])


def test_different_questions_are_not_found_again_but_told_with_all(run, plan):
    first, second, other = asked(run, plan)
    pairs = run("different", first, second, "--plan", plan, "--json").json
    assert pairs == [{"id": first, "other_id": second}]
    assert run("duplicates", "--plan", plan, "--json").json == []
    [group] = run("duplicates", "--all", "--plan", plan, "--json").json
    assert [(each["id"], each["different"]) for each in group["members"]] == [(second, True)]
    assert "(different)" in run("duplicates", "--all", "--plan", plan).out
    assert "2 pairs" in run("different", first, second, other, "--plan", plan).out
    run("merge", first, second, "--plan", plan)
    run("unmerge", second, "--plan", plan)
    [group] = run("duplicates", "--plan", plan, "--json").json
    assert [each["different"] for each in group["members"]] == [False]


def test_refusals_change_nothing(run, plan):
    first, *_others = asked(run, plan)
    before = contents(plan)
    assert "only one was given" in run("merge", first, first, "--plan", plan).refusal()
    assert "not merged" in run("unmerge", first, "--plan", plan).refusal()
    assert "99" in run("merge", first, 99, "--plan", plan).refusal()
    assert "at least two" in run("different", first, "--plan", plan).refusal()
    assert "99" in run("different", first, 99, "--plan", plan).refusal()
    assert "99" in run("duplicates", "--communication", 99, "--plan", plan).refusal()
    assert contents(plan) == before


def test_a_person_reads_groups_of_the_sample(run, sample):
    found = run("duplicates", "--plan", sample)
    assert found.code == 0
    assert found.err == ""
