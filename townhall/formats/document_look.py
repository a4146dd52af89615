"""The colours and print sizes of a pack, the same in Word, on screen and in PDF."""

from townhall.domain.blocks import SaidKind, Tone

LARGE_SIZE = 18.0
"""The least size of type in large print, in points."""

INK = {
    Tone.PLAIN: "16171D",
    Tone.MUTED: "565A66",
    Tone.ACCENT: "3946BD",
    Tone.OK: "166F42",
    Tone.WARN: "8A5100",
    Tone.BAD: "B42332",
}
"""Text in each tone: at least 4.5:1 on white and on its own tint."""

TINT = {
    Tone.PLAIN: "EFEFF3",
    Tone.MUTED: "EFEFF3",
    Tone.ACCENT: "ECEEFD",
    Tone.OK: "EAF7F0",
    Tone.WARN: "FDF0DC",
    Tone.BAD: "FCE8EA",
}
"""The ground of a box in each tone."""

LINE = "C9CBD3"
SAID_TONES = {
    SaidKind.SAY: Tone.OK,
    SaidKind.IF_PRESSED: Tone.ACCENT,
    SaidKind.UNKNOWN: Tone.WARN,
}
"""The colour beside each kind of answer line; its label says the same in words."""


def enlarged(size: float, body: float) -> float:
    """`size` in large print: 18 points for body and all below it, headings above it."""
    return LARGE_SIZE if size <= body else max(LARGE_SIZE, float(round(size * 1.45)))
