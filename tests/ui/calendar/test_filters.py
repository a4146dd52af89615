"""The chips above the calendar: what each lets through, and filters kept under a name."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.calendar.conftest import ONE, WEEKLY, Desk
from townhall.domain.terms import Channel, CommunicationKind
from townhall.services.queries.saved_filters import saved_filters
from townhall.ui.screen import Selection
from townhall.ui.widgets.filter_chip import FilterChip


@pytest.fixture
def two(desk: Desk) -> Desk:
    desk.add(
        **ONE,
        channel="town-hall",
        attendees=[{"name": "Bram Proefman", "email": "bram.proefman@delinde.example"}],
    )
    desk.add(**WEEKLY, channel="intranet", audiences=["Night shift"])
    return desk


def titles(desk: Desk) -> set[str]:
    return {title for _day, _time, title in desk.shown()}


def pick(desk: Desk, chip: FilterChip, values: list[Any]) -> None:
    chip.set_value(values)
    chip.changed.emit(chip.value)
    desk.settle()


def option(chip: FilterChip, label: str) -> object:
    return next(each.value for each in chip._options if each.label.strip() == label)


def test_channel_and_person(two: Desk) -> None:
    filters = two.screen.filters
    pick(two, filters.channel, [Channel.INTRANET])
    assert titles(two) == {"Weekly update"}
    pick(two, filters.channel, [])
    pick(two, filters.person, [option(filters.person, "Bram Proefman")])
    assert titles(two) == {"Town hall December"}
    two.screen.set_mode("week")
    two.screen.go_day(two.screen.today.replace(day=26))
    two.settle()
    assert titles(two) == {"Town hall December"}
    two.screen.set_mode("year")
    two.settle()
    assert titles(two) == {"Town hall December"}


def test_what_is_set_is_kept_and_comes_back(two: Desk) -> None:
    filters = two.screen.filters
    assert not filters.save.isVisible()
    pick(two, filters.audience, [option(filters.audience, "Radiology")])
    pick(two, filters.kind, [CommunicationKind.PROGRESS_UPDATE])
    assert filters.save.isVisible()
    filters.save_wanted.emit("Updates of Radiology")
    two.settle()
    [saved] = two.database.read(saved_filters)
    assert (saved.name, saved.content.audiences) == ("Updates of Radiology", ("Radiology",))
    filters.clear()
    two.settle()
    assert titles(two) == {"Town hall December", "Weekly update"}
    two.screen.activate(Selection("saved-filter", saved.id))
    two.settle()
    assert titles(two) == {"Weekly update"}
    assert filters.kind.value == (CommunicationKind.PROGRESS_UPDATE,)
    assert filters.audience.accessibleName() == "Audience: Radiology"
    two.undo()
    assert two.database.read(saved_filters) == []


def test_a_name_twice_is_refused_in_words(two: Desk) -> None:
    filters = two.screen.filters
    pick(two, filters.kind, [CommunicationKind.TRAINING])
    for _twice in range(2):
        filters.save_wanted.emit("Same")
        two.settle()
    assert "“Same” already" in two.frame.errors[-1]


def test_chips_wrap_where_there_is_no_room(two: Desk) -> None:
    filters = two.screen.filters
    pick(two, filters.audience, [each.value for each in filters.audience._options])
    pick(two, filters.kind, list(CommunicationKind))
    two.screen.resize(640, 500)
    two.settle()
    assert two.screen.width() == 640
    right = max(chip.geometry().right() for chip in filters._chips().values())
    assert right <= filters.width()
    assert not filters._legend.isVisible()
