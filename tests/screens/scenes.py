"""Every screen and page of the program, and how to bring the window there."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget

from tests.screens import overlays, replies, review
from tests.screens.opened import settle
from townhall.domain.personal_data import KnownNames
from townhall.domain.publication import Clash, Difference, PublishConflict
from townhall.domain.publish_check import marked_words
from townhall.domain.question_steps import QuestionStep
from townhall.domain.recurrence import Frequency
from townhall.domain.terms import ClosedDays, FeedState, Publication
from townhall.language import _
from townhall.services.queries.accounting import GroupedBy
from townhall.services.queries.feeds import FeedChange, FeedChangeKind, FeedDetail
from townhall.services.queries.time_finder import TimeWish
from townhall.services.sample import sample_file
from townhall.services.sample_planning import sample_planning
from townhall.ui.main_window import MainWindow
from townhall.ui.overlay import Overlay
from townhall.ui.pages import open_event, open_invitation, open_time_finder
from townhall.ui.personal_data import PersonalDataToDecide
from townhall.ui.screen import Selection
from townhall.ui.toasts import Toast

NONE, SAMPLE, SENT, EMPTY = "none", "sample", "sent", "empty"
"""Which plan a scene needs: none, the hospital, that with an invitation sent, or an empty one."""

TOWN_HALL = Selection("occurrence", 1, datetime(2026, 12, 3, 10))
"""The next town hall of the sample."""
QUESTION = Selection("question", 1)
"""The question of the sample with most votes."""

SECTIONS = (
    "organisation",
    "calendar",
    "recipes",
    "themes",
    "feeds",
    "documents",
    "people",
    "computer",
    "data",
    "history",
)
"""The pages of the settings, but About, which tells versions."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture. `show` brings the window there from anywhere.

    What `varies` depends on the computer, such as versions of packages: it is rendered and
    checked, but there is no approved picture of it. `in_inspector`: what is edited has the
    keyboard, and that is in the inspector.
    """

    name: str
    plan: str
    show: Callable[[MainWindow], object]
    varies: bool = False
    in_inspector: bool = False


def scenes() -> list[Scene]:
    """All of them, in the order of the rail."""
    return [
        *_planning(),
        *_inviting(),
        *_collecting(),
        *_knowing(),
        *(Scene(f"accounting-{by}", SAMPLE, _accounting(by)) for by in ("theme", "audience")),
        Scene("documents-speaker-brief", SAMPLE, lambda w: _pack(w, "speaker-brief")),
        Scene("documents-qa-pack", SAMPLE, lambda w: _pack(w, "qa-pack")),
        *(Scene(f"settings-{name}", SAMPLE, _section(name)) for name in SECTIONS),
        Scene("settings-recipe", SAMPLE, _recipe),
        Scene("settings-theme-form", SAMPLE, _theme_form),
        Scene("settings-overlays", SAMPLE, overlays.show_settings),
        Scene("settings-feeds-shown", SAMPLE, _feeds),
        Scene("settings-feed-form", SAMPLE, _feed_form),
        Scene("settings-about", SAMPLE, _section("about"), varies=True),
        Scene("palette", SAMPLE, _palette),
        Scene("shortcuts", SAMPLE, _shortcuts),
        *(Scene(f"empty-{name}", EMPTY, _place(name)) for name in _EMPTY_PLACES),
        Scene("empty-people", EMPTY, _people),
        Scene("empty-agenda", EMPTY, _agenda),
        Scene("welcome", NONE, _place("welcome")),
        Scene("welcome-new-plan", NONE, _new_plan),
    ]


_EMPTY_PLACES = ("today", "calendar", "questions", "initiatives", "audiences", "documents")


def _planning() -> list[Scene]:
    return [
        Scene("today", SAMPLE, _place("today")),
        Scene("calendar-month", SAMPLE, _place("calendar")),
        Scene("calendar-agenda", SAMPLE, _agenda),
        Scene("calendar-week", SAMPLE, _week),
        Scene("calendar-year", SAMPLE, _year),
        Scene("calendar-inspector", SAMPLE, _date),
        Scene("calendar-editor", SAMPLE, _editor),
        Scene("calendar-new", SAMPLE, _new_date),
        Scene("calendar-series", SAMPLE, _new_series),
        Scene("calendar-drag", SAMPLE, lambda w: _drag(w, "week")),
        Scene("calendar-drag-month", SAMPLE, lambda w: _drag(w, "month")),
        Scene("calendar-ripple", SAMPLE, _ripple),
        Scene("calendar-ripple-week", SAMPLE, _ripple_week),
        Scene("calendar-ripple-series", SAMPLE, _ripple_series),
        Scene("calendar-overlays", SAMPLE, lambda w: overlays.show(w, "month")),
        Scene("calendar-overlays-agenda", SAMPLE, lambda w: overlays.show(w, "agenda")),
        Scene("calendar-overlays-year", SAMPLE, overlays.show_year),
        Scene("calendar-overlays-week", SAMPLE, lambda w: overlays.show(w, "week")),
        Scene("event", SAMPLE, _event),
        Scene("event-carry", SAMPLE, _event_carry),
        Scene("event-answers", SAMPLE, replies.show_event),
        Scene("replies", SAMPLE, replies.show),
        Scene("replies-read", SAMPLE, lambda w: replies.show(w, read=True)),
        Scene("replies-none", SAMPLE, replies.show_nothing),
        Scene("time-finder", SAMPLE, _time_finder),
        Scene("warnings", SAMPLE, _warnings),
        Scene("event-task", SAMPLE, _event_task),
    ]


def _inviting() -> list[Scene]:
    return [
        Scene("invitation-card", SENT, _event),
        Scene("invitation-drafts", SENT, _drafts),
        Scene("invitation-preview", SENT, _invitation("preview")),
        Scene("invitation-changes", SENT, _invitation("changes")),
    ]


def _collecting() -> list[Scene]:
    return [
        Scene("questions", SAMPLE, _place("questions")),
        Scene("questions-inspector", SAMPLE, lambda w: go(w, "questions", QUESTION)),
        Scene("questions-new", SAMPLE, _new_question),
        Scene("questions-answer", SAMPLE, _answer_editor, in_inspector=True),
        Scene("questions-decline", SAMPLE, _decline_waits, in_inspector=True),
        Scene("questions-personal-data", SAMPLE, _personal_data),
        Scene("questions-search", SAMPLE, _question_search),
        Scene("questions-board", SAMPLE, _question_board),
        Scene("questions-several", SAMPLE, _several_questions),
        Scene("questions-review", SAMPLE, review.show_review),
        Scene(
            "questions-review-earlier", SAMPLE, lambda w: review.show_review(w, only_earlier=True)
        ),
        Scene("import-questions-start", SAMPLE, _question_import),
        Scene("import-questions", SAMPLE, _question_file),
        Scene("import-questions-folder", SAMPLE, _question_folder),
        Scene("import-people-start", SAMPLE, _people_import),
        Scene("import-calendar", SAMPLE, overlays.show_import),
        Scene("import-planning-start", SAMPLE, _planning_import),
        Scene("import-planning", SAMPLE, _planning_file),
    ]


def _knowing() -> list[Scene]:
    return [
        Scene("initiatives", SAMPLE, _place("initiatives")),
        Scene("initiatives-inspector", SAMPLE, _initiative),
        Scene("initiative-page", SAMPLE, _initiative_page),
        Scene("audiences", SAMPLE, _place("audiences")),
        Scene("audiences-inspector", SAMPLE, _audience),
        Scene("people", SAMPLE, _people),
        Scene("people-inspector", SAMPLE, _person),
    ]


def fresh(window: MainWindow) -> None:
    """Throw away all screens and what they remember, so that every scene begins alike."""
    for card in window.findChildren(Overlay):
        if card.isVisible():
            card.dismiss()
    window.rooms.leave()
    for toast in window.findChildren(Toast):
        toast.close()
    window.rooms.states = {}
    window.shell.error_bar.clear()
    window.settings.update(inspector_open=True)
    settle(window)


def run(window: MainWindow, action: str) -> None:
    """Do the action called `action`, and wait for it."""
    if not window.rooms.actions.run(action):
        raise LookupError(f"nothing to do called {action!r}")
    settle(window)


def go(window: MainWindow, place: str, selection: Selection | None = None) -> Any:
    """Go to a room as its rail button does; returns its screen."""
    window.rooms.go(place, selection)
    settle(window)
    return window.rooms.view


def _place(name: str) -> Callable[[MainWindow], object]:
    return lambda window: go(window, name)


def _agenda(window: MainWindow) -> None:
    go(window, "calendar")
    run(window, "calendar.agenda")
    run(window, "calendar.today")


def _week(window: MainWindow) -> None:
    go(window, "calendar")
    run(window, "calendar.week")
    run(window, "calendar.today")


def _year(window: MainWindow) -> None:
    go(window, "calendar")
    run(window, "calendar.year")
    run(window, "calendar.today")


def _date(window: MainWindow) -> None:
    go(window, "calendar", TOWN_HALL)


def _editor(window: MainWindow) -> None:
    _date(window)
    run(window, "calendar.edit")


def _new_date(window: MainWindow) -> None:
    go(window, "calendar")
    run(window, "calendar.new.town-hall")


def _new_series(window: MainWindow) -> None:
    _new_date(window)
    form = window.rooms.view.form  # type: ignore[attr-defined]  # the editor
    rule = form.when.rule
    for select, value in (
        (rule.frequency, Frequency.WEEKLY),
        (rule.holidays, ClosedDays.MOVE),
        (rule.blackouts, ClosedDays.SKIP),
    ):
        select.set_value(value)
        select.chosen.emit(value)
    settle(window)
    form.ensureWidgetVisible(rule, 0, 40)
    settle(window)


def _ripple(window: MainWindow) -> None:
    _date(window)
    calendar = window.rooms.view
    calendar.changes.move(calendar.row, timedelta(days=7))  # type: ignore[attr-defined]  # the calendar
    settle(window)


def _drag(window: MainWindow, mode: str) -> None:
    """The next town hall is held a week further, or an hour later and two days earlier."""
    _date(window)
    run(window, f"calendar.{mode}")
    run(window, "window.inspector")
    calendar: Any = window.rooms.view
    view = calendar.view
    item = view.selected_item
    start = view.item_place(item, calendar.day).center()
    if mode == "week":
        end = start + QPointF(-2 * view.geometry_.column(0).width(), view.geometry_.hour)
    else:
        end = view.day_place(calendar.day + timedelta(days=7)).center()
    point_at(view, QEvent.Type.MouseButtonPress, start)
    point_at(view, QEvent.Type.MouseMove, start + QPointF(0, 14))
    point_at(view, QEvent.Type.MouseMove, end)
    settle(window)


def point_at(widget: QWidget, what: QEvent.Type, place: QPointF) -> None:
    """Press or move the left button at `place` of a widget."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if what == QEvent.Type.MouseMove else left
    plain = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(what, place, widget.mapToGlobal(place), button, left, plain)
    QApplication.sendEvent(widget, event)


