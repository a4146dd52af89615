"""Small exports of questions, one per tool and oddity, and broken ones."""

from pathlib import Path
from zoneinfo import ZoneInfo

from townhall.domain.errors import InvalidInput, UnreadableFile
from townhall.domain.question_import import ImportResult, candidates
from townhall.domain.terms import Anonymity
from townhall.formats.tables import read_table

FOLDER = Path(__file__).parent.parent / "data" / "questions"
ZONE = ZoneInfo("Europe/Amsterdam")


def result_of(
    source: Path | bytes, name: str = "", names: Anonymity = Anonymity.HELD_BY_SOURCE
) -> ImportResult:
    return candidates(read_table(source, name), names=names, zone=ZONE)


def outcome_of(source: Path | bytes, name: str = "") -> ImportResult | str:
    """The questions, or the sentence of the refusal; any other error fails the test."""
    try:
        return result_of(source, name)
    except (UnreadableFile, InvalidInput) as refused:
        return str(refused)
