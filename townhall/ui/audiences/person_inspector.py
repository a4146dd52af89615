"""The panel of one person: how to reach them, their role, and what they are tied to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from townhall.domain.terms import PersonRole, label
from townhall.language import _, ngettext
from townhall.services.queries.people_register import PersonSheet
from townhall.ui.panel import Panel
from townhall.ui.record_editor import RecordEditor
from townhall.ui.screen import Frame
from townhall.ui.todo_export import ask_for_tasks
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.facts import Facts
from townhall.ui.widgets.in_place import InPlace, TitleInPlace
from townhall.ui.widgets.labels import Paragraph
from townhall.ui.widgets.select import Option


class PersonInspector(Panel):
    """Edits one person in place; `remove_wanted(id)` asks the screen."""

    remove_wanted = Signal(int)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, _("Person"), parent=parent)
        self._frame = frame
        self.editor = RecordEditor(frame, "person")
        self.shown: PersonSheet | None = None
        self.title = TitleInPlace(_("Name"))
        self.page.add(self.title)
        self.page.column.addSpacing(8)
        facts = Facts(label_width=88)
        self.role = InPlace(
            "choice", name=_("Role"), options=[Option(role, label(role)) for role in PersonRole]
        )
        self.department = InPlace(name=_("Department"))
        self.email = InPlace(name=_("E-mail"))
        self.phone = InPlace(name=_("Phone"))
        self.language = InPlace(
            "choice",
            name=_("Language"),
            options=[
                Option("", _("As documents")),
                Option("nl", "Nederlands"),
                Option("en", "English"),
            ],
        )
        self.places = {
            "role": self.role,
            "department": self.department,
            "email": self.email,
            "phone": self.phone,
            "language": self.language,
        }
        for place in self.places.values():
            facts.add(place.accessibleName(), place)
        self.page.add(facts)
        self.notes = InPlace("lines", name=_("Notes"), placeholder=_("Add a note"))
        self.places["notes"] = self.notes
        self.section(_("Notes"), self.notes)
        self.ties = Paragraph("")
        self.section(_("In this plan"), self.ties)
        self.page.add_stretch()
        self.export = Button(_("Export tasks…"), icon="calendar-check")
        self.export.setToolTip(_("Their promises and steps, for a task list (.ics)"))
        self.export.clicked.connect(lambda _checked=False: self._export())
        self.foot.addWidget(self.export)
        remove = Button(_("Remove"), "ghost", icon="trash")
        remove.clicked.connect(lambda _checked=False: self._remove())
        self.foot.addStretch(1)
        self.foot.addWidget(remove)
        self.editor.stores("name", self.title)
        for field, place in self.places.items():
            self.editor.stores(field, place)

    def show_person(self, sheet: PersonSheet) -> None:
        """Show `sheet` as it was read."""
        fresh = self.shown is None or self.shown.detail.id != sheet.detail.id
        self.shown = sheet
        detail = sheet.detail
        self.editor.load(
            detail.id,
            name=detail.name,
            role=detail.role,
            department=detail.department,
            email=detail.email,
            phone=detail.phone,
            language=detail.language,
            notes=detail.notes,
        )
        self.title.set_value(detail.name)
        for field, place in self.places.items():
            place.set_value(getattr(detail, field))
        self.ties.setText("\n".join(tie_words(sheet)) or _("Nothing is in their name yet."))
        if fresh:
            self.page.verticalScrollBar().setValue(0)

    def _export(self) -> None:
        if self.shown is not None:
            ask_for_tasks(self._frame, self, self.shown.detail.name)

    def _remove(self) -> None:
        if self.shown is not None:
            self.remove_wanted.emit(self.shown.detail.id)


def tie_words(sheet: PersonSheet) -> list[str]:
    """What a person leads, answers for and still owes, a line each."""
    roles = {
        "development": _("development"),
        "implementation": _("implementation"),
        "monitoring": _("monitoring"),
        "sponsor": _("sponsor"),
        "change_manager": _("change manager"),
    }
    lines = []
    if sheet.leads:
        lines.append(_("Leads {audiences}").format(audiences=", ".join(sheet.leads)))
    by_initiative: dict[str, list[str]] = {}
    for initiative, field in sheet.responsible:
        by_initiative.setdefault(initiative, []).append(roles[field])
    for initiative, names in by_initiative.items():
        lines.append(f"{initiative}: {', '.join(names)}")
    if sheet.questions:
        words = ngettext("{n} open question", "{n} open questions", sheet.questions)
        lines.append(words.format(n=sheet.questions))
    if sheet.follow_ups:
        words = ngettext("{n} open follow-up", "{n} open follow-ups", sheet.follow_ups)
        lines.append(words.format(n=sheet.follow_ups))
    return lines
