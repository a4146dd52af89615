"""Every screen looks as it was approved; `TOWNHALL_APPROVE=1` approves what is shown now.

The pictures in `approved/` are half as large as the screen, in 32 levels of each colour. Of every
scene there is one in English and light and one in Dutch and dark: what goes wrong in a language or
in a theme shows in one of them. Where a picture differs, the new one, the approved one and the
difference are written to `failed/`.
"""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from tests.screens.walked import LOOKS, in_each_language, walk
from townhall.ui.theme import theme

HERE = Path(__file__).parent
APPROVED, FAILED = HERE / "approved", HERE / "failed"

BLOCK = 4
"""Pixels of an approved picture, in each direction, that are compared by their mean."""
TOLERANCE = 20
"""How much the mean of a block may differ, of 255: edges of letters stay below, a letter not."""

_LEVELS = bytes((value & 0xF8) | (value >> 5) for value in range(256))


def small(image: QImage) -> QImage:
    """`image` as it is kept: half as large, in fewer colours."""
    half = image.scaled(
        image.width() // 2,
        image.height() // 2,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB32)
    pixels = bytes(half.constBits()).translate(_LEVELS)
    kept = QImage(pixels, half.width(), half.height(), half.bytesPerLine(), half.format())
    return kept.copy()


def difference(one: QImage, other: QImage) -> QImage:
    """What is not alike, pixel by pixel; black where it is."""
    made = one.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(made)
    try:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Difference)
        painter.drawImage(0, 0, other)
    finally:
        painter.end()
    return made


def differs(one: QImage, other: QImage) -> bool:
    """Whether a person would see that they are not the same picture."""
    if one.size() != other.size():
        return True
    if one == other:
        return False
    return largest(difference(one, other)) > TOLERANCE


def largest(image: QImage) -> int:
    """The largest mean of a block of `image` in any colour, 0 to 255."""
    blocks = image.scaled(
        image.width() // BLOCK,
        image.height() // BLOCK,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGB888)
    pixels, line = bytes(blocks.constBits()), blocks.bytesPerLine()
    # The end of a line is padding.
    return max(max(pixels[at : at + 3 * blocks.width()]) for at in range(0, len(pixels), line))


def read(path: Path) -> QImage:
    return QImage(str(path)).convertToFormat(QImage.Format.Format_RGB32)


def write(image: QImage, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    assert image.save(str(path), "PNG", 0)


@pytest.mark.skipif(sys.platform != "linux", reason="letters look different there")
@in_each_language
def test_every_screen_looks_as_approved(language):
    approves = bool(os.environ.get("TOWNHALL_APPROVE"))
    changed, shown = [], set()
    for seen in walk(language):
        if seen.scene.varies:
            continue
        name = f"{seen.scene.name}-{language}-{LOOKS[language]}"
        now, path = small(seen.picture), APPROVED / f"{name}.png"
        shown.add(path.name)
        if path.exists() and not differs(now, read(path)):
            continue
        if approves:
            write(now, path)
            continue
        changed.append(str(FAILED / f"{name}.png"))
        write(now, FAILED / f"{name}.png")
        if path.exists():
            write(read(path), FAILED / f"{name}-approved.png")
            write(difference(now, read(path)), FAILED / f"{name}-difference.png")
    left = {path for path in APPROVED.glob(f"*-{language}-*.png") if path.name not in shown}
    if approves:
        for path in left:
            path.unlink()
    else:
        assert left == set(), "approved, but no screen any more"
    assert changed == [], "look at them, then approve with TOWNHALL_APPROVE=1"


def test_a_changed_word_differs_and_a_softer_edge_does_not():
    def picture(text: str, x: float) -> QImage:
        made = QImage(400, 60, QImage.Format.Format_RGB32)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(theme().font(13))
            painter.translate(x, 0)
            painter.drawText(10, 40, text)
        finally:
            painter.end()
        return small(made)

    assert not differs(picture("Town hall", 0), picture("Town hall", 0.1))
    assert differs(picture("Town hall", 0), picture("Town hull", 0))
