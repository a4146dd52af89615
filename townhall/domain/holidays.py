"""Public holidays by country and region, and counting in working days.

The dates come from the `holidays` package, its *public* category: what it does not call public
(in the Netherlands Liberation Day outside lustrum years) is left out.
"""

import difflib
from collections.abc import Container
from datetime import date, timedelta
from functools import cache
from typing import Any, NoReturn

from townhall.domain.errors import InvalidInput
from townhall.language import _

_SATURDAY = 5


def holidays_between(
    first: date, last: date, country: str, region: str | None, language: str
) -> dict[date, str]:
    """Names of the public holidays from `first` to `last`, both included, in order of date.

    `country` is an ISO 3166-1 code (empty: no holidays at all), `region` a code of
    `regions(country)` or None, `language` "nl" or "en"; a country without names in that language
    gives English ones, or its own. InvalidInput (`country`, `region`) when unknown.
    """
    if not country:
        return {}
    check_country(country, region)
    years = range(first.year, last.year + 1)
    named = (pair for year in years for pair in _year(country, region or None, language, year))
    return {day: name for day, name in named if first <= day <= last}


def check_country(country: str, region: str | None = None) -> None:
    """Refuse a country or region without known holidays: InvalidInput (`country`, `region`)."""
    if country not in _codes():
        _refuse_country(country)
    if region and region not in dict(regions(country)):
        _refuse_region(country, region)


@cache
def countries(language: str) -> list[tuple[str, str]]:
    """Code and name, in `language`, of every country with known holidays; sorted by name."""
    named = ((code, _territories(language).get(code, code)) for code in _codes())
    return sorted(named, key=lambda pair: pair[1].casefold())


@cache
def regions(country: str) -> list[tuple[str, str]]:
    """Code and name of the regions of `country`, sorted by name; the package's own names."""
    aliases: dict[str, list[str]] = _calendar(country, None, None, 2026).get_subdivision_aliases()
    named = [(code, names[0] if names else code) for code, names in aliases.items()]
    return sorted(named, key=lambda pair: pair[1].casefold())


def is_working_day(day: date, holidays: Container[date]) -> bool:
    """Whether `day` is Monday to Friday and not one of `holidays`."""
    return day.weekday() < _SATURDAY and day not in holidays


def add_working_days(day: date, number: int, holidays: Container[date]) -> date:
    """The date `number` working days after `day`, before it when negative; `day` itself for 0.

    `holidays` must cover the days passed over.
    """
    step = timedelta(days=1 if number > 0 else -1)
    left = abs(number)
    while left:
        day += step
        if is_working_day(day, holidays):
            left -= 1
    return day


@cache
def _codes() -> frozenset[str]:
    from holidays.registry import COUNTRIES

    return frozenset(names[1] for names in COUNTRIES.values())


@cache
def _year(
    country: str, region: str | None, language: str, year: int
) -> tuple[tuple[date, str], ...]:
    spoken = _spoken(country, language)
    return tuple(sorted(_calendar(country, region, spoken, year).items()))


@cache
def _spoken(country: str, language: str) -> str | None:
    """The package's language code nearest to `language`; None for the country's own."""
    supported: tuple[str, ...] = _calendar(country, None, None, 2026).supported_languages
    wanted = [language, *(code for code in supported if code.startswith(language + "_")), "en_US"]
    return next((code for code in wanted if code in supported), None)


def _calendar(country: str, region: str | None, language: str | None, year: int) -> Any:
    # The package has no types: its calendar is a dict of date and name.
    import holidays

    return holidays.country_holidays(country, subdiv=region, years=year, language=language)


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(language).territories)


def _refuse_country(text: str) -> NoReturn:
    near = _near_countries(text)
    if near:
        message = _("“{name}” is not a country code; did you mean {names}?")
    else:
        message = _("“{name}” is not a country code with known holidays; use one such as NL.")
    names = _(" or ").join(f"{code} ({_territories('en').get(code, code)})" for code in near)
    raise InvalidInput(message.format(name=text, names=names), field="country")


def _refuse_region(country: str, text: str) -> NoReturn:
    known = regions(country)
    if not known:
        message = _("{country} has no regions with holidays of their own; leave the region empty.")
        raise InvalidInput(message.format(country=country), field="region")
    codes = {name.casefold(): code for code, alias in known for name in (code, alias)}
    near = _near(text, codes)
    if near:
        message = _("“{name}” is not a region of {country}; did you mean {names}?")
    else:
        message = _("“{name}” is not a region of {country}; it has {names}.")
    names = _(" or ").join(near) or ", ".join(code for code, _name in known)
    raise InvalidInput(message.format(name=text, country=country, names=names), field="region")


def _near_countries(text: str) -> list[str]:
    codes = _codes()
    if text.strip().upper() in codes:
        return [text.strip().upper()]
    names = {
        name.casefold(): code
        for language in ("en", "nl")
        for code, name in _territories(language).items()
        if code in codes
    }
    return _near(text, names)


def _near(text: str, codes: dict[str, str]) -> list[str]:
    """The codes whose names in `codes` are `text`, or else resemble it."""
    asked = text.strip().casefold()
    if asked in codes:
        return [codes[asked]]
    close = difflib.get_close_matches(asked, codes, 3, 0.6)
    return list(dict.fromkeys(codes[name] for name in close))
