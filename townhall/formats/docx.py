"""A briefing pack as a Word file: the accessible master, in the house style or a template."""

import re
import zipfile
from datetime import UTC
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from townhall.domain.blocks import LANGUAGE_TAGS, Document, page_words
from townhall.formats.docx_body import BodyWriter, R
from townhall.formats.docx_styles import CELL_MARGIN, HOUSE, TABLE, W, house_styles, style_id, w
from townhall.formats.docx_text import add_text, field_end, field_start

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

# A4 with 20 mm beside and room for header and footer, in twentieths of a point.
_PAGE = (11906, 16838)
_MARGINS = {"top": 1701, "right": 1134, "bottom": 1361, "left": 1134, "header": 709, "footer": 624}
# The zip format cannot hold a time before 1980.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_HYPERLINK = f"{R}/hyperlink"
_FIELDS = {"page": "PAGE", "pages": "NUMPAGES"}

_SETTINGS = """<w:settings xmlns:w="{w}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>
<w:compatSetting w:name="compatibilityMode" w:uri="{office}" w:val="15"/>
<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" w:uri="{office}" w:val="1"/>
<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="{office}" w:val="1"/>
<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="{office}" w:val="1"/>
</w:compat><w:themeFontLang w:val="{tag}"/><w:decimalSymbol w:val="{decimal}"/>
<w:listSeparator w:val="{separator}"/></w:settings>"""
_WORD_2013 = 15
_OFFICE = "http://schemas.microsoft.com/office/word"

_LEVELS = {
    "bullet": ("bullet", "•", "tab", '<w:ind w:left="397" w:hanging="284"/>', ""),
    "decimal": ("decimal", "%1.", "tab", '<w:ind w:left="454" w:hanging="341"/>', ""),
    "heading": ("decimal", "%1", "space", '<w:ind w:left="0" w:firstLine="0"/>', "3946BD"),
}


def to_docx(document: Document, template: bytes | None = None) -> bytes:
    """The pack as .docx; the same document gives the same bytes.

    `template` is a .docx or .dotx whose styles, header, footer and page set-up are used. Raises
    UnreadableFile with the reason when it cannot be.
    """
    if template is None:
        word, styles = _house(document)
    else:
        from townhall.formats.docx_template import open_template, styles_of

        word = open_template(template)
        styles = styles_of(word, large_print=document.large_print)
    _set_language(word, document.language)
    body = word.element.body
    section = body.find(w("sectPr"))
    _frame(word, section, document, styles)
    writer = BodyWriter(
        document,
        styles,
        lambda address: word.part.relate_to(address, _HYPERLINK, is_external=True),
        _text_area(section),
        _table_indent(word),
    )
    body.remove(section)
    body.extend(list(writer.body()))
    body.append(section)
    _add_lists(word, writer.lists, large_print=document.large_print)
    _set_properties(word, document)
    return _same_bytes(word)


def _house(document: Document) -> tuple["WordDocument", dict[str, str]]:
    """An empty document in the house style, without what python-docx's template brings along."""
    import docx

    word = docx.Document()
    package = word.part.package
    for holder in (package, word.part):
        for rel_id, rel in list(holder.rels.items()):
            unwanted = (
                "thumbnail", "stylesWithEffects", "customXml", "webSettings", "extended-properties",
            )  # fmt: skip
            if rel.reltype.rsplit("/", 1)[-1] in unwanted:
                del holder.rels[rel_id]
    _refill(word.styles.element, house_styles(document.language, large_print=document.large_print))
    dutch = document.language == "nl"
    settings = etree.fromstring(
        _SETTINGS.format(
            w=W,
            office=_OFFICE,
            tag=LANGUAGE_TAGS[document.language],
            decimal="," if dutch else ".",
            separator=";" if dutch else ",",
        ),
        etree.XMLParser(remove_blank_text=True),
    )
    _refill(word.settings.element, settings)
    section = word.element.body.find(w("sectPr"))
    _refill(section, ())
    _set_page(section)
    _refill(word.part.numbering_part.element, ())
    names = [style.name for style in HOUSE]
    return word, {name: style_id(name) for name in [*names, TABLE]}


def _set_page(section: Any) -> None:
    """A4, upright, before whatever else a section says of its pages."""
    for tag in ("pgSz", "pgMar"):
        for old in section.findall(w(tag)):
            section.remove(old)
    page, margins = etree.Element(w("pgSz")), etree.Element(w("pgMar"))
    page.set(w("w"), str(_PAGE[0]))
    page.set(w("h"), str(_PAGE[1]))
    for name, value in {**_MARGINS, "gutter": 0}.items():
        margins.set(w(name), str(value))
    before = ("headerReference", "footerReference", "footnotePr", "endnotePr", "type")
    place = sum(element.tag in map(w, before) for element in section)
    section.insert(place, page)
    section.insert(place + 1, margins)


def _refill(element: Any, children: Any) -> None:
    for old in list(element):
        element.remove(old)
    for child in list(children):
        element.append(child)


def _set_language(word: "WordDocument", language: str) -> None:
    """Make the pack's language that of all text that is not tagged otherwise."""
    styles = word.styles.element
    for element in list(styles.iter(w("lang"))):
        element.getparent().remove(element)
    defaults = styles.find(w("docDefaults"))
    if defaults is None:
        defaults = etree.Element(w("docDefaults"))
        styles.insert(0, defaults)
    run_defaults = _child(defaults, "rPrDefault", first=True)
    properties = _child(run_defaults, "rPr", first=True)
    etree.SubElement(properties, w("lang")).set(w("val"), LANGUAGE_TAGS[language])


