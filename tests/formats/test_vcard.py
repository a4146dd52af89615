"""Contact cards of three versions, as telephones and Outlook write them, and broken ones."""

from pathlib import Path

import pytest
import vobject
from hypothesis import example, given, settings
from hypothesis import strategies as st

from townhall.domain.errors import UnreadableFile
from townhall.domain.people_import import people
from townhall.domain.tables import Table
from townhall.formats.vcard import COLUMNS, read_vcards

V4 = """BEGIN:VCARD
VERSION:4.0
FN:Anna van Voorbeeld
N:Voorbeeld;Anna;van;;
EMAIL;PREF=2;TYPE=work:oud@delinde.example
item1.EMAIL;PREF=1:mailto:a.voorbeeld@delinde.example
TEL;VALUE=uri;TYPE="work,voice":tel:+31-6-1234-5678
ORG:Ziekenhuis De Linde;Beeldvorming;Radiologie
TITLE:Radioloog\\, hoofd
END:VCARD
""".replace("\n", "\r\n")
V3 = """BEGIN:VCARD
VERSION:3.0
N:Proefman;Bram;;dr.;
EMAIL;TYPE=HOME:bram@thuis.example
EMAIL;TYPE=INTERNET,WORK:b.proefman@de
 linde.example
ORG:De Linde\\;Oost;Spoedeisende
  Hulp
ROLE:SEH-arts
NOTE:een\\nregel
END:VCARD
""".replace("\n", "\r\n")
V21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Verzonn=E9;Ilse
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ilse Verzonn=C3=
=A9
EMAIL;INTERNET;PREF:i.verzonne@delinde.example
TITLE;QUOTED-PRINTABLE:Verpleegkundige
PHOTO;ENCODING=BASE64;TYPE=JPEG:
 /9j/4AAQSkZJRgABAQEAYABgAAD=
END:VCARD
""".replace("\n", "\r\n")

ANNA = (
    "Anna van Voorbeeld",
    "a.voorbeeld@delinde.example",
    "Radioloog, hoofd",
    "Radiologie",
    "+31-6-1234-5678",
)
BRAM = ("dr. Bram Proefman", "b.proefman@delinde.example", "SEH-arts", "Spoedeisende Hulp", "")
ILSE = ("Ilse Verzonné", "i.verzonne@delinde.example", "Verpleegkundige", "", "")


def rows(table: Table) -> list[tuple[str, ...]]:
    return [row.cells for row in table.rows]


@pytest.mark.parametrize(("text", "person"), [(V4, ANNA), (V3, BRAM), (V21, ILSE)])
def test_each_version_is_read(text: str, person: tuple[str, ...]) -> None:
    table = read_vcards(text.encode(), "p.vcf")
    assert rows(table) == [COLUMNS, person]
    assert table.problems == ()


def test_several_cards_with_the_lines_they_begin_on(tmp_path: Path) -> None:
    path = tmp_path / "collega's.vcf"
    path.write_bytes(b"\xef\xbb\xbf" + (V4 + "\r\n" + V3 + V21).encode())
    table = read_vcards(path)
    assert [(row.number, row.cells[0]) for row in table.rows[1:]] == [
        (1, ANNA[0]),
        (12, BRAM[0]),
        (23, ILSE[0]),
    ]
    result = people(table)
    assert [(p.name, p.job_title, p.row) for p in result.candidates] == [
        (ANNA[0], "Radioloog, hoofd", 1),
        (BRAM[0], "SEH-arts", 12),
        (ILSE[0], "Verpleegkundige", 23),
    ]
    assert result.problems == ()


def test_outlook_writes_cp1252() -> None:
    table = read_vcards("BEGIN:VCARD\nFN:Zoë Fictief\nEND:VCARD\n".encode("cp1252"), "p.vcf")
    assert rows(table)[1][0] == "Zoë Fictief"


def test_what_another_library_writes_is_read() -> None:
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family="Voorbeeld", given="Anna")
    card.add("fn").value = "Anna; Voorbeeld, \\ " + "lang " * 30
    card.add("email").value = "a.voorbeeld@delinde.example"
    card.add("org").value = ["De Linde", "Zorg, welzijn; en meer"]
    card.add("title").value = "Radioloog"
    table = read_vcards(card.serialize().encode(), "p.vcf")
    assert rows(table)[1] == (
        ("Anna; Voorbeeld, \\ " + "lang " * 30).strip(),
        "a.voorbeeld@delinde.example",
        "Radioloog",
        "Zorg, welzijn; en meer",
        "",
    )


def test_broken_cards_are_told_and_the_others_read() -> None:
    text = (
        "BEGIN:VCARD\nFN:Zonder Einde\nBEGIN:VCARD\nzomaar tekst\nFN:Anna Voorbeeld\nEND:VCARD\n"
        "BEGIN:VCARD\nKIND:group\nFN:Team\nEND:VCARD\nBEGIN:VCARD\nFN:Afgebroken"
    )
    table = read_vcards(text.encode(), "p.vcf")
    assert rows(table)[1:] == [("Anna Voorbeeld", "", "", "", "")]
    assert [(p.row, p.message) for p in table.problems] == [
        (1, "The contact card that begins here has no end; it was left out."),
        (4, "This line is not part of a contact card; it was left out."),
        (11, "The contact card that begins here has no end; it was left out."),
    ]


@pytest.mark.parametrize(
    "data", [b"", b"Naam,E-mail\r\nAnna,a@b.example\r\n", b"BEGIN:VCALENDAR\n"]
)
def test_a_file_without_cards_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_vcards(data, "p.vcf")
    assert str(refused.value) == (
        "p.vcf holds no contact cards. Export the contacts as vCard (.vcf)."
    )


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200))
@example(b"FN;CHARSET=utf-7;ENCODING=QUOTED-PRINTABLE:=ZZ+A=")
@example(b"N:\\;;;;;;\nORG:;\nTEL:\nEMAIL;PREF=x:")
@example(b'FN;X="a:b;c":d\n\tmeer\n END:VCARD')
def test_any_bytes_give_people_or_one_sentence(data: bytes) -> None:
    for content in (data, b"BEGIN:VCARD\n" + data + b"\nEND:VCARD\n"):
        try:
            table = read_vcards(content, "p.vcf")
        except UnreadableFile:
            continue
        people(table)
