"""What the editor asks of an invitation's text: its language, and whom to ask and to contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from townhall.domain.invitation_text import INVITATION_LANGUAGES
from townhall.language import _
from townhall.ui.widgets.fields import Field, Form, TextField
from townhall.ui.widgets.select import Option, Select

_NAMES = {"nl": "Nederlands", "en": "English"}


class InvitationSection(Form):
    """Language, questions beforehand and contact; each empty for what the plan says."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        own = [Option(each, _named(each)) for each in INVITATION_LANGUAGES]
        self.language = Select([Option("", _("As documents")), *own])
        self.questions_to = TextField(placeholder=_("E-mail address or link"))
        self.contact = TextField(placeholder=_("Name and telephone number"))
        self.add("invitation_language", Field(_("Language"), self.language))
        self.add("questions_to", Field(_("Questions beforehand go to"), self.questions_to))
        self.add("contact", Field(_("Contact"), self.contact))
        self.language.chosen.connect(self.changed)
        for line in (self.questions_to, self.contact):
            line.textEdited.connect(self.changed)

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show the fields of a communication."""
        self.language.set_value(values["invitation_language"])
        for line, field in ((self.questions_to, "questions_to"), (self.contact, "contact")):
            line.setText(values[field])
            line.setCursorPosition(0)

    def values(self) -> dict[str, str]:
        """What the fields hold, by the contract."""
        return {
            "invitation_language": str(self.language.value or ""),
            "questions_to": self.questions_to.text().strip(),
            "contact": self.contact.text().strip(),
        }


def _named(languages: str) -> str:
    """Each language as its speakers call it."""
    return " + ".join(_NAMES[code] for code in languages.split("+"))
