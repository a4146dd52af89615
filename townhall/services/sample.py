"""The sample plan of a made-up hospital, with its dates moved along so that it looks alive."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from townhall import paths
from townhall.domain.clock import Clock
from townhall.domain.errors import InvalidInput
from townhall.domain.recurrence import expand
from townhall.domain.terms import CommunicationKind, CommunicationStatus
from townhall.domain.zones import to_utc
from townhall.language import _
from townhall.services.communications import add_communication
from townhall.services.extra_dates import add_date
from townhall.services.follow_ups import add_follow_up
from townhall.services.occurrences import change_occurrence
from townhall.services.plans import change_plan
from townhall.services.queries.recipes import recipe_for
from townhall.services.queries.run_up import run_up
from townhall.services.questions import add_question
from townhall.services.recipes import apply_recipe
from townhall.services.records import add_record
from townhall.services.series import series_of
from townhall.services.sign_off import approve
from townhall.services.tasks import change_step
from townhall.services.templates import add_template
from townhall.storage import models as m
from townhall.storage.database import Database
from townhall.storage.unit_of_work import UnitOfWork

WRITTEN_FOR = date(2026, 11, 24)
"""The day the dates of the sample are written for."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\Z")
_PLACE = re.compile(r"(next|previous)([+-]\d+)?\Z")
_AHEAD = timedelta(days=3 * 366)


def sample_file(name: str) -> Path:
    """A file of the sample: "plan.json", "forms-export.csv", "planning.csv" and more."""
    return paths.resources() / "sample" / name


