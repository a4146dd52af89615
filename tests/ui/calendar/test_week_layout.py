"""Where dates stand in a week: beside each other, over midnight, and too many of them."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.ui.calendar.rows import row
from townhall.ui.calendar.week_layout import SHORTEST, lay_out_week

MONDAY = date(2026, 11, 23)


def placed(*rows: object, columns: int = 6) -> list[tuple[int, int, int, int]]:
    """Item, column, columns and width of everything timed."""
    found = lay_out_week(rows, MONDAY, lanes=3, columns=columns)  # type: ignore[arg-type]
    return [(each.item, each.column, each.columns, each.width) for each in found.blocks]


def test_what_overlaps_stands_side_by_side() -> None:
    long = row("2026-11-24T10:00", 120)
    early, late = row("2026-11-24T10:00", 30), row("2026-11-24T11:00", 30)
    alone = row("2026-11-24T14:00", 60)
    assert placed(long, early, late, alone) == [
        (0, 0, 2, 1),
        (1, 1, 2, 1),
        (2, 1, 2, 1),
        (3, 0, 1, 1),
    ]


def test_one_spreads_over_columns_that_are_free_at_its_time() -> None:
    rows = [
        row("2026-11-24T10:00", 120),
        row("2026-11-24T10:00", 60),
        row("2026-11-24T10:00", 60),
        row("2026-11-24T11:15", 30),
    ]
    assert (3, 1, 3, 2) in placed(*rows)


def test_short_ones_in_a_row_do_not_cover_each_other() -> None:
    assert placed(row("2026-11-24T10:00", 5), row("2026-11-24T10:10", 5)) == [
        (0, 0, 2, 1),
        (1, 1, 2, 1),
    ]


def test_a_night_shows_on_both_days_and_is_read_on_the_first() -> None:
    found = lay_out_week([row("2026-11-24T23:00", 120)], MONDAY, lanes=3, columns=6)
    assert [(b.day, b.start, b.end, b.comes_in, b.goes_on) for b in found.blocks] == [
        (1, 1380, 1440, False, True),
        (2, 0, 60, True, False),
    ]
    assert found.days == {date(2026, 11, 24): (0,)}


def test_whole_days_stand_above_and_come_first() -> None:
    rows = [
        row("2026-11-20T00:00", 5 * 1440, all_day=True),
        row("2026-11-24T09:00", 60),
        row("2026-11-24T10:00", 2 * 1440),
    ]
    found = lay_out_week(rows, MONDAY, lanes=3, columns=6)
    assert [(bar.item, bar.first, bar.last, bar.lane) for bar in found.whole.bars] == [
        (0, 0, 1, 0),
        (2, 1, 3, 1),
    ]
    assert found.lanes == 2
    assert found.days[date(2026, 11, 24)] == (0, 2, 1)


def test_forty_at_once_are_counted() -> None:
    rows = [row("2026-11-24T10:00", 60, number) for number in range(40)]
    found = lay_out_week(rows, MONDAY, lanes=3, columns=4)
    assert [block.item for block in found.blocks] == [0, 1, 2]
    assert [(crowd.day, crowd.number, crowd.columns) for crowd in found.crowds] == [(1, 37, 4)]
    assert len(found.days[date(2026, 11, 24)]) == 40


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(0, 24)), max_size=24),
    st.integers(2, 8),
)
def test_nothing_is_lost_and_nothing_overlaps(
    starts: list[tuple[int, int, int]], columns: int
) -> None:
    rows = sorted(
        (
            row(f"2026-11-{23 + day}T{quarter // 4:02}:{quarter % 4 * 15:02}", length * 15, number)
            for number, (day, quarter, length) in enumerate(starts)
        ),
        key=lambda each: each.shown_start,
    )
    found = lay_out_week(rows, MONDAY, lanes=3, columns=columns)
    shown = {block.item for block in found.blocks}
    assert len(shown) + sum(crowd.number for crowd in found.crowds) >= len(rows)
    for one in found.blocks:
        for other in found.blocks:
            if one is other or one.day != other.day:
                continue
            apart = (
                max(one.end, one.start + SHORTEST) <= other.start
                or max(other.end, other.start + SHORTEST) <= one.start
            )
            left = one.column / one.columns, (one.column + one.width) / one.columns
            right = other.column / other.columns, (other.column + other.width) / other.columns
            beside = left[1] <= right[0] + 1e-9 or right[1] <= left[0] + 1e-9
            assert apart or beside
