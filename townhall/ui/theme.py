"""Colours, fonts and motion of the window, in a light and a dark set that can change live."""

import json
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from importlib import import_module
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from townhall import paths

TYPE_SCALE = (11, 12, 13, 15, 20, 26, 58)
"""The only type sizes, in device-independent pixels; 58 is for the stage."""

MODES = ("light", "dark", "system")


class Tone(StrEnum):
    """What a colour says: a state, or one of the six categories."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    INDIGO = "indigo"
    GREEN = "green"
    ORANGE = "orange"
    PINK = "pink"
    BLUE = "blue"
    VIOLET = "violet"


CATEGORIES = (Tone.INDIGO, Tone.GREEN, Tone.ORANGE, Tone.PINK, Tone.BLUE, Tone.VIOLET)
"""The tones of categories, in the order in which audiences and themes take them."""


@dataclass(frozen=True, slots=True)
class Shade:
    """One tone: a ground (`tint`), a meaningful line or dot (`line`), words (`text`)."""

    tint: QColor
    line: QColor
    text: QColor


@dataclass(frozen=True, slots=True)
class Tokens:
    """The named colours of one theme; never change a colour in place.

    `bg` page and rail, `surface` body, `raised` cards in the dark, `sunken` wells; `border`
    hairlines, `strong` decorative edges, `control` edges of controls (3:1); `text3` never stands
    on `sel`, `tint` or `chip`.
    """

    name: str
    dark: bool
    bg: QColor
    surface: QColor
    raised: QColor
    sunken: QColor
    hover: QColor
    border: QColor
    strong: QColor
    control: QColor
    text: QColor
    text2: QColor
    text3: QColor
    disabled: QColor
    accent: QColor
    accent_hover: QColor
    on_accent: QColor
    tint: QColor
    sel: QColor
    ok: QColor
    warn: QColor
    bad: QColor
    ok_tint: QColor
    warn_tint: QColor
    bad_tint: QColor
    chip: QColor
    holiday: QColor
    hatch: QColor
    paper: QColor
    shadow: QColor
    categories: tuple[Shade, ...]
    heat: tuple[QColor, ...]
    heat_text: tuple[QColor, ...]

    @property
    def card(self) -> QColor:
        """The ground of a card."""
        return self.raised if self.dark else self.surface

    def shade(self, tone: Tone | str) -> Shade:
        """The three colours of `tone`."""
        tone = Tone(tone)
        match tone:
            case Tone.NEUTRAL:
                return Shade(self.chip, self.text3, self.text2)
            case Tone.ACCENT:
                return Shade(self.tint, self.accent, self.accent)
            case Tone.OK:
                return Shade(self.ok_tint, self.ok, self.ok)
            case Tone.WARN:
                return Shade(self.warn_tint, self.warn, self.warn)
            case Tone.BAD:
                return Shade(self.bad_tint, self.bad, self.bad)
            case _:
                return self.categories[CATEGORIES.index(tone)]


@cache
def load_tokens(name: str) -> Tokens:
    """The colours of theme `name`, "light" or "dark"."""
    table = json.loads((paths.resources() / "themes" / f"{name}.json").read_text("utf-8"))
    values: dict[str, object] = {
        key: QColor(value) if isinstance(value, str) and key != "name" else value
        for key, value in table.items()
    }
    values["categories"] = tuple(Shade(*map(QColor, three)) for three in table["categories"])
    values["heat"] = tuple(map(QColor, table["heat"]))
    values["heat_text"] = tuple(map(QColor, table["heat_text"]))
    return Tokens(**values)  # type: ignore[arg-type] # a theme file names every field


class Theme(QObject):
    """The one current theme; painted widgets read `tokens` and `font()` when they paint.

    Every widget gets a StyleChange event when the theme changes; `changed` follows it, for what
    is not a widget. `mode` is "light", "dark" or "system", which follows the desktop live.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode = "system"
        self._percent = 100
        self._motion_wanted: bool | None = None
        self._app: QApplication | None = None
        self._family = ""
        self._fonts: dict[tuple[int, int, bool, bool], QFont] = {}
        self._tokens = load_tokens("light")

    @property
    def tokens(self) -> Tokens:
        """The colours in use."""
        return self._tokens

    @property
    def mode(self) -> str:
        """ "light", "dark" or "system"."""
        return self._mode

    def set_mode(self, mode: str) -> None:
        """Choose "light", "dark" or "system" and repaint everything."""
        if mode not in MODES:
            raise ValueError(mode)
        if mode == self._mode:
            return
        self._mode = mode
        self._tell_the_desktop()
        self._refresh()

    @property
    def text_percent(self) -> int:
        """Size of type over the scale of the screen; 100 is as designed."""
        return self._percent

    def set_text_percent(self, percent: int) -> None:
        """Make all type and the heights that follow it larger or smaller (90 to 130)."""
        if percent == self._percent:
            return
        self._percent = percent
        self._fonts.clear()
        self._refresh()

    def set_motion(self, wanted: bool | None) -> None:  # noqa: FBT001 (a three-valued setting)
        """Whether things may move; None follows the desktop."""
        self._motion_wanted = wanted

    def motion(self, milliseconds: int = 140) -> int:
        """Duration of a movement in milliseconds: 0 where less movement is asked for."""
        wanted = self._motion_wanted
        if wanted is None:
            wanted = QApplication.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
        return milliseconds if wanted else 0

    def px(self, pixels: int) -> int:
        """A height or width that follows the text size."""
        return round(pixels * self._percent / 100)

    def font(
        self, size: int = 13, weight: int = 400, *, tabular: bool = False, struck: bool = False
    ) -> QFont:
        """The interface's font; `size` from TYPE_SCALE, `weight` 400, 500 or 600.

        `tabular` gives figures of one width, for times and dates in columns.
        """
        key = (size, weight, tabular, struck)
        if key not in self._fonts:
            font = QFont(self.family)
            font.setPixelSize(self.px(size))
            self._set_weight(font, size, weight)
            font.setStrikeOut(struck)
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            if tabular:
                font.setFeature(QFont.Tag("tnum"), 1)
            self._fonts[key] = font
        return QFont(self._fonts[key])

    def _set_weight(self, font: QFont, size: int, weight: int) -> None:
        if self.family != "Inter":
            font.setWeight(QFont.Weight(weight))
            return
        # Inter is one variable file: Qt would make a weight of it by smearing the regular one.
        font.setVariableAxis(QFont.Tag("wght"), weight)
        font.setVariableAxis(QFont.Tag("opsz"), max(14, min(size, 32)))

    @property
    def family(self) -> str:
        """Inter, or the system's own family where Inter is missing."""
        if not self._family:
            self._family = _load_inter() or QGuiApplication.font().family()
        return self._family

    def apply(self, app: QApplication) -> None:
        """Dress `app`: palette, font and style sheet; follow the desktop from now on.

        The style is Fusion, which `app` is started with.
        """
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._on_desktop_changed)
        self._tell_the_desktop()
        self._refresh()

    def _tell_the_desktop(self) -> None:
        if self._app is None:
            return
        hints = self._app.styleHints()
        if self._mode == "system":
            hints.unsetColorScheme()
        else:
            dark = self._mode == "dark"
            hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    def _on_desktop_changed(self) -> None:
        if self._mode == "system":
            self._refresh()

    def _refresh(self) -> None:
        name = self._mode
        if name == "system":
            hints = QGuiApplication.styleHints()
            name = "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
        self._tokens = load_tokens(name)
        if self._app is not None:
            self._app.setPalette(palette(self._tokens))
            self._app.setFont(self.font())
            self._app.setStyleSheet(style_sheet(self._tokens, self._percent))
        self.changed.emit()


