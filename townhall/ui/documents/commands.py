"""What can be done on the documents screen by key, palette and the New menu."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from townhall.language import _
from townhall.ui.actions import Action
from townhall.ui.documents.words import PACK_ICONS

if TYPE_CHECKING:
    from townhall.ui.documents.screen import DocumentsScreen


def documents_commands(screen: DocumentsScreen) -> Sequence[Action]:
    """The actions of `screen`."""
    view, exports = screen.preview.view, screen.exports

    def there() -> bool:
        return screen.key is not None

    def shown() -> bool:
        return screen.preview.pages is not None

    return [
        Action(
            "documents.speaker-brief",
            _("Make speaker brief"),
            functools.partial(exports.make, "speaker-brief"),
            "",
            PACK_ICONS["speaker-brief"],
            "new",
            there,
        ),
        Action(
            "documents.qa-pack",
            _("Make Q&A pack"),
            functools.partial(exports.make, "qa-pack"),
            "",
            PACK_ICONS["qa-pack"],
            "new",
            there,
        ),
        Action(
            "documents.word",
            _("Save as Word"),
            functools.partial(exports.save, "docx"),
            "Ctrl+S",
            "word",
            "edit",
            there,
        ),
        Action(
            "documents.pdf",
            _("Save as PDF"),
            functools.partial(exports.save, "pdf"),
            "Ctrl+Shift+S",
            "pdf",
            "edit",
            there,
        ),
        Action("documents.print", _("Print"), exports.print, "Ctrl+P", "printer", "edit", shown),
        Action(
            "documents.search",
            _("Find a date"),
            screen.find_date,
            icon="search",
            in_palette=True,
        ),
        Action(
            "documents.larger",
            _("Zoom in"),
            lambda: view.set_zoom(view.zoom + 10),
            "Ctrl++; Ctrl+=",
            "zoom-in",
        ),
        Action(
            "documents.smaller",
            _("Zoom out"),
            lambda: view.set_zoom(view.zoom - 10),
            "Ctrl+-",
            "zoom-out",
        ),
        Action("documents.fit", _("Fit the width"), view.fit_width, "Ctrl+0", "expand"),
    ]
