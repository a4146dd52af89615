"""The button of the Questions screen that says how many groups look alike, and opens them."""

from PySide6.QtWidgets import QWidget

from townhall.domain.duplicate_batch import WHOLE_PLAN, AlikeGroup, Scope
from townhall.language import _
from townhall.ui.pages import open_review
from townhall.ui.questions.review.search import GroupSearch
from townhall.ui.questions.review.words import groups_words
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button

_MOST = 3_000
"""Questions up to which groups are counted unasked: it takes half a second at most."""


class ReviewButton(Button):
    """Hidden while nothing looks alike; without a number in a plan that is too large to count."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(icon="merge", tip=_("Review near-duplicates"), parent=parent)
        self._frame = frame
        self._scope = WHOLE_PLAN
        self._says = self._running = self._again = False
        self._search = GroupSearch(frame, "questions.near-duplicates", self)
        self._search.found.connect(self._on_found)
        self._search.too_many.connect(self._on_too_many)
        self._search.stopped.connect(self._on_ended)
        self.clicked.connect(self.open)
        self.hide()

    def look(self, scope: Scope, *, says: bool = False) -> None:
        """Count the groups of `scope`; `says`: tell in passing, for what was just imported."""
        self._says = self._says or says
        self._scope = scope
        if self._running:
            self._again = True
            return
        self._running = True
        self._search.start(scope, most=_MOST, quiet=True)

    def open(self) -> None:
        """Review the groups that were counted."""
        open_review(self._frame, self._scope)

    def _on_found(self, groups: list[AlikeGroup]) -> None:
        self.setText(groups_words(len(groups)))
        self.setVisible(bool(groups))
        if groups and self._says:
            self._frame.toast(groups_words(len(groups)), [(_("Review"), self.open)])
        self._on_ended()

    def _on_too_many(self) -> None:
        self.setText(_("Near-duplicates"))
        self.show()
        if self._says:
            words = _("Some questions may look alike")
            self._frame.toast(words, [(_("Review"), self.open)])
        self._on_ended()

    def _on_ended(self) -> None:
        self._running = self._says = False
        self.setAccessibleName(self.text() or self.toolTip())
        self.updateGeometry()
        if self._again:
            self._again = False
            self.look(self._scope)
