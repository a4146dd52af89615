"""What else the plan knows of an initiative, to read: reviews, duties, trainings, groups, told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.terms import CommunicationStatus, label
from townhall.language import _, ngettext
from townhall.services.queries.communications import OccurrenceRow
from townhall.services.queries.people import AudienceDetail
from townhall.services.queries.programme_details import (
    DutyDetail,
    ReviewDetail,
    TrainingDetail,
    WorkingGroupDetail,
)
from townhall.ui.initiatives.words import VERDICT_TONES, day_text, due_state
from townhall.ui.theme import Tone
from townhall.ui.widgets.answers import Timeline, TimelineItem
from townhall.ui.widgets.card import Card, CardNote, Hairline, SectionHead
from townhall.ui.widgets.chips import DOT, Chip
from townhall.ui.widgets.labels import ElidedLabel, Label, Paragraph
from townhall.ui.widgets.marks import Icon
from townhall.ui.widgets.meters import Meter, Part
from townhall.ui.widgets.paint import SMALL, SMALL_MEDIUM, TITLE

_SIGNS = {
    Tone.OK: ("check-circle", "ok"),
    Tone.WARN: ("clock", "warn"),
    Tone.BAD: ("error", "bad"),
    Tone.NEUTRAL: ("circle", "text2"),
}
_TOLD = 8


def review_card(review: ReviewDetail, today: date) -> Card:
    """An ethics review: its verdict, what was found, and the conditions."""
    card = Card()
    verdict = Chip(label(review.verdict), VERDICT_TONES[review.verdict], dot=True)
    card.add(SectionHead(_("Ethics review"), trailing=verdict))
    where = [day_text(review.date, today), review.committee]
    card.add(CardNote(DOT.join(part for part in where if part), bottom=8))
    for found in review.aspects:
        card.add(_pair(label(found.aspect), found.finding))
    for condition in review.conditions:
        words, tone = due_state(condition.due, None, today)
        facts = [words] if condition.due is not None else []
        facts.append(condition.owner or _("Nobody yet"))
        icon, role = _SIGNS[tone]
        card.add(_item(icon, role, condition.text, DOT.join(facts)))
    if review.next_date is not None:
        again = _("Next review on {date}").format(date=day_text(review.next_date, today))
        card.add(Hairline())
        card.add(CardNote(again, top=8, bottom=8))
    card.leave_room(6)
    return card


def duties_card(duties: Sequence[DutyDetail], today: date) -> Card:
    """What must come before go-live, soonest first."""
    card = Card()
    left = sum(each.done_on is None for each in duties)
    count = _("{n} to do").format(n=left) if left else _("all done")
    card.add(SectionHead(_("Duties before go-live"), count))
    for duty in sorted(duties, key=lambda each: (each.done_on is not None, each.due or date.max)):
        words, tone = due_state(duty.due, duty.done_on, today)
        icon, role = _SIGNS[tone]
        card.add(_item(icon, role, label(duty.kind), duty.source, Chip(words, tone, dot=True)))
    card.leave_room(6)
    return card


def training_card(trainings: Sequence[TrainingDetail], audiences: Sequence[AudienceDetail]) -> Card:
    """Who has learned what they must, of how many."""
    people = {each.name: each.headcount for each in audiences}
    wanted = sum(people.get(each.audience or "", 0) for each in trainings)
    ready = sum(each.completed for each in trainings)
    card = Card()
    count = _("{n} of {total} people ready").format(n=ready, total=wanted) if wanted else ""
    card.add(SectionHead(_("Training"), count))
    for training in trainings:
        card.add(Hairline())
        card.add(_training(training, people.get(training.audience or "", 0)))
    card.leave_room(6)
    return card


def _training(training: TrainingDetail, total: int) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(16, 8, 16, 8)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    grid.addWidget(ElidedLabel(training.title, TITLE), 0, 0)
    done = _("{n} of {total}").format(n=training.completed, total=total)
    if not total:
        done = ngettext("{n} person", "{n} people", training.completed)
        done = done.format(n=training.completed)
    grid.addWidget(Label(done, SMALL_MEDIUM, "text2"), 0, 1)
    facts = [training.audience or _("Everybody"), label(training.level)]
    facts.append(_("{n} min").format(n=training.duration_minutes))
    if training.required:
        facts.append(_("required"))
    grid.addWidget(ElidedLabel(DOT.join(facts), SMALL, "text2"), 1, 0, 1, 2)
    if total:
        tone = Tone.OK if training.completed >= total else Tone.WARN
        meter = Meter([Part(min(training.completed, total), _("ready"), tone)], total)
        grid.addWidget(meter, 2, 0, 1, 2)
    return made


def groups_card(groups: Sequence[WorkingGroupDetail]) -> Card:
    """The working groups that meet about it, with the departments they bring together."""
    card = Card()
    card.add(SectionHead(_("Working groups"), str(len(groups))))
    for group in groups:
        members = ngettext("{n} member", "{n} members", len(group.members))
        facts = [members.format(n=len(group.members))]
        if group.departments:
            facts.append(", ".join(group.departments))
        body = "\n".join(part for part in (group.purpose, DOT.join(facts)) if part)
        card.add(_item("people", "text2", group.name, body))
    card.leave_room(6)
    return card


def told_card(told: Sequence[OccurrenceRow], today: date) -> Card:
    """The last and next dates at which it is spoken of; what is ahead is hollow."""
    kept = [row for row in told if row.status is not CommunicationStatus.CANCELLED]
    past = [row for row in kept if row.shown_start.date() < today]
    ahead = [row for row in kept if row.shown_start.date() >= today]
    card = Card()
    times = ngettext("{n} time", "{n} times", len(past)).format(n=len(past))
    planned = ngettext("{n} planned", "{n} planned", len(ahead)).format(n=len(ahead))
    card.add(SectionHead(_("What was told"), f"{times}, {planned}"))
    shown = past[-_TOLD // 2 :] + ahead[: _TOLD // 2]
    items = [
        TimelineItem(
            day_text(row.shown_start.date(), today),
            row.title,
            label(row.kind),
            planned=row.shown_start.date() >= today,
        )
        for row in shown
    ]
    line = Timeline(items)
    line.setContentsMargins(16, 0, 16, 0)
    card.add(line)
    card.leave_room(6)
    return card


def _pair(name: str, words: str) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(16, 4, 16, 6)
    column.setSpacing(1)
    column.addWidget(Label(name, SMALL_MEDIUM, "text2"))
    column.addWidget(Paragraph(words or "–"))
    return made


def _item(icon: str, role: str, title: str, words: str, chip: Chip | None = None) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Hairline())
    row = QHBoxLayout()
    row.setContentsMargins(16, 8, 16, 8)
    row.setSpacing(12)
    mark = QVBoxLayout()
    mark.addSpacing(2)
    mark.addWidget(Icon(icon, role, 16))
    mark.addStretch(1)
    row.addLayout(mark)
    texts = QVBoxLayout()
    texts.setSpacing(2)
    texts.addWidget(Paragraph(title, TITLE))
    if words:
        texts.addWidget(Paragraph(words, SMALL, "text2"))
    row.addLayout(texts, 1)
    if chip is not None:
        holder = QVBoxLayout()
        holder.addWidget(chip)
        holder.addStretch(1)
        row.addLayout(holder)
    column.addLayout(row)
    return made