def _child(parent: Any, tag: str, *, first: bool) -> Any:
    found = parent.find(w(tag))
    if found is None:
        found = etree.Element(w(tag))
        parent.insert(0 if first else len(parent), found)
    return found


def _text_area(section: Any) -> tuple[int, int]:
    """Width and height inside the margins, in twentieths of a point."""
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))

    def of(element: Any, name: str) -> int:
        return abs(int(float(element.get(w(name)) or 0)))

    width = of(size, "w") - of(margins, "left") - of(margins, "right") - of(margins, "gutter")
    return width, of(size, "h") - of(margins, "top") - of(margins, "bottom")


def _table_indent(word: "WordDocument") -> int:
    """What moves a table's edge to the margin, in twentieths of a point.

    Up to Word 2010 the text of the first cell stands at the margin and its edge outside it.
    """
    modes = [
        int(element.get(w("val")) or 0)
        for element in word.settings.element.iter(w("compatSetting"))
        if element.get(w("name")) == "compatibilityMode"
    ]
    return 0 if modes and modes[0] >= _WORD_2013 else CELL_MARGIN


def _frame(word: "WordDocument", section: Any, document: Document, styles: dict[str, str]) -> None:
    """Header and footer, where the template has none of its own; A4 where it has no page."""
    if section.find(w("pgSz")) is None or section.find(w("pgMar")) is None:
        _set_page(section)
    if section.find(w("headerReference")) is None and (
        document.header_left or document.header_right
    ):
        paragraph = _story(word.sections[0].header, styles["header"], section)
        _run(paragraph, document.header_left)
        _to_the_right(paragraph, document.header_right)
    if section.find(w("footerReference")) is None:
        paragraph = _story(word.sections[0].footer, styles["footer"], section)
        _run(paragraph, document.footer)
        _to_the_right(paragraph, "")
        for piece in re.split(r"\{(page|pages)\}", page_words(document.language)):
            field = _FIELDS.get(piece)
            if field:
                field_start(paragraph, f" {field} ")
                _run(paragraph, "1")
                field_end(paragraph)
            else:
                _run(paragraph, piece)


def _story(story: Any, style: str, section: Any) -> Any:
    """The one paragraph of a new header or footer, with a stop at the right margin."""
    story.is_linked_to_previous = False
    paragraph = story.paragraphs[0]._p
    _refill(paragraph, ())
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("pStyle")).set(w("val"), style)
    tabs = etree.SubElement(properties, w("tabs"))
    stop = etree.SubElement(tabs, w("tab"))
    stop.set(w("val"), "right")
    stop.set(w("pos"), str(_text_area(section)[0]))
    return paragraph


def _run(paragraph: Any, text: str) -> None:
    if text:
        add_text(etree.SubElement(paragraph, w("r")), text)


def _to_the_right(paragraph: Any, text: str) -> None:
    etree.SubElement(etree.SubElement(paragraph, w("r")), w("tab"))
    _run(paragraph, text)


def _add_lists(word: "WordDocument", lists: list[str], *, large_print: bool) -> None:
    """A numbering for every list; those of the template keep their numbers."""
    numbering = word.part.numbering_part.element
    taken = [int(e.get(w("abstractNumId"))) for e in numbering.findall(w("abstractNum"))]
    base = max(taken, default=-1) + 1
    offset = max((int(e.get(w("numId"))) for e in numbering.findall(w("num"))), default=0)
    abstract = {kind: base + place for place, kind in enumerate(dict.fromkeys(lists))}
    place = len(taken) + len(numbering.findall(w("numPicBullet")))
    for kind, identity in abstract.items():
        numbering.insert(place, _abstract(kind, identity, large_print=large_print))
        place += 1
    tail = numbering.find(w("numIdMacAtCleanup"))
    for number, kind in enumerate(lists, 1):
        made = etree.Element(w("num"))
        made.set(w("numId"), str(offset + number))
        etree.SubElement(made, w("abstractNumId")).set(w("val"), str(abstract[kind]))
        if kind != "bullet":
            override = etree.SubElement(made, w("lvlOverride"))
            override.set(w("ilvl"), "0")
            etree.SubElement(override, w("startOverride")).set(w("val"), "1")
        if tail is None:
            numbering.append(made)
        else:
            tail.addprevious(made)
    if offset:
        for element in word.element.body.iter(w("numId")):
            element.set(w("val"), str(offset + int(element.get(w("val")))))


def _abstract(kind: str, identity: int, *, large_print: bool) -> etree._Element:
    form, text, after, indent, colour = _LEVELS[kind]
    if large_print:
        indent = indent.replace("397", "567").replace("284", "454")
        indent = indent.replace('"454" w:hanging="341"', '"680" w:hanging="567"')
    look = f'<w:rPr><w:color w:val="{colour}"/></w:rPr>' if colour else ""
    return etree.fromstring(
        f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{identity}">'
        f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:suff w:val="{after}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>{look}</w:lvl></w:abstractNum>'
    )


def _set_properties(word: "WordDocument", document: Document) -> None:
    """Title, author, language and times; nothing of the template's or python-docx's own."""
    properties = word.core_properties
    moment = document.created_utc.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title = document.full_title
    properties.author = properties.last_modified_by = document.author[:255]
    properties.language = LANGUAGE_TAGS[document.language]
    properties.created = properties.modified = moment
    properties.revision = 1
    properties.comments = properties.keywords = properties.subject = properties.category = ""


def _same_bytes(word: "WordDocument") -> bytes:
    """The file with one fixed time on every part, for a zip stamps the time of writing."""
    saved = BytesIO()
    word.save(saved)
    out = BytesIO()
    with (
        zipfile.ZipFile(saved) as written,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as fixed,
    ):
        for name in written.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            fixed.writestr(info, written.read(name))
    return out.getvalue()
