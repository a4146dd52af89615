"""Colleagues in a table or in contact cards, as candidates for the list of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from townhall.domain.errors import InvalidInput
from townhall.domain.mail import check_email
from townhall.domain.mapping_file import column_names
from townhall.domain.question_columns import header_key
from townhall.domain.tables import ImportProblem, Row, Table, cell
from townhall.domain.terms import PersonRole, label
from townhall.language import LANGUAGES, _, words

MAX_LINE = 300
"""Most characters of each field of a person."""


@dataclass(frozen=True, slots=True)
class PersonCandidate:
    """A colleague found in a file; nothing is stored yet.

    `role` is the part in the AI programme, EMPLOYEE unless the file names one; `job_title` is what
    the file says of the work ("Radioloog"). `email` is "" where there is none.
    """

    name: str
    email: str
    role: PersonRole
    department: str
    phone: str
    row: int
    job_title: str = ""


@dataclass(frozen=True, slots=True)
class PeopleResult:
    """What a file holds: people, and what was left out or changed, by row."""

    candidates: tuple[PersonCandidate, ...]
    problems: tuple[ImportProblem, ...]


# Headers as `header_key` gives them: of spreadsheets, Outlook, Entra ID and Google Contacts.
_COLUMNS = {
    "name": "name|naam|full name|volledige naam|display name|weergavenaam|displayname|medewerker|"
    "employee",
    "first": "first name|voornaam|given name|givenname|roepnaam",
    "middle": "middle name|tussenvoegsel|tussenvoegsels|voorvoegsel|infix",
    "last": "last name|achternaam|surname|family name|familienaam",
    "email": "email|e-mail|e-mailadres|emailadres|email address|e-mail address|mail|mailadres|"
    "work e-mail|zakelijk e-mailadres|e-mail 1 - value|user principal name|userprincipalname",
    "role": "role|rol|rol in het ai-programma|part",
    "job_title": "job title|jobtitle|functie|functietitel|title|titel|function|position|"
    "organization title",
    "department": "department|afdeling|dienst|team|unit|organization department|zorgeenheid",
    "phone": "phone|telefoon|telefoonnummer|phone number|mobile|mobiel|mobiele telefoon|"
    "mobile phone|business phone|telefoon werk|phone 1 - value|mobiel nummer",
}


def people(table: Table) -> PeopleResult:
    """The people in `table`, whose header is in Dutch or English or is that of `read_vcards`.

    A row without a name takes the address for it; a row without either is left out, as is one with
    an address that is not valid or that came before (whatever the case of its letters).

    Raises InvalidInput, naming the columns found, where there is neither a name nor an address.
    """
    header, rows = _header(table)
    columns = _columns(header.cells)
    if not columns.keys() & {"name", "first", "last", "email"}:
        raise InvalidInput(
            _(
                "{file} has no column with names or e-mail addresses; the columns are {columns}."
            ).format(file=table.file, columns=column_names(header.cells)),
            field="name",
            row=header.number,
            file=table.file,
        )
    problems = list(table.problems)
    found: list[PersonCandidate] = []
    known: dict[str, int] = {}
    for row in rows:
        person = _person(row, columns, problems)
        if person is None:
            continue
        key = (person.email or person.name).casefold()
        if key in known:
            problems.append(
                ImportProblem(
                    row.number,
                    "email" if person.email else "name",
                    _("{who} is already in row {row}; this row was left out.").format(
                        who=person.email or person.name, row=known[key]
                    ),
                )
            )
            continue
        known[key] = row.number
        found.append(person)
    return PeopleResult(tuple(found), tuple(sorted(problems, key=lambda p: (p.row or 0, p.field))))


def _header(table: Table) -> tuple[Row, tuple[Row, ...]]:
    """The row of the first ten with the most known headers, and what is below it."""
    scores = [len(_columns(row.cells)) for row in table.rows[:10]]
    best = scores.index(max(scores))
    return table.rows[best], table.rows[best + 1 :]


def _columns(header: Sequence[str]) -> dict[str, int]:
    keys = [header_key(text) for text in header]
    return {
        field: keys.index(name)
        for field, names in _COLUMNS.items()
        for name in reversed(names.split("|"))
        if name in keys
    }


def _person(
    row: Row, columns: dict[str, int], problems: list[ImportProblem]
) -> PersonCandidate | None:
    def line(field: str) -> str:
        return " ".join(cell(row, columns.get(field)).split())

    name = line("name") or " ".join(filter(None, (line("first"), line("middle"), line("last"))))
    email = cell(row, columns.get("email"))
    if email:
        try:
            email = check_email(email, "email")
        except InvalidInput as error:
            problems.append(ImportProblem(row.number, "email", str(error)))
            return None
    if not name and not email:
        if any(cell(row, column) for column in columns.values()):
            problems.append(
                ImportProblem(
                    row.number, "name", _("This row has no name and no address; it was left out.")
                )
            )
        return None
    if not name:
        problems.append(
            ImportProblem(
                row.number, "name", _("This row has no name; the address was taken for it.")
            )
        )
    too_long = [f for f in ("name", "department", "job_title", "phone") if len(line(f)) > MAX_LINE]
    problems += [
        ImportProblem(
            row.number,
            field,
            _("This is longer than {limit} characters and was cut.").format(limit=MAX_LINE),
        )
        for field in too_long
    ]
    known = _roles().get(line("role").casefold())
    role = known or _roles().get(line("job_title").casefold())
    title = line("job_title") or ("" if known else line("role"))
    return PersonCandidate(
        name=(name or email)[:MAX_LINE],
        email=email,
        role=role or PersonRole.EMPLOYEE,
        department=line("department")[:MAX_LINE],
        phone=line("phone")[:MAX_LINE],
        row=row.number,
        job_title=title[:MAX_LINE],
    )


@cache
def _roles() -> dict[str, PersonRole]:
    """Roles by their value and their labels in both languages, in lower case."""
    return {role.value: role for role in PersonRole} | {
        label(role, words(code)).casefold(): role for code in LANGUAGES for role in PersonRole
    }
