"""A plan changed, undone and redone at random always holds what it held then.

No open question is ever at a date that is off or gone.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.storage.plan_state import State, state_of
from tests.storage.question_places import lost_questions
from townhall.domain.changes import Step
from townhall.domain.clock import fixed_clock
from townhall.domain.errors import InvalidInput, NotFound
from townhall.services import communications as c
from townhall.services import copies, recipes, ripple, sign_off, tasks, templates
from townhall.services import extra_dates as e
from townhall.services import occurrences as o
from townhall.services import question_answers as qa
from townhall.services import question_declines as qd
from townhall.services import questions as q
from townhall.services.carry_over import carry_over
from townhall.services.plans import change_plan
from townhall.services.queries.communications import occurrences
from townhall.services.queries.run_up import run_up
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage import inspection
from townhall.storage.database import Database

IDS = st.integers(1, 4)
NAMES = st.sampled_from(["Radiologie", "Spoed", "Nacht", "Één"])
RULES = st.sampled_from([None, "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=6", "FREQ=DAILY;COUNT=9"])
STARTS = st.datetimes(datetime(2026, 11, 1), datetime(2027, 3, 1)).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)
WHICH = st.integers(0, 20)
CLOSED = st.sampled_from(["keep", "skip", "move"])
FIRST, LAST = datetime(2026, 11, 1).date(), datetime(2027, 2, 1).date()
SEEN = (FIRST, LAST, "Europe/Amsterdam")


class PlanMachine(RuleBasedStateMachine):
    """Changes a plan, and remembers what it held before each step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        clock = fixed_clock("2026-11-24T09:00+01:00")
        self.database = Database.create(Path(self.folder.name) / "plan.townhall", clock)
        self.done: list[tuple[Step, State]] = []
        self.undone: list[tuple[Step, State]] = []
        self.state = state_of(self.database)

    def teardown(self) -> None:
        self.database.close()
        assert inspection.faults(Path(self.database.name)) == []
        self.folder.cleanup()

    @initialize()
    def begin(self) -> None:
        """A little of everything to work on."""
        self.change(add_record, "person", {"name": "Anna Voorbeeld"})
        self.change(add_record, "audience", {"name": "Radiologie"})
        self.change(
            c.add_communication,
            {
                "kind": "drop-in",
                "title": "Inloop",
                "start": "2026-11-03T12:00",
                "recurrence": "FREQ=WEEKLY",
                "audiences": ["Radiologie"],
            },
        )
        self.change(q.add_question, {"text": "Waarom?"})
        self.change(add_record, "key-message", {"text": "Jij beslist."})
        key = (1, datetime(2026, 12, 1, 12))
        self.change(tasks.add_task, {"communication_id": 1, "title": "Zaal", "offset_days": -3})
        self.change(templates.save_as_template, *key, "Inloop")

    def a_date(self, which: int) -> tuple[int, datetime] | None:
        """A date of the plan, if it has one."""
        rows = self.database.read(occurrences, *SEEN)
        row = rows[which % len(rows)] if rows else None
        return None if row is None else (row.communication_id, row.original_start)

    def change(self, use_case: Callable[..., Any], *args: Any) -> None:
        """Run a use case; a refused one leaves everything as it was."""
        before = self.state
        try:
            step = self.database.run(use_case, *args).step
        except (InvalidInput, NotFound):
            assert state_of(self.database) == before
            return
        self.state = state_of(self.database)
        assert (step is None) == (self.state == before)
        if step is not None:
            self.done.append((step, before))
            self.undone.clear()

    @rule(name=NAMES, parent=st.none() | NAMES)
    def add_audience(self, name: str, parent: str | None) -> None:
        self.change(add_record, "audience", {"name": name, "parent": parent})

    @rule(audience_id=IDS, parent=st.none() | NAMES)
    def move_audience(self, audience_id: int, parent: str | None) -> None:
        self.change(change_record, "audience", audience_id, {"parent": parent})

    @rule(noun=st.sampled_from(["audience", "person", "initiative", "blackout"]), record_id=IDS)
    def remove(self, noun: str, record_id: int) -> None:
        self.change(remove_record, noun, record_id)

    @rule(name=NAMES, audiences=st.lists(NAMES, max_size=2))
    def add_initiative(self, name: str, audiences: list[str]) -> None:
        impacts = [{"audience": each, "text": "x"} for each in audiences]
        self.change(add_record, "initiative", {"name": name, "impacts": impacts})

    @rule(start=STARTS, recurrence=RULES, audiences=st.lists(NAMES, max_size=2))
    def plan(self, start: datetime, recurrence: str | None, audiences: list[str]) -> None:
        values = {"kind": "training", "title": "Les", "start": start, "recurrence": recurrence}
        self.change(c.add_communication, values | {"audiences": audiences})

    @rule(
        communication_id=IDS,
        values=st.fixed_dictionaries(
            {},
            optional={
                "start": STARTS,
                "recurrence": RULES,
                "on_holidays": CLOSED,
                "on_blackouts": CLOSED,
                "title": NAMES,
                "status": st.sampled_from(["planned", "cancelled", "held"]),
                "audiences": st.lists(NAMES, max_size=2),
                "agenda": st.lists(
                    st.fixed_dictionaries({"title": NAMES, "duration_minutes": st.integers(0, 9)}),
                    max_size=3,
                ),
            },
        ),
    )
    def change_plan(self, communication_id: int, values: dict[str, Any]) -> None:
        self.change(c.change_communication, communication_id, values)

    @rule(
        which=st.integers(0, 20),
        scope=st.sampled_from(["this", "following", "all"]),
        hours=st.integers(-30, 30),
        what=st.sampled_from(["move", "cancel", "hold", "title", "agenda", "put back"]),
    )
    def change_a_date(self, which: int, scope: str, hours: int, what: str) -> None:
        rows = self.database.read(occurrences, *SEEN)
        if not rows:
            return
        row = rows[which % len(rows)]
        key = (row.communication_id, row.original_start)
        if what == "cancel":
            self.change(o.cancel_occurrence, *key, scope)
        elif what == "hold":
            self.change(o.change_occurrence, *key, {"status": "held"}, scope)
        elif what == "put back":
            self.change(o.restore_occurrence, *key)
        elif what == "agenda":
            items = [{"title": "Demo", "duration_minutes": abs(hours)}]
            self.change(o.change_occurrence, *key, {"agenda": items}, scope)
        elif what == "title":
            self.change(o.change_occurrence, *key, {"title": f"Anders {hours}"}, scope)
        else:
            start = row.start + timedelta(hours=hours)
            self.change(o.change_occurrence, *key, {"start": start}, scope)

    @rule(communication_id=IDS, start=STARTS)
    def add_a_date(self, communication_id: int, start: datetime) -> None:
        self.change(e.add_date, communication_id, {"start": start})

    @rule(which=st.integers(0, 20))
    def remove_a_date(self, which: int) -> None:
        rows = [row for row in self.database.read(occurrences, *SEEN) if row.added]
        if rows:
            row = rows[which % len(rows)]
            self.change(e.remove_date, row.communication_id, row.original_start)

    @rule(first=STARTS, days=st.integers(-1, 40))
    def close(self, first: datetime, days: int) -> None:
        last = (first + timedelta(days=days)).date()
        values = {"name": "Stop", "first_day": first.date(), "last_day": last}
        self.change(add_record, "blackout", values)

    @rule(record_id=IDS, last=STARTS)
    def close_longer(self, record_id: int, last: datetime) -> None:
        self.change(change_record, "blackout", record_id, {"last_day": last.date()})

    @rule(country=st.sampled_from(["NL", "BE", "US", "XX"]))
    def move_abroad(self, country: str) -> None:
        self.change(change_plan, {"country": country})

    @rule(
        communication_id=IDS, what=st.sampled_from([c.cancel_communication, c.remove_communication])
    )
    def call_off(self, communication_id: int, what: Callable[..., Any]) -> None:
        self.change(what, communication_id)

    @rule(
        which=WHICH,
        step=st.integers(0, 9),
        what=st.sampled_from(["tick", "untick", "this", "every", "drop", "remove"]),
        offset=st.integers(-20, 5),
    )
    def change_run_up(self, which: int, step: int, what: str, offset: int) -> None:
        key = self.a_date(which)
        steps = [] if key is None else self.database.read(run_up, *key)
        if key is None or not steps:
            return
        task, start = steps[step % len(steps)].id, key[1]
        if what in ("tick", "untick"):
            self.change(partial(tasks.tick_task, ticked=what == "tick"), task, start)
        elif what == "this":
            self.change(tasks.change_step, task, start, {"offset_days": offset})
        elif what == "every":
            self.change(tasks.change_every_step, task, start, {"offset_days": offset})
        elif what == "drop":
            self.change(tasks.drop_step, task, start)
        else:
            self.change(tasks.remove_task, task)

    @rule(which=WHICH, recipe_id=st.integers(1, 9), name=NAMES, save=st.booleans())
    def use_a_recipe(self, which: int, recipe_id: int, name: str, *, save: bool) -> None:
        key = self.a_date(which)
        if key is not None and save:
            self.change(recipes.save_as_recipe, *key, name)
        elif key is not None:
            self.change(recipes.apply_recipe, recipe_id, *key)

    @rule(which=WHICH, start=STARTS, how=st.sampled_from(["copy", "quarter", "save", "use"]))
    def plan_again(self, which: int, start: datetime, how: str) -> None:
        key = self.a_date(which)
        if how == "use":
            self.change(templates.add_from_template, "Inloop", {"start": start})
        elif key is not None and how == "copy":
            self.change(copies.copy_date, *key, start)
        elif key is not None and how == "quarter":
            self.change(copies.duplicate_to_next_quarter, *key)
        elif key is not None:
            self.change(templates.save_as_template, *key, f"Sjabloon {start}")

    @rule(
        which=WHICH,
        days=st.integers(-9, 9),
        scope=st.sampled_from(["this", "following", "all"]),
        everything=st.booleans(),
    )
    def move_along(self, which: int, days: int, scope: str, *, everything: bool) -> None:
        key = self.a_date(which)
        if key is not None:
            values = {"start": key[1] + timedelta(days=days)}
            moving = partial(ripple.move_with_ripple, along=None if everything else ())
            self.change(moving, *key, values, scope)

    @rule(
        noun=st.sampled_from(["communication", "key-message"]),
        record_id=IDS,
        what=st.sampled_from([sign_off.submit_for_review, sign_off.back_to_draft, "approve"]),
    )
    def sign(self, noun: str, record_id: int, what: Any) -> None:
        if what == "approve":
            self.change(sign_off.approve, noun, record_id, "Bram Proefman")
        else:
            self.change(what, noun, record_id)

    @rule(record_id=IDS, text=NAMES)
    def reword(self, record_id: int, text: str) -> None:
        self.change(change_record, "key-message", record_id, {"text": text})

    @rule(weeks=st.integers(0, 9), starts_on=st.none() | st.just(date(2026, 12, 1)), name=NAMES)
    def promise(self, weeks: int, starts_on: date | None, name: str) -> None:
        promised = {"initiative": name, "audience": name, "kind": "progress-update"}
        values = {**promised, "every_weeks": weeks, "starts_on": starts_on}
        self.change(add_record, "cadence", values)

    @rule(which=st.integers(0, 20), lead_id=st.none() | IDS)
    def ask(self, which: int, lead_id: int | None) -> None:
        rows = self.database.read(occurrences, *SEEN)
        values: dict[str, Any] = {"text": "Hoe?", "lead_id": lead_id}
        if rows:
            row = rows[which % len(rows)]
            values["communication_id"] = row.communication_id
            values["original_start"] = row.original_start
        self.change(q.add_question, values)

    @rule(
        question_id=IDS,
        what=st.sampled_from(
            ["draft", "approve", "live", "decline", "confirm", "away", "open", "remove"]
        ),
    )
    def handle(self, question_id: int, what: str) -> None:
        if what == "draft":
            self.change(qa.draft_answer, question_id, f"Ja {len(self.done)}.")
        elif what == "approve":
            self.change(qa.approve_answer, question_id, "Bram Proefman")
        elif what == "live":
            self.change(q.answer_question, question_id, "answered-live")
        elif what == "decline":
            self.change(qd.propose_decline, question_id, "unclear", "Kan niet.", "Bram Proefman")
        elif what == "confirm":
            self.change(qd.confirm_decline, question_id, "Anna Voorbeeld")
        elif what == "away":
            self.change(q.take_away, question_id, "We zoeken het uit.", "Anna Voorbeeld", None)
        elif what == "open":
            self.change(q.reopen_question, question_id)
        else:
            self.change(q.remove_question, question_id)

    @rule(which=WHICH, to=st.none() | WHICH)
    def carry(self, which: int, to: int | None) -> None:
        left, target = self.a_date(which), None if to is None else self.a_date(to)
        if left is not None:
            self.change(carry_over, *left, *(target or ()))

    @invariant()
    def no_question_is_lost(self) -> None:
        assert self.database.read(lost_questions, date(2026, 11, 24)) == []

    @precondition(lambda self: self.done)
    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _time in range(min(times, len(self.done))):
            step, before = self.done.pop()
            reverse = self.database.revert(step).step
            assert reverse is not None
            self.undone.append((reverse, self.state))
            self.state = state_of(self.database)
            assert self.state == before

    @precondition(lambda self: self.undone)
    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _time in range(min(times, len(self.undone))):
            step, after = self.undone.pop()
            reverse = self.database.revert(step).step
            assert reverse is not None
            self.done.append((reverse, self.state))
            self.state = state_of(self.database)
            assert self.state == after


PlanMachine.TestCase.settings = settings(max_examples=12, stateful_step_count=25, deadline=None)
TestPlanAtRandom = PlanMachine.TestCase
