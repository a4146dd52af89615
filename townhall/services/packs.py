"""Briefing packs from the plan: what a pack is told is gathered here, composed in the domain."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from townhall.domain.blocks import Document, strings
from townhall.domain.clock import Clock
from townhall.domain.errors import CannotWrite, InvalidInput
from townhall.domain.leaks import Leak, leaks, undecided_leaks
from townhall.domain.publish_check import CHECKED
from townhall.language import LANGUAGES, _
from townhall.services.pack_facts import PackFacts

PACK_KINDS = ("speaker-brief", "qa-pack")
"""Packs that can be made."""

PACK_FORMATS = ("docx", "pdf")
"""Files a pack can be written as."""


@dataclass(frozen=True, slots=True)
class PackResult:
    """A pack that was written.

    `pages` is counted as the PDF has them (Word may break lines otherwise), None where Qt cannot
    start. `strings` are the texts a reader of the file finds once; `leaks` what should not be
    shared, none in an internal pack.
    """

    file: str
    pages: int | None
    blocks: int
    strings: tuple[str, ...]
    leaks: tuple[Leak, ...]


def pack_document(
    session: Session,
    kind: str,
    communication_id: int,
    original_start: datetime | None = None,
    language: str | None = None,
    *,
    clock: Clock,
    internal: bool = False,
    large_print: bool = False,
    speaker: str = "",
) -> Document:
    """The pack `kind` about one date of a communication, ready to be drawn.

    `original_start` (local) None: the nearest date; `language` None: that of the plan's documents;
    `speaker` makes the brief one person's. Raises NotFound, InvalidInput (`kind`, `language`).
    """
    facts = PackFacts(session, communication_id, original_start, clock)
    return _composed(
        facts, kind, language, internal=internal, large_print=large_print, speaker=speaker
    )


def pack_leaks(
    session: Session,
    document: Document,
    communication_id: int,
    original_start: datetime | None = None,
    *,
    clock: Clock,
) -> list[Leak]:
    """What in `document` should not leave the house. Raises NotFound."""
    return _leaks(document, PackFacts(session, communication_id, original_start, clock))


def export_pack(
    session: Session,
    kind: str,
    communication_id: int,
    original_start: datetime | None,
    language: str | None,
    path: Path,
    *,
    clock: Clock,
    file_format: str | None = None,
    template: Path | None = None,
    internal: bool = False,
    large_print: bool = False,
    speaker: str = "",
) -> PackResult:
    """Write a pack to `path` as "docx" or "pdf" (None: by the suffix of the name).

    `template` is a Word template whose looks are used. Other arguments: see `pack_document`.
    Raises NotFound, InvalidInput, UnreadableFile (the template), CannotWrite.
    """
    from townhall.formats.files import write_atomically
    from townhall.formats.pdf import layout

    wanted = _format(path, file_format)
    facts = PackFacts(session, communication_id, original_start, clock)
    document = _composed(
        facts, kind, language, internal=internal, large_print=large_print, speaker=speaker
    )
    write_atomically(path, pack_bytes(document, wanted, template))
    try:
        pages = len(layout(document))
    except CannotWrite:
        pages = None
    found = [] if internal else _leaks(document, facts)
    return PackResult(
        file=str(path),
        pages=pages,
        blocks=len(document.blocks),
        strings=tuple(strings(document)),
        leaks=tuple(found),
    )


def pack_bytes(document: Document, file_format: str, template: Path | None = None) -> bytes:
    """`document` as a file of `file_format`. Raises UnreadableFile, InvalidInput, CannotWrite."""
    if file_format == "pdf":
        from townhall.formats.pdf import to_pdf

        if template is not None:
            raise InvalidInput(
                _("A Word template shapes a .docx only. Leave it out, or write a .docx."),
                field="template",
            )
        return to_pdf(document)
    from townhall.formats.docx import to_docx
    from townhall.formats.tables import file_bytes

    return to_docx(document, file_bytes(template, template.name) if template else None)


def _composed(
    facts: PackFacts,
    kind: str,
    language: str | None,
    *,
    internal: bool,
    large_print: bool,
    speaker: str,
) -> Document:
    chosen = language or facts.document_language
    if chosen not in LANGUAGES:
        raise _unknown("language", LANGUAGES)
    if kind == "speaker-brief":
        from townhall.domain.briefing_speaker import speaker_brief

        brief = facts.speaker_brief(
            chosen, internal=internal, large_print=large_print, speaker=speaker
        )
        return speaker_brief(brief, chosen)
    if kind == "qa-pack":
        from townhall.domain.briefing_questions import qa_pack

        facts_of_pack = facts.qa_pack(chosen, internal=internal, large_print=large_print)
        return qa_pack(facts_of_pack, chosen)
    raise _unknown("kind", PACK_KINDS)


def _leaks(document: Document, facts: PackFacts) -> list[Leak]:
    """What the check of the whole pack finds, and what nobody decided about in its questions."""
    allowed = [*facts.public_names(), *facts.shown.agreed_words()]
    found = leaks(document, facts.askers(), allowed)
    for detail, marked in facts.shown.undecided():
        found += undecided_leaks(
            document, {name: getattr(detail, name) for name in CHECKED}, marked
        )
    return list(dict.fromkeys(found))


def _format(path: Path, asked: str | None) -> str:
    suffix = path.suffix.lower().removeprefix(".")
    wanted = asked or suffix
    if wanted not in PACK_FORMATS:
        raise InvalidInput(
            _("{file} must end in .docx or .pdf, or say which of them with a format.").format(
                file=path.name
            ),
            field="format",
        )
    if suffix in PACK_FORMATS and suffix != wanted:
        raise InvalidInput(
            _("{file} does not end in .{suffix}. Choose another name.").format(
                file=path.name, suffix=wanted
            ),
            field="out",
        )
    return wanted


def _unknown(field: str, known: tuple[str, ...]) -> InvalidInput:
    return InvalidInput(
        _("“{field}” must be {expected}.").format(
            field=field, expected=_("one of: {words}").format(words=", ".join(known))
        ),
        field=field,
    )
