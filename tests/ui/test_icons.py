"""Icons: one set on one grid, sharp, and in any colour."""

from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QIcon, QPainter, QPdfWriter

from townhall import paths
from townhall.ui.icons import icon, icon_names, icon_pixmap, paint_icon

NEEDED = {
    "town-hall",
    "today",
    "calendar",
    "questions",
    "follow-ups",
    "initiatives",
    "audiences",
    "documents",
    "insight",
    "settings",
    "moon",
    "sun",
    "search",
    "plus",
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
    "arrow-left",
    "arrow-right",
    "undo",
    "redo",
    "close",
    "check",
    "check-circle",
    "clock",
    "pin",
    "repeat",
    "branch",
    "people",
    "person",
    "mic",
    "screen",
    "link",
    "mail",
    "send",
    "download",
    "upload",
    "folder",
    "file",
    "printer",
    "pdf",
    "word",
    "pencil",
    "trash",
    "copy",
    "more",
    "sort",
    "filter",
    "panel-right",
    "lock",
    "flag",
    "handshake",
    "quote",
    "warning",
    "error",
    "info",
    "globe",
    "keyboard",
    "zoom-in",
    "zoom-out",
    "expand",
    "star",
    "bell",
    "moon-shift",
    "building",
    "shield",
    "stamp",
    "list",
    "grid",
    "eye",
    "eye-off",
    "database",
    "archive",
    "external",
}


def test_every_icon_the_screens_name_exists():
    assert NEEDED - set(icon_names()) == set()


@pytest.mark.parametrize("name", icon_names())
def test_icon_is_a_stroke_on_the_grid_in_the_current_colour(name):
    root = ElementTree.parse(paths.resources() / "icons" / f"{name}.svg").getroot()
    assert root.get("viewBox") == "0 0 24 24"
    assert root.get("stroke") == "currentColor"
    assert root.get("stroke-width") == "1.75"
    assert root.get("stroke-linecap") == "round"


def ink(pixmap):
    """Colours of opaque pixels."""
    image = pixmap.toImage()
    points = ((x, y) for x in range(image.width()) for y in range(image.height()))
    found = (image.pixelColor(x, y) for x, y in points)
    return {colour.name() for colour in found if colour.alpha() == 255}


def test_every_icon_leaves_ink(qapp):
    blank = icon_pixmap("plus", QColor("#00000000"), 24).toImage()
    colour = QColor("#123456")
    assert [n for n in icon_names() if icon_pixmap(n, colour, 24).toImage() == blank] == []


def test_icon_takes_the_colour_it_is_given(qapp):
    assert ink(icon_pixmap("plus", QColor("#B42332"), 24)) == {"#b42332"}


def test_icon_is_as_sharp_as_the_screen(qapp):
    pixmap = icon_pixmap("calendar", QColor("#000000"), 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_an_unknown_name_is_an_error(qapp):
    with pytest.raises(KeyError, match="unicorn"):
        icon_pixmap("unicorn", QColor("#000000"))


def test_menu_icon_has_a_quieter_disabled_state(qapp):
    made = icon("trash", QColor("#B42332"))
    normal = made.pixmap(16, QIcon.Mode.Normal).toImage()
    assert normal != made.pixmap(16, QIcon.Mode.Disabled).toImage()


def test_icon_stays_lines_on_paper(qapp):
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    painter = QPainter(writer)
    try:
        paint_icon(painter, "flag", 10, 10, 24, QColor("#4453D6"))
    finally:
        painter.end()
    assert b"/Subtype /Image" not in buffer.data().data()