@cache
def theme() -> Theme:
    """The current theme."""
    return Theme()


def palette(tokens: Tokens) -> QPalette:
    """What Qt's own widgets and dialogs take their colours from."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, colour in (
        (role.Window, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.bg),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.text3),
        (role.Button, tokens.raised),
        (role.ButtonText, tokens.text),
        (role.BrightText, tokens.bad),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent),
        (role.LinkVisited, tokens.accent),
        (role.ToolTipBase, tokens.raised),
        (role.ToolTipText, tokens.text),
        (role.Light, tokens.raised),
        (role.Midlight, tokens.border),
        (role.Mid, tokens.strong),
        (role.Dark, tokens.control),
        (role.Shadow, tokens.shadow),
        (role.Accent, tokens.accent),
    ):
        made.setColor(name, colour)
    for name in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, name, tokens.disabled)
    return made


def style_sheet(tokens: Tokens, percent: int = 100) -> str:
    """The one style sheet, for Qt's own controls; our widgets paint themselves."""
    folder = paths.resources() / "themes"
    values = {
        field.name: value.name()
        for field in fields(tokens)
        if isinstance(value := getattr(tokens, field.name), QColor)
    }
    values["card"] = tokens.card.name()
    values["marks"] = folder.as_posix()
    for size in TYPE_SCALE:
        values[f"type{size}"] = f"{round(size * percent / 100)}px"
    values["control_height"] = f"{round(30 * percent / 100)}px"
    return Template((folder / "app.qss").read_text("utf-8")).substitute(values)


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(c) for c in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _load_inter() -> str:
    try:
        root = import_module("fontpkg_inter").ROOT
    except ImportError:
        return ""
    loaded = QFontDatabase.addApplicationFont(str(root / "files" / "Inter[opsz,wght].ttf"))
    families = QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
    return families[0] if families else ""