def _ripple_week(window: MainWindow) -> None:
    _date(window)
    run(window, "calendar.week")
    calendar = window.rooms.view
    calendar.changes.move(calendar.row, timedelta(days=-1, hours=2))  # type: ignore[attr-defined]  # the calendar
    settle(window)


def _ripple_series(window: MainWindow) -> None:
    _date(window)
    calendar: Any = window.rooms.view
    calendar.edit("following")
    settle(window)
    page: Any = window.rooms.view
    page.form.when.rule.frequency.set_value(Frequency.WEEKLY)
    page.form.when.rule.frequency.chosen.emit(Frequency.WEEKLY)
    page.form.when.day.set_value(date(2026, 12, 8))
    page.form.when.day.changed.emit(date(2026, 12, 8))
    page.save()
    settle(window)


def _event(window: MainWindow) -> None:
    go(window, "calendar")
    assert TOWN_HALL.original_start is not None
    open_event(window.rooms, TOWN_HALL.id, TOWN_HALL.original_start)
    settle(window)


def _event_carry(window: MainWindow) -> None:
    _event(window)
    run(window, "event.carry")
    settle(window)


def _accounting(by: str) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> None:
        go(window, "questions")
        run(window, "questions.accounting")
        settle(window)
        page: Any = window.rooms.view
        page.by.set_value(GroupedBy(by))
        page.refresh(None)
        settle(window)

    return show


