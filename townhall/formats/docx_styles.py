"""The house style of a pack in Word: named styles, found in a template or made.

Calibri is on every computer with Word, and Carlito, with the same widths, where there is none.
Sizes are in points, distances in twentieths of a point.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from townhall.domain.blocks import LANGUAGE_TAGS, SaidKind, Tone
from townhall.formats.document_look import INK, LARGE_SIZE, LINE, SAID_TONES, TINT, enlarged

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FONT = "Calibri"
BODY_SIZE = 11.0
CELL_MARGIN = 85


@dataclass(frozen=True, slots=True)
class Style:
    """A style: `name` as Word stores it, other names a template may use, its properties as XML.

    `paragraph` and `run` are the inner XML of pPr and rPr; `scale` of 1 is body size.
    """

    name: str
    kind: str = "paragraph"
    aliases: tuple[str, ...] = ()
    based_on: str = "Normal"
    following: str = ""
    paragraph: str = ""
    run: str = ""
    size: float = BODY_SIZE


def w(name: str) -> str:
    """The Clark name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def _ink(tone: Tone) -> str:
    return f'<w:color w:val="{INK[tone]}"/>'


def _spacing(before: int, after: int) -> str:
    return f'<w:spacing w:before="{before}" w:after="{after}"/>'


def _heading(level: int, size: float, before: int, after: int, rule: str = "") -> Style:
    return Style(
        f"heading {level}",
        aliases=(f"Kop {level}", f"Kop{level}", f"Heading {level}"),
        following="Normal",
        paragraph=f"<w:keepNext/><w:keepLines/>{rule}{_spacing(before, after)}"
        f'<w:outlineLvl w:val="{level - 1}"/>',
        run=f"<w:b/><w:bCs/>{_ink(Tone.PLAIN)}",
        size=size,
    )


def _said(name: str, kind: SaidKind) -> Style:
    bar = f'<w:left w:val="single" w:sz="18" w:space="8" w:color="{INK[SAID_TONES[kind]]}"/>'
    return Style(
        name,
        paragraph=f'<w:keepLines/><w:pBdr>{bar}</w:pBdr>{_spacing(0, 60)}<w:ind w:left="227"/>',
    )


def _callout(tone: Tone, *, title: bool) -> Style:
    edge = f'w:val="single" w:sz="48" w:space="0" w:color="{TINT[tone]}"'
    box = (
        f"<w:pBdr><w:top {edge}/>"
        f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{INK[tone]}"/>'
        f"<w:bottom {edge}/><w:right {edge}/></w:pBdr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT[tone]}"/>'
    )
    indent = '<w:ind w:left="227" w:right="142"/>'
    if title:
        return Style(
            callout_style(tone, title=True),
            following=callout_style(tone, title=False),
            paragraph=f"<w:keepNext/><w:keepLines/>{box}{_spacing(120, 40)}{indent}",
            run=f"<w:b/><w:bCs/>{_ink(tone)}",
        )
    return Style(
        callout_style(tone, title=False),
        paragraph=f"<w:keepLines/>{box}{_spacing(0, 40)}{indent}",
    )


def callout_style(tone: Tone, *, title: bool) -> str:
    """The name of a callout's style."""
    return f"Callout {tone.value.title()}{' Title' if title else ''}"


SAID_STYLES = {
    SaidKind.SAY: "Answer Say",
    SaidKind.IF_PRESSED: "Answer If Pressed",
    SaidKind.UNKNOWN: "Answer Not Known Yet",
}
KICKER, FACTS = "Pack Kind", "Question Facts"
TABLE, TABLE_HEAD, TABLE_TEXT, TABLE_NUMBER = (
    "Pack Table",
    "Table Head",
    "Table Text",
    "Table Figure",
)

_RULE = f'<w:pBdr><w:top w:val="single" w:sz="6" w:space="8" w:color="{LINE}"/></w:pBdr>'
_HEADER_RULE = (
    f'<w:pBdr><w:top w:val="single" w:sz="24" w:space="6" w:color="{INK[Tone.ACCENT]}"/></w:pBdr>'
)

