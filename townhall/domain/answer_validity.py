"""Until when an approved answer holds, and when somebody has to look at it again."""

from datetime import date, timedelta

VALID_DAYS = 90
"""Days after which an approved answer is looked at again, unless another day was set."""


def valid_until(today: date) -> date:
    """The last day an answer approved `today` holds."""
    return today + timedelta(days=VALID_DAYS)


def has_expired(until: date | None, today: date) -> bool:
    """Whether an answer is to be looked at again; one without a day holds for good."""
    return until is not None and until < today
