"""The card on top of Today: the next town hall, its run-up, questions and invitation."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from townhall.domain.date_invitation import Standing
from townhall.domain.field_words import standing_word
from townhall.domain.zones import from_utc
from townhall.language import _, ngettext, pgettext
from townhall.services.queries.today import Hero
from townhall.ui.date_words import day_text, time_text
from townhall.ui.widgets.buttons import Button
from townhall.ui.widgets.card import Card, Hairline
from townhall.ui.widgets.chips import DOT, Chip
from townhall.ui.widgets.labels import ElidedLabel
from townhall.ui.widgets.meters import Metric, Part
from townhall.ui.widgets.paint import BODY, HEAD


class HeroCard(Card):
    """`opened` for the page of the date, `invitation_wanted` where an update is due."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hero: Hero | None = None
        self.title = ElidedLabel("", HEAD)
        self.chip = Chip("", "accent")
        self.facts = ElidedLabel("", BODY, "text2")
        self.button = Button(pgettext("verb", "Open"))
        self.update_button = Button("", "primary")
        head = QHBoxLayout()
        head.setContentsMargins(16, 14, 16, 12)
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.title)
        line.addWidget(self.chip)
        line.addStretch(1)
        words.addLayout(line)
        words.addWidget(self.facts)
        head.addLayout(words, 1)
        head.addWidget(self.button)
        head.addWidget(self.update_button)
        top = QWidget()
        top.setLayout(head)
        self.run_up = Metric("follow-ups", _("Run-up"))
        self.questions = Metric("questions", _("Questions"))
        self.invites = Metric("mail", _("Invitation"))
        metrics = QWidget()
        row = QHBoxLayout(metrics)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, metric in enumerate((self.run_up, self.questions, self.invites)):
            if place:
                row.addWidget(Hairline(vertical=True))
            row.addWidget(metric, 1)
        self.add(top)
        self.add(Hairline())
        self.add(metrics)
        for button in (self.button, self.update_button):
            button.clicked.connect(self.opened)

    def show_hero(self, hero: Hero, today: date, zone: str) -> None:
        """Show another date, or the same as it stands now."""
        self.hero = hero
        row = hero.date.row
        days = (row.shown_start.date() - today).days
        self.title.setText(row.title)
        self.title.updateGeometry()
        self.chip.set_state(_in_days(days), "accent")
        people = ngettext("{n} person", "{n} people", hero.date.headcount)
        facts = [f"{day_text(row.shown_start.date(), 'ddd d MMM')}, {time_text(row)}", row.location]
        if hero.date.headcount:
            facts.append(people.format(n=hero.date.headcount))
        self.facts.setText(DOT.join(each for each in facts if each))
        self._show_run_up(hero, today)
        self._show_questions(hero)
        self._show_invitation(hero, zone)

    def _show_run_up(self, hero: Hero, today: date) -> None:
        done = sum(each.is_done for each in hero.tasks)
        late = [each for each in hero.tasks if not each.is_done and each.day < today]
        due = [each for each in hero.tasks if not each.is_done and each.day == today]
        total = len(hero.tasks)
        words = ngettext("of {n} task done", "of {n} tasks done", total).format(n=total)
        self.run_up.set_figure(str(done) if total else "–", words if total else "")
        self.run_up.set_meter(
            [
                Part(done, _("done"), "ok"),
                Part(len(late), _("late"), "bad"),
                Part(len(due), _("due today"), "warn"),
            ],
            total,
        )
        if not total:
            self.run_up.set_state(_("No run-up yet"), "neutral")
        elif late:
            text = ngettext("{n} task is late", "{n} tasks are late", len(late))
            self.run_up.set_state(text.format(n=len(late)), "bad")
        elif due:
            self.run_up.set_state(_("{task} is due today").format(task=due[0].title), "warn")
        elif done == total:
            self.run_up.set_state(_("Everything is done"), "ok")
        else:
            following = next(each for each in hero.tasks if not each.is_done)
            when = day_text(following.day, "ddd d MMM")
            self.run_up.set_state(_("Next one on {day}").format(day=when), "ok")

    def _show_questions(self, hero: Hero) -> None:
        sums = hero.accounting
        settled = sums.asked - sums.open
        words = _("of {n} accounted for")
        self.questions.set_figure(
            str(settled) if sums.asked else "–", words.format(n=sums.asked) if sums.asked else ""
        )
        self.questions.set_meter([Part(settled, _("accounted for"), "ok")], sums.asked)
        if not sums.asked:
            self.questions.set_state(_("None asked yet"), "neutral")
        elif not sums.open:
            self.questions.set_state(_("All accounted for"), "ok")
        elif hero.without_owner:
            text = _("{open} open, {n} without an owner")
            self.questions.set_state(text.format(open=sums.open, n=hero.without_owner), "warn")
        else:
            self.questions.set_state(
                ngettext("{n} open", "{n} open", sums.open).format(n=sums.open), "warn"
            )

    def _show_invitation(self, hero: Hero, zone: str) -> None:
        found = hero.invitation
        self.update_button.hide()
        if found.last is None:
            self.invites.set_figure("–", "")
            self.invites.set_meter([], 1)
            self.invites.set_state(_("Nothing sent yet"), "neutral")
            return
        sent = from_utc(found.last.exported_at, zone).date()
        words = _("sent on {day}").format(day=day_text(sent, "d MMMM"))
        self.invites.set_figure(f"v{found.last.version_number}", words)
        current = found.standing in (Standing.CURRENT, Standing.WITHDRAWN)
        total = len(hero.date.communication.attendees)
        have = total - hero.behind if current else 0
        self.invites.set_meter(
            [Part(have, "", "ok"), Part(total - have, "", "bad" if not current else "warn")],
            total,
        )
        partly = found.standing is Standing.CURRENT and hero.behind > 0
        if current and not partly:
            count = have if found.standing is Standing.CURRENT else len(found.last.recipients)
            text = ngettext("{n} person has this version", "{n} people have this version", count)
            self.invites.set_state(text.format(n=count), "ok")
            return
        self.invites.set_state(
            standing_word(found.standing, behind=partly), "warn" if partly else "bad"
        )
        self.update_button.setText(_("Prepare v{version}").format(version=found.next_version))
        self.update_button.show()


def _in_days(days: int) -> str:
    if days <= 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    return ngettext("In {n} day", "In {n} days", days).format(n=days)
