"""Names are compared as people do."""

import pytest

from townhall.domain.names import alphabetical, same_name


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "ANNA"), ("Één", "één"), ("Zoe\u0308", "ZOË"), ("Straße", "STRASSE")],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)


def test_accents_tell_names_apart() -> None:
    assert same_name("Zoe") != same_name("Zoë")


def test_accents_and_case_do_not_change_the_alphabet() -> None:
    names = ["Zand", "Émile", "anna", "Ed", "Åsa", "Emma"]
    assert sorted(names, key=alphabetical) == ["anna", "Åsa", "Ed", "Émile", "Emma", "Zand"]
