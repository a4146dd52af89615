"""Questions as a table: the sheet that their fields are written to."""

from townhall.domain.exported_questions import HEADINGS
from townhall.formats.record_tables import TableKind
from townhall.language import N_

QUESTIONS = TableKind(
    N_("Questions"),
    HEADINGS,
    {"text": 70, "answer": 60, "translation": 60, "decline_reason": 40, "audience": 24},
)

_SHARED = (
    *("id", "text", "votes", "theme", "language", "outcome"),
    *("decline_kind", "decline_reason", "answer", "translation"),
)
TO_SHARE = TableKind(
    QUESTIONS.name, {field: HEADINGS[field] for field in _SHARED}, QUESTIONS.widths
)
"""What others may see of questions."""
