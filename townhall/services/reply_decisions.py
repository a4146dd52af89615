"""Deciding on answers that are doubtful, and on other times that people propose."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from townhall.domain.errors import InvalidInput
from townhall.domain.terms import ReplyVerdict
from townhall.language import _
from townhall.services.communications import change_communication
from townhall.services.ripple import move_with_ripple
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork

DateKey = tuple[int, datetime]

_DECISIONS = (ReplyVerdict.ACCEPTED, ReplyVerdict.REFUSED)


def accept_reply(uow: UnitOfWork, reply_id: int, *, invite: bool = False, email: str = "") -> None:
    """Let an answer count that waits for a decision.

    `invite` puts the person on the invitation too; `email` says who is meant where a list gave a
    name only. Raises NotFound; InvalidInput when it does not wait, or has no address to invite.
    """
    reply = _waiting(uow, reply_id)
    if email:
        reply.email = email
    reply.verdict = ReplyVerdict.ACCEPTED
    reply.decided_at = uow.now()
    if invite:
        _invite(uow, reply)
    uow.label = _("Took in the answer of {name}").format(name=reply.name or reply.email)


def refuse_reply(uow: UnitOfWork, reply_id: int) -> None:
    """Leave an answer out; of a counter-proposal the answer counts, and the date stays.

    Raises NotFound; InvalidInput when it does not wait for a decision.
    """
    reply = _waiting(uow, reply_id)
    reply.verdict = ReplyVerdict.REFUSED
    reply.decided_at = uow.now()
    name = reply.name or reply.email
    if reply.proposed_start is not None:
        uow.label = _("Kept the date that {name} wanted to move").format(name=name)
    else:
        uow.label = _("Left out the answer of {name}").format(name=name)


def move_to_proposed(
    uow: UnitOfWork, reply_id: int, *, along: Collection[str] | None = None
) -> DateKey:
    """Move the date to the time that somebody proposes, with what moves along (`along`).

    Returns the communication and original start by which the date is known afterwards. Raises
    NotFound; InvalidInput when it does not wait, proposes no time, or the date cannot go there.
    """
    reply = _waiting(uow, reply_id)
    if reply.proposed_start is None or reply.original_start is None:
        raise InvalidInput(
            _("{name} proposes no time for one date; there is nothing to move to.").format(
                name=reply.name or reply.email
            )
        )
    values: dict[str, Any] = {"start": reply.proposed_start.isoformat()}
    if reply.proposed_minutes:
        values["duration_minutes"] = reply.proposed_minutes
    key = move_with_ripple(uow, reply.communication_id, reply.original_start, values, along=along)
    reply.verdict = ReplyVerdict.ACCEPTED
    reply.decided_at = uow.now()
    return key


def change_reply(uow: UnitOfWork, reply_id: int, values: Mapping[str, Any]) -> None:
    """Decide on an answer as the command line does.

    `values` hold the `verdict` (accepted or refused); with accepted also `invite`, `email`, or
    `move` for a counter-proposal. Raises NotFound, InvalidInput.
    """
    unknown = values.keys() - {"verdict", "invite", "email", "move"}
    if unknown or values.get("verdict") not in _DECISIONS:
        raise InvalidInput(
            _("Of an answer only the verdict can be changed, to accepted or refused."),
            field=min(unknown, default="verdict"),
        )
    if values["verdict"] == ReplyVerdict.REFUSED:
        refuse_reply(uow, reply_id)
    elif values.get("move") is True:
        move_to_proposed(uow, reply_id)
    else:
        email = values.get("email", "")
        accept_reply(
            uow,
            reply_id,
            invite=values.get("invite") is True,
            email=email if isinstance(email, str) else "",
        )


def remove_reply(uow: UnitOfWork, reply_id: int) -> None:
    """Remove an answer from the plan. Raises NotFound."""
    reply = uow.get(m.Reply, reply_id)
    uow.session.delete(reply)
    uow.label = _("Removed the answer of {name}").format(name=reply.name or reply.email)


def _waiting(uow: UnitOfWork, reply_id: int) -> m.Reply:
    reply = uow.get(m.Reply, reply_id)
    if reply.verdict is not ReplyVerdict.ASK or reply.decided_at is not None:
        raise InvalidInput(_("This answer does not wait for a decision."), field="verdict")
    return reply


def _invite(uow: UnitOfWork, reply: m.Reply) -> None:
    communication = uow.get(m.Communication, reply.communication_id)
    invited = [
        {"name": each.name, "email": each.email, "role": each.role.value}
        for each in communication.attendees
    ]
    if any(each["email"].casefold() == reply.email.casefold() for each in invited):
        return
    change_communication(
        uow,
        communication.id,
        {"attendees": [*invited, {"name": reply.name, "email": reply.email}]},
    )
