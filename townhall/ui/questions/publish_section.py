"""What in a question may tell who somebody is, and the decision how it is shown to others."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.errors import TownHallError
from townhall.domain.personal_data import FindingKind
from townhall.domain.publish_check import CHECKED, excerpt, masked
from townhall.domain.terms import Outcome, Publication
from townhall.language import _, ngettext
from townhall.services.publish_check import decide_publication
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.ui.screen import Frame
from townhall.ui.theme import Tone, theme
from townhall.ui.widgets.answers import Said
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.fields import Field, TextField
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.marked import MarkedText
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM


def field_words() -> dict[str, str]:
    """What the checked fields are called."""
    return {
        "text": _("Question"),
        "answer": _("Answer"),
        "translation": _("Answer in the other language"),
        "decline_reason": _("Reason for declining"),
    }


def kind_words() -> dict[FindingKind, str]:
    """What was found, in a few words."""
    return {
        FindingKind.NAME: _("a name"),
        FindingKind.EMAIL: _("an e-mail address"),
        FindingKind.PHONE: _("a phone number"),
        FindingKind.BSN: _("a citizen service number"),
        FindingKind.NUMBER: _("a number of a patient or a colleague"),
        FindingKind.DATE_OF_BIRTH: _("a date of birth"),
    }


class _Found(MarkedText):
    """Words in which those that tell who somebody is stand out."""

    def _style(self, change: object) -> str:
        if change == "kept":
            return ""
        return f"background-color:{theme().tokens.warn_tint.name()};text-decoration:underline"


class PublishSection(QWidget):
    """The findings of the question that is shown, and how it is shown to others.

    `deciding()` when the user decides; `who` gives the name of whoever does so, "" where that has
    to be asked: `named(name)` tells the answer.
    """

    deciding = Signal()
    named = Signal(str)

    def __init__(self, frame: Frame, who: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._who = frame, who
        self._sheet: QuestionSheet | None = None
        self._chip = Chip("", "neutral", dot=True)
        head = SectionHead(_("Before it is shown"), "", self._chip, pad=0, small=True)
        self._findings = QVBoxLayout()
        self._findings.setSpacing(2)
        self.choices = {
            publication: Button(words, tip=f"{words} ({key})", small=True)
            for publication, words, key in (
                (Publication.AS_ASKED, _("As asked"), "1"),
                (Publication.MASKED, _("Words hidden"), "2"),
                (Publication.WITHHELD, _("Not shown"), "3"),
            )
        }
        self.name = TextField("", placeholder=_("Your name"))
        self.name.returnPressed.connect(self._on_name)
        self.asking = Field(_("Decided by"), self.name)
        self._wanted: Publication | None = None
        self._told = Paragraph("", SMALL, "text2", selectable=False)
        self.again = Button(_("Leave it open again"), "link")
        self.again.clicked.connect(lambda _checked=False: self.decide(Publication.UNDECIDED))
        self._read = Said(_("Others read"), "", Tone.NEUTRAL)
        choices = QWidget()
        line = FlowLayout(choices, gap=6, line_gap=6)
        for publication, button in self.choices.items():
            button.setCheckable(True)
            button.setAccessibleDescription(_("How it is shown to others"))
            button.clicked.connect(
                lambda _checked=False, publication=publication: self._on_choice(publication)
            )
            line.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self._told, 1)
        below.addWidget(self.again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(8)
        column.addWidget(head)
        column.addLayout(self._findings)
        column.addWidget(choices)
        column.addWidget(self.asking)
        column.addWidget(self._read)
        column.addLayout(below)

    @property
    def wanted(self) -> bool:
        """Whether there is something to say: words were found, or somebody decided."""
        sheet = self._sheet
        if sheet is None or sheet.question.outcome is Outcome.MERGED:
            return False
        return bool(sheet.marked) or sheet.question.publication is not Publication.UNDECIDED

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Show what was found in the question of `sheet` and what was decided."""
        self._sheet = sheet
        question, marked = sheet.question, sheet.marked
        publication = question.publication
        undecided = publication is Publication.UNDECIDED
        tone = "warn" if undecided else "neutral" if publication is Publication.WITHHELD else "ok"
        self._chip.set_state(_("To decide") if undecided else _("Decided"), tone)
        self._fill(sheet)
        for each, button in self.choices.items():
            button.setChecked(each is publication)
        self.asking.hide()
        self.again.setVisible(not undecided)
        self._told.setText(_told(sheet))
        hides = publication is Publication.MASKED
        self._read.setVisible(hides)
        if hides:
            self._read.set_text(masked("text", question.text, marked, question.language))

    def _fill(self, sheet: QuestionSheet) -> None:
        while (item := self._findings.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        kinds, fields = kind_words(), field_words()
        for field in CHECKED:
            found = [each for each in sheet.marked if each.field == field]
            if not found:
                continue
            what = ", ".join(dict.fromkeys(kinds[each.kind] for each in found))
            words = _("{field}: {what}").format(field=fields[field], what=what)
            if self._findings.count():
                self._findings.addSpacing(6)
            self._findings.addWidget(Label(words, SMALL_MEDIUM, "text2", wrap=True))
            text = getattr(sheet.question, field)
            self._findings.addWidget(_Found(excerpt(field, text, sheet.marked)))

    def _on_choice(self, publication: Publication) -> None:
        self.choices[publication].setChecked(self._decided() is publication)
        self.decide(publication)

    def _decided(self) -> Publication:
        return self._sheet.question.publication if self._sheet else Publication.UNDECIDED

    def decide(self, publication: Publication) -> None:
        """Decide for the question that is shown, or ask first who decides."""
        sheet = self._sheet
        if sheet is None or publication == sheet.question.publication:
            return
        self._wanted, by = publication, self._who()
        if not by and publication is not Publication.UNDECIDED:
            self.asking.set_error("")
            self.asking.show()
            self.name.setFocus()
            return
        self.deciding.emit()
        self._frame.jobs.change(
            decide_publication,
            [sheet.question.id],
            publication.value,
            by,
            failed=self._on_failed,
        )

    def _on_name(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.asking.set_error(_("Say who decided how the question is shown."))
        elif self._wanted is not None:
            self.named.emit(name)
            self.decide(self._wanted)

    def _on_failed(self, error: TownHallError) -> None:
        if self._sheet is not None:
            self.show_sheet(self._sheet)
        self._frame.show_error(error)


def _told(sheet: QuestionSheet) -> str:
    question, number = sheet.question, len(sheet.marked)
    if question.publication is not Publication.UNDECIDED:
        return _("Decided by {name}").format(name=question.publication_by)
    words = ngettext(
        "{n} place may tell who somebody is. Until you decide, a pack to share warns of it.",
        "{n} places may tell who somebody is. Until you decide, a pack to share warns of it.",
        number,
    )
    return words.format(n=number)