HOUSE: tuple[Style, ...] = (
    Style("Normal", aliases=("Standaard",), based_on="", paragraph=_spacing(0, 120)),
    Style(
        "Title",
        aliases=("Titel",),
        following="Normal",
        paragraph="<w:keepNext/><w:keepLines/>"
        '<w:spacing w:before="0" w:after="60" w:line="240" w:lineRule="auto"/>',
        run=f"<w:b/><w:bCs/>{_ink(Tone.PLAIN)}",
        size=22,
    ),
    Style(
        "Subtitle",
        aliases=("Ondertitel", "Subtitel"),
        following="Normal",
        paragraph=_spacing(0, 160),
        run=_ink(Tone.MUTED),
        size=12,
    ),
    Style(
        KICKER,
        following="Title",
        paragraph=f"<w:keepNext/>{_spacing(120, 20)}",
        run=f"<w:b/><w:bCs/>{_ink(Tone.ACCENT)}",
        size=12,
    ),
    _heading(1, 15, 300, 80, _RULE),
    _heading(2, 12, 200, 20),
    _heading(3, 11, 160, 20),
    Style(
        "List Bullet",
        aliases=("Lijst opsom.teken", "Lijstopsomteken", "Opsomming"),
        paragraph=_spacing(0, 60),
    ),
    Style(
        "List Number",
        aliases=("Lijstnummering", "Lijst nummering"),
        paragraph=_spacing(0, 60),
    ),
    Style(
        FACTS,
        paragraph=f"<w:keepNext/><w:keepLines/>{_spacing(0, 60)}",
        run=_ink(Tone.MUTED),
        size=10,
    ),
    *(_said(name, kind) for kind, name in SAID_STYLES.items()),
    *(
        _callout(tone, title=title)
        for tone in (Tone.PLAIN, Tone.ACCENT, Tone.OK, Tone.WARN, Tone.BAD)
        for title in (True, False)
    ),
    Style(TABLE_TEXT, paragraph=_spacing(30, 30), size=10),
    Style(TABLE_NUMBER, based_on=TABLE_TEXT, paragraph='<w:jc w:val="right"/>', size=10),
    Style(
        TABLE_HEAD,
        based_on=TABLE_TEXT,
        paragraph=f"<w:keepNext/>{_spacing(40, 40)}",
        run="<w:b/><w:bCs/>",
        size=10,
    ),
    Style(
        "TOC Heading",
        aliases=("Kop van inhoudsopgave", "Kopvaninhoudsopgave"),
        following="Normal",
        paragraph=f"<w:keepNext/>{_spacing(240, 60)}",
        run=f"<w:b/><w:bCs/>{_ink(Tone.PLAIN)}",
        size=12,
    ),
    Style("toc 1", aliases=("Inhopg 1", "TOC 1"), paragraph=_spacing(0, 30)),
    Style(
        "header",
        aliases=("Koptekst", "Header"),
        paragraph=_HEADER_RULE + _spacing(0, 0),
        run=_ink(Tone.MUTED),
        size=9,
    ),
    Style(
        "footer",
        aliases=("Voettekst", "Footer"),
        paragraph=_spacing(0, 0),
        run=_ink(Tone.MUTED),
        size=9,
    ),
    Style(
        "Hyperlink",
        kind="character",
        based_on="",
        run=f'{_ink(Tone.ACCENT)}<w:u w:val="single"/>',
        size=0,
    ),
)

_TABLE_XML = f"""<w:style xmlns:w="{W}" w:type="table" w:customStyle="1" w:styleId="PackTable">
<w:name w:val="{TABLE}"/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/></w:tblBorders>
<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>
<w:bottom w:w="30" w:type="dxa"/><w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>
</w:tblPr></w:style>"""

_DEFAULTS = """<w:docDefaults xmlns:w="{w}"><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>
<w:color w:val="{ink}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang w:val="{tag}"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264"
 w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"""


def _parsed(xml: str) -> etree._Element:
    return etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))


def house_styles(language: str, *, large_print: bool) -> Iterator[etree._Element]:
    """The children of a styles part in the house style."""
    size = LARGE_SIZE if large_print else BODY_SIZE
    yield _parsed(
        _DEFAULTS.format(
            w=W, font=FONT, ink=INK[Tone.PLAIN], half=int(size * 2), tag=LANGUAGE_TAGS[language]
        )
    )
    for fixed in (
        '<w:style xmlns:w="{w}" w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style xmlns:w="{w}" w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>',
    ):
        yield _parsed(fixed.format(w=W))
    for style in HOUSE:
        yield style_element(style, large_print=large_print)
    yield _parsed(_TABLE_XML)


def table_style() -> etree._Element:
    """The style of tables."""
    return _parsed(_TABLE_XML)


def style_id(name: str) -> str:
    """The id under which the house style keeps a style."""
    return "".join(part[0].upper() + part[1:] for part in name.split())


_BUILT_IN = frozenset(
    {
        "Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "List Bullet",
        "List Number", "TOC Heading", "toc 1", "header", "footer", "Hyperlink",
    }
)  # fmt: skip


def style_element(style: Style, *, large_print: bool) -> etree._Element:
    """The w:style element of `style`, with 18 points as the least size in large print."""
    attributes = f'w:type="{style.kind}" w:styleId="{style_id(style.name)}"'
    if style.name == "Normal":
        attributes += ' w:default="1"'
    elif style.name not in _BUILT_IN:
        attributes += ' w:customStyle="1"'
    inner = f'<w:name w:val="{style.name}"/>'
    if style.based_on:
        inner += f'<w:basedOn w:val="{style_id(style.based_on)}"/>'
    if style.following:
        inner += f'<w:next w:val="{style_id(style.following)}"/>'
    inner += "<w:qFormat/>"
    if style.paragraph:
        inner += f"<w:pPr>{style.paragraph}</w:pPr>"
    run = _sized(style, large_print=large_print)
    if run:
        inner += f"<w:rPr>{run}</w:rPr>"
    return _parsed(f'<w:style xmlns:w="{W}" {attributes}>{inner}</w:style>')


def _sized(style: Style, *, large_print: bool) -> str:
    """The run properties with their size, which the schema wants before underlining."""
    size = enlarged(style.size, BODY_SIZE) if large_print else style.size
    if not style.size:
        return style.run
    half = int(size * 2)
    return f'{style.run}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
