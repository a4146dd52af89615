"""Words of the plan in another language than the window's: said to readers, and to a screen's."""

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget

from townhall.language import _, current_language
from townhall.ui.widgets.chips import Chip

PROPERTY = "language"
"""Set on a widget whose words are of another language than the window's: "nl" or "en"."""


def language_name(code: str) -> str:
    """What "nl" or "en" is called in the language of the window."""
    return _("Dutch") if code == "nl" else _("English")


def mark_language(widget: QWidget, code: str) -> None:
    """Tell Qt and screen readers that the words on `widget` are of language `code`."""
    other = code != current_language()
    widget.setProperty(PROPERTY, code if other else None)
    widget.setLocale(QLocale(code))
    widget.setAccessibleDescription(language_name(code) if other else "")


def language_chip(code: str) -> Chip | None:
    """A chip that names `code`, where it is not the language of the window."""
    return Chip(language_name(code)) if code != current_language() else None
