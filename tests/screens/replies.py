"""Answers to the sample's town hall, for pictures: shown on the pages, not stored in the plan."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.screens.opened import settle
from townhall.domain.replies import Counts
from townhall.domain.terms import AttendeeRole, PartStat, ReplyVerdict
from townhall.language import _
from townhall.services.queries.communications import date_row
from townhall.services.queries.replies import (
    Attendance,
    Attending,
    GroupAttendance,
    ReplyDetail,
    Waiting,
)
from townhall.services.queries.reply_page import Decision, RepliesDetail
from townhall.services.reply_reader import ReplyResult
from townhall.ui.main_window import MainWindow
from townhall.ui.pages import open_event, open_replies

KEY = (1, datetime(2026, 12, 3, 10))
_AT = datetime(2026, 11, 23, 14, tzinfo=UTC)


def show(window: MainWindow, *, read: bool = False) -> None:
    """The page of answers, with what was just `read` above them."""
    open_replies(window.rooms, KEY)
    settle(window)
    page: Any = window.rooms.view
    window.jobs.read(date_row, *KEY, done=lambda row: page.show_detail(_detail(row)))
    settle(window)
    if read:
        page.show_results(_results())
        settle(window)


def show_nothing(window: MainWindow) -> None:
    """The page before anybody has answered."""
    open_replies(window.rooms)
    settle(window)


def show_event(window: MainWindow) -> None:
    """The page of the date, with who is coming in sight."""
    open_event(window.rooms, *KEY)
    settle(window)
    page: Any = window.rooms.view
    shares = [(each.id, each.name, each.headcount) for each in page.detail.audiences]
    invited = page.detail.date.communication.attendees
    said = [PartStat.ACCEPTED, PartStat.DECLINED, PartStat.TENTATIVE]
    people = tuple(
        Attending(each.name, each.email, each.role, said[n % 3], answered_at=_AT)
        for n, each in enumerate(invited[1:])
    )
    groups = tuple(
        GroupAttendance(
            number, name, Counts(size * 2 // 3, 1, size // 9, size - size * 2 // 3 - 1 - size // 9)
        )
        for number, name, size in shares
    )
    page.audience.set_attendance(
        Attendance(people, Counts(268, 12, 31, 101), groups, _waiting()[:1])
    )
    page.area.ensureWidgetVisible(page.audience, 0, 40)
    settle(window)


def _detail(row: Any) -> RepliesDetail:
    people = (
        _person("Anna Voorbeeld", AttendeeRole.HOST, PartStat.ACCEPTED),
        _person("Bram Proefman", AttendeeRole.SPEAKER, PartStat.NEEDS_ACTION),
        _person(
            "Carla Staal",
            AttendeeRole.SPEAKER,
            PartStat.TENTATIVE,
            "Tot half elf zit ik bij de inspectie. Kan mijn deel na het tweede onderwerp?",
        ),
        _person("Daan Specimen", AttendeeRole.MODERATOR, PartStat.NEEDS_ACTION),
        _person("Eva Modelaar", AttendeeRole.PARTICIPANT, PartStat.DECLINED, "<b>Vrij</b> die dag"),
        _person("Fleur Mal", None, PartStat.ACCEPTED),
    )
    groups = (
        GroupAttendance(1, "Radiologie", Counts(58, 4, 6, 18)),
        GroupAttendance(2, "Spoedeisende hulp", Counts(96, 0, 11, 35)),
        GroupAttendance(None, "", Counts(12, 0, 0, 9)),
    )
    decisions = tuple(Decision(each, row.title, row) for each in _waiting())
    found = Attendance(people, Counts(268, 12, 31, 101), groups, _waiting())
    return RepliesDetail(row, found, decisions, "Europe/Amsterdam")


def _person(name: str, role: AttendeeRole | None, said: PartStat, comment: str = "") -> Attending:
    email = f"{name.split()[0].lower()}@delinde.example"
    at = None if said is PartStat.NEEDS_ACTION else _AT - timedelta(hours=len(name))
    return Attending(name, email, role, said, comment, at)


def _waiting() -> tuple[Waiting, ...]:
    counter = _reply(1, "Carla Staal", "TENTATIVE", _("Proposes a change instead."))
    stranger = _reply(2, "Gijs Fictief", "ACCEPTED", _("This person was not invited by name."))
    name = _("Several people are called {name}: {addresses}.").format(
        name="Jan Jansen", addresses="jan.1@delinde.example, jan.2@delinde.example"
    )
    double = _reply(3, "Jan Jansen", "DECLINED", name, email="")
    return (
        Waiting(counter, invited=True),
        Waiting(stranger, invited=False),
        Waiting(double, invited=False, candidates=(("Jan Jansen", "jan.1@delinde.example"),)),
    )


def _reply(number: int, name: str, said: str, reason: str, email: str | None = None) -> ReplyDetail:
    proposes = number == 1
    return ReplyDetail(
        id=number,
        communication_id=KEY[0],
        original_start=KEY[1],
        email=f"{name.split()[0].lower()}@delinde.example" if email is None else email,
        name=name,
        partstat=said,
        comment="Kan het een half uur later?" if proposes else "",
        stamp=_AT,
        proposed_start=datetime(2026, 12, 3, 11) if proposes else None,
        proposed_minutes=75 if proposes else None,
        verdict=ReplyVerdict.ASK,
        reason=reason,
        source="antwoord.eml",
        read_at=_AT,
        decided_at=None,
    )


def _results() -> list[ReplyResult]:
    broken = _("This calendar file is damaged or cut off. Ask for it again, or save it anew.")
    return [
        ReplyResult(
            "antwoord-1.ics",
            ReplyVerdict.ACCEPTED,
            "",
            "Anna Voorbeeld",
            partstat=PartStat.ACCEPTED,
        ),
        ReplyResult(
            "antwoord-2.eml",
            ReplyVerdict.ASK,
            _("Proposes a change instead."),
            "Carla Staal",
            partstat=PartStat.TENTATIVE,
        ),
        ReplyResult("antwoord-3.ics", ReplyVerdict.REFUSED, broken),
        ReplyResult(
            "antwoord-1 (1).ics",
            ReplyVerdict.IGNORED,
            _("This answer was read before."),
            "Anna Voorbeeld",
            partstat=PartStat.ACCEPTED,
        ),
    ]
