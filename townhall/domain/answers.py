"""What an answer says on stage: the labelled lines of its text, read and written."""

import re
from dataclasses import dataclass
from datetime import date

from townhall.domain.blocks import SaidKind, clean
from townhall.language import LANGUAGES

# Both languages are read whatever the language of the plan: answers travel between packs.
_LABELS = {
    "say": SaidKind.SAY,
    "zeg": SaidKind.SAY,
    "if pressed": SaidKind.IF_PRESSED,
    "bij doorvragen": SaidKind.IF_PRESSED,
    "do not know yet": SaidKind.UNKNOWN,
    "don't know yet": SaidKind.UNKNOWN,
    "don’t know yet": SaidKind.UNKNOWN,
    "not known yet": SaidKind.UNKNOWN,
    "weten we nog niet": SaidKind.UNKNOWN,
    "nog niet bekend": SaidKind.UNKNOWN,
}
_LABELLED = re.compile(
    r"\s*(" + "|".join(map(re.escape, _LABELS)) + r")\s*:\s*(.*)", re.IGNORECASE | re.DOTALL
)
_BACK_BY = re.compile(
    r"\s*(?:back by|answer by|we komen erop terug op|terug op)\s*:\s*(\d{4}-\d\d-\d\d)\s*",
    re.IGNORECASE | re.ASCII,
)
_WRITTEN = {
    "en": ("Say:", "If pressed:", "Do not know yet:", "Back by:"),
    "nl": ("Zeg:", "Bij doorvragen:", "Weten we nog niet:", "Terug op:"),
}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A part of an answer and how it is used; `back_by` is when what is not known will be told."""

    kind: SaidKind
    text: str
    back_by: date | None = None


@dataclass(frozen=True, slots=True)
class AnswerParts:
    """An answer taken apart, as it is written in fields."""

    say: str = ""
    if_pressed: str = ""
    unknown: str = ""
    back_by: date | None = None


def other_language(language: str) -> str:
    """The language that the translation of an answer in `language` is written in."""
    return next(each for each in LANGUAGES if each != language)


def answer_in(language: str, answer: str, translation: str, written_in: str) -> tuple[str, str]:
    """The text of an answer in `language` where there is one, else the other; and its language.

    `answer` is in the language `written_in`, `translation` in the other one.
    """
    other = other_language(written_in)
    if translation.strip() and (language == other or not answer.strip()):
        return translation, other
    return answer, written_in


def answer_lines(text: str) -> tuple[AnswerLine, ...]:
    """The labelled lines of an answer in their order.

    A line beginning with "Say:", "If pressed:" or "Do not know yet:" (or Dutch "Zeg:",
    "Bij doorvragen:", "Weten we nog niet:") starts a part; what follows up to the next label
    belongs to it. Text before the first label is said. Empty parts are left out. The last line
    "Back by: 2026-12-18" (Dutch "Terug op:") dates the last part that is not known yet.
    """
    parts, back_by = _parts(text)
    joined = [(kind, "\n".join(lines).strip()) for kind, lines in parts]
    found = [AnswerLine(kind, said) for kind, said in joined if said]
    if back_by is not None:
        unknown = [place for place, each in enumerate(found) if each.kind is SaidKind.UNKNOWN]
        said = found.pop(unknown[-1]).text if unknown else ""
        place = unknown[-1] if unknown else len(found)
        found.insert(place, AnswerLine(SaidKind.UNKNOWN, said, back_by))
    return tuple(found)


def read_answer(text: str) -> AnswerParts:
    """The parts of an answer; those of one kind stand below each other.

    `read_answer(write_answer(parts, language))` gives `parts` again, if they were read this way.
    """
    lines = answer_lines(text)
    said = {
        kind: "\n".join(each.text for each in lines if each.kind is kind and each.text)
        for kind in SaidKind
    }
    return AnswerParts(
        say=said[SaidKind.SAY],
        if_pressed=said[SaidKind.IF_PRESSED],
        unknown=said[SaidKind.UNKNOWN],
        back_by=next((each.back_by for each in lines if each.back_by is not None), None),
    )


def write_answer(parts: AnswerParts, language: str) -> str:
    """The labelled text of an answer; one that only says something has no label."""
    labels = _WRITTEN[language]
    texts = [clean(each).strip() for each in (parts.say, parts.if_pressed, parts.unknown)]
    day = parts.back_by.isoformat() if parts.back_by else ""
    if texts[0] and not (texts[1] or texts[2] or day):
        return texts[0]
    return "\n".join(
        f"{label} {text}" for label, text in zip(labels, (*texts, day), strict=True) if text
    )


def _parts(text: str) -> tuple[list[tuple[SaidKind, list[str]]], date | None]:
    """The lines of each part, without the last one that says by when we are back; and that day."""
    parts: list[tuple[SaidKind, list[str]]] = [(SaidKind.SAY, [])]
    dated: tuple[list[str], int, date] | None = None
    for each in clean(text).split("\n"):
        line = each
        while labelled := _LABELLED.fullmatch(line):
            parts.append((_LABELS[labelled[1].lower()], []))
            line = labelled[2]
        lines = parts[-1][1]
        lines.append(line)
        if day := _back_by(line):
            dated = lines, len(lines) - 1, day
    if dated is None:
        return parts, None
    lines, place, day = dated
    del lines[place]
    return parts, day


def _back_by(line: str) -> date | None:
    dated = _BACK_BY.fullmatch(line)
    try:
        return date.fromisoformat(dated[1]) if dated else None
    except ValueError:
        return None
