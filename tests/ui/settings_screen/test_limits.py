"""The most communications in a week by channel, in the settings of the calendar."""

from townhall.domain.terms import Channel
from townhall.services.queries.plans import plan_detail
from townhall.ui.settings_screen.calendar_section import CalendarSection


def test_a_limit_is_stored_undone_and_taken_away(stage, qtbot):
    section = CalendarSection(stage.frame)
    qtbot.addWidget(section)
    section.show()
    section.refresh()
    stage.settle()
    field = section.limits.fields[Channel.EMAIL]
    assert (field.value(), field.text()) == (0, "No limit")
    field.setValue(2)
    stage.settle()
    assert stage.read(plan_detail).channel_limits == {"e-mail": 2}
    stage.frame.history.undo()
    stage.settle()
    section.refresh()
    stage.settle()
    assert stage.read(plan_detail).channel_limits == {}
    assert field.value() == 0
