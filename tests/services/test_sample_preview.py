"""The preview tells of the sample what the sample itself would show."""

from datetime import date

from townhall.domain.terms import Outcome
from townhall.services.queries.communications import occurrences
from townhall.services.queries.questions import QuestionFilter, accounting
from townhall.services.sample import load_sample
from townhall.services.sample_preview import sample_preview


def test_the_preview_is_the_next_town_hall_of_the_sample(database, clock):
    database.run(load_sample)
    shown = sample_preview(clock)
    found = [
        row
        for row in database.read(occurrences, date(2026, 11, 24), date(2026, 12, 31), "UTC")
        if row.title == shown.title
    ]
    assert (shown.start, shown.end, shown.place) == (
        found[0].start,
        found[0].end,
        found[0].location,
    )
    assert shown.days == (found[0].start.date() - date(2026, 11, 24)).days
    wanted = QuestionFilter(
        communication_id=found[0].communication_id, original_start=found[0].original_start
    )
    counted = database.read(accounting, wanted)
    assert shown.asked == counted.asked
    assert shown.outcomes[Outcome.OPEN] == counted.open
    assert sum(shown.outcomes.values()) == shown.asked
