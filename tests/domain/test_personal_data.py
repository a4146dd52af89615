"""Names, addresses and numbers of people in questions."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townhall.domain.personal_data import is_bsn, personal_data

NAMES = ("Anna Voorbeeld", "Bram van der Proef", "Li Ma")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mail mij: a.voorbeeld@delinde.example.", [("e-mail", "a.voorbeeld@delinde.example")]),
        ("Bel 06-12345678 of toestel 1234", [("phone", "06-12345678")]),
        ("Bel (020) 123 45 67 vandaag", [("phone", "(020) 123 45 67")]),
        ("Call +31 6 1234 5678", [("phone", "+31 6 1234 5678")]),
        ("Patiëntnummer 4471902 is vergeten", [("number", "4471902")]),
        ("BSN 1234.56.789 stond erin", [("number", "1234.56.789")]),
        ("BSN 1112.22.333 stond erin", [("bsn", "1112.22.333")]),
        ("Mijn nummer is 111222333?", [("bsn", "111222333")]),
        ("Personeelsnummer 12345 werkt niet", [("number", "12345")]),
        ("mijn patiëntnr. is 4711, sinds 2024", [("number", "4711")]),
        ("Employee no: AB-1234 and room 1234", [("number", "AB-1234")]),
        ("Anna Voorbeeld en Voorbeeld", [("name", "Anna Voorbeeld"), ("name", "Voorbeeld")]),
        ("In 2025 kwamen er 12.345.678 euro bij", []),
        ("Geboren op 3-4-1950, kamer 12", [("date-of-birth", "3-4-1950")]),
        ("Vraag het aan anna voorbeeld", [("name", "anna voorbeeld")]),
        ("Zei Voorbeeld dat?", [("name", "Voorbeeld")]),
        ("mevrouw De Vries lag er al", [("name", "De Vries")]),
        ("Is dr. Proefman erbij?", [("name", "Proefman")]),
        ("Dit is een voorbeeld van een proef in de MA-fase", []),
        ("Van 1.000.000 scans in 2025-2026 was 12,5 % fout", []),
        ("Hoe laat op 12-3-2026 om 14:05:00?", []),
        ("De patiënt wacht 10 minuten, mevrouw ook", []),
    ],
)
def test_what_tells_who_somebody_is_is_found(text: str, found: list[tuple[str, str]]) -> None:
    findings = personal_data(text, NAMES)
    assert [(f.kind.value, f.text) for f in findings] == found
    assert all(text[f.start : f.end] == f.text for f in findings)


def test_a_citizen_service_number_passes_the_eleven_proof() -> None:
    assert is_bsn("111222333")
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")
    assert not is_bsn("11122233")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=12), max_size=3))
def test_findings_stand_in_the_text_in_order_and_apart(text: str, names: list[str]) -> None:
    findings = personal_data(text, names)
    assert all(text[f.start : f.end] == f.text != "" for f in findings)
    assert all(a.end <= b.start for a, b in pairwise(findings))
