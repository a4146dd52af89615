"""What a recipient will see: in the calendar, as an e-mail, and the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from townhall.domain.seen_invitation import SeenInvitation
from townhall.domain.zones import from_utc, zone_names
from townhall.language import _, pgettext
from townhall.services.hand_over import PreparedFile
from townhall.ui.event import seen_words
from townhall.ui.event.card_parts import Labelled, clear
from townhall.ui.event.raw_file import RawFile
from townhall.ui.widgets.card import Card, Hairline
from townhall.ui.widgets.chips import Chip
from townhall.ui.widgets.chooser_button import ChooserButton
from townhall.ui.widgets.fields import Field
from townhall.ui.widgets.flow import FlowLayout
from townhall.ui.widgets.labels import Label, Paragraph
from townhall.ui.widgets.page import ScrollPage
from townhall.ui.widgets.paint import SMALL_MEDIUM, Type
from townhall.ui.widgets.segment import Segment
from townhall.ui.widgets.select import Option, Select

_HEADLINE = Type(20, 600)


class PreviewPart(ScrollPage):
    """Shows one of the files that would go out now, as a recipient sees it; nothing is written.

    At first that about the date `original_start` (local) alone, where there is one.
    """

    def __init__(self, original_start: datetime, parent: QWidget | None = None) -> None:
        super().__init__(ground="bg", parent=parent)
        self._date = original_start
        self.files: Sequence[PreparedFile] = ()
        self._zone = self._plan_zone = ""
        self.file = Select([], name=_("File"))
        self.reader = ChooserButton(name=_("Recipient"))
        self.zone = ChooserButton(name=_("Their time zone"))
        self.kind = Segment(
            [("calendar", _("Calendar")), ("mail", _("E-mail")), ("raw", _("File as text"))],
            "calendar",
            name=_("What is shown"),
        )
        self.body_kind = Segment(
            [("html", _("Formatted")), ("plain", _("Plain text"))], "html", name=_("Description")
        )
        self.paper = Card()
        self.headline = Label("", _HEADLINE, wrap=True)
        self.method = Chip("", "accent")
        self.facts = QWidget()
        self._facts = QVBoxLayout(self.facts)
        self._facts.setContentsMargins(0, 0, 0, 0)
        self._facts.setSpacing(0)
        self.html = HtmlText()
        self.plain = Paragraph("")
        self.raw = RawFile()
        self._build()

    def _build(self) -> None:
        choices = QWidget()
        flow = FlowLayout(choices, gap=12, line_gap=8)
        self._file_field = Field(_("File"), self.file)
        for widget in (
            self._file_field,
            Field(_("Recipient"), self.reader),
            Field(_("Their time zone"), self.zone),
            Field(_("What is shown"), self.kind),
        ):
            flow.addWidget(widget)
        self.add(choices)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(10)
        column.addWidget(self.method)
        column.addWidget(self.headline)
        column.addWidget(self.facts)
        self._line = Hairline()
        column.addWidget(self._line)
        self._body_head = QWidget()
        head = FlowLayout(self._body_head)
        head.addWidget(Label(_("Description"), SMALL_MEDIUM, "text2"))
        head.addWidget(self.body_kind)
        column.addWidget(self._body_head)
        for body_part in (self.html, self.plain, self.raw):
            column.addWidget(body_part)
        self.paper.add(body)
        self.add(self.paper)
        self.add_stretch()
        self.file.chosen.connect(lambda _value: self._on_file())
        self.reader.chosen.connect(lambda _value: self._show())
        self.zone.chosen.connect(self._on_zone)
        self.kind.chosen.connect(lambda _value: self._show())
        self.body_kind.chosen.connect(lambda _value: self._show())

    def set_files(self, files: Sequence[PreparedFile], plan_zone: str, second_zone: str) -> None:
        """Show what would go out; the choices that still can be made are kept."""
        self.files, self._plan_zone = files, plan_zone
        self._zone = self._zone or plan_zone
        zones = dict.fromkeys(zone for zone in (plan_zone, second_zone, *zone_names()) if zone)
        self.zone.set_options([Option(zone, zone.replace("_", " ")) for zone in zones], self._zone)
        options = [Option(place, seen_words.file_text(file)) for place, file in enumerate(files)]
        own = [place for place, file in enumerate(files) if file.original_start == self._date]
        kept = self.file.value if self.file.value in range(len(files)) else (*own, 0)[0]
        self.file.set_options(options, kept)
        self._file_field.setVisible(len(files) > 1)
        self._on_file()

    def go_to(self, place: int) -> None:
        """Show the file at a place."""
        self.file.set_value(place)
        self._on_file()

    @property
    def shown(self) -> PreparedFile | None:
        """The file that is shown."""
        place = self.file.value
        return self.files[place] if isinstance(place, int) and place < len(self.files) else None

    def _on_file(self) -> None:
        file = self.shown
        if file is None:
            return
        options = [Option("", _("Everybody"), "people")]
        options += [Option(each.email, each.name or each.email) for each in file.recipients]
        emails = [option.value for option in options]
        kept = self.reader.value if self.reader.value in emails else ""
        self.reader.set_options(options, kept)
        self._show()

    def _on_zone(self, zone: object) -> None:
        self._zone = str(zone)
        self._show()

    def _show(self) -> None:
        file = self.shown
        if file is None:
            return
        kind = self.kind.value
        raw, html = kind == "raw", self.body_kind.value == "html"
        self.method.setVisible(not raw)
        self.method.set_state(*seen_words.method_chip(file.seen))
        self.headline.setVisible(not raw)
        self.facts.setVisible(not raw)
        self._line.setVisible(not raw)
        self._body_head.setVisible(not raw)
        self.raw.setVisible(raw)
        self.html.setVisible(not raw and html)
        self.plain.setVisible(not raw and not html)
        if raw:
            self.raw.set_file(file.name, file.content)
            return
        if kind == "mail":
            self._show_mail(file)
        else:
            self._show_event(file)

    def _show_mail(self, file: PreparedFile) -> None:
        mail = file.mail_for(str(self.reader.value or ""))
        self.headline.setText(mail.subject)
        self.html.set_html(mail.html)
        self.plain.setText(mail.plain)
        clear(self._facts)
        sender = mail.sender
        self._fact(pgettext("mail", "From"), seen_words.address_text(sender.name, sender.email))
        self._fact(
            pgettext("mail", "To"),
            seen_words.names_text([each.name or each.email for each in mail.recipients]),
        )
        self._fact(_("Attachment"), file.attachment)

    def _show_event(self, file: PreparedFile) -> None:
        found = file.seen
        self.headline.setText(found.title)
        self.html.set_html(found.html)
        self.plain.setText(found.description)
        clear(self._facts)
        if found.recurrence:
            self._fact(_("Repeats"), seen_words.repeats_text(found))
        dates = file.next_dates or ((found.start, found.end),)
        label = _("Coming dates") if found.recurrence else _("When")
        self._fact(label, "\n".join(self._when(*each, found) for each in dates))
        self._fact(_("Place"), found.location)
        self._fact(_("Join link"), found.join_link)
        self._fact(_("Reminder"), seen_words.reminder_text(found))
        organizer = found.organizer
        self._fact(_("Organiser"), seen_words.address_text(organizer.name, organizer.email))
        self._fact(_("Your part"), seen_words.part_text(found, str(self.reader.value or "")))
        for label, names in seen_words.attendee_lines(found):
            self._fact(label, names)

    def _when(self, start: datetime, end: datetime, found: SeenInvitation) -> str:
        if found.all_day:
            return seen_words.days_text(start, end)
        here = seen_words.span_text(*(from_utc(each, self._zone) for each in (start, end)))
        here = _("{when} ({zone})").format(when=here, zone=self._zone.replace("_", " "))
        if self._zone == self._plan_zone:
            return here
        there = from_utc(start, self._plan_zone)
        own = _("{when} ({zone})").format(
            when=seen_words.moment_text(there, beside=from_utc(start, self._zone)),
            zone=self._plan_zone.replace("_", " "),
        )
        return f"{here} = {own}"

    def _fact(self, label: str, text: str) -> None:
        if text:
            line = Labelled(label, Paragraph(text), pad=0)
            line.setAccessibleName(f"{label}: {text}")
            self._facts.addWidget(line)


class HtmlText(Label):
    """Formatted text that wraps; its links are shown and not followed, nothing is loaded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", wrap=True, selectable=True, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setOpenExternalLinks(False)

    def set_html(self, html: str) -> None:
        """Show another text."""
        QLabel.setText(self, html)

    def restyle(self) -> None:
        super().restyle()
        # Links take their colour when the text is set, and the same text is not set twice.
        html = self.text()
        QLabel.setText(self, "")
        QLabel.setText(self, html)
