"""Planning from a template: a list to choose from, then the date on the day of the keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint

from townhall.language import _
from townhall.services.queries.templates import TemplateDetail, templates
from townhall.services.templates import add_from_template, remove_template
from townhall.ui.actions import Action
from townhall.ui.date_key import DateKey
from townhall.ui.date_words import KIND_ICONS
from townhall.ui.icons import icon
from townhall.ui.theme import theme
from townhall.ui.widgets.menu import Menu

if TYPE_CHECKING:
    from townhall.ui.calendar.screen import CalendarScreen


def template_action(screen: CalendarScreen) -> Action:
    """The action that offers the templates of the plan."""

    def offer() -> None:
        screen.frame.jobs.read(
            templates,
            done=lambda found: show_templates(screen, found),
            channel="calendar.templates",
        )

    return Action(
        "calendar.new.template", _("New from a template…"), offer, icon="stamp", group="new"
    )


def show_templates(screen: CalendarScreen, found: Sequence[TemplateDetail]) -> Menu | None:
    """The templates as a menu over the calendar; words instead where there are none."""
    if not found:
        screen.frame.toast(_("No templates yet. Open a date and save it as a template."), [])
        return None
    menu = Menu(screen, name=_("Templates"))
    for each in found:
        picture = icon(KIND_ICONS[each.kind], theme().tokens.text2)
        action = menu.addAction(picture, each.name)
        action.triggered.connect(lambda _on=False, each=each: _make(screen, each))
    menu.addSeparator()
    removing = Menu(menu, name=_("Remove a template"))
    removing.setTitle(_("Remove a template"))
    for each in found:
        removing.addAction(each.name).triggered.connect(
            lambda _on=False, each=each: screen.frame.jobs.change(remove_template, each.id)
        )
    menu.addMenu(removing)
    menu.popup(screen.view.mapToGlobal(QPoint(24, 24)))
    return menu


def _make(screen: CalendarScreen, template: TemplateDetail) -> None:
    day = screen.view.day
    hour = template.holds.get("start_time") or "10:00"
    start = f"{day.isoformat()}T{hour}"
    screen.frame.jobs.change(
        add_from_template,
        template.name,
        {"start": start},
        done=lambda number: screen.go_to(DateKey(number, datetime.fromisoformat(start))),
        failed=screen.frame.show_error,
    )
