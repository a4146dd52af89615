"""list, show, add, change and remove: names and fields of the contract, and what people read."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from townhall.cli.labels import FIELD_LABELS
from townhall.cli.noun_table import NOUNS
from townhall.language import words

TOWN_HALL = {
    "kind": "town-hall",
    "title": "Town hall AI",
    "start": "2026-12-03T10:00:00",
    "time_zone": "Europe/Amsterdam",
    "duration_minutes": 60,
}

ADDED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "person": (
        {"name": "Bram Proefman", "email": "bram@delinde.example", "role": "owner"},
        {"department": "Radiologie"},
    ),
    "audience": (
        {"name": "Radiologie", "headcount": 86, "languages": ["nl"], "knowledge_level": "user"},
        {"headcount": 90, "shift": "Nacht"},
    ),
    "initiative": (
        {"name": "Triage-assistent", "why": "Wachttijd", "stage": "pilot", "risk_class": "high"},
        {"go_live": "2027-01-11"},
    ),
    "key-message": (
        {"text": "De radioloog leest elke foto.", "proof_points": ["6.200 foto’s"]},
        {"sign_off": "approved"},
    ),
    "communication": (
        TOWN_HALL,
        {"title": "Town hall: AI en jouw werk", "notes": "Opname aan"},
    ),
    "question": (
        {"text": "Verdwijnen er banen?", "votes": 3, "theme": "job-and-role", "source": "slido"},
        {"answer": "Zeg: Nee."},
    ),
    "follow-up": ({"promised": "Een rooster", "due": "2026-12-01"}, {"due": "2026-12-10"}),
    "idea": ({"text": "Een knop bij de leeslijst"}, {"outcome": "adopted", "reason": "Goed."}),
    "working-group": ({"name": "Werkgroep Beeld"}, {"purpose": "Afspraken maken"}),
    "blackout": (
        {"name": "Zomervakantie", "first_day": "2027-07-10", "last_day": "2027-08-22"},
        {"last_day": "2027-08-21"},
    ),
    "training": ({"title": "AI in gewone taal", "level": "basic"}, {"completed": 12}),
}
NEEDS_OTHERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "cadence": (
        {
            "initiative": "Triage-assistent",
            "audience": "Radiologie",
            "kind": "progress-update",
            "every_weeks": 4,
        },
        {"every_weeks": 2},
    ),
    "task": (
        {"communication_id": 1, "title": "Zaal boeken", "offset_days": -14},
        {"done_on": "2026-11-20"},
    ),
    "review": (
        {
            "initiative": "Triage-assistent",
            "date": "2026-10-27",
            "aspects": [{"aspect": "bias", "finding": "Boven de 80 minder goed"}],
        },
        {
            "verdict": "approved-with-conditions",
            "conditions": [{"text": "Waarschuwing", "owner": "Bram Proefman", "due": None}],
        },
    ),
    "duty": (
        {"initiative": "Triage-assistent", "kind": "works-council", "due": "2026-12-01"},
        {"done_on": "2026-11-20"},
    ),
}


def test_every_noun_is_added_changed_and_removed(run: Any, plan: Path) -> None:
    for noun, (values, change) in (ADDED | NEEDS_OTHERS).items():
        added = run("add", noun, "--plan", plan, "--json-input", "-", "--json", fields=values)
        assert (added.code, added.err) == (0, ""), noun
        shown = added.json
        assert {name: shown[name] for name in values} == values, noun
        number = shown["id"]
        changed = run(
            "change", noun, number, "--plan", plan, "--json-input", "-", "--json", fields=change
        ).json
        assert {name: changed[name] for name in change} == change, noun
        assert run("show", noun, number, "--plan", plan, "--json").json == changed
        assert run("list", noun, "--plan", plan, "--json").json == [changed]
    for noun in reversed((ADDED | NEEDS_OTHERS).keys()):
        removed = run("remove", noun, 1, "--plan", plan, "--json")
        assert removed.json == {"noun": noun, "id": 1}
        assert run("list", noun, "--plan", plan, "--json").json == []
        message = run("show", noun, 1, "--plan", plan).refusal()
        assert message.startswith("There is no ")
        assert message.endswith(" 1 in this plan.")


def test_recipes_come_with_a_plan_and_can_be_added(run: Any, plan: Path) -> None:
    shipped = run("list", "recipe", "--plan", plan, "--kind", "town-hall", "--json").json
    assert [each["name"] for each in shipped] == [
        "Aanloop naar een town hall",
        "Run-up to a town hall",
    ]
    fields = {"name": "Kort", "kind": "drop-in", "steps": [{"title": "Taart", "offset_days": -1}]}
    added = run("add", "recipe", "--plan", plan, "--json-input", "-", "--json", fields=fields).json
    assert added["steps"] == [{"title": "Taart", "owner_role": "", "offset_days": -1}]
    assert run("remove", "recipe", added["id"], "--plan", plan).code == 0


def test_a_template_is_saved_listed_used_and_removed(run: Any, sample: Path) -> None:
    fields = {"name": "Kwartaal", "communication_id": 1, "original_start": "2026-12-03T10:00"}
    saved = run("add", "template", "--plan", sample, "--json-input", "-", "--json", fields=fields)
    assert (saved.json["name"], saved.json["kind"]) == ("Kwartaal", "town-hall")
    assert len(saved.json["holds"]["run_up"]) == 12
    listed = run("list", "template", "--plan", sample, "--json").json
    assert [each["name"] for each in listed] == ["Kwartaal", "Town hall met vragenronde"]
    made = run(
        *("add", "communication", "--template", "Kwartaal", "--plan", sample),
        *("--json-input", "-", "--json"),
        fields={"start": "2027-05-20", "title": "Mei"},
    ).json
    assert (made["title"], made["start"], made["kind"]) == (
        *("Mei", "2027-05-20T10:30:00"),
        "town-hall",
    )
    assert "Kwartaal" in run("show", "template", saved.json["id"], "--plan", sample).out
    assert run("remove", "template", saved.json["id"], "--plan", sample).code == 0
    refused = run(
        *("add", "communication", "--template", "Kwartaal", "--plan", sample),
        *("--json-input", "-"),
        fields={"start": "2027-05-20"},
    ).refusal()
    assert refused == "There is no template called “Kwartaal” in this plan."


def test_a_communication_is_added_with_a_run_up(run: Any, plan: Path) -> None:
    fields = {"kind": "drop-in", "title": "Inloop", "start": "2027-01-21T12:00"}
    made = run(
        *("add", "communication", "--run-up", "--plan", plan, "--json-input", "-", "--json"),
        fields=fields,
    ).json
    steps = run("list", "task", "--plan", plan, "--communication", made["id"], "--json").json
    assert [each["offset_days"] for each in steps] == [-5, -1, 0, 3]
    refused = run(
        *("add", "person", "--run-up", "--plan", plan, "--json-input", "-"),
        fields={"name": "Anna Voorbeeld"},
    )
    assert refused.refusal().startswith("Give --template or --run-up")


def test_a_date_is_planned_once_more(run: Any, sample: Path) -> None:
    again = run("duplicate", "1/2026-12-03T10:00", "--plan", sample, "--json").json
    assert (again["start"], again["status"], again["sign_off"]) == (
        *("2027-03-04T10:30:00", "planned"),
        "draft",
    )
    text = run("duplicate", 1, "--to", "2027-03-18", "--plan", sample).out
    assert text.startswith("Planned “Town hall AI in de diagnostiek” on 2027-03-18 10:30")
    refused = run("duplicate", 1, "--to", "spring", "--plan", sample).refusal()
    assert refused.startswith("“spring” is no moment to plan it at")


def test_what_show_gives_can_be_given_back_whole(run: Any, sample: Path) -> None:
    for noun in NOUNS:
        if noun in ("occurrence", "invitation", "template", "overlay", "feed", "reply"):
            continue
        for detail in run("list", noun, "--plan", sample, "--json").json[:3]:
            same = run(
                *("change", noun, detail["id"], "--plan", sample, "--json-input", "-", "--json"),
                fields=detail,
            )
            assert (same.err, same.json) == ("", detail)


def test_what_show_gives_can_be_added_as_a_copy(run: Any, sample: Path) -> None:
    for noun in NOUNS:
        if noun in ("occurrence", "invitation", "template", "overlay", "feed", "reply"):
            continue
        detail = run("list", noun, "--plan", sample, "--json").json[0]
        if noun in ("audience", "initiative", "working-group", "recipe", "saved-filter"):
            detail["name"] += " (2)"
        if noun == "question-theme":
            detail |= {"name_nl": "Pauzes", "name_en": "Breaks"}
        copy = run("add", noun, "--plan", sample, "--json-input", "-", "--json", fields=detail)
        assert copy.err == "", noun
        differing = {name for name, value in copy.json.items() if value != detail[name]}
        assert "id" in differing, noun
        assert differing <= {*NOUNS[noun].computed}, noun


def test_a_theme_of_questions_is_removed_with_a_place_for_its_questions(
    run: Any, sample: Path
) -> None:
    listed = run("list", "question-theme", "--plan", sample, "--json").json
    assert [(each["key"], each["position"]) for each in listed][:2] == [
        ("job-and-role", 1),
        ("skills-and-training", 2),
    ]
    workload = next(each for each in listed if each["key"] == "workload")
    asked = run("list", "question", "--theme", "werkdruk", "--plan", sample, "--json").json
    assert len(asked) == workload["questions"] > 0
    refused = run("remove", "question-theme", workload["id"], "--plan", sample)
    assert refused.refusal() == "“Workload” has questions. Say which other theme they get."
    refused = run("remove", "blackout", 1, "--move-to", "privacy", "--plan", sample)
    assert refused.refusal() == "Give --move-to only with a theme of questions."
    removed = run(
        *("remove", "question-theme", workload["id"], "--move-to", "Baan en rol"),
        *("--plan", sample),
    )
    assert removed.out == f"Removed theme of questions {workload['id']}.\n"
    moved = run("list", "question", "--theme", "job-and-role", "--plan", sample, "--json").json
    assert {each["id"] for each in asked} <= {each["id"] for each in moved}


def test_a_theme_that_is_not_there_is_refused_with_those_that_are(run: Any, sample: Path) -> None:
    refused = run("list", "question", "--theme", "money", "--plan", sample)
    assert refused.refusal().startswith(
        "There is no theme “money” in this plan; the themes are: job-and-role, skills-and-training"
    )
    refused = run(
        *("change", "question", 1, "--plan", sample, "--json-input", "-"),
        fields={"theme": "money"},
    )
    assert refused.refusal().startswith("“theme” must be one of: job-and-role, skills")


def test_themes_are_named_in_lists_for_people(run: Any, sample: Path) -> None:
    shown = run("show", "question", 1, "--plan", sample, "--language", "nl").out
    assert "Thema" in shown
    assert "Verantwoordelijkheid" in shown


def test_a_field_that_follows_from_others_cannot_be_set(run: Any, sample: Path) -> None:
    refused = run(
        *("change", "communication", 1, "--plan", sample, "--json-input", "-"),
        fields={"uid": "mine"},
    )
    assert refused.refusal() == "“uid” is kept by Town Hall itself and cannot be changed."


def test_every_field_of_a_detail_can_be_set_or_is_known_to_be_kept(run: Any, sample: Path) -> None:
    for noun, known in NOUNS.items():
        if noun in ("occurrence", "invitation", "template", "overlay", "feed", "reply"):
            continue
        detail = run("list", noun, "--plan", sample, "--json").json[0]
        for name, value in detail.items():
            ran = run(
                *("change", noun, detail["id"], "--plan", sample, "--json-input", "-"),
                fields={name: {"not": value}},
            )
            is_kept = "is kept by Town Hall itself" in ran.refusal()
            assert is_kept == (name in known.computed), (noun, name)
            assert f"There is no field “{name}” here." not in ran.err


def test_communication_has_the_contracts_fields(run: Any, sample: Path) -> None:
    shown = run("show", "communication", 1, "--plan", sample, "--json").json
    assert set(shown) >= {
        "id",
        "kind",
        "title",
        "objective",
        "status",
        "sign_off",
        "signed_by",
        "signed_at",
        "start",
        "time_zone",
        "duration_minutes",
        "all_day",
        "recurrence",
        "skip_holidays",
        "channel",
        "location",
        "join_link",
        "organizer",
        "attendees",
        "audiences",
        "initiatives",
        "reminder_minutes",
        "notes",
        "agenda",
        "uid",
        "sequence",
    }
    assert (shown["start"], shown["time_zone"]) == ("2026-06-04T10:00:00", "Europe/Amsterdam")
    assert shown["signed_at"] == "2026-11-16T10:20:00Z"
    assert shown["organizer"] == {
        "name": "Team Communicatie",
        "email": "communicatie@delinde.example",
    }
    assert shown["agenda"][0] == {
        "title": "Welkom",
        "duration_minutes": 5,
        "speaker": "Anna Voorbeeld",
        "cues": "Deuren dicht; opname in de vergadering aan",
    }


def test_a_hard_start_stands_in_the_agenda(run: Any, plan: Path) -> None:
    values = TOWN_HALL | {
        "agenda": [
            {"title": "Welkom", "duration_minutes": 5},
            {"title": "Vragen", "duration_minutes": 20, "start": "10:30"},
        ]
    }
    shown = run(
        "add", "communication", "--plan", plan, "--json-input", "-", "--json", fields=values
    )
    assert [item.get("start") for item in shown.json["agenda"]] == [None, "10:30"]


def test_question_has_the_contracts_fields(run: Any, sample: Path) -> None:
    shown = run("show", "question", 1, "--plan", sample, "--json").json
    assert set(shown) >= {
        "id",
        "text",
        "communication_id",
        "source",
        "source_id",
        "asked_at",
        "audience",
        "anonymity",
        "asker",
        "votes",
        "theme",
        "language",
        "owner",
        "answer_by",
        "state",
        "outcome",
        "decline_reason",
        "lead_id",
        "answer",
        "times_carried",
        "follow_ups",
    }
    assert (shown["votes"], shown["theme"], shown["follow_ups"]) == (57, "accountability", [6])


@pytest.mark.parametrize(
    ("noun", "filters", "found"),
    [
        ("question", ["--communication", 1, "--state", "new"], 4),
        ("question", ["--theme", "bias-and-fairness", "--outcome", "declined"], 0),
        ("question", ["--owner", "bram proefman", "--state", "drafted"], 2),
        ("question", ["--audience", "SEH", "--text", "breuk"], 4),
        ("question", ["--communication", 1, "--occurrence", "2026-12-03T10:00"], 38),
        ("communication", ["--kind", "town-hall"], 4),
        ("communication", ["--audience", "Radiologie", "--initiative", "triage-assistent"], 4),
        ("follow-up", ["--state", "dropped"], 2),
        ("person", ["--role", "board-member"], 1),
        ("audience", ["--parent", "Diagnostiek"], 3),
        ("key-message", ["--initiative", "MR-reconstructie"], 4),
    ],
)
def test_lists_are_filtered(
    run: Any, sample: Path, noun: str, filters: list[object], found: int
) -> None:
    listed = run("list", noun, *filters, "--plan", sample, "--json").json
    assert len(listed) == found
    everything = run("list", noun, "--plan", sample, "--json").json
    assert [each for each in everything if each in listed] == sorted(listed, key=everything.index)


@pytest.mark.parametrize(
    ("noun", "option", "sentence"),
    [
        ("question", "--owner", "There is no person called “Niemand” in this plan."),
        ("question", "--audience", "There is no audience called “Niemand” in this plan."),
        ("communication", "--initiative", "There is no initiative called “Niemand” in this plan."),
        ("audience", "--parent", "There is no audience called “Niemand” in this plan."),
    ],
)
def test_a_filter_on_a_name_that_is_not_there_is_refused(
    run: Any, sample: Path, noun: str, option: str, sentence: str
) -> None:
    assert run("list", noun, option, "Niemand", "--plan", sample).refusal() == sentence


def test_a_filter_on_a_communication_that_is_not_there_is_refused(run: Any, sample: Path) -> None:
    for noun in ("question", "occurrence", "task", "invitation"):
        refused = run("list", noun, "--communication", 99, "--plan", sample).refusal()
        assert refused == "There is no communication 99 in this plan."


def test_lists_are_aligned_and_fit_the_terminal(
    run: Any, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    lines = run("list", "audience", "--plan", sample).out.splitlines()
    assert " ".join(lines[0].split()) == "Number Name Part of People AI knowledge Lead Shift"
    assert len(lines) == 18
    assert max(map(len, lines)) <= 90
    people = lines[0].index("People") + len("People")
    assert [line[people - 6 : people].strip() for line in lines[1:4]] == ["1620", "270", "130"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_list_and_detail_reads_in_both_languages(
    run: Any, sample: Path, language: str
) -> None:
    for noun in NOUNS:
        listed = run("list", noun, "--plan", sample, "--language", language)
        assert (listed.code, listed.err) == (0, ""), noun
        if noun not in ("occurrence", "invitation", "template", "overlay", "feed", "reply"):
            shown = run("show", noun, 1, "--plan", sample, "--language", language)
            assert (shown.code, shown.err) == (0, ""), noun


def test_details_read_well_in_dutch(run: Any, sample: Path) -> None:
    shown = run("show", "audience", 3, "--plan", sample, "--language", "nl").out
    assert shown.splitlines()[:5] == [
        "Nummer              3",
        "Naam                Radiologie",
        "Onderdeel van       Diagnostiek",
        "Mensen              86",
        "Talen               Nederlands",
    ]


def test_every_field_has_a_label_in_both_languages(run: Any, sample: Path) -> None:
    dutch = words("nl")
    untold = {text for text in FIELD_LABELS.values() if dutch.gettext(text) == text}
    # Words that are the same in both languages.
    alike = {"UID", "SEQUENCE", "Status", "Sponsor", "E-mail", "Open", "Change manager", "Contact"}
    assert untold <= alike
    for noun, cli_noun in NOUNS.items():
        if noun == "occurrence":
            continue
        detail_type = cli_noun.query_one().__annotations__["return"]
        names = {field.name for field in fields(detail_type)} - {"parent_id"}
        assert names - FIELD_LABELS.keys() == set(), noun


def test_an_empty_list_says_so(run: Any, plan: Path) -> None:
    assert run("list", "question", "--plan", plan).out == "Nothing found.\n"
    assert run("list", "question", "--plan", plan, "--language", "nl").out == "Niets gevonden.\n"


@pytest.mark.parametrize("number", ["0", "x", "1.5", "-1", "9" * 30, "１"])
def test_a_number_that_is_none_is_not_found(run: Any, plan: Path, number: str) -> None:
    refused = run("show", "communication", "--plan", plan, "--", number).refusal()
    assert refused == f"There is no communication {number} in this plan."


@pytest.mark.parametrize(
    ("verb", "noun"),
    [("add", "invitation"), ("change", "invitation")],
)
def test_what_follows_from_others_cannot_be_added(
    run: Any, sample: Path, verb: str, noun: str
) -> None:
    number = [] if verb == "add" else [1]
    refused = run(verb, noun, *number, "--json-input", "-", "--plan", sample, fields={})
    assert "communication" in refused.refusal() or "townhall export" in refused.refusal()
    assert "cannot be taken back" in run("remove", "invitation", 1, "--plan", sample).refusal()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "standard input is not JSON: there is a mistake in line 1, column 2."),
        ("", "standard input is not JSON: there is a mistake in line 1, column 1."),
        ("[]", 'standard input must hold one JSON object, such as {"title": "Town hall"}.'),
        (
            "[" * 100_000,
            "standard input holds JSON that cannot be used: too deep, or a number too long.",
        ),
        ("{}", "“name” must be filled in."),
        ('{"naam": "x"}', "There is no field “naam” here. Known are: "),
    ],
)
def test_bad_json_is_refused_with_its_place(run: Any, plan: Path, text: str, sentence: str) -> None:
    refused = run("add", "person", "--json-input", "-", "--plan", plan, fields=text).refusal()
    assert refused.startswith(sentence)


def test_json_from_a_file(run: Any, plan: Path, tmp_path: Path) -> None:
    file = tmp_path / "person.json"
    file.write_bytes('\ufeff{"name": "Zoë Voorbeeld"}'.encode())
    assert run("add", "person", "--json-input", file, "--plan", plan).out == "Added person 1.\n"
    file.write_bytes('{"name": "Zoë"}'.encode("utf-16"))
    assert run("add", "person", "--json-input", file, "--plan", plan).refusal() == (
        f"{file} is not written in UTF-8. Save it as UTF-8."
    )
    missing = run("add", "person", "--json-input", tmp_path / "none", "--plan", plan)
    assert missing.refusal() == f"{tmp_path / 'none'} does not exist."
    assert "cannot be read" in run("add", "person", "--json-input", tmp_path, "--plan", plan).err
