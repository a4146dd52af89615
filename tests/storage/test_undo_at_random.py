"""A plan changed, undone and redone at random always holds what it held then."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from tests.storage.plan_state import State, state_of
from townhall.domain.changes import Step
from townhall.domain.clock import fixed_clock
from townhall.domain.errors import InvalidInput, NotFound
from townhall.services import communications as c
from townhall.services import extra_dates as e
from townhall.services import occurrences as o
from townhall.services import questions as q
from townhall.services.plans import change_plan
from townhall.services.queries.communications import occurrences
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage import inspection
from townhall.storage.database import Database

IDS = st.integers(1, 4)
NAMES = st.sampled_from(["Radiologie", "Spoed", "Nacht", "Één"])
RULES = st.sampled_from([None, "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=6", "FREQ=DAILY;COUNT=9"])
STARTS = st.datetimes(datetime(2026, 11, 1), datetime(2027, 3, 1)).map(
    lambda moment: moment.replace(minute=0, second=0, microsecond=0)
)
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
                "status": st.sampled_from(["planned", "cancelled"]),
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
        what=st.sampled_from(["move", "cancel", "title", "agenda", "put back"]),
    )
    def change_a_date(self, which: int, scope: str, hours: int, what: str) -> None:
        rows = self.database.read(occurrences, *SEEN)
        if not rows:
            return
        row = rows[which % len(rows)]
        key = (row.communication_id, row.original_start)
        if what == "cancel":
            self.change(o.cancel_occurrence, *key, scope)
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
        what=st.sampled_from(["draft", "approve", "live", "decline", "away", "open", "remove"]),
    )
    def handle(self, question_id: int, what: str) -> None:
        if what == "draft":
            self.change(q.draft_answer, question_id, f"Ja {len(self.done)}.")
        elif what == "approve":
            self.change(q.approve_answer, question_id, "Bram Proefman")
        elif what == "live":
            self.change(q.answer_question, question_id, "answered-live")
        elif what == "decline":
            self.change(q.decline_question, question_id, "Kan niet.")
        elif what == "away":
            self.change(q.take_away, question_id, "We zoeken het uit.", "Anna Voorbeeld", None)
        elif what == "open":
            self.change(q.reopen_question, question_id)
        else:
            self.change(q.remove_question, question_id)

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
