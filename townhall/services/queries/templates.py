"""The templates of the plan, as lists and menus show them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.errors import NotFound
from townhall.domain.names import alphabetical, same_name
from townhall.domain.terms import CommunicationKind
from townhall.language import _
from townhall.storage import models as m
from townhall.storage.base import fetch


@dataclass(frozen=True, slots=True)
class TemplateDetail:
    """A communication to start from; `holds` has its fields, `start_time` and `run_up`."""

    id: int
    name: str
    kind: CommunicationKind
    holds: dict[str, object]


def templates(session: Session) -> list[TemplateDetail]:
    """All templates, by name."""
    found = [_detail(stored) for stored in session.scalars(select(m.Template))]
    return sorted(found, key=lambda each: (alphabetical(each.name), each.id))


def template(session: Session, record_id: int) -> TemplateDetail:
    """One template. Raises NotFound."""
    return _detail(fetch(session, m.Template, record_id))


def template_named(session: Session, name: str) -> TemplateDetail:
    """The template called `name`, in any case. Raises NotFound."""
    for each in templates(session):
        if same_name(each.name) == same_name(name):
            return each
    raise NotFound(_("There is no template called “{name}” in this plan.").format(name=name))


def _detail(stored: m.Template) -> TemplateDetail:
    return TemplateDetail(stored.id, stored.name, stored.kind, dict(stored.content))
