"""The simple nouns: which field of the contract goes into which column, and what is refused.

Communications, questions and follow-ups have rules of their own in files of those names.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from townhall.domain import terms
from townhall.domain.closed_days import check_period
from townhall.domain.errors import InvalidInput
from townhall.domain.names import same_name
from townhall.domain.run_up import MOST_DAYS
from townhall.language import _
from townhall.services import fields as f
from townhall.services.closed_days import follow_closed_days_everywhere
from townhall.services.dates import check_date
from townhall.services.editing import Field, Parts, Shape
from townhall.services.filter_content import PARTS_OF, check_parts, content
from townhall.services.series import repeats
from townhall.services.sign_off import settle_changed_record
from townhall.storage import models as m
from townhall.storage.base import Record
from townhall.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Noun:
    """How a simple noun is stored; `check` refuses a record that cannot be.

    `follow` is what else in the plan goes along when a record was added, changed or removed.
    """

    model: type[Record]
    shape: Shape
    check: Callable[[UnitOfWork, Any], None] | None = None
    follow: Callable[[UnitOfWork], None] | None = None


STEP_FIELDS: dict[str, Field] = {
    "title": Field("title", f.line(), required=True),
    "owner_role": Field("owner_role", f.line()),
    "offset_days": Field("offset_days", f.integer(-MOST_DAYS, MOST_DAYS)),
}
"""One step of a recipe."""


def _only_one(
    uow: UnitOfWork,
    record: m.Audience | m.Initiative | m.WorkingGroup | m.Recipe | m.Overlay,
) -> None:
    """Names of these are how everything else points at them: each once, in any case."""
    model = type(record)
    with uow.session.no_autoflush:
        rows = list(uow.session.execute(select(model.id, model.name)))
    wanted = same_name(record.name)
    if any(same_name(name) == wanted and other != record.id for other, name in rows):
        raise InvalidInput(
            _("Another {noun} is called “{name}” already. Choose another name.").format(
                noun=terms.noun_label(record.noun), name=record.name
            ),
            field="name",
        )


def _check_filter(uow: UnitOfWork, saved: m.SavedFilter) -> None:
    """The name is how a filter is asked for: once for each screen, in any case."""
    if saved.place not in PARTS_OF:
        raise f.wrong("place", _("one of: {words}").format(words=", ".join(PARTS_OF)))
    check_parts(saved.content, saved.place, "content")
    with uow.session.no_autoflush:
        rows = list(uow.session.scalars(select(m.SavedFilter)))
    same = same_name(saved.name)
    if any(
        each is not saved and each.place == saved.place and same_name(each.name) == same
        for each in rows
    ):
        raise InvalidInput(
            _("Another {noun} is called “{name}” already. Choose another name.").format(
                noun=terms.noun_label(saved.noun), name=saved.name
            ),
            field="name",
        )


def _check_task(uow: UnitOfWork, task: m.Task) -> None:
    check_date(uow, task.communication_id, task.original_start)
    in_series = repeats(uow.get(m.Communication, task.communication_id))
    of_one_date = task.due is not None or task.done_on is not None
    if in_series and task.original_start is None and of_one_date:
        raise InvalidInput(
            _(
                "“{title}” is a step towards every date of a series; a fixed day and a tick "
                "belong to one date. Give its original_start."
            ).format(title=task.title),
            field="original_start",
        )
    if task.of_id is not None:
        of = uow.get(m.Task, task.of_id)
        if of.communication_id != task.communication_id or of.original_start is not None:
            raise InvalidInput(
                _("A step can only stand in for a step towards every date of its series."),
                field="of_id",
            )


def _check_blackout(uow: UnitOfWork, blackout: m.Blackout) -> None:
    check_period(blackout.first_day, blackout.last_day)


def _check_overlay(uow: UnitOfWork, overlay: m.Overlay) -> None:
    """It stands for one thing, and names that alone."""
    _only_one(uow, overlay)
    whom = {"person": overlay.person_id, "audience": overlay.audience_id, "room": overlay.room}
    wanted = overlay.stands_for.value
    if wanted in whom and not whom[wanted]:
        raise InvalidInput(
            _("Say which person, room or audience the calendar “{name}” stands for.").format(
                name=overlay.name
            ),
            field=wanted,
        )
    overlay.person_id = overlay.person_id if wanted == "person" else None
    overlay.audience_id = overlay.audience_id if wanted == "audience" else None
    overlay.room = overlay.room if wanted == "room" else ""
    overlay.read_at = overlay.read_at or uow.now()


def _check_audience(uow: UnitOfWork, audience: m.Audience) -> None:
    _only_one(uow, audience)
    if (audience.shift_start is None) != (audience.shift_end is None):
        lacking = "shift_start" if audience.shift_start is None else "shift_end"
        raise InvalidInput(_("A shift needs both its start and its end."), field=lacking)
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
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "email": Field("email", f.email),
                "role": Field("role", f.term(terms.PersonRole)),
                "department": Field("department", f.line()),
                "phone": Field("phone", f.line(60)),
                "language": Field("language", f.own_language),
                "notes": Field("notes", f.paragraphs()),
            }
        ),
    ),
    "audience": Noun(
        m.Audience,
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "parent": Field("parent_id", f.audience),
                "headcount": Field("headcount", f.integer(0, 10_000_000)),
                "languages": Field("languages", f.lines(20)),
                "knowledge_level": Field("knowledge_level", f.term(terms.KnowledgeLevel)),
                "channels": Field("channels", f.words_of(terms.Channel)),
                "lead": Field("lead_id", f.person),
                "shift": Field("shift", f.line()),
                "shift_start": Field("shift_start", f.clock_time),
                "shift_end": Field("shift_end", f.clock_time),
                "weekly_limit": Field("weekly_limit", f.integer(1, 50, optional=True)),
            }
        ),
        check=_check_audience,
    ),
    "initiative": Noun(
        m.Initiative,
        Shape(
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
            parts={
                "impacts": Parts(
                    "impacts",
                    m.Impact,
                    {
                        "audience": Field("audience_id", f.audience, required=True),
                        "text": Field("text", f.paragraphs(), required=True),
                    },
                    key="audience_id",
                )
            },
        ),
        check=_only_one,
    ),
    "key-message": Noun(
        m.KeyMessage,
        Shape(
            {
                "text": Field("text", f.paragraphs(2_000), required=True),
                "initiative": Field("initiative_id", f.initiative),
                "audience": Field("audience_id", f.audience),
                "proof_points": Field("proof_points", f.lines(1_000)),
                "language": Field("language", f.language),
                "valid_until": Field("valid_until", f.day),
                "sign_off": Field("sign_off", f.term(terms.SignOff)),
                "signed_by": Field("signed_by", f.line()),
            }
        ),
        check=settle_changed_record,
    ),
    "cadence": Noun(
        m.Cadence,
        Shape(
            {
                "initiative": Field("initiative_id", f.initiative, required=True),
                "audience": Field("audience_id", f.audience, required=True),
                "kind": Field("kind", f.term(terms.CommunicationKind), required=True),
                "every_weeks": Field("every_weeks", f.integer(1, 104), required=True),
                "starts_on": Field("starts_on", f.day),
            }
        ),
    ),
    "blackout": Noun(
        m.Blackout,
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "first_day": Field("first_day", f.day, required=True),
                "last_day": Field("last_day", f.day, required=True),
            }
        ),
        check=_check_blackout,
        follow=follow_closed_days_everywhere,
    ),
    "overlay": Noun(
        m.Overlay,
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "color": Field("color", f.term(terms.OverlayColor)),
                "stands_for": Field("stands_for", f.term(terms.StandsFor)),
                "person": Field("person_id", f.person),
                "room": Field("room", f.line()),
                "audience": Field("audience_id", f.audience),
                "shown": Field("shown", f.boolean),
            }
        ),
        check=_check_overlay,
    ),
    "recipe": Noun(
        m.Recipe,
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "kind": Field("kind", f.term(terms.CommunicationKind), required=True),
                "language": Field("language", f.language),
            },
            parts={"steps": Parts("steps", m.RecipeStep, STEP_FIELDS)},
        ),
        check=_only_one,
    ),
    "task": Noun(
        m.Task,
        Shape(
            {
                "communication_id": Field("communication_id", f.communication, required=True),
                "original_start": Field("original_start", f.optional_moment),
                "title": Field("title", f.line(), required=True),
                "owner_role": Field("owner_role", f.line()),
                "owner": Field("owner_id", f.person),
                "offset_days": Field("offset_days", f.integer(-MOST_DAYS, MOST_DAYS)),
                "due": Field("due", f.day),
                "of_id": Field("of_id", f.task),
                "dropped": Field("dropped", f.boolean),
                "done_on": Field("done_on", f.day),
            }
        ),
        check=_check_task,
    ),
    "review": Noun(
        m.Review,
        Shape(
            {
                "initiative": Field("initiative_id", f.initiative, required=True),
                "date": Field("date", f.day, required=True),
                "committee": Field("committee", f.line()),
                "verdict": Field("verdict", f.term(terms.Verdict)),
                "next_date": Field("next_date", f.day),
            },
            parts={
                "aspects": Parts(
                    "aspects",
                    m.ReviewAspect,
                    {
                        "aspect": Field("aspect", f.term(terms.Aspect), required=True),
                        "finding": Field("finding", f.paragraphs()),
                    },
                    key="aspect",
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
    ),
    "duty": Noun(
        m.Duty,
        Shape(
            {
                "initiative": Field("initiative_id", f.initiative, required=True),
                "kind": Field("kind", f.term(terms.DutyKind), required=True),
                "source": Field("source", f.paragraphs()),
                "due": Field("due", f.day),
                "done_on": Field("done_on", f.day),
            }
        ),
    ),
    "idea": Noun(
        m.Idea,
        Shape(
            {
                "text": Field("text", f.paragraphs(), required=True),
                "initiative": Field("initiative_id", f.initiative),
                "audience": Field("audience_id", f.audience),
                "proposed_on": Field("proposed_on", f.day),
                "outcome": Field("outcome", f.term(terms.IdeaOutcome)),
                "reason": Field("reason", f.paragraphs()),
            }
        ),
    ),
    "working-group": Noun(
        m.WorkingGroup,
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "purpose": Field("purpose", f.paragraphs()),
                "communication_id": Field("communication_id", f.communication),
            },
            parts={
                "members": Parts(
                    "members",
                    m.Membership,
                    {"name": Field("person_id", f.person, required=True)},
                    key="person_id",
                )
            },
        ),
        check=_only_one,
    ),
    "saved-filter": Noun(
        m.SavedFilter,
        Shape(
            {
                "name": Field("name", f.line(), required=True),
                "place": Field("place", f.line(60), required=True),
                "content": Field("content", content, required=True),
            }
        ),
        check=_check_filter,
    ),
    "training": Noun(
        m.Training,
        Shape(
            {
                "title": Field("title", f.line(), required=True),
                "initiative": Field("initiative_id", f.initiative),
                "audience": Field("audience_id", f.audience),
                "level": Field("level", f.term(terms.KnowledgeLevel)),
                "duration_minutes": Field("duration_minutes", f.integer(1, 10_080)),
                "required": Field("required", f.boolean),
                "communication_id": Field("communication_id", f.communication),
                "completed": Field("completed", f.integer(0, 10_000_000)),
            }
        ),
    ),
}
"""Every simple noun."""
