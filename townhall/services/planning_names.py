"""Names in a planning, of audiences, initiatives and people, as the plan calls them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from townhall.domain.names import same_name
from townhall.domain.planning_merge import Value, names_in
from townhall.domain.planning_row import PlanningRow
from townhall.language import _, ngettext
from townhall.services.imports import Problem
from townhall.storage import models as m


@dataclass(frozen=True, slots=True)
class NameChoices:
    """What the user decided about audiences that the plan does not have.

    `audiences` says which audience of the plan a name in the file means, "" for none.
    `add_missing`: the others are added to the plan.
    """

    audiences: Mapping[str, str] = field(default_factory=dict)
    add_missing: bool = False


@dataclass(frozen=True, slots=True)
class _Missing:
    """A name that is not in the plan, the nearest that is, and the rows that name it."""

    noun: str
    near: str
    rows: list[PlanningRow]


class PlanNames:
    """Looks up the names of rows, and remembers the ones that are not there."""

    def __init__(self, session: Session, choices: NameChoices) -> None:
        self._choices = choices
        self.audiences = _names(session, m.Audience)
        self.initiatives = _names(session, m.Initiative)
        people = session.execute(select(m.Person.name, m.Person.email)).all()
        self._people = {same_name(name): (name, email) for name, email in people}
        self._people |= {email.casefold(): (name, email) for name, email in people if email}
        plan = session.scalars(select(m.Plan)).one()
        self.time_zone, self._sender = plan.time_zone, plan.organizer_email
        self._added: dict[str, str] = {}
        self._missing: dict[tuple[str, str], _Missing] = {}
        self._unknown_people: dict[str, PlanningRow] = {}

    def resolved(self, row: PlanningRow) -> dict[str, Value]:
        """What `row` says, its names as the plan has them.

        A list of which the plan lacks a name is left out where nothing of it is known.
        """
        said: dict[str, Value] = dict(row.said)
        if "audiences" in said:
            self._put(said, "audiences", self._audiences(row, str(said.pop("audiences"))))
        if "initiatives" in said:
            found = names_in(str(said.pop("initiatives")), list(self.initiatives.values()))
            self._remember("initiative", found.missing, row)
            self._put(said, "initiatives", (found.known, bool(found.missing)))
        self._organizer(said, row)
        return said

    def problems(self) -> list[Problem]:
        """One problem for each name that the plan does not have."""
        found = [_no_such_name(name, each) for (_noun, name), each in self._missing.items()]
        if self._sender:
            found += [self._no_address(name, row) for name, row in self._unknown_people.items()]
        return found

    def missing_audiences(self) -> dict[str, tuple[str, int]]:
        """The nearest audience, "" for none, and the number of rows, by name; most rows first."""
        missing = [
            (name, each) for (noun, name), each in self._missing.items() if noun == "audience"
        ]
        missing.sort(key=lambda pair: -len(pair[1].rows))
        return {name: (each.near, len(each.rows)) for name, each in missing}

    def _audiences(self, row: PlanningRow, text: str) -> tuple[list[str], bool]:
        found = names_in(text, list(self.audiences.values()))
        known, missing = list(found.known), {}
        for name, near in found.missing.items():
            chosen = self._choices.audiences.get(name)
            if chosen:
                known.append(chosen)
            elif chosen is None and self._choices.add_missing:
                known.append(self._added.setdefault(same_name(name), name))
            elif chosen is None:
                missing[name] = near
        self._remember("audience", missing, row)
        return sorted(set(known)), bool(missing)

    def _put(self, said: dict[str, Value], field_name: str, found: tuple[list[str], bool]) -> None:
        names, has_missing = found
        if names or not has_missing:
            said[field_name] = names

    def _remember(self, noun: str, missing: Mapping[str, str], row: PlanningRow) -> None:
        for name, near in missing.items():
            self._missing.setdefault((noun, name), _Missing(noun, near, [])).rows.append(row)

    def _organizer(self, said: dict[str, Value], row: PlanningRow) -> None:
        """Name and address of who invites: of a person in the plan, else as they are written."""
        written = str(said.pop("organizer", ""))
        address = str(said.pop("organizer_email", ""))
        person = self._people.get(same_name(written)) or self._people.get(address.casefold())
        if written and "@" in written and person is None:
            written, address = "", address or written
        if person is not None and written:
            written, address = person[0], address or person[1]
        if written:
            said["organizer"] = written
        if address:
            said["organizer_email"] = address
        elif written:
            self._unknown_people.setdefault(written, row)

    def _no_address(self, name: str, row: PlanningRow) -> Problem:
        sentence = _(
            "“{name}” has no e-mail address in this plan; invitations go out from {address}."
        )
        message = sentence.format(name=name, address=self._sender)
        return Problem(row.row, "organizer", message, row.file)


def _names(session: Session, model: type[m.Audience] | type[m.Initiative]) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(model.id, model.name))}


def _no_such_name(name: str, missing: _Missing) -> Problem:
    first = missing.rows[0]
    if missing.noun == "audience":
        field_name = "audiences"
        sentence = ngettext(
            "There is no audience “{name}” in this plan; {n} row has it.",
            "There is no audience “{name}” in this plan; {n} rows have it.",
            len(missing.rows),
        )
    else:
        field_name = "initiatives"
        sentence = ngettext(
            "There is no initiative “{name}” in this plan; {n} row has it.",
            "There is no initiative “{name}” in this plan; {n} rows have it.",
            len(missing.rows),
        )
    message = sentence.format(name=name, n=len(missing.rows))
    if missing.near:
        message += " " + _("Is “{name}” meant?").format(name=missing.near)
    return Problem(first.row, field_name, message, first.file)
