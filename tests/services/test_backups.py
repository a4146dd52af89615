"""Backups as the window asks for them."""

from datetime import datetime

import pytest

from townhall.domain.errors import PlanRefused
from townhall.services.backups import back_up_plan, backup_name, plan_faults, restore_plan
from townhall.services.plans import change_plan, create_plan
from townhall.services.queries.plans import plan_detail
from townhall.storage.database import Database


def test_a_backup_of_an_open_plan_is_a_whole_plan(database, clock, tmp_path):
    database.run(change_plan, {"organisation": "De Linde"})
    target = back_up_plan(database.name, tmp_path / "copy.townhall")
    with Database.open(target, clock) as copy:
        assert copy.read(plan_detail).organisation == "De Linde"
    assert plan_faults(str(target)) == ()


def test_restoring_brings_back_what_was_and_keeps_what_is(clock, tmp_path):
    plan = create_plan(tmp_path / "plan.townhall", clock, {"organisation": "Before"})
    backup = back_up_plan(str(plan), tmp_path / "backup.townhall")
    with Database.open(plan, clock) as opened:
        opened.run(change_plan, {"organisation": "After"})
    assert restore_plan(backup, str(plan)) == plan
    with Database.open(plan, clock) as opened:
        assert opened.read(plan_detail).organisation == "Before"
    kept = plan.with_name("plan.townhall.before-restore")
    with Database.open(kept, clock) as opened:
        assert opened.read(plan_detail).organisation == "After"


def test_a_plan_that_is_open_is_not_replaced(database, tmp_path):
    backup = back_up_plan(database.name, tmp_path / "copy.townhall")
    with pytest.raises(PlanRefused, match="open in another Town Hall"):
        restore_plan(backup, database.name)


def test_a_plan_on_a_server_is_left_to_the_server(tmp_path):
    for refused in (
        lambda: back_up_plan("postgresql://server/plan", tmp_path / "copy"),
        lambda: plan_faults("postgresql://server/plan"),
    ):
        with pytest.raises(PlanRefused, match="the server’s own tools"):
            refused()


def test_backups_are_named_after_plan_and_moment():
    moment = datetime(2026, 11, 24, 9, 5)
    assert backup_name("/plans/De Linde.townhall", moment) == "De Linde 2026-11-24 0905.townhall"


def test_a_new_plan_that_cannot_be_filled_leaves_nothing_behind(clock, tmp_path):
    with pytest.raises(Exception, match="time zone"):
        create_plan(tmp_path / "new.townhall", clock, {"time_zone": "Europe/Atlantis"})
    assert list(tmp_path.glob("new*")) == []