def create_sample(plan: str | Path, clock: Clock) -> Path:
    """Make a new plan that holds the sample; returns its path.

    Raises PlanRefused when something is there already; nothing stays behind when it fails.
    """
    path = Path(plan)
    database = Database.create(path, clock)
    try:
        with database:
            database.run(load_sample)
    except BaseException:
        for suffix in ("", "-wal", "-shm", ".lock"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        raise
    return path


def read_sample(clock: Clock) -> tuple[dict[str, Any], date]:
    """What the sample holds, moved along to today; and today, in the sample's time zone."""
    written: dict[str, Any] = json.loads(sample_file("plan.json").read_text(encoding="utf-8"))
    today = clock.today(written["plan"]["time_zone"])
    return _shifted(written, (today - WRITTEN_FOR) // timedelta(weeks=1)), today


def load_sample(uow: UnitOfWork) -> None:
    """Fill an empty plan with the sample. Raises InvalidInput when the plan is not empty.

    All dates move by whole weeks, so that weekdays stay and what lay just behind or ahead of the
    day the sample was written for lies just behind or ahead of today.
    """
    if uow.session.scalars(select(m.Communication.id).limit(1)).first() is not None:
        raise InvalidInput(
            _("The sample can only be put into an empty plan. Make a new plan for it.")
        )
    sample, today = read_sample(uow.clock)
    _Loader(uow, today).load(sample)
    uow.plan.is_sample = True
    uow.undoable = False
    uow.label = _("Loaded the hospital sample")


def _shifted(value: Any, weeks: int) -> Any:
    """`value` with every date in it moved by `weeks`."""
    if isinstance(value, dict):
        return {name: _shifted(part, weeks) for name, part in value.items()}
    if isinstance(value, list):
        return [_shifted(part, weeks) for part in value]
    if isinstance(value, str) and _DAY.match(value):
        return (date.fromisoformat(value) + timedelta(weeks=weeks)).isoformat()
    if isinstance(value, str) and _MOMENT.match(value):
        moment = datetime.fromisoformat(value) + timedelta(weeks=weeks)
        return moment.isoformat(timespec="minutes")
    return value


def _said(values: Mapping[str, Any], *without: str) -> dict[str, Any]:
    """The fields that say something: absent is not the same as empty for an approval."""
    return {
        name: value for name, value in values.items() if value is not None and name not in without
    }


class _Loader:
    """Turns the sample's keys into ids while it adds records, what is referred to first."""

    def __init__(self, uow: UnitOfWork, today: date) -> None:
        self._uow = uow
        self._today = today
        self._communications: dict[str, int] = {}
        self._dates: dict[str, list[datetime]] = {}
        self._questions: dict[str, int] = {}
        self._reviews: dict[str, int] = {}

    def load(self, sample: Mapping[str, Any]) -> None:
        """Add everything."""
        self._set_plan(sample["plan"])
        self._add("blackout", sample["blackouts"])
        self._add("person", sample["people"])
        self._add("audience", sample["audiences"])
        self._add("initiative", sample["initiatives"])
        self._add("saved-filter", sample["saved_filters"])
        self._add("key-message", sample["key_messages"])
        self._add("cadence", sample["cadences"])
        for values in sample["communications"]:
            self._add_communication(values)
        for values in sample["reviews"]:
            review_id = add_record(self._uow, "review", _said(values, "key"))
            self._reviews[values["key"]] = review_id
        merged_last = sorted(sample["questions"], key=lambda each: each["lead_id"] is not None)
        for values in merged_last:
            self._add_question(values)
        for values in sample["follow_ups"]:
            self._add_follow_up(values)
        self._add("duty", sample["duties"])
        self._add("idea", sample["ideas"])
        for noun in ("working-group", "training"):
            self._add(noun, map(self._placed, sample[f"{noun.replace('-', '_')}s"]))
        for values in sample["run_ups"]:
            self._add_run_up(values)
        for values in sample["templates"]:
            add_template(self._uow, self._placed(values))

    def _add_run_up(self, values: Mapping[str, Any]) -> None:
        """The run-up of a date from the recipe of a kind, its first steps ticked off."""
        session = self._uow.session
        communication_id = self._communications[values["communication"]]
        start = self._start_at(values["communication"], values["occurrence"])
        kind = CommunicationKind(values["recipe"])
        recipe = recipe_for(session, kind, self._uow.plan.document_language)
        if recipe is None:
            raise LookupError(values["recipe"])
        apply_recipe(self._uow, recipe.id, communication_id, start)
        for step, day in zip(
            run_up(session, communication_id, start), values["done_on"], strict=False
        ):
            change_step(self._uow, step.id, start, {"done_on": day})

    def _add_date(self, key: str, values: Mapping[str, Any]) -> None:
        """One more date on the day of a date that the rule gives."""
        day = self._start_at(key, values["occurrence"]).date()
        start = datetime.combine(day, time.fromisoformat(values["start_time"]))
        fields = _said(values, "occurrence", "start_time")
        add_date(self._uow, self._communications[key], {**fields, "start": start.isoformat()})

    def _set_plan(self, values: Mapping[str, Any]) -> None:
        organizer = values["organizer"]
        change_plan(
            self._uow,
            {
                **_said(values, "organizer"),
                "organizer_name": organizer["name"],
                "organizer_email": organizer["email"],
            },
        )

    def _add(self, noun: str, all_values: Iterable[Mapping[str, Any]]) -> None:
        for values in all_values:
            add_record(self._uow, noun, _said(values))

    def _placed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Values with the communication's id, and the original start, in place of keys."""
        key, place = values.get("communication"), values.get("occurrence")
        placed = _said(values, "communication", "occurrence")
        if key is not None:
            placed["communication_id"] = self._communications[key]
        if key is not None and place is not None:
            placed["original_start"] = self._start_at(key, place).isoformat()
        return placed

    def _add_communication(self, values: Mapping[str, Any]) -> None:
        key = values["key"]
        communication_id = add_communication(
            self._uow, _said(values, "key", "exceptions", "extra_dates", "signed_at")
        )
        stored = self._uow.get(m.Communication, communication_id)
        self._communications[key] = communication_id
        if stored.recurrence is None:
            self._settle_past(stored)
        else:
            self._settle_dates(stored, key, values)
        if values["signed_at"] is not None:
            # Its dates have titles too, and were read with the rest.
            approve(self._uow, "communication", communication_id, values["signed_by"])
            signed = datetime.fromisoformat(values["signed_at"])
            stored.signed_at = to_utc(signed, stored.time_zone)

    def _settle_dates(self, stored: m.Communication, key: str, values: Mapping[str, Any]) -> None:
        """What single dates of a series have of their own, and dates besides those of its rule."""
        until = datetime.combine(self._today, time()) + _AHEAD
        found = expand(series_of(stored), stored.start, until)
        self._dates[key] = [each.original_start for each in found if not each.cancelled]
        for exception in values["exceptions"]:
            self._change_date(key, exception)
        for extra in values.get("extra_dates", ()):
            self._add_date(key, extra)

    def _settle_past(self, stored: m.Communication) -> None:
        """What was ahead when the sample was written may lie a few days back by now."""
        ahead = (CommunicationStatus.PLANNED, CommunicationStatus.CONFIRMED)
        if stored.status in ahead and stored.start.date() < self._today:
            stored.status = CommunicationStatus.HELD

    def _change_date(self, key: str, exception: Mapping[str, Any]) -> None:
        original = self._start_at(key, exception["occurrence"])
        start = original + timedelta(days=exception["day_shift"])
        if exception["start_time"] is not None:
            start = datetime.combine(start.date(), time.fromisoformat(exception["start_time"]))
        fields = _said(exception, "occurrence", "start_time", "day_shift", "status")
        if start != original:
            fields["start"] = start.isoformat()
        if exception["status"] == CommunicationStatus.CANCELLED:
            fields["status"] = exception["status"]
        change_occurrence(self._uow, self._communications[key], original, fields)

    def _start_at(self, key: str, place: str) -> datetime:
        """The date of a series at "next", "previous" or so many after or before it."""
        found = _PLACE.match(place)
        dates = self._dates[key]
        index = sum(each.date() < self._today for each in dates)
        if found is None:
            raise ValueError(place)
        return dates[index - (found[1] == "previous") + int(found[2] or 0)]

    def _add_question(self, values: Mapping[str, Any]) -> None:
        placed = self._placed(values)
        key = placed.pop("key")
        if "lead_id" in placed:
            placed["lead_id"] = self._questions[placed["lead_id"]]
        # A date that is not told is none: the sample shows questions that still wait for one.
        placed.setdefault("answer_by", None)
        self._questions[key] = add_question(self._uow, placed)
        stored = self._uow.get(m.Question, self._questions[key])
        if stored.asked_at is not None:
            stored.created_at = stored.asked_at.replace(tzinfo=UTC)

    def _add_follow_up(self, values: Mapping[str, Any]) -> None:
        fields = _said(values, "key", "due_history")
        if "question_id" in fields:
            fields["question_id"] = self._questions[fields["question_id"]]
        if "review_id" in fields:
            fields["review_id"] = self._reviews[fields["review_id"]]
        follow_up_id = add_follow_up(self._uow, fields)
        self._uow.get(m.FollowUp, follow_up_id).due_history = values["due_history"]
