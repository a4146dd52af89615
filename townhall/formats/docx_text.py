"""Text and fields inside a paragraph of WordprocessingML."""

from lxml import etree

from townhall.formats.docx_styles import w

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_R, _T, _BR, _TAB = w("r"), w("t"), w("br"), w("tab")


def add_text(run: etree._Element, text: str) -> None:
    """`text` in a run: line feeds and tabs as their own elements, outer blanks kept."""
    if "\n" not in text and "\t" not in text:
        _plain_text(run, text)
        return
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, _BR)
        for place, piece in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, _TAB)
            if piece:
                _plain_text(run, piece)


def _plain_text(run: etree._Element, text: str) -> None:
    element = etree.SubElement(run, _T)
    element.text = text
    if text[0].isspace() or text[-1].isspace():
        element.set(_SPACE, "preserve")


def field_start(paragraph: etree._Element, code: str) -> None:
    """The opening of a complex field, up to its result."""
    for kind in ("begin", "", "separate"):
        run = etree.SubElement(paragraph, _R)
        if kind:
            etree.SubElement(run, w("fldChar")).set(w("fldCharType"), kind)
        else:
            instruction = etree.SubElement(run, w("instrText"))
            instruction.text = code
            instruction.set(_SPACE, "preserve")


def field_end(paragraph: etree._Element) -> None:
    """The end of a complex field."""
    run = etree.SubElement(paragraph, _R)
    etree.SubElement(run, w("fldChar")).set(w("fldCharType"), "end")
