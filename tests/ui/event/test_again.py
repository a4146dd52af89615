"""A date planned once more from its page, and saved as a template."""

from datetime import datetime

from PySide6.QtCore import Qt

from townhall.services.queries.run_up import run_up
from townhall.services.queries.templates import templates


def test_a_date_is_duplicated_to_the_next_quarter(desk) -> None:
    desk.frame.actions.run("event.next-quarter")
    desk.settle()
    assert len(desk.frame.pages) == 1
    steps = desk.database.read(run_up, desk.number + 1, datetime(2027, 3, 4, 10))
    assert [each.title for each in steps] == ["Announce it", "Speaker brief", "Close the form"]
    assert not any(each.is_done for each in steps)


def test_a_date_is_saved_as_a_template(desk) -> None:
    desk.frame.actions.run("event.template")
    panel = desk.page.template_panel
    assert panel.isVisible()
    assert panel.name.text() == "Town hall AI"
    panel.name.setText("")
    desk.key(panel.name, Qt.Key.Key_Return)
    assert panel.field.error
    panel.name.setText("Plenary")
    desk.key(panel.name, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert [each.name for each in desk.database.read(templates)] == ["Plenary"]
    desk.frame.actions.run("event.template")
    desk.key(panel.name, Qt.Key.Key_Escape)
    assert not panel.isVisible()
