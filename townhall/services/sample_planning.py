"""The communications calendar of the sample, as a colleague might have kept it in a spreadsheet."""

import re
from datetime import date, timedelta

from townhall.domain.clock import Clock
from townhall.services.sample import WRITTEN_FOR, read_sample, sample_file

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def sample_planning(clock: Clock) -> bytes:
    """The file as Excel writes it in the Netherlands, its dates moved along with the sample's."""
    _sample, today = read_sample(clock)
    moved = timedelta(weeks=(today - WRITTEN_FOR) // timedelta(weeks=1))

    def shifted(match: re.Match[str]) -> str:
        return f"{date.fromisoformat(match[0]) + moved:%d-%m-%Y}"

    text = sample_file("planning.csv").read_text(encoding="utf-8")
    return _DAY.sub(shifted, text).replace("\n", "\r\n").encode("cp1252")
