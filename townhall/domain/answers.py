"""What an answer says on stage: the labelled lines of its text."""

import re
from dataclasses import dataclass

from townhall.domain.blocks import SaidKind, clean

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


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A part of an answer and how it is used."""

    kind: SaidKind
    text: str


def answer_lines(text: str) -> tuple[AnswerLine, ...]:
    """The labelled lines of an answer in their order.

    A line beginning with "Say:", "If pressed:" or "Do not know yet:" (or Dutch "Zeg:",
    "Bij doorvragen:", "Weten we nog niet:") starts a part; what follows up to the next label
    belongs to it. Text before the first label is said. Empty parts are left out.
    """
    parts: list[tuple[SaidKind, list[str]]] = [(SaidKind.SAY, [])]
    for line in clean(text).split("\n"):
        labelled = _LABELLED.match(line)
        if labelled:
            parts.append((_LABELS[labelled[1].lower()], [labelled[2]]))
        else:
            parts[-1][1].append(line)
    joined = ((kind, "\n".join(lines).strip()) for kind, lines in parts)
    return tuple(AnswerLine(kind, said) for kind, said in joined if said)
