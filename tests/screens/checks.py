"""What is looked for on every screen: clipped words, another language, nameless parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QLabel,
    QLineEdit,
    QMainWindow,
    QScrollArea,
    QWidget,
)

from townhall.language import words
from townhall.ui.rail import PlanButton
from townhall.ui.rail_button import RailButton
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import ElidedLabel, Paragraph
from townhall.ui.widgets.language import PROPERTY

_SHORTENED = (ElidedLabel, RailButton, PlanButton)
"""Made to shorten their words, which a tooltip tells in full."""


def visible(root: QWidget) -> list[QWidget]:
    """Every widget in `root` that a user can see, `root` too."""
    return [w for w in (root, *root.findChildren(QWidget)) if w.isVisible()]


def words_of(widget: QWidget) -> str:
    """What stands on `widget`, if it is a label, a button or the like."""
    if isinstance(widget, Paragraph):
        return widget.words
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""


def described(widget: QWidget) -> str:
    return f"{type(widget).__name__} {(words_of(widget) or widget.accessibleName())!r}"


# Clipped words


def clipped(root: QWidget) -> list[str]:
    """Widgets in `root` that have less room than their words take."""
    found = [described(widget) for widget in visible(root) if _is_cut(widget)]
    found += [
        f"{described(area)} scrolls sideways"
        for area in visible(root)
        if isinstance(area, QScrollArea) and area.horizontalScrollBar().maximum() > 0
    ]
    return sorted(set(found))


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, (*_SHORTENED, QLineEdit)):
        return False
    if not isinstance(widget, QLabel | QAbstractButton | Chip) or not words_of(widget):
        return False
    if isinstance(widget, QLabel) and widget.hasHeightForWidth():
        return widget.height() < widget.heightForWidth(widget.width()) - 1
    return widget.width() < widget.minimumSizeHint().width() or _lies_outside(widget)


def _lies_outside(widget: QWidget) -> bool:
    """Whether a part of it lies outside what holds it, where nothing scrolls."""
    parent = widget.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    return not parent.rect().contains(widget.geometry())


# Words of the other language


_THE_SAME = {"English", "Name"}
"""A language calls itself so in every language; and a column of the file that is imported."""


@cache
def _english() -> tuple[frozenset[str], tuple[re.Pattern[str], ...]]:
    """English messages that are other words in Dutch: plain ones, and those with a gap."""
    dutch: dict[str, set[str]] = {}
    for key, form in words("nl")._catalog.items():  # type: ignore[attr-defined]
        english = (key[0] if isinstance(key, tuple) else key).rpartition("\4")[2]
        dutch.setdefault(english, set()).add(form)
    dutch_words = set().union(*dutch.values())
    plain, gaps = set(), []
    for english in dutch.keys() - dutch_words - _THE_SAME - {""}:
        if "{" not in english:
            plain.add(english)
            continue
        literal = re.sub(r"\{\w+\}", " ", english)
        if len(re.findall(r"[a-z]{3,}", literal)) >= 2:
            pattern = re.escape(english)
            gaps.append(re.compile(re.sub(r"\\\{\w+\\\}", ".+", pattern)))
    return frozenset(plain), tuple(gaps)


def english_words(root: QWidget) -> list[str]:
    """Texts in `root` that are messages of the program in English, for a window in Dutch."""
    return sorted({text for text in _texts(root) if _is_english(text)})


@cache
def _is_english(text: str) -> bool:
    """Most texts stand on many screens, and there are a thousand messages to compare with."""
    plain, gaps = _english()
    return text in plain or any(gap.fullmatch(text) for gap in gaps)


def _is_marked(widget: QWidget, root: QWidget) -> bool:
    """Whether the words on it are said to be of another language, or all of what holds it."""
    at: QWidget | None = widget
    while at is not None and at is not root and not at.property(PROPERTY):
        at = at.parentWidget()
    return at is not None and bool(at.property(PROPERTY))


def _texts(root: QWidget) -> Iterator[str]:
    for widget in visible(root):
        if not _is_marked(widget, root):
            # What is cut stands whole in the tooltip.
            yield from (words_of(widget), widget.toolTip())
        yield from (widget.accessibleName(), widget.accessibleDescription())
        for other in ("placeholderText", "title", "currentText"):
            read = getattr(widget, other, None)
            if callable(read) and isinstance(read(), str):
                yield read()
        yield from _item_names(widget)


def _item_names(widget: QWidget, most: int = 400) -> Iterator[str]:
    """What a screen reader finds inside `widget` that is no widget: days, rows, cells."""
    seen = QAccessible.queryAccessibleInterface(widget)
    if seen is None:
        return
    for number in range(min(seen.childCount(), most)):
        child = seen.child(number)
        if child is not None and child.object() is None and child.isValid():
            yield child.text(QAccessible.Text.Name)
            yield child.text(QAccessible.Text.Description)


# Names and the keyboard


def nameless(root: QWidget) -> list[str]:
    """Controls in `root` that the keyboard reaches and a screen reader cannot name."""
    found = []
    for widget in focusable(root):
        seen = QAccessible.queryAccessibleInterface(widget)
        name = seen.text(QAccessible.Text.Name) if seen is not None else ""
        if not name.strip():
            found.append(f"{described(widget)} has no name")
        elif seen.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            found.append(f"{described(widget)} has no role")
    return sorted(found)


def focusable(root: QWidget) -> list[QWidget]:
    """Widgets in `root` that Tab can reach."""
    return [
        widget
        for widget in visible(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not isinstance(widget, QMainWindow)
    ]


_PARTS = 6


def reached_by_tab(window: QMainWindow) -> set[QWidget]:
    """Every widget that pressing Tab goes to, from where the keyboard is."""
    start = window.focusWidget()
    reached: set[QWidget] = set()
    stayed = 0
    while stayed < _PARTS:
        here = window.focusWidget()
        if here is None:
            break
        # In a date Tab goes from day to month to year first.
        stayed = stayed + 1 if here in reached else 0
        reached.add(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    if start is not None:
        start.setFocus(Qt.FocusReason.OtherFocusReason)
    return reached


def listed(findings: Iterable[str]) -> str:
    """One finding a line."""
    return "\n".join(findings)
