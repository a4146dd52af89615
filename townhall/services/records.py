"""Adding, changing and removing the nouns whose fields map to columns one by one.

Every noun has a `Noun`: its model, its fields, and the parts it owns. Communications, questions
and follow-ups have rules of their own in files of those names and use the same field readers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from townhall.domain import terms
from townhall.domain.errors import Conflict, InvalidInput
from townhall.language import _
from townhall.services import fields as f
from townhall.services.fields import Field
from townhall.storage import models as m
from townhall.storage.base import Record
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Parts:
    """A list of parts a record owns; `fields` are those of one part."""

    attribute: str
    model: type[Record]
    fields: dict[str, Field]


@dataclass(frozen=True, slots=True)
class Noun:
    """How a simple noun is stored."""

    model: type[Record]
    fields: dict[str, Field]
    parts: dict[str, Parts] = field(default_factory=dict)
    check: Callable[[UnitOfWork, Any], None] | None = None


def add_record(uow: UnitOfWork, noun: str, values: Mapping[str, Any]) -> int:
    """Add a record of `noun` with the contract's field names; returns its id.

    Raises InvalidInput with the field's name; then nothing is added.
    """
    spec = NOUNS[noun]
    plain, parts = _split(values, spec)
    stored = f.read_fields(uow, spec.fields, plain, adding=True)
    record = spec.model(**stored)
    _store_parts(uow, record, spec, parts)
    uow.session.add(record)
    uow.session.flush()
    if spec.check:
        spec.check(uow, record)
    uow.label = _("Added {noun}").format(noun=terms.noun_label(noun))
    return record.id


def change_record(
    uow: UnitOfWork,
    noun: str,
    record_id: int,
    values: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
) -> None:
    """Change fields of a record. Raises NotFound, InvalidInput, Conflict.

    `base` holds the values an editor loaded for the same fields: where somebody changed one of
    them since, to something else than ours, a Conflict is raised and nothing changes.
    """
    spec = NOUNS[noun]
    record = uow.get(spec.model, record_id)
    plain, parts = _split(values, spec)
    stored = f.read_fields(uow, spec.fields, plain, adding=False)
    if base is not None:
        check_base(uow, spec.fields, record, stored, base)
    f.store(record, stored)
    _store_parts(uow, record, spec, parts)
    uow.session.flush()
    if spec.check:
        spec.check(uow, record)
    uow.label = _("Changed {noun}").format(noun=terms.noun_label(noun))


def remove_record(uow: UnitOfWork, noun: str, record_id: int) -> None:
    """Remove a record and its parts. Raises NotFound; InvalidInput when others refer to it."""
    uow.session.delete(uow.get(NOUNS[noun].model, record_id))
    uow.label = _("Removed {noun}").format(noun=terms.noun_label(noun))


def check_base(
    uow: UnitOfWork,
    spec: Mapping[str, Field],
    record: Record,
    mine: Mapping[str, Any],
    base: Mapping[str, Any],
) -> None:
    """Raise Conflict when a field was changed by somebody else since `base` was loaded."""
    loaded = f.read_fields(uow, spec, base, adding=False)
    differing = [
        name
        for name, entry in spec.items()
        if name in base
        and entry.attribute in mine
        and getattr(record, entry.attribute) != loaded[entry.attribute]
        and getattr(record, entry.attribute) != mine[entry.attribute]
    ]
    if differing:
        raise Conflict(
            _("Somebody else has changed this since you opened it: {fields}.").format(
                fields=", ".join(differing)
            ),
            {name: base[name] for name in differing},
            {name: mine[spec[name].attribute] for name in differing},
            {name: getattr(record, spec[name].attribute) for name in differing},
        )


def _split(values: Mapping[str, Any], spec: Noun) -> tuple[dict[str, Any], dict[str, Any]]:
    if not isinstance(values, Mapping):
        raise InvalidInput(_("A JSON object with fields is needed."))
    plain = {name: value for name, value in values.items() if name not in spec.parts}
    return plain, {name: value for name, value in values.items() if name in spec.parts}


def _store_parts(uow: UnitOfWork, record: Record, spec: Noun, values: Mapping[str, Any]) -> None:
    for name, raw in values.items():
        store_parts(uow, record, spec.parts[name], raw, name)


def store_parts(uow: UnitOfWork, record: Record, parts: Parts, raw: Any, field_name: str) -> None:
    """Make the owned list equal to `raw`, keeping the rows that stay as they are."""
    if not isinstance(raw, list):
        raise InvalidInput(
            _("“{field}” must be {expected}.").format(field=field_name, expected=_("a list")),
            field=field_name,
        )
    owned: list[Record] = getattr(record, parts.attribute)
    with f.inside(field_name):
        wanted = [
            f.read_fields(
                uow,
                parts.fields,
                item if isinstance(item, Mapping) else {next(iter(parts.fields)): item},
                adding=True,
            )
            for item in raw
        ]
    for index, stored in enumerate(wanted):
        if index < len(owned):
            f.store(owned[index], stored)
        else:
            owned.append(parts.model(**stored))
    del owned[len(wanted) :]


def _check_audience(uow: UnitOfWork, audience: m.Audience) -> None:
    seen = {audience.id}
    parent_id = audience.parent_id
    while parent_id is not None:
        if parent_id in seen:
            raise InvalidInput(
                _("“{name}” cannot be a part of itself.").format(name=audience.name),
                field="parent",
            )
        seen.add(parent_id)
        parent_id = uow.get(m.Audience, parent_id).parent_id


NOUNS: dict[str, Noun] = {
    "person": Noun(
        m.Person,
        {
            "name": Field("name", f.line(), required=True),
            "email": Field("email", f.email),
            "role": Field("role", f.term(terms.PersonRole)),
            "department": Field("department", f.line()),
            "phone": Field("phone", f.line(60)),
            "notes": Field("notes", f.paragraphs()),
        },
    ),
    "audience": Noun(
        m.Audience,
        {
            "name": Field("name", f.line(), required=True),
            "parent": Field("parent_id", f.audience),
            "headcount": Field("headcount", f.integer(0, 10_000_000)),
            "languages": Field("languages", f.lines(20)),
            "knowledge_level": Field("knowledge_level", f.term(terms.KnowledgeLevel)),
            "channels": Field("channels", f.words_of(terms.Channel)),
            "lead": Field("lead_id", f.person),
            "shift": Field("shift", f.line()),
        },
        check=_check_audience,
    ),
    "initiative": Noun(
        m.Initiative,
        {
            "name": Field("name", f.line(), required=True),
            "why": Field("why", f.paragraphs()),
            "benefits": Field("benefits", f.paragraphs()),
            "stage": Field("stage", f.term(terms.Stage)),
            "go_live": Field("go_live", f.day),
            "risk_class": Field("risk_class", f.term(terms.RiskClass)),
            "development": Field("development_id", f.person),
            "implementation": Field("implementation_id", f.person),
            "monitoring": Field("monitoring_id", f.person),
            "sponsor": Field("sponsor_id", f.person),
            "change_manager": Field("change_manager_id", f.person),
        },
        {
            "impacts": Parts(
                "impacts",
                m.Impact,
                {
                    "audience": Field("audience_id", f.audience, required=True),
                    "text": Field("text", f.paragraphs(), required=True),
                },
            )
        },
    ),
    "key-message": Noun(
        m.KeyMessage,
        {
            "text": Field("text", f.paragraphs(2_000), required=True),
            "initiative": Field("initiative_id", f.initiative),
            "audience": Field("audience_id", f.audience),
            "proof_points": Field("proof_points", f.lines(1_000)),
            "language": Field("language", f.language),
            "valid_until": Field("valid_until", f.day),
            "sign_off": Field("sign_off", f.term(terms.SignOff)),
        },
    ),
    "cadence": Noun(
        m.Cadence,
        {
            "initiative": Field("initiative_id", f.initiative, required=True),
            "audience": Field("audience_id", f.audience, required=True),
            "kind": Field("kind", f.term(terms.CommunicationKind), required=True),
            "every_weeks": Field("every_weeks", f.integer(1, 104), required=True),
        },
    ),
    "task": Noun(
        m.Task,
        {
            "communication_id": Field("communication_id", f.communication, required=True),
            "original_start": Field(
                "original_start", lambda uow, value, name: value and f.moment(value, name)
            ),
            "title": Field("title", f.line(), required=True),
            "owner_role": Field("owner_role", f.line()),
            "offset_days": Field("offset_days", f.integer(-400, 400)),
            "done_on": Field("done_on", f.day),
        },
    ),
    "review": Noun(
        m.Review,
        {
            "initiative": Field("initiative_id", f.initiative, required=True),
            "date": Field("date", f.day, required=True),
            "committee": Field("committee", f.line()),
            "verdict": Field("verdict", f.term(terms.Verdict)),
            "next_date": Field("next_date", f.day),
        },
        {
            "aspects": Parts(
                "aspects",
                m.ReviewAspect,
                {
                    "aspect": Field("aspect", f.term(terms.Aspect), required=True),
                    "finding": Field("finding", f.paragraphs()),
                },
            ),
            "conditions": Parts(
                "conditions",
                m.ReviewCondition,
                {
                    "text": Field("text", f.paragraphs(), required=True),
                    "owner": Field("owner_id", f.person),
                    "due": Field("due", f.day),
                },
            ),
        },
    ),
    "duty": Noun(
        m.Duty,
        {
            "initiative": Field("initiative_id", f.initiative, required=True),
            "kind": Field("kind", f.term(terms.DutyKind), required=True),
            "source": Field("source", f.paragraphs()),
            "due": Field("due", f.day),
            "done_on": Field("done_on", f.day),
        },
    ),
    "idea": Noun(
        m.Idea,
        {
            "text": Field("text", f.paragraphs(), required=True),
            "initiative": Field("initiative_id", f.initiative),
            "audience": Field("audience_id", f.audience),
            "proposed_on": Field("proposed_on", f.day),
            "outcome": Field("outcome", f.term(terms.IdeaOutcome)),
            "reason": Field("reason", f.paragraphs()),
        },
    ),
    "working-group": Noun(
        m.WorkingGroup,
        {
            "name": Field("name", f.line(), required=True),
            "purpose": Field("purpose", f.paragraphs()),
            "communication_id": Field("communication_id", f.communication),
        },
        {
            "members": Parts(
                "members", m.Membership, {"name": Field("person_id", f.person, required=True)}
            )
        },
    ),
    "training": Noun(
        m.Training,
        {
            "title": Field("title", f.line(), required=True),
            "initiative": Field("initiative_id", f.initiative),
            "audience": Field("audience_id", f.audience),
            "level": Field("level", f.term(terms.KnowledgeLevel)),
            "duration_minutes": Field("duration_minutes", f.integer(1, 10_080)),
            "required": Field("required", f.boolean),
            "communication_id": Field("communication_id", f.communication),
            "completed": Field("completed", f.integer(0, 10_000_000)),
        },
    ),
}
"""Every simple noun."""
