"""The leak check of a shareable copy: what was found, why it matters, and where it stands."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from townhall.domain.leaks import Leak
from townhall.language import _, ngettext, pgettext
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import BODY
from townhall.ui.widgets.rows import Row

_SHOWN = 5


class LeakCard(Card):
    """`show_wanted(text)` when the user wants to see where a text stands.

    `decide_wanted()` when the user wants to decide about personal data in questions.
    """

    show_wanted = Signal(str)
    decide_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = SectionHead(_("Leak check"))
        self.add(self._head)
        self._undecided = 0
        decide = Button(
            pgettext("personal data", "Decide"),
            "link",
            tip=_("Decide one by one how they are shown"),
        )
        decide.clicked.connect(self.decide_wanted)
        self.to_decide = Row(
            "",
            _("Nobody decided yet how they are shown."),
            icon="shield",
            icon_role="warn",
            trailing=[decide],
            static=True,
        )
        self.add(self.to_decide)
        self.to_decide.hide()
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add(self._body)
        self._told: object = None

    def set_undecided(self, number: int) -> None:
        """Say in how many questions there is personal data that nobody decided about."""
        self._undecided = number
        words = ngettext(
            "{n} question with personal data",
            "{n} questions with personal data",
            number,
        )
        self.to_decide.set_words(words.format(n=number), self.to_decide.reason.words)
        self._arrange()

    def _arrange(self) -> None:
        self.to_decide.setVisible(bool(self._undecided) and self._told != "internal")

    def show_internal(self) -> None:
        """Say that an internal copy is not checked, and why that matters."""
        self._tell("internal")
        self._head.set_trailing(Chip(_("Internal"), "neutral", icon="lock"))
        words = _("May show who asked a question. Keep this copy inside the organisation.")
        self._add(Row(_("Not checked: an internal copy"), words, icon="lock", static=True))

    def show_checking(self) -> None:
        """Say that the check is under way, unless an earlier result still shows."""
        if self._told in (None, "internal"):
            self._tell("checking")
            self._head.set_trailing(None)
            self._add(Row(_("Reading the texts"), icon="shield", static=True))

    def show_leaks(self, found: Sequence[Leak], texts_read: int) -> None:
        """Show what should not leave the house, out of `texts_read` texts."""
        said = (tuple(found), texts_read)
        if said == self._told:
            return
        self._tell(said)
        read = ngettext("{n} text read", "{n} texts read", texts_read).format(n=texts_read)
        if not found:
            self._head.set_trailing(Chip(_("Nothing found"), "ok", dot=True))
            title = _("No names of askers, no patient data")
            self._add(Row(title, read, icon="shield-check", icon_role="ok", static=True))
            return
        number = len(found)
        solve = ngettext("{n} to solve", "{n} to solve", number).format(n=number)
        self._head.set_trailing(Chip(solve, "bad", dot=True))
        for leak in found[:_SHOWN]:
            self._add(self._row(leak))
        if number > _SHOWN:
            more = _("and {n} more").format(n=number - _SHOWN)
            note = Paragraph(more, BODY, "text2")
            note.setContentsMargins(46, 4, 16, 12)
            self._lines.addWidget(note)

    def _row(self, leak: Leak) -> Row:
        show = Button(_("Show"), "link", tip=_("Show where this is in the pack"))
        show.clicked.connect(lambda _checked=False, text=leak.text: self.show_wanted.emit(text))
        why = leak.why[:1].upper() + leak.why[1:]
        words = " ".join(leak.text.split())
        quoted = _("“{text}”").format(text=words if len(words) <= 90 else f"{words[:88]}…")
        row = Row(why, quoted, icon="shield", icon_role="bad", trailing=[show], static=True)
        show.setAccessibleName(f"{_('Show')}: {why}")
        return row

    def _add(self, row: Row) -> None:
        self._lines.addWidget(row)

    def _tell(self, said: object) -> None:
        self._told = said
        self._arrange()
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