def _invitation(part: str) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> None:
        _event(window)
        assert TOWN_HALL.original_start is not None
        open_invitation(window.rooms, TOWN_HALL.id, TOWN_HALL.original_start, part=part)
        settle(window)

    return show


def _drafts(window: MainWindow) -> None:
    _invitation("sending")(window)
    sending: Any = window.rooms.view.sending  # type: ignore[attr-defined]  # the page
    sending.choices.kind.buttons()[1].click()
    sending.choices.grouped.click()
    settle(window)


def _time_finder(window: MainWindow) -> None:
    go(window, "calendar")
    wish = TimeWish(communication_id=TOWN_HALL.id, original_start=TOWN_HALL.original_start)
    open_time_finder(window.rooms, wish)
    settle(window)


def _warnings(window: MainWindow) -> None:
    go(window, "calendar")
    run(window, "window.warnings")


def _event_task(window: MainWindow) -> None:
    _event(window)
    card = window.rooms.view.run_up  # type: ignore[attr-defined]  # the page of the event
    card.edit(card.rows[1])
    settle(window)


def _recipe(window: MainWindow) -> None:
    settings = go(window, "settings", Selection("recipe", 0))
    section = settings.sections["recipes"]
    section.toggle(section.recipes[0].id)
    settle(window)


