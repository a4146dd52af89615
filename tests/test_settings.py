"""Settings of this computer: kept, validated, and never lost to damage or another version."""

import json
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from townhall.settings import _VALID, RECENT_PLANS, Settings, system_language


@pytest.fixture
def path(tmp_path):
    return tmp_path / "settings.json"


def test_what_is_updated_is_read_again(path):
    Settings.load(path).update(language="nl", theme="dark", text_percent=110)
    settings = Settings.load(path)
    assert (settings.language, settings.theme, settings.text_percent) == ("nl", "dark", 110)
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_a_missing_file_gives_defaults_and_writes_nothing(path):
    settings = Settings.load(path)
    assert (settings.language, settings.theme, settings.recent_plans) == ("system", "system", [])
    assert not path.exists()


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b"\xff\xfe\x00", b"null", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(path, damage):
    path.write_bytes(damage)
    assert Settings.load(path).language == "system"
    assert not path.exists()
    assert (path.parent / "settings.damaged.json").read_bytes() == damage


def test_unknown_keys_of_a_newer_version_are_kept(path):
    path.write_text(json.dumps({"language": "nl", "zoom": 3}))
    Settings.load(path).update(language="en")
    assert json.loads(path.read_text()) == {"language": "en", "zoom": 3}


def test_a_value_that_makes_no_sense_is_default_and_the_rest_is_used(path):
    path.write_text(json.dumps({"language": "fy", "theme": "dark", "text_percent": True}))
    settings = Settings.load(path)
    assert (settings.language, settings.theme, settings.text_percent) == ("system", "dark", 100)


def test_two_windows_do_not_undo_each_others_settings(path):
    one, other = Settings.load(path), Settings.load(path)
    one.update(theme="dark")
    other.update(language="nl")
    settings = Settings.load(path)
    assert (settings.language, settings.theme) == ("nl", "dark")


def test_a_wrong_value_is_refused_before_anything_is_written(path):
    with pytest.raises(ValueError, match="theme='pink'"):
        Settings.load(path).update(theme="pink")
    assert not path.exists()


def test_a_folder_that_cannot_be_written_is_reported_and_the_setting_still_works(tmp_path):
    settings = Settings.load(tmp_path / "missing" / "settings.json")
    assert settings.update(theme="dark") is False
    assert settings.theme == "dark"


def test_recent_plans_are_few_newest_first_and_each_once(path):
    settings = Settings.load(path)
    for number in [*range(12), 7]:
        settings.remember_plan(f"/plans/{number}")
    assert settings.recent_plans == [f"/plans/{n}" for n in (7, 11, 10, 9, 8, 6, 5, 4)]
    assert len(settings.recent_plans) == RECENT_PLANS
    settings.forget_plan("/plans/7")
    assert Settings.load(path).recent_plans[0] == "/plans/11"
    assert settings.last_plan == ""


def test_a_plan_is_remembered_as_it_is_known_in_every_folder(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings.load(path)
    settings.remember_plan("demo/plan.townhall")
    settings.remember_plan("postgresql://server/plan")
    assert settings.recent_plans == [
        "postgresql://server/plan",
        str(tmp_path / "demo" / "plan.townhall"),
    ]


@pytest.mark.parametrize(
    ("environment", "language"),
    [("nl_NL.UTF-8", "nl"), ("nl_BE", "nl"), ("en_GB", "en"), ("C", "en")],
)
def test_the_language_of_the_computer(monkeypatch, path, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", environment)
    assert system_language() == language
    assert Settings.load(path).language_code() == language


def test_every_setting_is_validated():
    assert {setting.name for setting in fields(Settings)} == {"path", *_VALID}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda children: (
        st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(_VALID)), _JSON))
@hypothesis_settings(max_examples=50, deadline=None)
def test_any_file_gives_settings_that_can_be_written_back(tmp_path_factory, values):
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(values))
    settings = Settings.load(path)
    for name in _VALID:
        settings.update(**{name: getattr(settings, name)})
