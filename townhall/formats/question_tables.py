"""Questions as a table: which fields are written, and what stands above them."""

from townhall.formats.record_tables import TableKind
from townhall.language import N_

HEADINGS = {
    "id": N_("Number"),
    "text": N_("Question"),
    "communication_id": N_("Communication number"),
    "source": N_("Source"),
    "source_id": N_("Source ID"),
    "asked_at": N_("Asked on"),
    "audience": N_("Audience"),
    "anonymity": N_("Anonymity"),
    "asker": N_("Asker"),
    "votes": N_("Votes"),
    "theme": N_("Theme"),
    "language": N_("Language"),
    "owner": N_("Owner"),
    "answer_by": N_("Answer by"),
    "state": N_("State"),
    "outcome": N_("Outcome"),
    "decline_reason": N_("Reason for declining"),
    "lead_id": N_("Number of the lead question"),
    "answer": N_("Answer"),
    "times_carried": N_("Times carried over"),
    "follow_ups": N_("Numbers of follow-ups"),
}
"""Every field that is written, in this order, with what a person reads above its column."""

QUESTIONS = TableKind(
    N_("Questions"),
    HEADINGS,
    {"text": 70, "answer": 60, "decline_reason": 40, "audience": 24, "source": 18},
)