def _theme_form(window: MainWindow) -> None:
    section = go(window, "settings", Selection("question-theme", 0)).sections["themes"]
    section.add_button.click()
    section.form.name_nl.setText("Werkdruk")
    section.form.name_en.setText("Rosters")
    section.form.add.click()
    settle(window)


def _feeds(window: MainWindow) -> None:
    section = go(window, "settings", Selection("feed", 0)).sections["feeds"]
    section.list.show_feeds(_FEEDS, "Europe/Amsterdam")
    row = section.list.rows[3]
    row.set_conflicts(_CONFLICTS)
    late = _("{host} did not answer in time. Try again later.")
    section.list.rows[3].set_note(late.format(host="agenda.delinde.example"))
    section.list.show_feeds(_FEEDS, "Europe/Amsterdam")
    section.empty.hide()
    section.all_button.show()
    settle(window)


def _feed_form(window: MainWindow) -> None:
    section = go(window, "settings", Selection("feed", 0)).sections["feeds"]
    section.list.show_feeds(_FEEDS[:1], "Europe/Amsterdam")
    section.new_button.click()
    settle(window)
    section.form.set_keyring(there=True)
    section.form.name.setText("Radiologie")
    server = section.form.target.findChildren(QRadioButton)[1]
    server.setFocus()
    server.click()
    section.form.name.setFocus()
    section.form.url.setText("https://agenda.delinde.example/communicatie/ai/")
    section.form.user.setText("communicatie")
    words = _("The calendar “{name}” answers.").format(name="AI in de zorg")
    section.form.tell_test(words, good=True)
    settle(window)


_WRITTEN = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
_FEEDS = [
    FeedDetail(
        *(1, "Alles wat gepland is", None, None, "", "/gedeeld/agenda/alles.ics", "", ""),
        *(FeedState.CURRENT, _WRITTEN, 24, ()),
    ),
    FeedDetail(
        *(2, "Radiologie", "Radiologie", None, "nl", "/gedeeld/agenda/radiologie.ics", "", ""),
        *(FeedState.CHANGED, _WRITTEN, 11),
        (
            FeedChange(FeedChangeKind.CHANGED, "Town hall AI"),
            FeedChange(FeedChangeKind.CHANGED, "Voortgangsupdate Kleurenscan"),
            FeedChange(FeedChangeKind.ADDED, "Inloopuur"),
        ),
    ),
    FeedDetail(
        *(3, "Agendaserver", None, "Kleurenscan", "", ""),
        *("https://agenda.delinde.example/communicatie/ai/", "communicatie"),
        *(FeedState.CURRENT, _WRITTEN, 6, ()),
    ),
    FeedDetail(
        *(4, "Nachtdienst", "Nachtdienst", None, "", "/gedeeld/agenda/nachtdienst.ics", "", ""),
        *(FeedState.NEW, None, 3, ()),
    ),
]
_CONFLICTS = (
    PublishConflict(
        *("uid-1", "Town hall AI", Clash.CHANGED, "/a/1.ics", '"2"', False),
        (
            Difference("title", "Town hall AI", "Town hall AI (verplaatst)"),
            Difference(
                "start", "2026-12-03 10:00 Europe/Amsterdam", "2026-12-03 11:00 Europe/Amsterdam"
            ),
            Difference("location", "Aula", ""),
        ),
    ),
    PublishConflict("uid-2", "Inloopuur", Clash.GONE, "/a/2.ics", ""),
)


def _answer_editor(window: MainWindow) -> None:
    go(window, "questions", QUESTION).panel.run(QuestionStep.DRAFT)
    settle(window)


def _decline_waits(window: MainWindow) -> None:
    """A decline that somebody proposed, being confirmed."""
    screen = go(window, "questions", QUESTION)
    told = "Dit gaat over één collega. We bespreken het met haar zelf."
    waiting = replace(
        screen.panel.sheet.question,
        decline_kind="personal-case",
        decline_reason=told,
        declined_by="Anna Voorbeeld",
    )
    screen.panel.show_sheet(replace(screen.panel.sheet, question=waiting), screen.panel._choices)
    screen.panel.run(QuestionStep.CONFIRM_DECLINE)
    settle(window)


