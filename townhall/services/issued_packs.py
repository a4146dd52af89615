"""The note of briefing packs that were written to a file, and what each said of its date."""

from datetime import datetime
from pathlib import Path

from townhall.language import _
from townhall.services.queries.communications import date_row, nearest_date
from townhall.services.queries.issued_packs import shown_of
from townhall.storage import models as m
from townhall.storage.unit_of_work import UnitOfWork


def note_pack(
    uow: UnitOfWork,
    kind: str,
    communication_id: int,
    original_start: datetime | None,
    language: str | None,
    path: Path,
) -> int:
    """Note that a pack was written; None for the nearest date and the plan's language.

    What was handed out cannot be taken back: this is not undone. Returns the note's id. Raises
    NotFound.
    """
    communication = uow.get(m.Communication, communication_id)
    if original_start is None:
        now = uow.clock.local_now(communication.time_zone)
        original_start = nearest_date(uow.session, communication_id, now)
    row = date_row(uow.session, communication_id, original_start)
    note = m.IssuedPack(
        communication_id=communication_id,
        original_start=row.original_start,
        kind=kind,
        language=language or uow.plan.document_language,
        file_name=path.name[:300],
        shown=shown_of(row),
        issued_at=uow.now(),
    )
    uow.session.add(note)
    uow.session.flush()
    uow.undoable = False
    uow.label = _("Made a document of “{title}”").format(title=row.title)
    return note.id
