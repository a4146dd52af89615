"""Paints the window of the picture: rail, bar, and a town hall with its run and its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QDate, QPointF, QRectF
from PySide6.QtGui import QPainter

from townhall.domain.terms import Outcome, QuestionState, label
from townhall.language import _, ngettext
from townhall.ui.icons import paint_icon
from townhall.ui.theme import CATEGORIES, Tone, theme
from townhall.ui.widgets.chips import DOT
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.marks import draw_avatar, draw_votes
from townhall.ui.widgets.paint import (
    BODY,
    HEAD,
    RIGHT,
    SMALL,
    SMALL_MEDIUM,
    TINY,
    TITLE,
    Type,
    draw_box,
    draw_dot,
    draw_text,
    text_width,
)

if TYPE_CHECKING:
    from townhall.services.sample_preview import PreviewQuestion, SamplePreview

_RAIL = 176
_BAR = 56
_PAD = 20
_HEAD = 170
_TIME = Type(12, 500, tabular=True)
_NUMBER = Type(20, 600)
_STATES = {
    QuestionState.NEW: Tone.WARN,
    QuestionState.ASSIGNED: Tone.NEUTRAL,
    QuestionState.DRAFTED: Tone.ACCENT,
    QuestionState.APPROVED: Tone.OK,
    QuestionState.CLOSED: Tone.OK,
}


class TownHallPainter:
    """Draws the parts of the picture one below the other."""

    def __init__(self, painter: QPainter, frame: QRectF, preview: SamplePreview | None) -> None:
        self._painter, self._frame, self._preview = painter, frame, preview
        self._tokens = theme().tokens
        self._left = frame.x() + theme().px(_RAIL) + _PAD
        self._width = frame.right() - self._left - _PAD

    def paint(self) -> None:
        """Draw all of it."""
        self._rail()
        if self._preview is None:
            return
        y = self._bar(self._preview)
        y = self._head(self._preview, y) + 16
        y = self._run_of_show(self._preview, y) + 16
        self._questions(self._preview, y)

    def _rail(self) -> None:
        tokens, painter, frame = self._tokens, self._painter, self._frame
        rail = QRectF(frame.x(), frame.y(), theme().px(_RAIL), frame.height())
        painter.fillRect(rail, tokens.bg)
        painter.fillRect(QRectF(rail.right(), rail.y(), 1, rail.height()), tokens.border)
        paint_icon(painter, "town-hall", rail.x() + 18, rail.y() + 18, 20, tokens.accent)
        words = QRectF(rail.x() + 48, rail.y() + 12, rail.width() - 56, 32)
        draw_text(painter, words, "Town Hall", HEAD, tokens.text)
        entries = (
            ("calendar", _("Calendar")),
            ("questions", _("Questions")),
            ("initiatives", _("Initiatives")),
            ("audiences", _("Audiences")),
            ("documents", _("Documents")),
        )
        y = rail.y() + _BAR
        for number, (icon, text) in enumerate(entries):
            box = QRectF(rail.x() + 10, y, rail.width() - 20, 34)
            if number == 0:
                draw_box(painter, box, 8, tokens.sel)
            colour = tokens.accent if number == 0 else tokens.text2
            paint_icon(painter, icon, box.x() + 10, box.y() + 8, 18, colour)
            room = box.adjusted(38, 0, -8, 0)
            kind = Type(13, 600) if number == 0 else TITLE
            draw_text(painter, room, text, kind, tokens.text if number == 0 else tokens.text2)
            y += 36

    def _bar(self, preview: SamplePreview) -> float:
        frame, tokens = self._frame, self._tokens
        bar = QRectF(self._left, frame.y(), self._width, _BAR)
        line = QRectF(self._left - _PAD, bar.bottom(), self._width + 2 * _PAD, 1)
        self._painter.fillRect(line, tokens.border)
        paint_icon(self._painter, "arrow-left", bar.x(), bar.center().y() - 8, 16, tokens.text2)
        room = bar.adjusted(28, 0, 0, 0)
        x = draw_text(self._painter, room, _("Calendar"), BODY, tokens.text2)
        middle = bar.center().y()
        paint_icon(self._painter, "chevron-right", room.x() + x + 6, middle - 7, 14, tokens.text3)
        room.setLeft(room.x() + x + 26)
        draw_text(self._painter, room, preview.title, HEAD, tokens.text)
        return bar.bottom() + 1 + _PAD

    def _card(self, y: float, height: float) -> QRectF:
        box = QRectF(self._left, y, self._width, height)
        draw_box(self._painter, box, 12, self._tokens.card, self._tokens.border)
        return box

    def _section(self, box: QRectF, title: str, count: str) -> float:
        head = QRectF(box.x() + 16, box.y(), box.width() - 32, 44)
        used = draw_text(self._painter, head, title, HEAD, self._tokens.text)
        head.setLeft(head.x() + used + 8)
        draw_text(self._painter, head, count, BODY, self._tokens.text3)
        return box.y() + 44

    def _line(self, box: QRectF, y: float) -> None:
        self._painter.fillRect(QRectF(box.x() + 1, y, box.width() - 2, 1), self._tokens.border)

    def _head(self, preview: SamplePreview, y: float) -> float:
        painter, tokens = self._painter, self._tokens
        box = self._card(y, _HEAD)
        title = QRectF(box.x() + 16, box.y() + 10, box.width() - 32, 24)
        used = draw_text(painter, title, preview.title, HEAD, tokens.text)
        self._chip(QPointF(title.x() + used + 10, title.center().y()), _ahead(preview.days))
        audiences = len(preview.audiences)
        facts = (
            date_text(preview, "ddd d MMM"),
            f"{preview.start:%H:%M} – {preview.end:%H:%M}",
            preview.place,
            ngettext("{n} audience", "{n} audiences", audiences).format(n=audiences),
        )
        line = QRectF(title.x(), title.bottom() + 2, title.width(), 22)
        draw_text(painter, line, DOT.join(facts), BODY, tokens.text2)
        top = box.y() + 72
        self._line(box, top)
        share = box.width() / 3
        for place, figure in enumerate(_figures(preview)):
            if place:
                edge = QRectF(box.x() + place * share, top, 1, box.bottom() - top - 1)
                painter.fillRect(edge, tokens.border)
            self._figure(QRectF(box.x() + place * share + 16, top, share - 32, 92), figure)
        return box.bottom()

    def _figure(self, box: QRectF, figure: _Figure) -> None:
        painter, tokens = self._painter, self._tokens
        paint_icon(painter, figure.icon, box.x(), box.y() + 10, 16, tokens.text2)
        name = QRectF(box.x() + 24, box.y() + 8, box.width() - 24, 20)
        draw_text(painter, name, figure.name, SMALL, tokens.text2)
        number = QRectF(box.x(), box.y() + 29, box.width(), 26)
        used = draw_text(painter, number, str(figure.number), _NUMBER, tokens.text)
        draw_text(painter, number.adjusted(used + 7, 4, 0, 0), figure.words, BODY, tokens.text2)
        bar = QRectF(box.x(), box.y() + 58, box.width(), 6)
        draw_box(painter, bar, 3, tokens.chip)
        filled = QRectF(bar.x(), bar.y(), bar.width() * min(1.0, figure.part), 6)
        draw_box(painter, filled, 3, tokens.shade(Tone.OK).line)
        shade, middle = tokens.shade(figure.tone), box.y() + 78
        draw_dot(painter, QPointF(box.x() + 4, middle), 8, shade.line)
        room = QRectF(box.x() + 14, middle - 10, box.width() - 14, 20)
        draw_text(painter, room, figure.state, SMALL_MEDIUM, shade.text)

    def _run_of_show(self, preview: SamplePreview, y: float) -> float:
        painter, tokens = self._painter, self._tokens
        items = preview.run_of_show.items[:5]
        box = self._card(y, 44 + 36 * len(items))
        top = self._section(box, _("Run of show"), str(len(preview.run_of_show.items)))
        for place, item in enumerate(items):
            row = QRectF(box.x(), top + 36 * place, box.width(), 36)
            self._line(box, row.y())
            time = QRectF(row.x() + 16, row.y(), 48, row.height())
            draw_text(painter, time, f"{item.start:%H:%M}", _TIME, tokens.text2)
            bar = QRectF(row.x() + 72, row.y() + 8, 3, 20)
            painter.fillRect(bar, tokens.shade(CATEGORIES[place % len(CATEGORIES)]).line)
            minutes = _("{n} min").format(n=item.item.duration_minutes)
            end = QRectF(row.right() - 76, row.y(), 60, row.height())
            draw_text(painter, end, minutes, SMALL, tokens.text2, RIGHT)
            speaker = QRectF(row.right() - 240, row.y(), 156, row.height())
            draw_avatar(
                painter, QRectF(speaker.x(), row.center().y() - 12, 24, 24), item.item.speaker
            )
            draw_text(painter, speaker.adjusted(32, 0, 0, 0), item.item.speaker, BODY, tokens.text)
            title = QRectF(bar.right() + 12, row.y(), speaker.x() - bar.right() - 24, row.height())
            draw_text(painter, title, item.item.title, TITLE, tokens.text)
        return box.bottom()

    def _questions(self, preview: SamplePreview, y: float) -> None:
        count = _("{asked} asked, {open} open").format(
            asked=preview.asked,
            open=preview.outcomes.get(Outcome.OPEN, 0),
        )
        box = self._card(y, 44 + 48 * len(preview.questions))
        top = self._section(box, _("Questions"), count)
        for place, question in enumerate(preview.questions):
            row = QRectF(box.x(), top + 48 * place, box.width(), 48)
            self._line(box, row.y())
            self._question(row, question)

    def _question(self, row: QRectF, question: PreviewQuestion) -> None:
        painter, tokens = self._painter, self._tokens
        draw_votes(painter, QRectF(row.x() + 16, row.center().y() - 12, 36, 24), question.votes)
        shade = tokens.shade(_STATES[question.state])
        state = QRectF(row.right() - 156, row.y(), 140, row.height())
        draw_dot(painter, QPointF(state.x() + 4, state.center().y()), 8, shade.line)
        word = label(question.state)
        draw_text(painter, state.adjusted(14, 0, 0, 0), word, SMALL_MEDIUM, shade.text)
        person = QRectF(state.x() - 172, row.y(), 164, row.height())
        draw_avatar(painter, QRectF(person.x(), row.center().y() - 12, 24, 24), question.owner)
        name, colour = question.owner or _("No owner"), tokens.text
        if not question.owner:
            colour = tokens.bad
        draw_text(painter, person.adjusted(32, 0, 0, 0), name, BODY, colour)
        text = QRectF(row.x() + 64, row.y(), person.x() - row.x() - 80, row.height())
        draw_text(painter, text, question.text, TITLE, tokens.text)

    def _chip(self, at: QPointF, text: str) -> None:
        shade = self._tokens.shade(Tone.ACCENT)
        box = QRectF(at.x(), at.y() - 11, text_width(text, TINY) + 28, 22)
        draw_box(self._painter, box, 11, shade.tint)
        draw_dot(self._painter, QPointF(box.x() + 11, at.y()), 6, shade.line)
        draw_text(self._painter, box.adjusted(19, 0, 0, 0), text, TINY, shade.text)


class _Figure(NamedTuple):
    """One of the three figures of the head: how much of how much, and what that means."""

    icon: str
    name: str
    number: int
    words: str
    part: float
    state: str
    tone: Tone


def _figures(preview: SamplePreview) -> list[_Figure]:
    opened = preview.outcomes.get(Outcome.OPEN, 0)
    accounted = preview.asked - opened
    run = preview.run_of_show
    minutes = int((run.planned_end - run.start).total_seconds()) // 60
    fits = ngettext("{n} item", "{n} items", len(run.items)).format(n=len(run.items))
    over = _("{n} min over").format(n=run.over_minutes)
    return [
        _Figure(
            "questions",
            _("Questions"),
            accounted,
            _("of {n} accounted for").format(n=preview.asked),
            accounted / max(preview.asked, 1),
            ngettext("{n} open", "{n} open", opened).format(n=opened),
            Tone.WARN if opened else Tone.OK,
        ),
        _Figure(
            "numbered-list",
            _("Run of show"),
            run.item_minutes,
            _("of {n} minutes filled").format(n=minutes),
            run.item_minutes / max(minutes, 1),
            over if run.over_minutes else fits,
            Tone.WARN if run.over_minutes else Tone.OK,
        ),
        _Figure(
            "audiences",
            _("Audiences"),
            len(preview.audiences),
            _("invited"),
            1.0,
            ", ".join(preview.audiences),
            Tone.OK,
        ),
    ]


def _ahead(days: int) -> str:
    if days == 0:
        return _("Today")
    return ngettext("In {n} day", "In {n} days", days).format(n=days)


def date_text(preview: SamplePreview, pattern: str) -> str:
    """The date of the town hall, in a pattern of QLocale."""
    day = preview.start
    return str(locale().toString(QDate(day.year, day.month, day.day), pattern))
