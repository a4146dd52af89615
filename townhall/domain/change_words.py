"""A short text on what changed, for the mail that brings a calendar file to its readers.

It is in the readers' language (nl, en, nl+en), whatever the window's language is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from townhall.domain.date_invitation import date_facts
from townhall.domain.due_files import Why
from townhall.domain.invitations import Snapshot, changed_fields
from townhall.domain.ledger import is_off
from townhall.domain.recurrence import describe
from townhall.language import N_, Words, words

_LOCALES = {"nl": "nl_NL", "en": "en_GB"}
_LINES_SHOWN = 12
_RULE = "\n\n— — —\n\n"

_SUBJECTS = {
    Why.NEW: N_("Invitation: {title}"),
    Why.AGAIN: N_("Invitation: {title}"),
    Why.CHANGED: N_("Changed: {title}"),
    Why.ENDED: N_("Changed: {title}"),
    Why.CANCELLED: N_("Cancelled: {title}"),
    Why.REMOVED: N_("No longer invited: {title}"),
    Why.REINSTATED: N_("Takes place after all: {title}"),
}
_OPENINGS = {
    Why.NEW: N_("You are invited to “{title}”."),
    Why.AGAIN: N_("You are invited to “{title}”."),
    Why.CHANGED: N_("Something changed about “{title}”:"),
    Why.ENDED: N_("“{title}” ends earlier. An invitation of its own follows for the later dates."),
    Why.CANCELLED: N_("“{title}” is cancelled."),
    Why.REMOVED: N_("You are no longer invited to “{title}”. It can go from your calendar."),
    Why.REINSTATED: N_("“{title}” takes place after all."),
}
_NEW_TEXT = {
    "objective": N_("The explanation was rewritten."),
    "agenda": N_("The agenda changed."),
    "attendees": N_("The list of people changed, or your part in it."),
}
_NEW_VALUE = {
    "title": N_("Title"),
    "location": N_("Place"),
    "join_link": N_("Join link"),
    "questions_to": N_("Ask a question beforehand"),
    "contact": N_("Contact"),
}


@dataclass(frozen=True, slots=True)
class ChangeText:
    """The subject of a mail, on one line, and its text."""

    subject: str
    body: str


def change_text(
    told: Snapshot | None,
    now: Snapshot,
    language: str,
    *,
    why: Why = Why.CHANGED,
    original_start: datetime | None = None,
) -> ChangeText:
    """What readers who knew `told` (None: nothing) have to know now, in `language`.

    `why` is the reason of the file that goes with it; `original_start` (local) the one date of a
    series it is about. In nl+en the text comes twice, and the subject names both.
    """
    if told is None and why is Why.CHANGED:
        why = Why.NEW
    codes = language.split("+")
    facts = date_facts(now, original_start) if original_start is not None else now
    title = " ".join(facts["title"].split())
    prefixes = (words(code).gettext(_SUBJECTS[why]).format(title="") for code in codes)
    subject = " / ".join(dict.fromkeys(each.strip(" :") for each in prefixes))
    bodies = [_Teller(told, now, original_start, code).body(why, title) for code in codes]
    return ChangeText(f"{subject}: {title}", _RULE.join(dict.fromkeys(bodies)))


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells of two snapshots in one language."""

    told: Snapshot | None
    now: Snapshot
    original_start: datetime | None
    code: str

    @property
    def _words(self) -> Words:
        return words(self.code)

    def body(self, why: Why, title: str) -> str:
        opening = self._words.gettext(_OPENINGS[why]).format(title=title)
        lines = list(self._lines(why))
        if len(lines) > _LINES_SHOWN:
            left = len(lines) - _LINES_SHOWN + 1
            more = self._words.ngettext("and {n} more change", "and {n} more changes", left)
            lines[_LINES_SHOWN - 1 :] = [more.format(n=left)]
        return "\n".join([opening, *(f"- {line}" for line in lines)])

    def _lines(self, why: Why) -> Iterator[str]:
        if why is Why.CHANGED and self.told is not None:
            yield from self._changes(self.told)
        elif why is Why.ENDED:
            yield from self._repetition(self.told, self.now)
        elif why is not Why.REMOVED:
            # Of what is cancelled, readers know the time they were told.
            known = self.told if why is Why.CANCELLED and self.told is not None else self.now
            yield self._named(N_("When"), self._when(self._facts(known), known))
            if why is not Why.CANCELLED and self._facts(self.now)["location"]:
                yield self._named(N_("Place"), self._facts(self.now)["location"])

    def _facts(self, shown: Snapshot) -> dict[str, Any]:
        if self.original_start is None:
            return shown
        return shown | date_facts(shown, self.original_start)

    def _changes(self, told: Snapshot) -> Iterator[str]:
        before, after = self._facts(told), self._facts(self.now)
        changed = set(changed_fields(before, after))
        times = self._when(before, told), self._when(after, self.now)
        if times[0] != times[1]:
            yield self._named(N_("When"), _moved(*times))
        elif "time_zone" in changed:
            zones = f"{before['time_zone']} → {after['time_zone']}"
            yield self._named(N_("Time zone"), zones)
        if self.original_start is None and "recurrence" in changed:
            yield from self._repetition(told, self.now)
        for field, name in _NEW_VALUE.items():
            if field in changed:
                yield self._named(name, f"{_line(before, field)} → {_line(after, field)}")
        if "organizer" in changed and after.get("organizer"):
            yield self._named(N_("Organiser"), after["organizer"]["name"])
        if "status" in changed and "CANCELLED" not in (before["status"], after["status"]):
            firm = after["status"] == "CONFIRMED"
            yield self._words.gettext(
                N_("It is certain now.") if firm else N_("It is provisional.")
            )
        yield from (
            self._words.gettext(text) for field, text in _NEW_TEXT.items() if field in changed
        )
        if self.original_start is None and "overrides" in changed:
            yield from self._dates(told)

    def _repetition(self, told: Snapshot | None, now: Snapshot) -> Iterator[str]:
        after = self._rule(now)
        before = self._rule(told) if told is not None else after
        text = after if before == after else f"{before} → {after}"
        yield self._named(N_("Repeats"), text)

    def _rule(self, shown: Snapshot) -> str:
        if not shown["recurrence"]:
            return self._words.gettext(N_("once"))
        start = datetime.fromisoformat(shown["start"])
        return describe(shown["recurrence"], start, self._words, zone=shown["time_zone"])

    def _dates(self, told: Snapshot) -> Iterator[str]:
        """Every date that is another than was told, where the series has the same dates."""
        if (told["start"], told["recurrence"]) != (self.now["start"], self.now["recurrence"]):
            return
        starts = {each["original_start"] for one in (told, self.now) for each in one["overrides"]}
        for start in sorted(map(datetime.fromisoformat, starts)):
            before, after = date_facts(told, start), date_facts(self.now, start)
            change = self._date_change(before, after, start)
            if change:
                yield f"{self._when(before, told)}: {change}"

    def _date_change(self, before: dict[str, Any], after: dict[str, Any], start: datetime) -> str:
        off = is_off(self.now, start)
        if off != (before["status"] == "CANCELLED"):
            said = N_("is cancelled") if off else N_("takes place after all")
            return self._words.gettext(said)
        if off:
            return ""
        when = self._when(after, self.now)
        parts = [when] if when != self._when(before, self.now) else []
        parts += [
            _line(after, name) for name in ("title", "location") if before[name] != after[name]
        ]
        if before["agenda"] != after["agenda"]:
            parts.append(self._words.gettext(N_("another agenda")))
        return ", ".join(parts)

    def _when(self, facts: dict[str, Any], shown: Snapshot) -> str:
        """The first day and time, in words; of whole days the days."""
        start = datetime.fromisoformat(facts["start"])
        minutes = facts["duration_minutes"]
        if shown["all_day"]:
            last = start + timedelta(minutes=max(0, minutes - 1))
            days = dict.fromkeys((self._day(start), self._day(last)))
            return " – ".join(days)
        end = start + timedelta(minutes=minutes)
        ending = f"{end:%H:%M}" if end.date() == start.date() else f"{self._day(end)} {end:%H:%M}"
        return f"{self._day(start)} {start:%H:%M}–{ending}"

    def _day(self, moment: datetime) -> str:
        from babel.dates import format_date

        return format_date(moment, "EEEE d MMMM y", locale=_LOCALES[self.code])

    def _named(self, name: str, text: str) -> str:
        return f"{self._words.gettext(name)}: {text}"


def _moved(before: str, after: str) -> str:
    """Both times, the day once where it is the same."""
    day, _space, hours = after.rpartition(" ")
    return f"{before} → {hours if before.startswith(f'{day} ') else after}"


def _line(facts: dict[str, Any], field: str) -> str:
    return " ".join(str(facts.get(field) or "–").split())
