"""New from a template: chosen from a list, planned on the day of the keyboard."""

from datetime import datetime

from tests.ui.calendar.conftest import ONE, Desk
from townhall.services.queries.templates import templates
from townhall.services.templates import save_as_template
from townhall.ui.calendar.again import ask_for_template
from townhall.ui.calendar.from_template import show_templates
from townhall.ui.date_key import DateKey


def test_a_template_is_planned_on_the_day_of_the_keyboard(desk: Desk) -> None:
    number = desk.add(**ONE)
    start = datetime(2026, 11, 26, 10)
    desk.database.run(save_as_template, number, start, "Plenary")

    menu = show_templates(desk.screen, desk.database.read(templates))
    assert menu is not None
    day = desk.screen.view.day
    menu.actions()[0].trigger()
    menu.close()
    desk.settle()
    assert desk.stored(number + 1).start == datetime.combine(day, start.time())
    assert desk.screen.key is not None
    assert desk.screen.key.communication_id == number + 1


def test_without_templates_it_says_how_to_make_one(desk: Desk) -> None:
    desk.frame.actions.run("calendar.new.template")
    desk.settle()
    assert desk.frame.toasts == ["No templates yet. Open a date and save it as a template."]


def test_the_selected_date_is_saved_as_a_template(desk: Desk) -> None:
    number = desk.add(**ONE)
    start = datetime(2026, 11, 26, 10)
    desk.screen.go_to(DateKey(number, start))
    desk.settle()
    assert desk.screen.row is not None
    popup = ask_for_template(desk.screen, desk.screen.row)
    popup.field.setText("Plenary")
    popup.field.returnPressed.emit()
    desk.settle()
    assert [each.name for each in desk.database.read(templates)] == ["Plenary"]


def test_the_selected_date_is_planned_again_in_the_next_quarter(desk: Desk) -> None:
    number = desk.add(**ONE)
    desk.screen.go_to(DateKey(number, datetime(2026, 11, 26, 10)))
    desk.settle()
    desk.frame.actions.run("calendar.next-quarter")
    desk.settle()
    assert desk.stored(number + 1).start == datetime(2027, 2, 25, 10)
    assert desk.screen.key is not None
    assert desk.screen.key.communication_id == number + 1
