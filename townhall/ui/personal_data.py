"""The questions with personal data that nobody decided about, as something to go to."""

from dataclasses import dataclass

from townhall.ui.screen import Selection


@dataclass(frozen=True, slots=True)
class PersonalDataToDecide(Selection):
    """Those of the communication with `id`; 0 stands for all of them."""
