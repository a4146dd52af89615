"""Our own stroke icons, drawn in any colour at the sharpness of the screen.

Each is an SVG on a 24 grid in `resources/icons`; its name is the file's name without `.svg`.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from townhall import paths
from townhall.ui.theme import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_PIXELS = (1, 2, 3)  # Qt's QInternal::Widget, Pixmap and Image


@cache
def icon_names() -> tuple[str, ...]:
    """Every icon there is, in alphabetical order."""
    return tuple(sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg")))


def on_pixels(painter: QPainter) -> bool:
    """Whether `painter` paints on a screen or a picture, rather than on paper."""
    return painter.device().devType() in _PIXELS


def paint_icon(
    painter: QPainter, name: str, x: float, y: float, size: float, colour: QColor
) -> None:
    """Draw icon `name` with its top left at `x`, `y`; as lines on paper, as pixels on a screen."""
    if not on_pixels(painter):
        _renderer(name, colour.name()).render(painter, QRectF(x, y, size, size))
        return
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(QRectF(x, y, size, size).topLeft(), icon_pixmap(name, colour, size, ratio))


def icon_pixmap(name: str, colour: QColor, size: float = 16, ratio: float = 1.0) -> QPixmap:
    """Icon `name` in `colour`, `size` device-independent pixels at device pixel ratio `ratio`."""
    return _pixmap(name, colour.rgba(), size, ratio)


def icon(name: str, colour: QColor | None = None, size: int = 16) -> QIcon:
    """Icon `name` for an action or a menu, in `colour` or else in that of secondary text.

    It keeps its colour: make it anew when the theme has changed.
    """
    from PySide6.QtGui import QIcon  # no icon of a menu is on the first picture

    tokens = theme().tokens
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(icon_pixmap(name, colour or tokens.text2, size, ratio))
        made.addPixmap(icon_pixmap(name, tokens.disabled, size, ratio), QIcon.Mode.Disabled)
    return made


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgba: int, size: float, ratio: float) -> QPixmap:
    side = ceil(size * ratio)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    colour = QColor.fromRgba(rgba)
    painter = QPainter(pixmap)
    try:
        painter.setOpacity(colour.alphaF())
        _renderer(name, colour.name()).render(painter, QRectF(0, 0, side, side))
    finally:
        painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@cache
def _source(name: str) -> str:
    path = paths.resources() / "icons" / f"{name}.svg"
    if not path.exists():
        raise KeyError(f"no icon {name!r}")
    return path.read_text("utf-8")
