"""What invitees were told beside what holds now: every field, with the words that differ marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.date_invitation import Difference
from townhall.domain.field_words import difference_name, field_name
from townhall.domain.word_differences import word_differences
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext
from townhall.services.queries.hand_over import InvitationChanges
from townhall.ui.date_words import clock, day_text
from townhall.ui.event import words
from townhall.ui.event.card_parts import Labelled
from townhall.ui.widgets.card import Card, CardNote, Hairline, SectionHead
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marked import MarkedText
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.notices import EmptyState
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import TITLE, Type

_TEXTS = frozenset({"title", "objective", "agenda", "contact", "location"})
"""Fields that are compared word by word."""
_STRUCK = Type(13, 400, struck=True)


class ChangesPart(ScrollPage):
    """The difference view. Struck is what was told, underlined or after the arrow what is new."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(ground="bg", parent=parent)
        self.rows: list[FieldRow] = []
        self.nothing = EmptyState(
            "mail",
            _("Nothing sent yet"),
            _("Once the invitation has gone out, this shows what changed since."),
        )
        self._cards: list[Card] = []
        self.add(self.nothing)
        self.add_stretch()

    def set_changes(self, changes: InvitationChanges | None, zone: str) -> None:
        """Show others; None: nothing was sent yet, so nothing can differ."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards, self.rows = [], []
        self.nothing.setVisible(changes is None)
        if changes is not None:
            self._show(changes, zone)

    def _show(self, changes: InvitationChanges, zone: str) -> None:
        changed = [each for each in changes.fields if each.told != each.now]
        same = [each for each in changes.fields if each.told == each.now]
        sent = from_utc(changes.sent_at, zone)
        head = _("Since v{version}, sent on {day} at {time}").format(
            version=changes.version_number,
            day=day_text(sent.date(), "d MMMM"),
            time=clock(sent),
        )
        count = ngettext("{n} field changed", "{n} fields changed", len(changed))
        card = self._card(head, count.format(n=len(changed)))
        if changed:
            self._rows(card, changed)
        else:
            card.add(CardNote(_("For this date nothing changed since.")))
        for date in changes.dates:
            title = day_text(date.original_start.date(), "dddd d MMMM yyyy")
            self._rows(self._card(title, _("another date of the series")), date.differences)
        if same:
            self._rows(self._card(_("Unchanged"), str(len(same))), same)

    def _card(self, title: str, count: str) -> Card:
        card = Card()
        card.add(SectionHead(title, count))
        self.column.insertWidget(self.column.count() - 1, card)
        self._cards.append(card)
        return card

    def _rows(self, card: Card, differences: Sequence[Difference]) -> None:
        for each in differences:
            card.add(Hairline())
            row = FieldRow(each)
            self.rows.append(row)
            card.add(row)


class FieldRow(Labelled):
    """One field: its name, and what it was and is."""

    def __init__(self, difference: Difference, parent: QWidget | None = None) -> None:
        self.difference = difference
        changed = difference.told != difference.now
        name = difference_name(difference) if changed else field_name(difference.field)
        body = _change(difference) if changed else _plain(difference)
        super().__init__(name, body, strong=changed, parent=parent)
        self.setAccessibleName(f"{name}: {_spoken(difference)}")


def _plain(difference: Difference) -> QWidget:
    return Paragraph(words.full_text(difference.field, difference.now), role="text2")


def _change(difference: Difference) -> QWidget:
    field = difference.field
    if field == "attendees":
        return _people(difference.told or [], difference.now or [])
    if field in _TEXTS:
        told = words.full_text(field, difference.told)
        return MarkedText(word_differences(told, words.full_text(field, difference.now)))
    told, now = words.told_and_now(difference)
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(Label(told, Type(13, 400) if told == "–" else _STRUCK, "text2"))
    line.addWidget(Icon("arrow-right", "text3", 14))
    line.addWidget(Label(now, TITLE))
    line.addStretch(1)
    return holder


def _people(told: Sequence[Any], now: Sequence[Any]) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    for text in words.people_changes(told, now):
        column.addWidget(Paragraph(text))
    return holder


def _spoken(difference: Difference) -> str:
    if difference.told == difference.now:
        return words.full_text(difference.field, difference.now)
    told, now = words.told_and_now(difference)
    return _("{told} was told, now {now}").format(told=told, now=now)
