"""When a communication of each kind usually begins and how long it takes, until told otherwise."""

from datetime import time

from townhall.domain.terms import CommunicationKind

USUAL_START = time(10, 0)
"""Wall time; late enough for a shift that begins at eight."""

_MINUTES = {CommunicationKind.PROGRESS_UPDATE: 30, CommunicationKind.TRAINING: 90}


def usual_minutes(kind: CommunicationKind) -> int:
    """How long a communication of `kind` takes, in minutes."""
    return _MINUTES.get(kind, 60)
