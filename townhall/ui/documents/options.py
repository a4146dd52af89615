"""The options of a pack: language, reader, print, speaker and Word template."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from townhall.language import LANGUAGES, _
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import SMALL
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.select import Option, Select

_CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class PackOptions:
    """How a pack is made; `language` "" is that of the plan's documents, `speaker` "" everybody.

    `template` is a Word file whose looks are used, None for the house style.
    """

    language: str = ""
    internal: bool = False
    large_print: bool = False
    speaker: str = ""
    template: Path | None = None

    def state(self) -> dict[str, Any]:
        """The options as JSON values."""
        return {
            "language": self.language,
            "internal": self.internal,
            "large_print": self.large_print,
            "speaker": self.speaker,
            "template": str(self.template) if self.template else "",
        }


def options_from(state: object) -> PackOptions:
    """What `PackOptions.state` said; damaged values are left out."""
    if not isinstance(state, Mapping):
        return PackOptions()
    language, speaker = state.get("language"), state.get("speaker")
    template = state.get("template")
    return PackOptions(
        language=language if language in LANGUAGES else "",
        internal=state.get("internal") is True,
        large_print=state.get("large_print") is True,
        speaker=speaker if isinstance(speaker, str) else "",
        template=Path(template) if isinstance(template, str) and template else None,
    )


class OptionsCard(Card):
    """`changed` when the user chose otherwise; `template_wanted` when a file is to be chosen."""

    changed = Signal()
    template_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options = PackOptions()
        self._document_language = "nl"
        self._language = Segment([("nl", "Nederlands"), ("en", "English")], name=_("Language"))
        self._reader = Segment([(True, _("Internal")), (False, _("Shareable"))], name=_("Reader"))
        self._print = Segment(
            [(False, _("Normal print")), (True, _("Large print"))], name=_("Print size")
        )
        self._speaker = Select([Option("", _("All speakers"))], "", name=_("Speaker"), icon="mic")
        self._template = Select([], name=_("Template"), icon="word")
        self._error = Paragraph("", SMALL, "bad", selectable=False)
        self._error.hide()
        self._language.chosen.connect(lambda value: self._choose(language=value))
        self._reader.chosen.connect(lambda value: self._choose(internal=value))
        self._print.chosen.connect(lambda value: self._choose(large_print=value))
        self._speaker.chosen.connect(lambda value: self._choose(speaker=value))
        self._template.chosen.connect(self._on_template_chosen)
        self.add(SectionHead(_("Options")))
        self.add_line()
        self.add(self._make_grid())
        self._show()

    def _make_grid(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._speaker_label = Label(_("Speaker"), SMALL, "text2")
        lines: list[tuple[Label, QWidget]] = [
            (Label(_("Language"), SMALL, "text2"), self._language),
            (Label(_("Reader"), SMALL, "text2"), self._reader),
            (Label(_("Print size"), SMALL, "text2"), self._print),
            (self._speaker_label, self._speaker),
            (Label(_("Template"), SMALL, "text2"), self._template),
        ]
        for number, (label, control) in enumerate(lines):
            grid.addWidget(label, number, 0)
            if isinstance(control, Segment):
                grid.addWidget(control, number, 1, left)
            else:
                grid.addWidget(control, number, 1)
        grid.addWidget(self._error, len(lines), 1)
        return made

    @property
    def language(self) -> str:
        """The language the pack is made in."""
        return self.options.language or self._document_language

    def set_options(self, options: PackOptions) -> None:
        """Show these without saying so."""
        self.options = options
        self._show()

    def set_offer(self, kind: str, speakers: Sequence[str], document_language: str) -> None:
        """Offer what fits the pack and the date; a speaker who is not there is let go, and said."""
        self._document_language = document_language
        named = [Option(name, name) for name in speakers]
        self._speaker.set_options([Option("", _("All speakers")), *named])
        for widget in (self._speaker, self._speaker_label):
            widget.setVisible(kind == "speaker-brief")
        if self.options.speaker and self.options.speaker not in speakers:
            self._choose(speaker="")
        else:
            self._show()

    def set_template(self, template: Path | None) -> None:
        """Use the looks of `template`, None for the house style."""
        self._error.hide()
        self._choose(template=template)

    def refuse_template(self, reason: str) -> None:
        """Say why a file cannot be the template; the one before stays."""
        self._error.setText(reason)
        self._error.show()
        self._template.setAccessibleDescription(f"{_('Template')}. {reason}")
        self._show()

    def _choose(self, **values: Any) -> None:
        self.options = replace(self.options, **values)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        options = self.options
        self._language.set_value(self.language)
        self._reader.set_value(options.internal)
        self._print.set_value(options.large_print)
        self._speaker.set_value(options.speaker)
        offered = [Option("", _("House style"))]
        if options.template is not None:
            offered.append(Option(str(options.template), options.template.name))
        offered.append(Option(_CHOOSE, _("Choose a Word file…")))
        chosen = str(options.template) if options.template else ""
        self._template.set_options(offered, chosen)

    def _on_template_chosen(self, value: object) -> None:
        self._error.hide()
        if value == _CHOOSE:
            self._show()
            self.template_wanted.emit()
        elif not value:
            self._choose(template=None)
