"""The rooms of the window, in the order of the rail; each screen is imported when it is shown."""

from townhall.ui.screen import Place


def places() -> tuple[Place, ...]:
    """All rooms that exist. A factory imports its screen's module itself, to start fast."""
    return ()
