"""Settings of this computer: language, looks and name; they hold at once and in every plan."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from townhall.language import _
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.rows import CommitField, SettingRow
from townhall.ui.settings_screen.section import Section
from townhall.ui.theme import theme
from townhall.ui.widgets.segment import Segment

_SIZES = (90, 100, 115, 130)


class ComputerSection(Section):
    """Language, theme, text size, density, and how changes are signed."""

    nouns = frozenset({"none of the plan"})

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._build_looks()
        self._build_name()
        self.add_stretch()
        self._show()
        theme().changed.connect(self._show)

    def _build_looks(self) -> None:
        self.language = Segment(
            [("nl", "Nederlands"), ("en", "English"), ("system", _("System"))],
            name=_("Language"),
        )
        self.theme = Segment(
            [("light", _("Light")), ("dark", _("Dark")), ("system", _("System"))],
            name=_("Theme"),
        )
        percent = _("{n} %")
        self.text_size = Segment(
            [(size, percent.format(n=size)) for size in _SIZES], 100, name=_("Text size")
        )
        self.density = Segment(
            [("comfortable", _("Comfortable")), ("compact", _("Compact"))],
            name=_("Density of lists"),
        )
        self.language.chosen.connect(lambda code: self.frame.speak(str(code)))
        self.theme.chosen.connect(self._on_theme)
        self.text_size.chosen.connect(self._on_size)
        self.density.chosen.connect(self._on_density)
        card = self.card(_("Appearance"))
        for title, reason, control in (
            (_("Language"), _("Of the window; a document chooses its own"), self.language),
            (_("Theme"), _("System follows the rest of your computer"), self.theme),
            (_("Density of lists"), _("Compact shows a third more rows"), self.density),
            (_("Text size"), _("On top of the scale of the screen"), self.text_size),
        ):
            card.add(SettingRow(title, reason, control))

    def _build_name(self) -> None:
        self.name = CommitField(name=_("Your name"), placeholder=_("Such as: Nora Opzet"))
        self.name.setMaxLength(300)
        self.name.committed.connect(self._on_name)
        card = self.card(_("You"))
        card.add(
            SettingRow(
                _("Your name"),
                _("Signs what you change and approve; appears in the history of the plan"),
                self.name,
            )
        )

    def refresh(self) -> None:
        self._show()

    def _show(self) -> None:
        settings = self.frame.settings
        self.language.set_value(settings.language)
        self.theme.set_value(settings.theme)
        self.density.set_value(settings.density)
        nearest = min(_SIZES, key=lambda size: abs(size - settings.text_percent))
        self.text_size.set_value(nearest)
        self.name.set_value(settings.user_name)

    def _on_theme(self, mode: object) -> None:
        self.frame.settings.update(theme=str(mode))
        theme().set_mode(str(mode))

    def _on_size(self, percent: object) -> None:
        if isinstance(percent, int):
            self.frame.settings.update(text_percent=percent)
            theme().set_text_percent(percent)

    def _on_density(self, density: object) -> None:
        self.frame.settings.update(density=str(density))

    def _on_name(self, name: str) -> None:
        self.frame.plans.sign_as(" ".join(name.split()))
