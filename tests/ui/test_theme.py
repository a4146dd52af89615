"""Themes: every colour pair in use is readable, and a change reaches everything at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtWidgets import QApplication

from townhall.ui.theme import CATEGORIES, Tone, contrast, load_tokens, theme
from townhall.ui.widgets.labels import Label

GROUNDS = ("bg", "surface", "raised", "sunken", "hover", "chip", "tint", "sel")
STATES = (Tone.ACCENT, Tone.OK, Tone.WARN, Tone.BAD)


@pytest.fixture(autouse=True)
def dressed(qapp):
    theme().set_mode("light")
    theme().apply(qapp)
    yield
    theme().set_text_percent(100)
    theme().set_mode("light")
    theme().set_motion(None)


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#FFFFFF"), QColor("#FFFFFF")) == 1


def text_pairs(tokens):
    """Every pair of words on a ground that the kit paints."""
    for ground in GROUNDS:
        yield f"text on {ground}", tokens.text, getattr(tokens, ground)
        yield f"text2 on {ground}", tokens.text2, getattr(tokens, ground)
    for ground in ("bg", "surface", "raised", "hover", "holiday"):
        yield f"text3 on {ground}", tokens.text3, getattr(tokens, ground)
    for tone in STATES:
        shade = tokens.shade(tone)
        yield f"{tone} on its tint", shade.text, shade.tint
        for ground in ("bg", "surface", "raised", "hover", "sel"):
            yield f"{tone} on {ground}", shade.text, getattr(tokens, ground)
    for tone in CATEGORIES:
        shade = tokens.shade(tone)
        yield f"{tone} on its tint", shade.text, shade.tint
        for ground in ("surface", "raised", "sel"):
            yield f"{tone} on {ground}", shade.text, getattr(tokens, ground)
    for tone in (*STATES, Tone.NEUTRAL):
        yield f"text on the tint of {tone}", tokens.text, tokens.shade(tone).tint
    yield "on accent", tokens.on_accent, tokens.accent
    yield "on accent, hovered", tokens.on_accent, tokens.accent_hover
    yield "neutral chip", tokens.shade("neutral").text, tokens.chip
    yield "accent on tint", tokens.accent, tokens.tint
    for step, (ground, words) in enumerate(zip(tokens.heat, tokens.heat_text, strict=True)):
        yield f"heat {step}", words, ground


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_text_is_readable_on_its_ground(name):
    tokens = load_tokens(name)
    poor = {
        pair: round(contrast(words, ground), 2)
        for pair, words, ground in text_pairs(tokens)
        if contrast(words, ground) < 4.5
    }
    assert poor == {}


@pytest.mark.parametrize("name", ["light", "dark"])
def test_lines_that_carry_meaning_are_visible(name):
    tokens = load_tokens(name)
    lines = {f"control on {g}": (tokens.control, getattr(tokens, g)) for g in ("surface", "raised")}
    for tone in Tone:
        for ground in ("surface", "raised", "bg"):
            lines[f"{tone} on {ground}"] = tokens.shade(tone).line, getattr(tokens, ground)
    lines["accent bar on sel"] = tokens.accent, tokens.sel
    poor = {pair: round(contrast(*two), 2) for pair, two in lines.items() if contrast(*two) < 3}
    assert poor == {}


def test_changing_the_mode_changes_palette_and_widgets_at_once(qtbot):
    label = Label("Town hall", role="text2")
    qtbot.addWidget(label)
    with qtbot.waitSignal(theme().changed):
        theme().set_mode("dark")
    dark = load_tokens("dark")
    assert theme().tokens == dark
    assert QApplication.palette().window().color() == dark.surface
    assert label.palette().windowText().color() == dark.text2


def test_system_mode_follows_the_desktop(qapp):
    theme().set_mode("system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme().tokens.dark is dark
    assert theme().mode == "system"


def test_an_unknown_mode_is_refused():
    with pytest.raises(ValueError, match="sepia"):
        theme().set_mode("sepia")


def test_text_size_reaches_widgets_that_are_already_there(qtbot):
    label = Label("Town hall")
    qtbot.addWidget(label)
    theme().set_text_percent(130)
    assert label.font().pixelSize() == 17
    assert theme().px(32) == 42


def test_tabular_figures_have_one_width():
    metrics = QFontMetricsF(theme().font(13, tabular=True))
    assert metrics.horizontalAdvance("11:11") == metrics.horizontalAdvance("00:00")


def test_weights_differ_in_width_as_real_cuts_do():
    regular = QFontMetricsF(theme().font(15, 400)).horizontalAdvance("Town hall december")
    semibold = QFontMetricsF(theme().font(15, 600)).horizontalAdvance("Town hall december")
    assert theme().family == "Inter"
    assert semibold > regular


def test_no_movement_when_less_is_asked_for():
    theme().set_motion(False)
    assert theme().motion() == 0
    theme().set_motion(True)
    assert theme().motion(120) == 120
