"""Full pages that more than one screen opens; screens do not import each other, but this."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from townhall.domain.terms import CommunicationKind
from townhall.ui.screen import Frame, Page, Selection

if TYPE_CHECKING:
    from townhall.domain.duplicate_batch import Scope
    from townhall.services.queries.question_filter import QuestionFilter
    from townhall.services.queries.question_register import Meeting
    from townhall.services.queries.time_finder import TimeWish
    from townhall.services.question_sources import QuestionSource


def open_event(frame: Frame, communication_id: int, original_start: datetime) -> None:
    """Show the page of one date: run of show, invitation, audience, questions.

    `original_start` is the local start that the rule gives.
    """

    def factory(frame: Frame) -> Page:
        from townhall.ui.event.page import EventPage

        return EventPage(frame, communication_id, original_start)

    frame.open_page(factory)


def open_invitation(
    frame: Frame,
    communication_id: int,
    original_start: datetime,
    *,
    part: str = "sending",
    only: Sequence[str] | None = None,
    this_date: bool = False,
) -> None:
    """Show the page that hands an invitation over, at `part`: "sending", "preview", "changes".

    `only` narrows it to some addresses, `this_date` to the date at `original_start` (local).
    """

    def factory(frame: Frame) -> Page:
        from townhall.ui.event.invitation_page import InvitationPage

        return InvitationPage(
            frame, communication_id, original_start, part=part, only=only, this_date=this_date
        )

    frame.open_page(factory)


def open_replies(
    frame: Frame,
    key: tuple[int, datetime] | None = None,
    *,
    files: Sequence[Path] = (),
    text: str = "",
) -> None:
    """Show the answers about the date `key`; without one, what waits for a decision.

    `files`, or the `text` of a calendar file, are read at once.
    """
    waiting = [(files, text)]

    def factory(frame: Frame) -> Page:
        from townhall.ui.replies.page import RepliesPage

        page = RepliesPage(frame, key)
        # Only the first time: the page is made again when the language changes.
        for paths, words in waiting:
            page.reading.take(paths, words)
        waiting.clear()
        return page

    frame.open_page(factory)


def open_editor(
    frame: Frame,
    communication_id: int,
    original_start: datetime,
    *,
    scope: str,
    drafts: dict[str, Any],
    saved: Callable[[tuple[int, datetime]], object],
    field: str = "",
) -> None:
    """Show the editor of a date at the field called `field`.

    `scope` is "this" or "all". What is typed and not saved stays in `drafts`; `saved` is told the
    communication and the local start by which the date is known afterwards.
    """
    from townhall.ui.calendar.editor import EditorPage
    from townhall.ui.calendar.targets import DateTarget

    target = DateTarget(communication_id, original_start, scope)
    frame.open_page(
        functools.partial(EditorPage, target=target, drafts=drafts, saved=saved, field=field)
    )


def open_new(
    frame: Frame,
    kind: CommunicationKind,
    day: date,
    *,
    drafts: dict[str, Any],
    saved: Callable[[tuple[int, datetime]], object],
    at: time | None = None,
    minutes: int | None = None,
    all_day: bool = False,
    audiences: tuple[str, ...] = (),
    initiatives: tuple[str, ...] = (),
) -> None:
    """Show the editor of something new, of `kind` on `day`; `drafts` and `saved` as above.

    It begins `at` a local time and lasts `minutes`, the usual ones where nothing is said.
    Audiences and initiatives are names.
    """
    from townhall.ui.calendar.editor import EditorPage
    from townhall.ui.calendar.targets import NewTarget

    target = NewTarget(kind, day, at, minutes, all_day, audiences, initiatives)
    frame.open_page(functools.partial(EditorPage, target=target, drafts=drafts, saved=saved))


def open_feeds(frame: Frame) -> None:
    """Show the calendar feeds, which are kept in the settings."""
    frame.go("settings", Selection("feed", 0))


def open_people_import(frame: Frame) -> None:
    """Show the page that reads people from a table or contact cards."""
    from townhall.ui.imports.people_page import PeopleDraft, PeopleImportPage

    draft = PeopleDraft()
    frame.open_page(lambda frame: PeopleImportPage(frame, draft))


def open_calendar_import(frame: Frame, paths: Sequence[Path] = ()) -> None:
    """Show the page that reads in calendars of others, beginning with `paths`."""
    from townhall.ui.imports.calendar_page import CalendarDraft, CalendarImportPage

    draft = CalendarDraft(paths)
    frame.open_page(lambda frame: CalendarImportPage(frame, draft))


def open_planning_import(frame: Frame) -> None:
    """Show the page that reads a planning from a spreadsheet."""
    from townhall.ui.imports.planning_draft import PlanningDraft
    from townhall.ui.imports.planning_page import PlanningImportPage

    draft = PlanningDraft()
    frame.open_page(lambda frame: PlanningImportPage(frame, draft))


def open_question_import(
    frame: Frame,
    origins: Sequence[QuestionSource | Path] = (),
    meeting: Meeting | None = None,
    source: str = "",
) -> None:
    """Show the page that reads questions from files, beginning with `origins`.

    They were asked at `meeting`, and came from `source` where a file does not say it.
    """
    from townhall.ui.imports.question_draft import QuestionDraft
    from townhall.ui.imports.questions_page import QuestionImportPage

    draft = QuestionDraft(origins, meeting, source)
    frame.open_page(lambda frame: QuestionImportPage(frame, draft))


def open_review(frame: Frame, scope: Scope | None = None) -> None:
    """Show the page on which near-duplicates are reviewed: those of `scope`, or of all."""

    def factory(frame: Frame) -> Page:
        from townhall.domain.duplicate_batch import WHOLE_PLAN
        from townhall.ui.questions.review.page import ReviewPage

        return ReviewPage(frame, scope or WHOLE_PLAN)

    frame.open_page(factory)


def open_accounting(frame: Frame, filtered: QuestionFilter, about: str) -> None:
    """Show where the questions of `filtered` went, in groups; `about` says what that is."""

    def factory(frame: Frame) -> Page:
        from townhall.ui.accounting.page import AccountingPage

        return AccountingPage(frame, filtered, about)

    frame.open_page(factory)


def open_time_finder(frame: Frame, wish: TimeWish) -> None:
    """Show the page that proposes when something could be held."""

    def factory(frame: Frame) -> Page:
        from townhall.ui.time_finder.page import TimeFinderPage

        return TimeFinderPage(frame, wish)

    frame.open_page(factory)


def open_warnings(frame: Frame) -> None:
    """Show the page that lists what planning should be warned of."""

    def factory(frame: Frame) -> Page:
        from townhall.ui.warnings.page import WarningsPage

        return WarningsPage(frame)

    frame.open_page(factory)
