"""Hostile text in every field of an export: four readers read it equal, and nothing is added."""

import re
from collections.abc import Callable
from dataclasses import replace

import icalendar
import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from tests.formats.calendar_items import SERIES, SINGLE
from tests.formats.raw_ics import read
from townhall.domain.calendar import Attendee, CalendarItem, Organizer, Override
from townhall.domain.run_of_show import AgendaItem
from townhall.formats import ics
from townhall.formats.content_lines import one_line, plain

PIECES = st.sampled_from(
    [
        *("\n", "\r\n", ";", ",", ":", '"', "\\", "\\n", "\\N", "^n", "END:VEVENT", "BEGIN:VALARM"),
        *("\r\nATTENDEE:mailto:x@y.example", "🎉", "👩‍⚕️", "‮desrever‬", "é́", "<script>", "%0D%0A"),
        *("\0", "\x07", "\x85", "\u2028", "\ud800", " ", "tekst"),
    ]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=40)
CARETS = {"^": "^", "'": '"', "n": "\n"}
"""RFC 6868, 3."""
LONG = 'END:VEVENT\r\n🎉;,:\\"' * 625
"""Over 10,000 characters."""


def hostile(item: CalendarItem, title: str, text: str, name: str) -> CalendarItem:
    """`item` with these words wherever words go."""
    return replace(
        item,
        title="T" + title,
        description="D" + text,
        location="L" + title,
        contact="C" + name,
        questions_to=name,
        categories=("K" + title,),
        organizer=Organizer("O" + name, "anna@delinde.example"),
        attendees=(Attendee("A" + name, "bram@delinde.example"),),
        agenda=(AgendaItem("I" + title, 5, speaker=name),),
    )


def names_of(data: bytes) -> list[tuple[str, list[str]]]:
    """Every component with the names of its lines."""
    calendar = read(data)
    return [
        (each.name, [prop.name for prop in each.properties])
        for event in calendar.inside("VEVENT")
        for each in (event, *event.children)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, TEXTS, TEXTS)
@example(LONG, LONG, LONG)
def test_hostile_text_is_read_back_equal_by_every_reader(title: str, text: str, name: str) -> None:
    data = ics.invitation(hostile(SINGLE, title, text, name))
    assert names_of(data) == names_of(ics.invitation(hostile(SINGLE, "x", "x", "x")))
    shown, said = one_line("T" + title), plain("D" + text)
    place, called = one_line("L" + title), one_line("O" + name).strip()
    (event,) = read(data).inside("VEVENT")
    assert event.all("SUMMARY")[0].text == shown
    written = event.all("ORGANIZER")[0].parameters["CN"].strip('"')
    assert re.sub(r"\^(.)", lambda found: CARETS[found[1]], written) == called
    (theirs,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert (str(theirs["SUMMARY"]), str(theirs["LOCATION"])) == (shown, place)
    assert said in str(theirs["DESCRIPTION"])
    if "\\" not in called:  # icalendar takes it for an escape, which parameters do not have
        assert theirs["ORGANIZER"].params["CN"] == called
    (modelled,) = IcsCalendarStream.calendar_from_ics(data.decode()).events
    assert (modelled.summary, modelled.location) == (shown, place)
    assert said in (modelled.description or "")
    assert len(modelled.attendees) == 1
    component = vobject.readOne(data.decode()).vevent
    assert (component.summary.value, component.location.value) == (shown, place)
    assert said in component.description.value
    assert len(component.attendee_list) == 1


MAKERS: dict[str, Callable[[CalendarItem], bytes]] = {
    "series": ics.invitation,
    "publish": ics.add_to_calendar,
    "cancel": ics.cancellation,
    "date": lambda item: ics.occurrence_invitation(
        item, Override(SERIES.overrides[1].original_start, title=item.title)
    ),
    "feed": lambda item: ics.feed([item], name=item.title, language="nl"),
}


@pytest.mark.parametrize("kind", sorted(MAKERS))
@settings(max_examples=25, deadline=None)
@given(text=TEXTS)
@example(text=LONG)
def test_nothing_is_added_to_any_kind_of_file(kind: str, text: str) -> None:
    tame, wild = (MAKERS[kind](hostile(SERIES, each, each, each)) for each in ("x", text))
    assert names_of(wild) == names_of(tame)
