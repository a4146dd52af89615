"""What an initiative changes in whose work: a row per audience, edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _, ngettext
from townhall.services.queries.people import AudienceDetail
from townhall.services.queries.programme_details import ImpactDetail
from townhall.ui.widgets.add_form import AddForm
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, CardNote, Hairline, SectionHead
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.fields import Field, TextArea
from townhall.ui.widgets.in_place import InPlace
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.paint import SMALL, TITLE
from townhall.ui.widgets.select import Option, Select

_NAME_WIDTH = 184


class ImpactsCard(Card):
    """`changed(impacts)`: the whole list as it should be, each an (audience, text)."""

    changed = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._impacts: tuple[tuple[str, str], ...] = ()
        self._audiences: tuple[AudienceDetail, ...] = ()
        self.rows: list[ImpactRow] = []
        self.add_button = Button(_("Add"), "link")
        self.add_button.clicked.connect(lambda _checked=False: self.start())
        self._head = SectionHead(_("What changes in whose work"), trailing=self.add_button)
        self.add(self._head)
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(self._holder)
        self.form = _NewImpact()
        self.form.wanted.connect(self._on_wanted)
        self.form.left.connect(self._leave)
        self.form.hide()
        self.add(self.form)
        self.nothing = CardNote(
            _("Nobody’s work is described yet. People first want to know what changes for them.")
        )
        self.add(self.nothing)

    def show_impacts(
        self, impacts: Sequence[ImpactDetail], audiences: Sequence[AudienceDetail]
    ) -> None:
        """Show `impacts`; `audiences` are to choose from."""
        self._impacts = tuple((each.audience, each.text) for each in impacts)
        self._audiences = tuple(audiences)
        count = ngettext("{n} audience", "{n} audiences", len(impacts))
        self._head.set_title(
            _("What changes in whose work"), count.format(n=len(impacts)) if impacts else ""
        )
        people = {each.name: each.headcount for each in audiences}
        while len(self.rows) > len(impacts):
            row = self.rows.pop()
            row.hide()
            row.deleteLater()
        while len(self.rows) < len(impacts):
            row = ImpactRow()
            row.text.edited.connect(lambda text, row=row: self._on_text(row, str(text)))
            row.remove.clicked.connect(lambda _checked=False, row=row: self._on_remove(row))
            self.rows.append(row)
            self._rows.addWidget(row)
        for row, impact in zip(self.rows, impacts, strict=True):
            row.show_impact(impact, people.get(impact.audience, 0))
        self.nothing.setVisible(not impacts and self.form.isHidden())
        self.add_button.setEnabled(bool(self._free()))

    def _free(self) -> list[str]:
        taken = {audience for audience, _text in self._impacts}
        return [each.name for each in self._audiences if each.name not in taken]

    def start(self) -> None:
        """Ask whose work changes, and how."""
        self.nothing.hide()
        self.form.start(self._free())

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with what was given last."""
        if self.form.isVisible():
            self.form.text.set_error(sentence)
            return
        for row in self.rows:
            if row.pending:
                row.pending = False
                row.text.set_error(sentence)

    def settle(self) -> None:
        """The list is stored: the form has done its work."""
        self._leave()

    def _leave(self) -> None:
        had_focus = self.form.isAncestorOf(self.focusWidget() or self)
        self.form.hide()
        self.nothing.setVisible(not self._impacts)
        if had_focus:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_wanted(self, audience: str, text: str) -> None:
        self._tell([*self._impacts, (audience, text)])

    def _on_text(self, row: ImpactRow, text: str) -> None:
        row.pending = True
        wanted = list(self._impacts)
        wanted[self.rows.index(row)] = (row.audience, text)
        self._tell(wanted)

    def _on_remove(self, row: ImpactRow) -> None:
        place = self.rows.index(row)
        self._tell([each for index, each in enumerate(self._impacts) if index != place])

    def _tell(self, impacts: Sequence[tuple[str, str]]) -> None:
        self.changed.emit([{"audience": name, "text": text} for name, text in impacts])


class ImpactRow(QWidget):
    """One audience with what changes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.audience, self.pending = "", False
        self.name = Paragraph("", TITLE, selectable=False)
        self.people = Label("", SMALL, "text2")
        self.text = InPlace("lines", name=_("Their work"))
        self.remove = Button(kind="ghost", icon="close", small=True, tip=_("Remove"))
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.name)
        words.addWidget(self.people)
        words.addStretch(1)
        left = QWidget()
        left.setFixedWidth(_NAME_WIDTH)
        left.setLayout(words)
        words.setContentsMargins(0, 4, 0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(left)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(row)

    def show_impact(self, impact: ImpactDetail, people: int) -> None:
        """Show one impact, on an audience of so many people."""
        self.audience = impact.audience
        self.name.setText(impact.audience)
        words = ngettext("{n} person", "{n} people", people)
        self.people.setText(words.format(n=locale().toString(people)) if people else "")
        self.text.value.set_name(_("The work of {audience}").format(audience=impact.audience))
        if not (self.pending and self.text.error):
            self.text.set_value(impact.text)
        self.pending = False
        tip = _("Remove {audience}").format(audience=impact.audience)
        self.remove.setToolTip(tip)
        self.remove.setAccessibleName(tip)


class _NewImpact(AddForm):
    """Audience and text of a new impact: `wanted(audience, text)`, or `left`."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.audience = Select(name=_("Audience"))
        self._area = TextArea(
            name=_("Their work"), placeholder=_("What is different in their work, in one sentence")
        )
        self.text = Field(_("Their work"), self._area)
        self.lay_out(Field(_("Audience"), self.audience), self.text)

    def start(self, free: Sequence[str]) -> None:
        self.audience.set_options([Option(name, name) for name in free], free[0] if free else None)
        self._area.setPlainText("")
        self.text.set_error()
        self.show()
        self.audience.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        text = self._area.text().strip()
        if not text:
            self.text.set_error(_("Say what changes in their work."))
            self._area.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.audience.value is not None:
            self.wanted.emit(str(self.audience.value), text)
