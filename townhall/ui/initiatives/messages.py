"""The key messages of an initiative: sentences with proof points and a sign-off."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.language import _
from townhall.services.queries.people import AudienceDetail
from townhall.services.queries.programme_details import KeyMessageDetail
from townhall.ui.initiatives.words import day_text
from townhall.ui.record_editor import RecordEditor
from townhall.ui.screen import Frame
from townhall.ui.sign_off import SignOffLine
from townhall.ui.widgets.add_form import AddForm
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, CardNote, Hairline, SectionHead
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.fields import Field, TextArea
from townhall.ui.widgets.in_place import InPlace, hang_out
from townhall.ui.widgets.select import Option

_FACTS_WIDTH = 268


class MessagesCard(Card):
    """Shows and edits key messages; `add_wanted(text)` and `remove_wanted(id)` ask the page."""

    add_wanted = Signal(str)
    remove_wanted = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.blocks: dict[int, MessageBlock] = {}
        self.add_button = Button(_("Add"), "link")
        self.add_button.clicked.connect(lambda _checked=False: self.start())
        self._head = SectionHead(_("Key messages"), trailing=self.add_button)
        self.add(self._head)
        holder = QWidget()
        self._rows = QVBoxLayout(holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)
        self.add(holder)
        self.form = _NewMessage()
        self.form.wanted.connect(self.add_wanted)
        self.form.left.connect(self.settle)
        self.form.hide()
        self.add(self.form)
        self.nothing = CardNote(
            _("No key messages yet: sentences everybody may use, once they are approved.")
        )
        self.add(self.nothing)

    def show_messages(
        self,
        messages: Sequence[KeyMessageDetail],
        audiences: Sequence[AudienceDetail],
        today: date,
        zone: str,
    ) -> None:
        """Show `messages`, instants in `zone`; what is being edited stays open."""
        self._head.set_title(_("Key messages"), str(len(messages)) if messages else "")
        ids = {each.id for each in messages}
        for gone in [id_ for id_ in self.blocks if id_ not in ids]:
            block = self.blocks.pop(gone)
            block.hide()
            block.deleteLater()
        for message in messages:
            if message.id not in self.blocks:
                block = MessageBlock(self._frame)
                block.remove_wanted.connect(self.remove_wanted)
                self.blocks[message.id] = block
                self._rows.addWidget(block)
            self.blocks[message.id].show_message(message, audiences, today, zone)
        self.nothing.setVisible(not messages and self.form.isHidden())

    def start(self) -> None:
        """Ask for the sentence."""
        self.nothing.hide()
        self.form.start()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the new message."""
        self.form.field.set_error(sentence)

    def settle(self) -> None:
        """The form has done its work."""
        had_focus = self.form.isAncestorOf(self.focusWidget() or self)
        self.form.hide()
        self.nothing.setVisible(not self.blocks)
        if had_focus:
            self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


class MessageBlock(QWidget):
    """One key message: its words and proof at the left, its facts at the right."""

    remove_wanted = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = RecordEditor(frame, "key-message")
        self.text = InPlace("lines", name=_("Key message"))
        self.proof = InPlace(
            "lines", name=_("Proof points"), placeholder=_("Add proof points, one on each line")
        )
        self.audience = InPlace("pick", name=_("For"), placeholder=_("Everybody"))
        self.language = InPlace(
            "choice",
            name=_("Language"),
            options=[Option("nl", "Nederlands"), Option("en", "English")],
        )
        self.until = InPlace("date", name=_("Valid until"), placeholder=_("No end"))
        self.sign_off = SignOffLine(frame, "key-message")
        self.chip = Chip("", "neutral", dot=True)
        remove = Button(kind="ghost", icon="close", small=True, tip=_("Remove the key message"))
        remove.clicked.connect(lambda _checked=False: self._remove())
        self._lay_out(remove)
        for field, place in (
            ("text", self.text),
            ("audience", self.audience),
            ("language", self.language),
            ("valid_until", self.until),
        ):
            self.editor.stores(field, place)
        self.proof.edited.connect(self._on_proof)

    def _lay_out(self, remove: Button) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        hang_out(words, self.text)
        hang_out(words, self.proof)
        words.addStretch(1)
        facts = Facts(label_width=76)
        for place in (self.audience, self.language, self.until):
            facts.add(place.accessibleName(), place)
        holder = QWidget()
        holder.setFixedWidth(_FACTS_WIDTH)
        side = QVBoxLayout(holder)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(2)
        side.addWidget(self.sign_off)
        side.addWidget(facts)
        side.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        row.addLayout(words, 1)
        row.addWidget(holder)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Hairline())
        column.addLayout(row)

    def show_message(
        self,
        message: KeyMessageDetail,
        audiences: Sequence[AudienceDetail],
        today: date,
        zone: str,
    ) -> None:
        """Show `message` as it was read."""
        self.editor.load(
            message.id,
            text=message.text,
            audience=message.audience,
            language=message.language,
            valid_until=message.valid_until,
            proof_points=list(message.proof_points),
        )
        self.text.set_value(message.text)
        self.proof.set_value("\n".join(message.proof_points))
        everybody = Option(None, _("Everybody"))
        self.audience.value.set_options(
            [everybody, *(Option(each.name, each.name) for each in audiences)]
        )
        self.audience.set_value(message.audience)
        self.language.set_value(message.language)
        self.until.set_value(message.valid_until)
        self.sign_off.show_sign_off(
            message.id,
            message.sign_off,
            (message.signed_by, message.signed_at),
            message.changed_since_approval,
            zone,
        )
        expired = message.valid_until is not None and message.valid_until < today
        if expired and message.valid_until is not None:
            ended = day_text(message.valid_until, today)
            self.chip.set_state(_("Expired {date}").format(date=ended), "bad")
        self.chip.setVisible(expired)
        self.chip.updateGeometry()

    def _on_proof(self, text: object) -> None:
        points = [line.strip() for line in str(text).splitlines() if line.strip()]
        self.editor.store("proof_points", points, self.proof.set_error)

    def _remove(self) -> None:
        if self.editor.record_id is not None:
            self.remove_wanted.emit(self.editor.record_id)


class _NewMessage(AddForm):
    """The sentence of a new key message: `wanted(text)`, or `left`."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._area = TextArea(
            name=_("Key message"), placeholder=_("One sentence anybody can say out loud")
        )
        self.field = Field(_("Key message"), self._area)
        self.lay_out(self.field)

    def start(self) -> None:
        self._area.setPlainText("")
        self.field.set_error()
        self.show()
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self) -> None:
        text = self._area.text().strip()
        if text:
            self.wanted.emit(text)
            return
        self.field.set_error(_("Write the sentence first."))
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)
