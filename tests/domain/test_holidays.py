"""Public holidays and working days."""

from datetime import date

import pytest

from townhall.domain import holidays
from townhall.domain.errors import InvalidInput

# As printed on a Dutch wall calendar; 5 May is a public holiday in lustrum years (2025, 2030).
DUTCH = {
    date(2026, 1, 1): "Nieuwjaarsdag",
    date(2026, 4, 3): "Goede vrijdag",
    date(2026, 4, 5): "Eerste paasdag",
    date(2026, 4, 6): "Tweede paasdag",
    date(2026, 4, 27): "Koningsdag",
    date(2026, 5, 14): "Hemelvaartsdag",
    date(2026, 5, 24): "Eerste pinksterdag",
    date(2026, 5, 25): "Tweede pinksterdag",
    date(2026, 12, 25): "Eerste kerstdag",
    date(2026, 12, 26): "Tweede kerstdag",
    date(2027, 1, 1): "Nieuwjaarsdag",
    date(2027, 3, 26): "Goede vrijdag",
    date(2027, 3, 28): "Eerste paasdag",
    date(2027, 3, 29): "Tweede paasdag",
    date(2027, 4, 27): "Koningsdag",
    date(2027, 5, 6): "Hemelvaartsdag",
    date(2027, 5, 16): "Eerste pinksterdag",
    date(2027, 5, 17): "Tweede pinksterdag",
    date(2027, 12, 25): "Eerste kerstdag",
    date(2027, 12, 26): "Tweede kerstdag",
}


def test_the_dutch_holidays_of_two_years() -> None:
    found = holidays.holidays_between(date(2026, 1, 1), date(2027, 12, 31), "NL", None, "nl")
    assert found == DUTCH
    assert list(found) == sorted(found)


def test_dutch_holidays_have_english_names() -> None:
    found = holidays.holidays_between(date(2026, 4, 1), date(2026, 4, 30), "NL", "Noord", "en")
    assert found == {
        date(2026, 4, 3): "Good Friday",
        date(2026, 4, 5): "Easter Sunday",
        date(2026, 4, 6): "Easter Monday",
        date(2026, 4, 27): "King's Day",
    }


def test_both_ends_of_the_range_are_included() -> None:
    day = date(2026, 12, 25)
    assert holidays.holidays_between(day, day, "NL", None, "nl") == {day: "Eerste kerstdag"}
    assert holidays.holidays_between(date(2026, 12, 27), day, "NL", None, "nl") == {}


def test_a_region_has_its_own_holidays() -> None:
    corpus_christi = date(2026, 6, 4)
    assert corpus_christi in holidays.holidays_between(
        corpus_christi, corpus_christi, "DE", "BY", "en"
    )
    assert not holidays.holidays_between(corpus_christi, corpus_christi, "DE", "HH", "en")


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [("BE", "nl", "Nieuwjaar"), ("GB", "nl", "New Year's Day"), ("DE", "nl", "New Year's Day")],
)
def test_names_fall_back_to_english(country: str, language: str, name: str) -> None:
    day = date(2026, 1, 1)
    assert holidays.holidays_between(day, day, country, None, language) == {day: name}


def test_without_a_country_there_are_no_holidays() -> None:
    assert holidays.holidays_between(date(2026, 1, 1), date(2026, 12, 31), "", None, "nl") == {}


@pytest.mark.parametrize(
    ("country", "region", "field", "message"),
    [
        ("nl", None, "country", "“nl” is not a country code; did you mean NL (Netherlands)?"),
        (
            *("Nederland", "", "country"),
            "“Nederland” is not a country code; did you mean NL (Netherlands)?",
        ),
        (
            *("QQ", None, "country"),
            "“QQ” is not a country code with known holidays; use one such as NL.",
        ),
        ("DE", "Bayern", "region", "“Bayern” is not a region of DE; did you mean BY?"),
        ("NL", "noord", "region", "“noord” is not a region of NL; did you mean Noord?"),
        ("NL", "Q", "region", "“Q” is not a region of NL; it has Midden, Noord, Zuid."),
        (
            *("AW", "X", "region"),
            "AW has no regions with holidays of their own; leave the region empty.",
        ),
    ],
)
def test_an_unknown_place_is_refused_with_near_matches(
    country: str, region: str | None, field: str, message: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        holidays.check_country(country, region)
    assert (str(caught.value), caught.value.field) == (message, field)
    with pytest.raises(InvalidInput):
        holidays.holidays_between(date(2026, 1, 1), date(2026, 1, 2), country, region, "nl")


def test_pickers_list_countries_and_regions_by_name() -> None:
    dutch, english = holidays.countries("nl"), holidays.countries("en")
    assert ("NL", "Nederland") in dutch
    assert ("NL", "Netherlands") in english
    assert {code for code, _name in dutch} == {code for code, _name in english}
    assert holidays.regions("NL") == [("Midden", "Midden"), ("Noord", "Noord"), ("Zuid", "Zuid")]
    assert ("BY", "Bayern") in holidays.regions("DE")
    assert holidays.regions("AW") == []


def test_every_country_that_is_offered_is_accepted() -> None:
    for code, _name in holidays.countries("en"):
        holidays.check_country(code)


def test_working_days_skip_weekends_and_holidays() -> None:
    days = holidays.holidays_between(date(2026, 4, 1), date(2026, 5, 31), "NL", None, "nl")
    assert holidays.is_working_day(date(2026, 4, 2), days)
    assert not holidays.is_working_day(date(2026, 4, 3), days)
    assert not holidays.is_working_day(date(2026, 4, 4), days)
    assert holidays.add_working_days(date(2026, 4, 2), 1, days) == date(2026, 4, 7)
    assert holidays.add_working_days(date(2026, 4, 7), -1, days) == date(2026, 4, 2)
    assert holidays.add_working_days(date(2026, 4, 4), 1, days) == date(2026, 4, 7)
    assert holidays.add_working_days(date(2026, 4, 4), 0, days) == date(2026, 4, 4)
    assert holidays.add_working_days(date(2026, 4, 24), 20, days) == date(2026, 5, 27)
