"""Signing off communications and key messages: draft, in review, approved, and what undoes it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect
from sqlalchemy.orm import InstanceState

from townhall.domain.errors import InvalidInput
from townhall.domain.sign_off import DATE_TITLES, ChangedText, changed_texts
from townhall.domain.terms import SignOff
from townhall.language import _
from townhall.storage import models as m

if TYPE_CHECKING:
    # Queries of the command line say what changed, and need not wait for it.
    from townhall.storage.unit_of_work import UnitOfWork

Signed = m.Communication | m.KeyMessage

_MODELS: dict[str, type[m.Communication] | type[m.KeyMessage]] = {
    m.Communication.noun: m.Communication,
    m.KeyMessage.noun: m.KeyMessage,
}
_MINE = ("sign_off", "signed_by")


def submit_for_review(uow: UnitOfWork, noun: str, record_id: int) -> None:
    """Lay a communication or key message (`noun`) before somebody else. Raises NotFound."""
    _sign(uow, uow.get(_MODELS[noun], record_id), SignOff.IN_REVIEW, "")
    uow.label = _("Submitted for review")


def approve(uow: UnitOfWork, noun: str, record_id: int, approved_by: str) -> None:
    """Approve its texts as they stand; `approved_by` is who read them.

    Raises NotFound; InvalidInput (`signed_by`) when nobody is named: a second pair of eyes has a
    name.
    """
    record = uow.get(_MODELS[noun], record_id)
    name = " ".join(approved_by.split())
    if not name:
        raise InvalidInput(_("Say who approves it."), field="signed_by")
    _sign(uow, record, SignOff.APPROVED, name)
    uow.label = _("Approved the text")


def back_to_draft(uow: UnitOfWork, noun: str, record_id: int) -> None:
    """Take it back to be written on; an approval is withdrawn. Raises NotFound."""
    _sign(uow, uow.get(_MODELS[noun], record_id), SignOff.DRAFT, "")
    uow.label = _("Made it a draft again")


def texts_of(record: Signed) -> dict[str, str]:
    """What is signed off of a record."""
    if isinstance(record, m.KeyMessage):
        return {"text": record.text, "proof_points": "\n".join(record.proof_points or ())}
    own = sorted({each.title for each in record.overrides if each.title})
    return {
        "title": record.title,
        "objective": record.objective or "",
        DATE_TITLES: "\n".join(own),
    }


def changes_since(record: Signed) -> tuple[ChangedText, ...]:
    """What was changed since the texts were approved last."""
    return changed_texts(record.approved, texts_of(record)) if record.approved else ()


def remember_texts(record: Signed) -> None:
    """Note what was approved where that was not written down, before anything changes."""
    if record.sign_off is SignOff.APPROVED and record.approved is None:
        record.approved = texts_of(record)


def settle_sign_off(uow: UnitOfWork, record: Signed, changed: Collection[str]) -> None:
    """Let the sign-off follow from what was set; `changed` are the attributes that were.

    Other words after an approval have to be read again. Whoever sets `sign_off` to approved
    without a name has approved it. Raises InvalidInput (`signed_by`) for a name without approval.
    """
    if "sign_off" in changed:
        named = record.signed_by if "signed_by" in changed else ""
        _sign(uow, record, record.sign_off, named or uow.actor)
    elif record.sign_off is not SignOff.APPROVED:
        if "signed_by" in changed and record.signed_by:
            raise InvalidInput(
                _("Only what is approved is signed off by somebody: set sign_off to approved too."),
                field="signed_by",
            )
    elif "signed_by" in changed and record.signed_by:
        _sign(uow, record, SignOff.APPROVED, record.signed_by)
    elif changes_since(record):
        record.sign_off = SignOff.IN_REVIEW
        record.signed_by, record.signed_at = "", None


def settle_changed_record(uow: UnitOfWork, record: Signed) -> None:
    """The same for a record whose attributes were set and not yet written to the database."""
    state: InstanceState[Any] = inspect(record)
    history = {name: state.attrs[name].history for name in (*_MINE, "text", "proof_points")}
    changed = {name for name, past in history.items() if past.has_changes()}
    was_approved = "sign_off" not in changed and record.sign_off is SignOff.APPROVED
    if was_approved and record.approved is None and state.persistent:
        record.approved = _texts_before(record, history)
    settle_sign_off(uow, record, changed)


def _texts_before(record: Signed, history: dict[str, Any]) -> dict[str, str]:
    before = texts_of(record)
    if history["text"].deleted:
        before["text"] = history["text"].deleted[0]
    if history["proof_points"].deleted:
        before["proof_points"] = "\n".join(history["proof_points"].deleted[0])
    return before


def _sign(uow: UnitOfWork, record: Signed, state: SignOff, name: str) -> None:
    approved = state is SignOff.APPROVED
    record.sign_off = state
    record.signed_by = name if approved else ""
    record.signed_at = uow.now() if approved else None
    if approved:
        record.approved = texts_of(record)
    elif state is SignOff.DRAFT:
        record.approved = None
