"""Packs in a corporate Word template, which keeps its frame and loses its text and its traps."""

import zipfile
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from lxml import etree

from tests.domain.briefing_samples import MODERATOR
from tests.formats.test_docx import document, paragraphs, parts, xml
from townhall.domain.blocks import Heading, Span, texts
from townhall.domain.briefing_questions import qa_pack
from townhall.domain.errors import UnreadableFile
from townhall.formats.docx import to_docx
from townhall.formats.docx_styles import w
from townhall.formats.docx_template import missing_styles


def template(*, dutch: bool = False, kind: str = "document") -> bytes:
    """A house style with text, a header and, in Dutch, styles under their Dutch names."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Briefhoofd De Linde"
    made.add_heading("Voorbeeldtekst van het sjabloon")
    made.add_paragraph("Nog meer tekst")
    if dutch:
        for level in (1, 2):
            made.styles[f"Heading {level}"].element.find(w("name")).set(w("val"), f"Kop {level}")
    out = BytesIO()
    made.save(out)
    if kind == "document":
        return out.getvalue()
    swapped = BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(swapped, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"document.main+xml", kind.encode())
            new.writestr(name, data)
    return swapped.getvalue()


def test_a_template_keeps_its_header_and_page_and_loses_its_text() -> None:
    made = qa_pack(MODERATOR, "nl")
    data = to_docx(made, template())
    assert paragraphs(data) == texts(made)
    word = docx.Document(BytesIO(data))
    assert word.sections[0].header.paragraphs[0].text == "Briefhoofd De Linde"
    assert word.sections[0].page_width == docx.Document().sections[0].page_width


@pytest.mark.parametrize("names", ["English", "Dutch"])
def test_headings_use_the_template_s_own_style(names: str) -> None:
    data = to_docx(document(Heading(1, (Span("Een"),))), template(dutch=names == "Dutch"))
    styles = [p.find(f"{w('pPr')}/{w('pStyle')}").get(w("val")) for p in xml(data).iter(w("p"))]
    assert styles == ["Title", "Heading1"]


def test_large_print_enlarges_the_template_s_own_styles() -> None:
    made = qa_pack(replace(MODERATOR, large_print=True), "nl")
    data = to_docx(made, template())
    assert paragraphs(data) == texts(made)
    styles = {
        style.name: style.font.size
        for style in docx.Document(BytesIO(data)).styles
        if style.type is not None and hasattr(style, "font")
    }
    assert {styles[name].pt for name in ("Normal", "List Bullet", "List Number")} == {18.0}
    assert styles["Heading 1"].pt > 18


def test_missing_styles_are_named() -> None:
    missing = missing_styles(template())
    assert "heading 1" not in missing
    assert "Answer Say" in missing
    assert missing_styles(to_docx(qa_pack(MODERATOR, "nl"))) == []


def test_a_word_template_becomes_a_document() -> None:
    data = to_docx(document(), template(kind="template.main+xml"))
    assert b"template.main+xml" not in parts(data)["[Content_Types].xml"]
    assert docx.Document(BytesIO(data)).paragraphs[0].text == "Titel"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a Word template"),
        (b"PK\x03\x04 broken", "not a Word template"),
        (
            template(kind="document.macroEnabled.main+xml"),
            "contains macros",
        ),
    ],
)
def test_what_is_no_template_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        to_docx(document(), data)


def test_a_spreadsheet_is_no_template() -> None:
    import openpyxl

    out = BytesIO()
    openpyxl.Workbook().save(out)
    with pytest.raises(UnreadableFile, match="not a Word template"):
        to_docx(document(), out.getvalue())


def test_a_template_s_traps_are_taken_out() -> None:
    made = docx.Document(BytesIO(template()))
    etree.SubElement(made.settings.element, w("updateFields"))
    part = next(
        rel.target_part for rel in made.part.rels.values() if rel.reltype.endswith("/settings")
    )
    part.relate_to(
        "file:///C:/geheim.dotx",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate",
        is_external=True,
    )
    out = BytesIO()
    made.save(out)
    everything = b"".join(parts(to_docx(document(), out.getvalue())).values())
    assert b"updateFields" not in everything
    assert b"geheim" not in everything


def test_a_header_that_fetches_is_refused() -> None:
    made = docx.Document(BytesIO(template()))
    run = made.sections[0].header.paragraphs[0].add_run()._r
    etree.SubElement(run, w("instrText")).text = ' INCLUDEPICTURE "https://volg.example/x.png" '
    out = BytesIO()
    made.save(out)
    with pytest.raises(UnreadableFile, match="fetches something"):
        to_docx(document(), out.getvalue())


def test_a_table_does_not_reach_into_the_margin_of_an_old_template() -> None:
    made = qa_pack(MODERATOR, "nl")
    indents = [
        [element.get(w("w")) for element in xml(data).iter(w("tblInd"))]
        for data in (to_docx(made), to_docx(made, template()))
    ]
    assert indents == [["0", "0"], ["85", "85"]]
