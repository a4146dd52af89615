"""Settings of the plan that are a value each: organisation, documents; and the people's import."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from townhall.language import _
from townhall.services.queries.plans import PlanDetail, plan_detail
from townhall.ui.pages import open_people_import
from townhall.ui.screen import Frame
from townhall.ui.settings_screen.rows import CommitField, SettingRow, align
from townhall.ui.settings_screen.section import PlanSection, Section
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.segment import Segment


class OrganisationSection(PlanSection):
    """What the organisation is called, and who invites unless a communication says otherwise."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.fields: dict[str, CommitField] = {}
        card = self.card(_("Organisation"))
        card.add(
            self._text(
                "organisation",
                _("Name"),
                _("Appears above documents and names the plan"),
            )
        )
        card = self.card(_("Invitations come from"))
        card.add(
            self._text(
                "organizer_name",
                _("Organiser"),
                _("The name people see, unless a communication has another"),
            )
        )
        card.add(
            self._text(
                "organizer_email",
                _("E-mail address"),
                _("Replies to invitations go here"),
            )
        )
        card = self.card(_("In invitations"))
        card.add(
            self._text(
                "questions_to",
                _("Questions beforehand"),
                _("An e-mail address or a link, unless a communication has its own"),
            )
        )
        card.add(
            self._text(
                "contact",
                _("Contact"),
                _("Whom people turn to; the organiser when it is empty"),
            )
        )
        self.add_stretch()

    def _text(self, field: str, title: str, reason: str) -> SettingRow:
        control = CommitField(name=title)
        control.committed.connect(lambda text: self.save(field, text))
        self.fields[field] = control
        self.rows[field] = SettingRow(title, reason, control)
        return self.rows[field]

    def refresh(self) -> None:
        self.frame.jobs.read(plan_detail, done=self._show, channel="settings.organisation")

    def _show(self, plan: PlanDetail) -> None:
        self.plan = plan
        for name, field in self.fields.items():
            field.set_value(getattr(plan, name))


class DocumentsSection(PlanSection):
    """How documents are made unless something else is chosen."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self.language = Segment(
            [("nl", "Nederlands"), ("en", "English")], "nl", name=_("Language of documents")
        )
        self.language.chosen.connect(lambda code: self.save("document_language", code))
        card = self.card(_("Documents"))
        self.rows["document_language"] = SettingRow(
            _("Language of documents"),
            _("Briefs, invitations and calendars; each document can choose another"),
            self.language,
        )
        card.add(self.rows["document_language"])
        self.add_stretch()

    def refresh(self) -> None:
        self.frame.jobs.read(plan_detail, done=self._show, channel="settings.documents")

    def _show(self, plan: PlanDetail) -> None:
        self.plan = plan
        self.language.set_value(plan.document_language)


class PeopleImportSection(Section):
    """Where people come from."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        card = self.card(_("People"))
        bring = Button(_("Import people"), icon="download")
        bring.clicked.connect(lambda _checked=False: self._open_import())
        card.add(
            SettingRow(
                _("Import from a file"),
                _(
                    "A table (CSV, Excel) or contact cards (vCard); you see what happens before "
                    "anything is stored"
                ),
                bring,
            )
        )
        look = Button(_("Show the people"), icon="people")
        align((bring, look))
        look.clicked.connect(lambda _checked=False: frame.go("audiences"))
        card.add(
            SettingRow(
                _("People in this plan"),
                _("Hosts, speakers, owners and everyone who is invited"),
                look,
            )
        )
        self.add_stretch()

    def _open_import(self) -> None:
        open_people_import(self.frame)