def _personal_data(window: MainWindow) -> None:
    """A question with personal data in it, of which somebody decided that it is hidden."""
    screen = go(window, "questions", PersonalDataToDecide("question", 0))
    sheet = screen.panel.sheet
    asked = replace(
        sheet.question,
        text="Waarom belde mevrouw Testers patiënt 4471902 op 06-12345678?",
        publication=Publication.MASKED,
        publication_by="Anna Voorbeeld",
    )
    texts = {"text": asked.text, "answer": asked.answer}
    marked = marked_words(texts, KnownNames(["Umar Ontwerp"]))
    screen.panel.show_sheet(replace(sheet, question=asked, marked=marked), screen.panel._choices)
    settle(window)
    screen.panel._page.ensureWidgetVisible(screen.panel.publish)
    settle(window)


def _new_question(window: MainWindow) -> None:
    go(window, "questions")
    run(window, "questions.new")


def _question_search(window: MainWindow) -> None:
    screen = go(window, "questions")
    screen.list.filters.search.setText("nacht")
    screen.list.filters.search.searched.emit("nacht")
    settle(window)


def _question_board(window: MainWindow) -> None:
    screen = go(window, "questions", QUESTION)
    screen.list.filters.options.set_view("board")
    screen.list.filters.options.view_changed.emit("board")
    settle(window)


def _several_questions(window: MainWindow) -> None:
    screen = go(window, "questions")
    table = screen.list.table
    for row in range(3):
        table.selectionModel().select(
            table.id_model.index(row, 0),
            QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
        )
    settle(window)


def _question_import(window: MainWindow) -> None:
    go(window, "questions")
    run(window, "questions.import")


def _question_file(window: MainWindow) -> None:
    _question_import(window)
    page: Any = window.rooms.view
    page.take_files([sample_file("forms-export.csv")])
    for _step in range(4):  # opened, read, compared with the plan and with each other
        settle(window)


_ASKED = """ID;Starttijd;Welke vraag heb je over AI?;Afdeling;Eens (aantal);Naam noemen?;Naam;E-mail
1041;16-11-2026 09:12;Leest er straks nog iemand alle foto’s?;Radiologie;41;Nee;Jan Test;jan@delinde.example
1042;16-11-2026 09:15;Krijgt de nachtdienst ook scholing?;SEH;24;Ja;Mia Proef;mia@delinde.example
1043;31-02-2026 10:02;Mag ik het advies negeren?;OK-complex;veel;Nee;;
1044;17-11-2026 10:40;;ICT;12;Nee;;
1045;17-11-2026 11:20;Waarom kreeg patiënt 1234567 geen uitslag?;ICT;3;Nee;;
"""  # noqa: E501 (rows of a file)


def _question_folder(window: MainWindow) -> None:
    """A folder of exports: a table to look at, lines of text, and what cannot be read."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "vragen-november.csv").write_bytes(_ASKED.encode("cp1252"))
        (folder / "regels.txt").write_text("- Wie tekent?\n- Wat kost het? (3x)\n", "utf-8")
        (folder / "oud.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
        _question_import(window)
        page: Any = window.rooms.view
        page.take_files([folder])
        for _step in range(4):  # opened, read, compared with the plan and with each other
            settle(window)
        page.show_place(2)
        settle(window)


def _people_import(window: MainWindow) -> None:
    go(window, "audiences")
    run(window, "people.import")


def _planning_import(window: MainWindow) -> None:
    go(window, "calendar")
    run(window, "communications.import")


def _planning_file(window: MainWindow) -> None:
    _planning_import(window)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "planning.csv"
        file.write_bytes(sample_planning(window.rooms.clock))
        page: Any = window.rooms.view
        page.take_files([file])
        settle(window)


def _initiative(window: MainWindow) -> None:
    go(window, "initiatives", Selection("initiative", 1))


def _initiative_page(window: MainWindow) -> None:
    _initiative(window)
    run(window, "initiatives.open")


def _audience(window: MainWindow) -> None:
    go(window, "audiences", Selection("audience", 1))


def _people(window: MainWindow) -> None:
    go(window, "audiences")
    run(window, "people.show")


def _person(window: MainWindow) -> None:
    go(window, "audiences", Selection("person", 1))


def _pack(window: MainWindow, kind: str) -> None:
    go(window, "documents").show_pack(kind)
    settle(window)


def _section(name: str) -> Callable[[MainWindow], object]:
    def show(window: MainWindow) -> None:
        go(window, "settings").go_to(name)
        settle(window)

    return show


def _palette(window: MainWindow) -> None:
    go(window, "calendar")
    window.overlays.open_palette()
    window.overlays.palette.input.setText("triage")
    settle(window)


def _shortcuts(window: MainWindow) -> None:
    go(window, "questions")
    window.overlays.open_shortcuts()
    settle(window)


def _new_plan(window: MainWindow) -> None:
    go(window, "welcome").start_new()
    settle(window)
