"""Approved answers to questions like the one shown, offered to be told again."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.answers import answer_lines
from townhall.domain.day_words import shortened
from townhall.language import _
from townhall.services.queries.question_sheet import QuestionSheet
from townhall.services.queries.reusable_answers import ReusableAnswer, reusable_answers
from townhall.services.question_answers import reuse_answer
from townhall.ui.date_words import short_date
from townhall.ui.screen import Frame
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import SectionHead
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.paint import SMALL, TITLE


class OffersSection(QWidget):
    """The offers for a question; `found(bool)` says whether there are any, `asked_for(id)`."""

    found = Signal(bool)
    asked_for = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._sheet: QuestionSheet | None = None
        self.offers: tuple[ReusableAnswer, ...] = ()
        self.buttons: list[Button] = []
        self._shown: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(SectionHead(_("Answered before"), pad=0, small=True))

    def show_sheet(self, sheet: QuestionSheet) -> None:
        """Look for answers that fit the question of `sheet`."""
        before, self._sheet = self._sheet, sheet
        if before is None or before.question.id != sheet.question.id:
            self._show(())
        self._frame.jobs.read(
            reusable_answers,
            sheet.question.id,
            self._frame.clock,
            done=self._show,
            channel="questions.reusable",
        )

    def _show(self, offers: tuple[ReusableAnswer, ...]) -> None:
        if offers != self.offers:
            for widget in self._shown:
                widget.hide()
                widget.deleteLater()
            self._shown, self.buttons = [], []
            for offer in offers:
                self._add(offer)
            self.offers = offers
        self.found.emit(bool(offers))

    def _add(self, offer: ReusableAnswer) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        question_id = sheet.question.id
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(Paragraph(offer.text, TITLE))
        said = answer_lines(offer.answer)
        column.addWidget(Paragraph(said[0].text if said else "", SMALL, "text2"))
        column.addWidget(Paragraph(approval_words(offer, sheet.today), SMALL, "text2"))
        use = Button(_("Answer with this"), icon="check", small=True)
        use.setAccessibleDescription(offer.text)
        use.clicked.connect(
            lambda _checked=False: self._frame.jobs.change(reuse_answer, question_id, offer.id)
        )
        show = Button(_("Show question {id}").format(id=offer.id), "link", small=True)
        show.clicked.connect(lambda _checked=False: self.asked_for.emit(offer.id))
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(12)
        row.addWidget(use)
        row.addWidget(show)
        row.addStretch(1)
        column.addLayout(row)
        self._column.addWidget(holder)
        self._shown.append(holder)
        self.buttons.append(use)


def offer_answer(frame: Frame, question_id: int, zone: str) -> None:
    """Tell of an approved answer that fits a question just added; a button tells it to that too."""

    def tell(offers: tuple[ReusableAnswer, ...]) -> None:
        if not offers:
            return
        approved = approval_words(offers[0], frame.clock.today(zone))
        text = _("Answered before: “{question}”. {approved}.").format(
            question=shortened(offers[0].text), approved=approved
        )
        source = offers[0].id
        use = (_("Answer with this"), lambda: frame.jobs.change(reuse_answer, question_id, source))
        frame.toast(text, [use])

    frame.jobs.read(
        *(reusable_answers, question_id, frame.clock),
        done=tell,
        channel="questions.reusable-added",
    )


def approval_words(offer: ReusableAnswer, today: date) -> str:
    """When and by whom the answer was approved, and until when it holds, as read on `today`."""
    day = short_date(offer.approved, today)
    words = _("Approved {day} by {name}").format(day=day, name=offer.approved_by)
    if not offer.approved_by:
        words = _("Approved {day}").format(day=day)
    if offer.valid_until is None:
        return words
    until = short_date(offer.valid_until, today)
    return _("{words}, valid until {day}").format(words=words, day=until)
