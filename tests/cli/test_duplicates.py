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


def test_refusals_change_nothing(run, plan):
    first, *_others = asked(run, plan)
    before = contents(plan)
    assert "only one was given" in run("merge", first, first, "--plan", plan).refusal()
    assert "not merged" in run("unmerge", first, "--plan", plan).refusal()
    assert "99" in run("merge", first, 99, "--plan", plan).refusal()
    assert "99" in run("duplicates", "--communication", 99, "--plan", plan).refusal()
    assert contents(plan) == before


def test_a_person_reads_groups_of_the_sample(run, sample):
    found = run("duplicates", "--plan", sample)
    assert found.code == 0
    assert found.err == ""
