"""Texts that mark words: gone ones struck, new or differing ones underlined, beside colour."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QWidget

from townhall.domain.word_differences import Change, Piece
from townhall.language import _
from townhall.ui.theme import theme
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import BODY, Type


class MarkedText(Paragraph):
    """Shows pieces of text by what became of them; a screen reader hears it in words."""

    def __init__(
        self, pieces: Sequence[Piece] = (), kind: Type = BODY, parent: QWidget | None = None
    ) -> None:
        self.pieces: tuple[Piece, ...] = tuple(pieces)
        super().__init__("", kind, parent=parent)
        self.set_pieces(pieces)

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show others."""
        self.pieces = tuple(pieces)
        self.setText("".join(piece.words for piece in pieces))
        self._mark()

    def restyle(self) -> None:
        super().restyle()
        self._mark()

    def _mark(self) -> None:
        from html import escape  # brings its table of entities along

        parts = (
            f'<span style="{self._style(piece.change)}">{_shown(escape(piece.words))}</span>'
            for piece in self.pieces
        )
        QLabel.setText(self, f'<p style="line-height:130%;margin:0">{"".join(parts)}</p>')
        self.setAccessibleName(" ".join(map(self._spoken, self.pieces)))

    def _style(self, change: Change) -> str:
        tokens = theme().tokens
        return {
            Change.KEPT: "",
            Change.GONE: f"color:{tokens.bad.name()};background-color:{tokens.bad_tint.name()};"
            "text-decoration:line-through",
            Change.NEW: f"color:{tokens.ok.name()};background-color:{tokens.ok_tint.name()};"
            "text-decoration:underline",
        }[change]

    def _spoken(self, piece: Piece) -> str:
        words = " ".join(piece.words.split())
        if piece.change is Change.GONE:
            return _("(gone: {words})").format(words=words)
        if piece.change is Change.NEW:
            return _("(new: {words})").format(words=words)
        return words


class DifferingText(MarkedText):
    """A wording in which the words that another one has not are tinted and underlined."""

    def _style(self, change: Change) -> str:
        if change is Change.KEPT:
            return ""
        return f"background-color:{theme().tokens.warn_tint.name()};text-decoration:underline"

    def _spoken(self, piece: Piece) -> str:
        words = " ".join(piece.words.split())
        return words if piece.change is Change.KEPT else _("(differs: {words})").format(words=words)


def _shown(escaped: str) -> str:
    return escaped.replace("\n", "<br>")
