"""Two values of one field side by side: dates and states in words, zones where they differ."""

import pytest

from townhall.domain.publication import Difference
from townhall.ui.settings_screen.difference_words import side_by_side

AMSTERDAM = "2026-12-03 10:00 Europe/Amsterdam"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("field", "ours", "theirs", "shown"),
    [
        (
            *("start", AMSTERDAM, "2026-12-04 09:30 Europe/Amsterdam"),
            ("Thu 3 Dec 2026, 10:00", "Fri 4 Dec 2026, 09:30"),
        ),
        (
            *("end", AMSTERDAM, "2026-12-03 09:00 UTC"),
            ("Thu 3 Dec 2026, 10:00 (Europe/Amsterdam)", "Thu 3 Dec 2026, 09:00 (UTC)"),
        ),
        ("start", "2026-12-03", "2026-12-04", ("Thu 3 Dec 2026", "Fri 4 Dec 2026")),
        ("start", AMSTERDAM, "", (AMSTERDAM, "")),
        ("start", AMSTERDAM, "99999999", (AMSTERDAM, "99999999")),
        ("start", "2026-12-03", "2026-99-99", ("Thu 3 Dec 2026", "2026-99-99")),
        ("status", "CONFIRMED", "CANCELLED", ("Confirmed", "Cancelled")),
        ("status", "TENTATIVE", "X-ODD", ("Planned", "X-ODD")),
        (
            "overrides",
            f"{AMSTERDAM}: 2026-12-03 10:30 Europe/Amsterdam, Town hall, Aula, TENTATIVE",
            f"{AMSTERDAM}: {AMSTERDAM}, Hall, with, commas\n2026-12-10 10:00 Europe/Amsterdam: –",
            (
                "Thu 3 Dec 2026, 10:00 → Thu 3 Dec 2026, 10:30, Town hall, Aula, Planned",
                "Thu 3 Dec 2026, 10:00, Hall, with, commas\nThu 10 Dec 2026, 10:00: left out",
            ),
        ),
        ("overrides", "odd: –", "", ("odd: –", "")),
        ("title", "2026-12-03", "Board", ("2026-12-03", "Board")),
    ],
)
def test_values_are_worded(field: str, ours: str, theirs: str, shown: tuple[str, str]) -> None:
    assert side_by_side(Difference(field, ours, theirs)) == shown
