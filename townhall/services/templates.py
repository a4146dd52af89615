"""Templates: a date with its agenda, people and run-up, to plan the like of it from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.language import _
from townhall.services import fields as f
from townhall.services.communications import add_communication
from townhall.services.copies import step_values, values_of
from townhall.services.queries.communications import nearest_date, occurrence
from townhall.services.queries.run_up import run_up
from townhall.services.queries.templates import template_named
from townhall.services.records import add_record
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def add_template(uow: UnitOfWork, values: Mapping[str, Any]) -> int:
    """Save a template with the contract's fields `name`, `communication_id`, `original_start`.

    Without a date the nearest one is taken. Returns the id. Raises NotFound, InvalidInput.
    """
    communication_id = f.communication(uow, values.get("communication_id"), "communication_id")
    if communication_id is None:
        raise InvalidInput(
            _("Say which communication the template is made of."), field="communication_id"
        )
    communication = uow.get(m.Communication, communication_id)
    start = f.optional_moment(uow, values.get("original_start"), "original_start")
    if start is None:
        now = uow.clock.local_now(communication.time_zone)
        start = nearest_date(uow.session, communication_id, now)
    return save_as_template(uow, communication_id, start, values.get("name", ""))


def save_as_template(
    uow: UnitOfWork, communication_id: int, original_start: datetime, name: str
) -> int:
    """Save what a date shows, its run of show and its run-up under `name`; returns the id.

    Raises NotFound, InvalidInput (`name`) for one that is empty or taken.
    """
    found = occurrence(uow.session, communication_id, original_start)
    content = values_of(found, found.row.start.time())
    content["start_time"] = f"{found.row.start:%H:%M}"
    content["status"] = "planned"
    steps = run_up(uow.session, communication_id, found.row.original_start)
    content["run_up"] = [step_values(step) for step in steps]
    stored = m.Template(name=_free_name(uow, name), kind=found.communication.kind, content=content)
    uow.session.add(stored)
    uow.session.flush()
    uow.label = _("Saved the template “{name}”").format(name=stored.name)
    return stored.id


def change_template(uow: UnitOfWork, template_id: int, values: Mapping[str, Any]) -> None:
    """Give a template another `name`. Raises NotFound, InvalidInput."""
    stored = uow.get(m.Template, template_id)
    unknown = set(values) - {"name"}
    if unknown:
        field = sorted(unknown)[0]
        raise InvalidInput(
            _("A template keeps what it was made of; only its name can be changed."), field=field
        )
    if "name" in values:
        stored.name = _free_name(uow, values["name"], template_id)
    uow.label = _("Renamed the template to “{name}”").format(name=stored.name)


def remove_template(uow: UnitOfWork, template_id: int) -> None:
    """Remove a template; what was planned from it stays. Raises NotFound."""
    stored = uow.get(m.Template, template_id)
    uow.session.delete(stored)
    uow.label = _("Removed the template “{name}”").format(name=stored.name)


def add_from_template(uow: UnitOfWork, name: str, values: Mapping[str, Any]) -> int:
    """Plan a communication from the template `name`; `values` go before what it holds.

    A `start` without an hour gets that of the template. Audiences, initiatives and owners that
    are not in the plan any more are left out. Returns the id. Raises NotFound, InvalidInput.
    """
    content: dict[str, Any] = dict(template_named(uow.session, name).holds)
    hour, steps = content.pop("start_time", ""), content.pop("run_up", [])
    given = dict(values)
    start = given.get("start")
    if isinstance(start, str) and len(start) == len("2026-12-03") and hour:
        given["start"] = f"{start}T{hour}"
    for field, model in (("audiences", m.Audience), ("initiatives", m.Initiative)):
        content[field] = _known(uow, model, content.get(field, []))
    communication_id = add_communication(uow, {**content, **given})
    label = uow.label
    people = set(uow.session.scalars(select(m.Person.name)))
    for step in steps:
        owner = step.get("owner")
        fields = {**step, "owner": owner if owner in people else None}
        add_record(uow, "task", {"communication_id": communication_id, **fields})
    uow.label = label
    return communication_id


def _known(uow: UnitOfWork, model: Any, wanted: list[str]) -> list[str]:
    names = {same_name(name) for name in uow.session.scalars(select(model.name))}
    return [each for each in wanted if same_name(each) in names]


def _free_name(uow: UnitOfWork, raw: Any, own_id: int | None = None) -> str:
    name: str = f.line()(uow, raw, "name")
    if not name:
        raise InvalidInput(_("“{field}” must be filled in.").format(field="name"), field="name")
    for other in uow.session.execute(select(m.Template.id, m.Template.name)):
        if other.id != own_id and same_name(other.name) == same_name(name):
            raise InvalidInput(
                _("Another template is called “{name}” already. Choose another name.").format(
                    name=name
                ),
                field="name",
            )
    return name
