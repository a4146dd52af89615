"""Draws the marks of the year: a shape for each kind, so that colour is never alone."""

from functools import lru_cache
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from townhall.domain.terms import CommunicationKind, SignOff
from townhall.services.queries.communications import OccurrenceRow
from townhall.ui.calendar.year_geometry import MARK
from townhall.ui.date_words import KIND_TONES, is_cancelled, is_draft
from townhall.ui.icons import on_pixels
from townhall.ui.theme import Tokens
from townhall.ui.widgets.paint import NO_BRUSH, NO_PEN

_ROOM = 3
"""Around a mark, so that its edge is not cut off in the picture kept of it."""


class _Look(NamedTuple):
    kind: CommunicationKind
    colour: int
    ground: int
    dashed: bool = False
    crossed: bool = False


class MarkPainter:
    """Draws marks of dates: dashed for a draft, crossed out when it is called off.

    A year has thousands, of few looks: the picture of each look is kept.
    """

    def __init__(self, painter: QPainter, tokens: Tokens) -> None:
        self._painter, self._tokens = painter, tokens
        self._known: dict[tuple[object, ...], tuple[_Look, QPixmap | None]] = {}

    def draw(self, x: float, y: float, row: OccurrenceRow) -> None:
        """Draw the mark of `row` around a point."""
        key = (row.kind, row.status, row.sign_off)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._made(row)
        look, picture = found
        if picture is None:
            _draw(self._painter, QPointF(x, y), look)
        else:
            half = MARK / 2 + _ROOM
            self._painter.drawPixmap(round(x - half), round(y - half), picture)

    def _made(self, row: OccurrenceRow) -> tuple[_Look, QPixmap | None]:
        tokens, cancelled = self._tokens, is_cancelled(row)
        colour = tokens.text3 if cancelled else tokens.shade(KIND_TONES[row.kind]).line
        # On paper too it shows what nobody has signed off.
        unsigned = is_draft(row) or row.sign_off is not SignOff.APPROVED
        draft = unsigned and not cancelled
        look = _Look(row.kind, colour.rgba(), tokens.surface.rgba(), draft, cancelled)
        if not on_pixels(self._painter):
            return look, None
        return look, _picture(look, self._painter.device().devicePixelRatio())


def paint_kind(
    painter: QPainter,
    centre: QPointF,
    tokens: Tokens,
    kind: CommunicationKind,
    *,
    draft: bool = False,
    cancelled: bool = False,
) -> None:
    """Draw the shape of a kind, for the legend."""
    plain = draft or cancelled
    colour = tokens.text2 if plain else tokens.shade(KIND_TONES[kind]).line
    _paint(painter, centre, _Look(kind, colour.rgba(), tokens.surface.rgba(), draft, cancelled))


def _paint(painter: QPainter, centre: QPointF, look: _Look) -> None:
    if not on_pixels(painter):
        _draw(painter, centre, look)
        return
    half = MARK / 2 + _ROOM
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(
        QPointF(round(centre.x() - half), round(centre.y() - half)), _picture(look, ratio)
    )


@lru_cache(maxsize=128)
def _picture(look: _Look, ratio: float) -> QPixmap:
    side = MARK + 2 * _ROOM
    made = QPixmap(ceil(side * ratio), ceil(side * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    try:
        _draw(painter, QPointF(side / 2, side / 2), look)
    finally:
        painter.end()
    return made


def _draw(painter: QPainter, centre: QPointF, look: _Look) -> None:
    colour = QColor.fromRgba(look.colour)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outlined = look.dashed or look.crossed
    ring = look.kind is CommunicationKind.WORKING_GROUP
    if outlined or ring:
        pen = QPen(colour, 2.2 if ring and not outlined else 1.4)
        if look.dashed:
            pen.setDashPattern([2.0, 1.6])
        painter.setPen(pen)
        painter.setBrush(QColor.fromRgba(look.ground))
    else:
        painter.setPen(NO_PEN)
        painter.setBrush(colour)
    painter.drawPath(_shape(look.kind, centre, 1.0 if outlined or ring else 0.0))
    if look.crossed:
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(NO_BRUSH)
        reach = MARK / 2
        painter.drawLine(centre + QPointF(-reach, reach), centre + QPointF(reach, -reach))


def _shape(kind: CommunicationKind, centre: QPointF, inset: float) -> QPainterPath:
    half = MARK / 2 - inset
    x, y = centre.x(), centre.y()
    box = QRectF(x - half, y - half, 2 * half, 2 * half)
    path = QPainterPath()
    if kind is CommunicationKind.TOWN_HALL:
        path.addRoundedRect(box, 3, 3)
    elif kind is CommunicationKind.BOARD_BRIEFING:
        path.addRoundedRect(QRectF(x - 3.2, y - half - 1, 6.4, 2 * half + 2), 2, 2)
    elif kind is CommunicationKind.TRAINING:
        wide = half + 1
        path.addPolygon(_polygon((x, y - wide), (x + wide, y), (x, y + wide), (x - wide, y)))
    elif kind is CommunicationKind.DROP_IN:
        path.addPolygon(_polygon((x, y - half), (x + half + 1, y + half), (x - half - 1, y + half)))
    elif kind is CommunicationKind.WORKING_GROUP:
        path.addEllipse(centre, half - 0.8, half - 0.8)
    else:
        path.addEllipse(centre, half, half)
    return path


def _polygon(*points: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(*point) for point in (*points, points[0])])
