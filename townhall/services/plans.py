"""The plan's own settings."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from townhall.domain import terms
from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.domain.holidays import check_country
from townhall.language import _
from townhall.services import fields as f
from townhall.services.closed_days import follow_closed_days_everywhere
from townhall.services.editing import Field, Shape, my_changes, read_values, store
from townhall.storage.database import Database, discard
from townhall.storage.unit_of_work import UnitOfWork

MOST_IN_A_WEEK = 50
"""A weekly limit above this limits nothing."""


def _channel_limits(uow: UnitOfWork, value: Any, name: str) -> dict[str, int]:
    """The most communications in a week by channel; a channel without a number has no limit."""
    if not isinstance(value, Mapping):
        raise f.wrong(name, _("a JSON object of channels with numbers"))
    channel, number = f.term(terms.Channel), f.integer(1, MOST_IN_A_WEEK)
    return {
        channel(uow, key, name).value: number(uow, limit, name)
        for key, limit in value.items()
        if limit is not None
    }


PLAN_FIELDS: dict[str, Field] = {
    "organisation": Field("organisation", f.line()),
    "organizer_name": Field("organizer_name", f.line()),
    "organizer_email": Field("organizer_email", f.email),
    "time_zone": Field("time_zone", f.zone, required=True),
    "country": Field("country", f.line(60), required=True),
    "region": Field("region", f.line(60)),
    "work_start": Field("work_start", f.clock_time, required=True),
    "work_end": Field("work_end", f.clock_time, required=True),
    "second_time_zone": Field("second_time_zone", f.zone),
    "channel_limits": Field("channel_limits", _channel_limits),
    "questions_to": Field("questions_to", f.reach),
    "contact": Field("contact", f.line()),
    "document_language": Field("document_language", f.language, required=True),
}
_SHAPE = Shape(PLAN_FIELDS)


def change_plan(
    uow: UnitOfWork, values: Mapping[str, Any], base: Mapping[str, Any] | None = None
) -> None:
    """Change settings of the plan; another country has no region until one is chosen.

    Coming dates of all series keep off the holidays of the new country and region. Raises
    InvalidInput, Conflict.
    """
    plan = uow.plan
    read = read_values(uow, _SHAPE, values, adding=False)
    mine = my_changes(uow, _SHAPE, plan, read, base).plain
    if mine.get("country", plan.country) != plan.country:
        mine.setdefault("region", "")
    before = (plan.country, plan.region or None)
    check_country(mine.get("country", plan.country), mine.get("region", plan.region) or None)
    store(plan, mine)
    if plan.work_end <= plan.work_start:
        raise InvalidInput(_("The working day must end after it starts."), field="work_end")
    if (plan.country, plan.region or None) != before:
        follow_closed_days_everywhere(uow)
    uow.label = _("Changed the settings")


def create_plan(plan: str | Path, clock: Clock, values: Mapping[str, Any]) -> Path:
    """Make a new plan with these settings, such as the organisation; returns its path.

    Raises PlanRefused when something is there already, InvalidInput; nothing stays behind then.
    """
    path = Path(plan)
    database = Database.create(path, clock)
    try:
        with database:
            database.run(change_plan, values)
    except BaseException:
        discard(path)
        raise
    return path
