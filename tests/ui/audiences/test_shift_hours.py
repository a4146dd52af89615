"""The hours and the limit of an audience, and what it was promised, in its panel."""

from datetime import time

import pytest

from tests.ui.stage import fill
from townhall.services.queries.cadence import cadences
from townhall.services.queries.people import audience
from townhall.ui.audiences.screen import AudiencesScreen
from townhall.ui.screen import Selection


@pytest.fixture
def panel(stage):
    fill(stage.frame.jobs.database)
    screen = AudiencesScreen(stage.frame)
    stage.show(screen)
    screen.activate(Selection("audience", 2))
    stage.settle()
    return screen.audience_panel


def edit(place, value):
    place.value.set_value(value)
    place.value.edited.emit(value)


def test_hours_are_added_changed_and_taken_away_as_one_step(panel, stage):
    def hours():
        found = stage.read(audience, 2)
        return found.shift_start, found.shift_end

    panel.hours.add.click()
    stage.settle()
    assert hours() == (time(8), time(17))
    edit(panel.hours.start, time(23))
    stage.settle()
    edit(panel.hours.end, time(7, 30))
    stage.settle()
    assert hours() == (time(23), time(7, 30))
    panel.hours.clear.click()
    stage.settle()
    assert hours() == (None, None)
    stage.frame.history.undo()
    stage.settle()
    assert hours() == (time(23), time(7, 30))
    assert panel.hours.end.value.value == time(7, 30)


def test_nought_takes_the_limit_away_and_too_many_is_refused(panel, stage):
    edit(panel.limit, 3)
    stage.settle()
    assert stage.read(audience, 2).weekly_limit == 3
    edit(panel.limit, 51)
    stage.settle()
    assert "a whole number from 1 to 50" in panel.limit.error
    edit(panel.limit, 0)
    stage.settle()
    assert stage.read(audience, 2).weekly_limit is None


def test_what_they_were_promised_stands_here_too(panel, stage):
    (block,) = panel.cadences.blocks.values()
    assert block.other.value.value == "Triage assistant"
    assert block.state.text() == "Kept"
    edit(block.weeks, 6)
    stage.settle()
    assert stage.read(cadences, clock=stage.frame.clock)[0].every_weeks == 6
