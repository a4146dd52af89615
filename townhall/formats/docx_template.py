"""A corporate Word template made safe to write in: checked, its body emptied, its frame kept."""

import copy
import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

from lxml import etree

from townhall.domain.errors import UnreadableFile
from townhall.formats.document_look import enlarged
from townhall.formats.docx_styles import (
    BODY_SIZE,
    HOUSE,
    TABLE,
    Style,
    W,
    style_element,
    table_style,
    w,
)
from townhall.language import _

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEMPLATE_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_DOCUMENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LARGEST = 64 * 1024 * 1024
_SAFE_LINK = re.compile(r"(https?|mailto|tel):", re.IGNORECASE)
_FETCHING = re.compile(
    r"^\s*(INCLUDETEXT|INCLUDEPICTURE|LINK|DDE|DDEAUTO|MACROBUTTON|DATABASE|IMPORT)\b",
    re.IGNORECASE,
)


def open_template(template: bytes) -> "WordDocument":
    """The template as a document with an empty body.

    Header, footer, logo and page set-up stay. Raises UnreadableFile with the reason when it is
    not a Word template, holds macros, or fetches something when opened.
    """
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(BytesIO(_as_document(template)))
    except (OpcError, KeyError, ValueError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise UnreadableFile(_unreadable()) from error
    _refuse_fetching(document)
    _empty_body(document)
    _settle(document)
    _make_external_safe(document)
    return document


def missing_styles(template: bytes) -> list[str]:
    """The names of the styles that the template lacks and that a pack therefore brings along."""
    document = open_template(template)
    found = _by_name(document)
    return [style.name for style in HOUSE if _find(found, style) is None]


def _unreadable() -> str:
    return _("This is not a Word template; choose a .docx or .dotx file that Word opens.")


def _as_document(template: bytes) -> bytes:
    """The bytes with the content type of a document; macros and zip bombs are refused."""
    try:
        with zipfile.ZipFile(BytesIO(template)) as package:
            if sum(info.file_size for info in package.infolist()) > _LARGEST:
                raise UnreadableFile(
                    _("The Word template is larger than 64 MB; choose one without big pictures.")
                )
            names = package.namelist()
            types = package.read("[Content_Types].xml")
            if b"macroEnabled" in types or any("vbaProject" in name for name in names):
                raise UnreadableFile(
                    _(
                        "The Word template contains macros. Save it in Word as .docx or .dotx "
                        "and choose that file."
                    )
                )
            if _TEMPLATE_TYPE.encode() not in types:
                return template
            return _swapped(package, types)
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile(_unreadable()) from error


def _swapped(package: zipfile.ZipFile, types: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copied:
        for info in package.infolist():
            data = package.read(info)
            if info.filename == "[Content_Types].xml":
                data = types.replace(_TEMPLATE_TYPE.encode(), _DOCUMENT_TYPE.encode())
            copied.writestr(info.filename, data)
    return out.getvalue()


def _stories(document: "WordDocument") -> list[Any]:
    """The parts with text: the body, headers, footers, notes."""
    parts = [document.part]
    parts += [
        rel.target_part
        for rel in document.part.rels.values()
        if not rel.is_external and hasattr(rel.target_part, "element")
    ]
    return parts


def _refuse_fetching(document: "WordDocument") -> None:
    for part in _stories(document):
        instructions = [element.text or "" for element in part.element.iter(w("instrText"))]
        instructions += [
            element.get(w("instr"), "") for element in part.element.iter(w("fldSimple"))
        ]
        if part is not document.part and any(map(_FETCHING.match, instructions)):
            raise UnreadableFile(
                _(
                    "The header or footer of the Word template fetches something from elsewhere; "
                    "remove that field in Word and choose the file again."
                )
            )


def _empty_body(document: "WordDocument") -> None:
    body = document.element.body
    sections = list(body.iter(w("sectPr")))
    last = sections[-1] if sections else etree.SubElement(body, w("sectPr"))
    _inherit(last, sections[:-1])
    for child in list(body):
        body.remove(child)
    body.append(last)
    used = set(re.findall(r'r:[a-z]+="(rId[^"]+)"', etree.tostring(body, encoding="unicode")))
    for rel_id, rel in list(document.part.rels.items()):
        kind = rel.reltype.rsplit("/", 1)[-1]
        disposable = ("image", "hyperlink", "header", "footer", "chart", "oleObject", "package")
        if kind in disposable and rel_id not in used:
            del document.part.rels[rel_id]


def _inherit(last: Any, earlier: list[Any]) -> None:
    """Copy the headers and footers the last section takes over from earlier ones."""
    for tag in ("headerReference", "footerReference"):
        have = {element.get(w("type")) for element in last.findall(w(tag))}
        for section in reversed(earlier):
            for reference in section.findall(w(tag)):
                if reference.get(w("type")) not in have:
                    have.add(reference.get(w("type")))
                    last.insert(0, copy.deepcopy(reference))
    for section in [last]:
        kind = section.find(w("type"))
        if kind is not None:
            section.remove(kind)


def _settle(document: "WordDocument") -> None:
    """Nothing asks or is recalculated when the file opens."""
    settings = document.settings.element
    for tag in ("updateFields", "attachedTemplate", "documentProtection", "mailMerge"):
        for element in list(settings.iter(w(tag))):
            element.getparent().remove(element)
    for part in _stories(document):
        for element in part.element.iter(w("fldChar"), w("fldSimple")):
            element.attrib.pop(w("dirty"), None)


def _make_external_safe(document: "WordDocument") -> None:
    """Take out links to files and pictures that would be fetched."""
    for part in document.part.package.iter_parts():
        for rel_id, rel in list(part.rels.items()):
            if not rel.is_external:
                continue
            if rel.reltype.endswith("/hyperlink") and _SAFE_LINK.match(rel.target_ref):
                continue
            if hasattr(part, "element"):
                _unlink(part.element, rel_id)
            del part.rels[rel_id]


def _unlink(root: Any, rel_id: str) -> None:
    for element in list(root.iter()):
        if not any(
            key.startswith(f"{{{_R}}}") and value == rel_id for key, value in element.items()
        ):
            continue
        parent = element.getparent()
        if element.tag == w("hyperlink"):
            for run in list(element):
                element.addprevious(run)
        while parent is not None and element.tag not in (w("hyperlink"), w("r")):
            element, parent = parent, parent.getparent()
        if parent is not None:
            parent.remove(element)


def _by_name(document: "WordDocument") -> dict[str, str]:
    """Style ids by lower-case name and alias."""
    found: dict[str, str] = {}
    for element in document.styles.element.findall(w("style")):
        name = element.find(w("name"))
        identity = element.get(w("styleId")) or ""
        if name is not None:
            found.setdefault((name.get(w("val")) or "").lower(), identity)
        aliases = element.find(w("aliases"))
        for alias in (aliases.get(w("val")) or "").split(",") if aliases is not None else ():
            found.setdefault(alias.strip().lower(), identity)
    return found


def _find(found: dict[str, str], style: Style) -> str | None:
    for name in (style.name, *style.aliases):
        if name.lower() in found:
            return found[name.lower()]
    return None


def styles_of(document: "WordDocument", *, large_print: bool) -> dict[str, str]:
    """The id of every style a pack uses in this template, missing ones made, by house name."""
    found = _by_name(document)
    if large_print:
        known_sizes = ((_find(found, style), style.size) for style in HOUSE if style.size)
        _enlarge(document, {own: enlarged(size, BODY_SIZE) for own, size in known_sizes if own})
    styles = document.styles.element
    taken = {element.get(w("styleId")) for element in styles.findall(w("style"))}
    ids: dict[str, str] = {}
    for style in HOUSE:
        known = _find(found, style)
        if known is None:
            made = style_element(style, large_print=large_print)
            known = _free(made.get(w("styleId")) or "", taken)
            made.set(w("styleId"), known)
            if w("default") in made.attrib:
                del made.attrib[w("default")]
            _rebase(made, ids)
            styles.append(made)
            taken.add(known)
        ids[style.name] = known
    ids[TABLE] = found.get(TABLE.lower(), "")
    if not ids[TABLE]:
        made = table_style()
        ids[TABLE] = _free(made.get(w("styleId")) or "", taken)
        made.set(w("styleId"), ids[TABLE])
        styles.append(made)
    return ids


def _enlarge(document: "WordDocument", ids: dict[str, float]) -> None:
    """Give styles of the template, by id, the sizes of large print."""
    from docx.shared import Pt

    for own in document.styles:
        if own.style_id in ids:
            own.font.size = Pt(ids[own.style_id])


def _free(wanted: str, taken: set[str | None]) -> str:
    number, candidate = 1, wanted
    while candidate in taken:
        number += 1
        candidate = f"{wanted}{number}"
    return candidate


def _rebase(made: etree._Element, ids: dict[str, str]) -> None:
    """Point basedOn and next at the template's own ids."""
    house = {"".join(part[0].upper() + part[1:] for part in name.split()): name for name in ids}
    for tag in ("basedOn", "next"):
        element = made.find(f"{{{W}}}{tag}")
        if element is None:
            continue
        name = house.get(element.get(w("val")) or "")
        if name:
            element.set(w("val"), ids[name])
        else:
            made.remove(element)
