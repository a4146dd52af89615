"""Audiences and people: a list of each, and the panel of what is selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from townhall.language import _, current_language, ngettext
from townhall.services.queries.audience_register import AudienceRegister, audience_register
from townhall.services.queries.people_register import PersonSheet, person_sheet
from townhall.ui.actions import Action
from townhall.ui.audiences.audience_inspector import AudienceInspector
from townhall.ui.audiences.audience_list import AudienceList
from townhall.ui.audiences.new_forms import NewAudience, NewPerson
from townhall.ui.audiences.people_list import PeopleList
from townhall.ui.audiences.person_inspector import PersonInspector
from townhall.ui.lists.row_table import RowTable
from townhall.ui.pages import open_people_import
from townhall.ui.screen import Frame, Screen, Selection
from townhall.ui.widgets.dates import locale
from townhall.ui.widgets.segment import Segment

if TYPE_CHECKING:
    from townhall.domain.changes import Changes

AUDIENCES, PEOPLE = "audiences", "people"


class AudiencesScreen(Screen):
    """Two lists, of which one shows; both follow every change of audiences and people."""

    nouns = frozenset(
        {
            *("audience", "person", "initiative", "question", "follow-up"),
            *("cadence", "communication"),
        }
    )

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, parent)
        self._register: AudienceRegister | None = None
        self._people = 0
        self._wanted: int | None = None
        self.segment = Segment(
            [(AUDIENCES, _("Audiences")), (PEOPLE, _("People"))], name=_("What to show")
        )
        self.segment.chosen.connect(lambda name: self.show_list(str(name)))
        self.audiences = AudienceList()
        self.people = PeopleList(frame)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.audiences)
        self._stack.addWidget(self.people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._build_panels()
        self._connect()

    def _build_panels(self) -> None:
        self.panel = QStackedWidget()
        self.audience_panel = AudienceInspector(self.frame)
        self.person_panel = PersonInspector(self.frame)
        self.new_audience = NewAudience(self.frame)
        self.new_person = NewPerson(self.frame)
        for panel in (self.audience_panel, self.person_panel, self.new_audience, self.new_person):
            self.panel.addWidget(panel)

    def _connect(self) -> None:
        self.audiences.current_changed.connect(self._on_audience)
        self.audiences.new_wanted.connect(self.start_audience)
        self.people.current_changed.connect(self._on_person)
        self.people.counted.connect(self._on_counted)
        self.people.new_wanted.connect(self.start_person)
        self.people.import_wanted.connect(self.open_import)
        self.audience_panel.part_wanted.connect(self.start_audience)
        self.audience_panel.remove_wanted.connect(lambda id_: self._remove("audience", id_))
        self.person_panel.remove_wanted.connect(lambda id_: self._remove("person", id_))
        for panel in (self.audience_panel, self.person_panel):
            panel.head.previous.connect(lambda: self._table().step(-1))
            panel.head.next.connect(lambda: self._table().step(1))
        for form in (self.new_audience, self.new_person):
            form.added.connect(self._on_added)
            form.left.connect(self._leave_form)

    # The screen

    def title(self) -> str:
        return _("Audiences") if self.showing == AUDIENCES else _("People")

    def facts(self) -> str:
        if self.showing == PEOPLE:
            words = ngettext("{n} person", "{n} people", self._people)
            return words.format(n=locale().toString(self._people))
        if self._register is None or not self._register.audiences:
            return ""
        groups = len(self._register.audiences)
        people = self._register.people_in_all
        return ", ".join(
            (
                ngettext("{n} audience", "{n} audiences", groups).format(n=groups),
                ngettext("{n} person", "{n} people", people).format(n=locale().toString(people)),
            )
        )

    def controls(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(8, 0, 0, 0)
        row.addWidget(self.segment)
        return made

    def inspector(self) -> QWidget:
        return self.panel

    def commands(self) -> Sequence[Action]:
        return [
            Action("audiences.new", _("New audience"), self.start_audience, "", "audiences", "new"),
            Action("people.new", _("New person"), self.start_person, "", "person-plus", "new"),
            Action("people.import", _("Import people"), self.open_import, "", "download", "new"),
            Action("audiences.show", _("Show the audiences"), lambda: self.show_list(AUDIENCES)),
            Action(
                "people.show", _("Show the people"), lambda: self.show_list(PEOPLE), "", "people"
            ),
            Action("audiences.search", _("Search here"), self.focus_search, in_palette=False),
            Action(
                "audiences.remove",
                _("Remove what is selected"),
                self.remove_current,
                "Del",
                "trash",
                "edit",
                lambda: self._table().current_id is not None,
            ),
        ]

    def first_focus(self) -> QWidget:
        return self._table()

    @property
    def showing(self) -> str:
        """ "audiences" or "people"."""
        return PEOPLE if self._stack.currentWidget() is self.people else AUDIENCES

    def _table(self) -> RowTable:
        return self.people.table if self.showing == PEOPLE else self.audiences.table

    def show_list(self, name: str) -> None:
        """Show the list of audiences or that of people."""
        self.segment.set_value(name)
        self._stack.setCurrentWidget(self.people if name == PEOPLE else self.audiences)
        self.heading_changed.emit()
        self._inspect()

    def activate(self, selection: Selection | None) -> None:
        if selection is None:
            return
        if selection.noun == "person":
            self.show_list(PEOPLE)
            self.people.go_to(selection.id)
        elif selection.noun == "audience":
            self.show_list(AUDIENCES)
            self._go_to_audience(selection.id)

    def refresh(self, changes: Changes | None) -> None:
        density = self.frame.settings.density
        for table in (self.audiences.table, self.people.table):
            table.set_density(density)
        self.frame.jobs.read(
            audience_register,
            language=current_language(),
            clock=self.frame.clock,
            done=self._show_register,
            channel="audiences.register",
        )
        if changes is None or changes.touches("person"):
            self.people.refresh()
        if self.person_panel.shown is not None and self.people.table.current_id is not None:
            self._on_person(self.people.table.current_id)

    def state(self) -> dict[str, Any]:
        return {
            "showing": self.showing,
            "people": self.people.state(),
            "current": self._table().current_id,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        if isinstance(state.get("people"), Mapping):
            self.people.restore(state["people"])
        current = state.get("current")
        if state.get("showing") == PEOPLE:
            self.show_list(PEOPLE)
            if isinstance(current, int):
                self.people._wanted = current
        elif isinstance(current, int):
            self._wanted = current

    # What is selected

    def _show_register(self, register: AudienceRegister) -> None:
        self._register = register
        self.audiences.show_register(register)
        if self._wanted is not None and self.audiences.table.go_to(self._wanted):
            self._wanted = None
        self.heading_changed.emit()
        if self.panel.currentWidget() in (self.new_audience, self.new_person):
            return
        self._inspect()

    def _go_to_audience(self, audience_id: int) -> None:
        self._wanted = audience_id
        if self._register is None:
            return
        self.audiences.show_all()
        if self.audiences.table.go_to(audience_id):
            self._wanted = None

    def _inspect(self) -> None:
        current = self._table().current_id
        if self.showing == PEOPLE:
            self._on_person(current)
        else:
            self._on_audience(current)

    def _on_audience(self, audience_id: int | None) -> None:
        found = self.audiences.audience(audience_id)
        if self.showing != AUDIENCES:
            return
        if found is not None and self._register is not None:
            self.audience_panel.show_audience(found, self._register)
            self.panel.setCurrentWidget(self.audience_panel)
        self.inspected.emit(found is not None)

    def _on_person(self, person_id: int | None) -> None:
        if self.showing != PEOPLE:
            return
        if person_id is None:
            self.inspected.emit(False)
            return
        self.frame.jobs.read(
            person_sheet,
            person_id,
            done=self._show_person,
            failed=lambda _error: None,
            channel="people.sheet",
        )

    def _show_person(self, sheet: PersonSheet) -> None:
        if self.showing != PEOPLE or self.people.table.current_id != sheet.detail.id:
            return
        self.person_panel.show_person(sheet)
        if self.panel.currentWidget() is not self.new_person:
            self.panel.setCurrentWidget(self.person_panel)
        self.inspected.emit(True)

    def _on_counted(self, number: int) -> None:
        self._people = number
        self.heading_changed.emit()

    # What the user does

    def focus_search(self) -> None:
        """Put the keyboard into the search field."""
        search = self.people.search if self.showing == PEOPLE else self.audiences.search
        search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        search.selectAll()

    def start_audience(self, parent: str | None = None) -> None:
        """Fill in a new audience, a part of `parent` where it is named."""
        self.show_list(AUDIENCES)
        names = [each.name for each in self._register.audiences] if self._register else []
        self._open_form(self.new_audience)
        self.new_audience.start_in(parent, names)

    def start_person(self) -> None:
        """Fill in a new person."""
        self.show_list(PEOPLE)
        self._open_form(self.new_person)
        self.new_person.start()

    def _open_form(self, form: QWidget) -> None:
        self.panel.setCurrentWidget(form)
        self.inspected.emit(True)
        self.frame.show_inspector(open_=True)

    def _leave_form(self) -> None:
        self.panel.setCurrentWidget(
            self.person_panel if self.showing == PEOPLE else self.audience_panel
        )
        self._inspect()
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_added(self, record_id: int) -> None:
        if self.showing == PEOPLE:
            self.panel.setCurrentWidget(self.person_panel)
            self.people.go_to(record_id)
        else:
            self.panel.setCurrentWidget(self.audience_panel)
            self._go_to_audience(record_id)
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def remove_current(self) -> None:
        """Remove the audience or person that is selected."""
        current = self._table().current_id
        if current is not None:
            self._remove("person" if self.showing == PEOPLE else "audience", current)

    def _remove(self, noun: str, record_id: int) -> None:
        from townhall.services.records import remove_record

        self.frame.jobs.change(remove_record, noun, record_id)

    def open_import(self) -> None:
        """Open the page that reads people from files."""
        open_people_import(self.frame)
