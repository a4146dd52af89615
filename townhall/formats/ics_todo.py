"""Task lists as calendar files: VTODO (RFC 5545, 3.6.2) with METHOD:PUBLISH (RFC 5546, 3.4.1)."""

from collections.abc import Iterator

from townhall.domain.mail import check_email
from townhall.domain.todo import Todo, TodoList, TodoStatus
from townhall.formats.content_lines import escape, fold, one_line, plain, quote
from townhall.formats.ics import PRODID

_LONGEST_TITLE = 200


def todo_file(listed: TodoList) -> bytes:
    """The list as a file: the same list gives the same bytes. Raises InvalidInput (address)."""
    head = [
        "BEGIN:VCALENDAR",
        f"PRODID:{PRODID}",
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    if listed.owner:
        name = escape(one_line(listed.owner))
        head += [f"NAME;LANGUAGE={listed.language}:{name}", f"X-WR-CALNAME:{name}"]
    lines = (line for todo in listed.todos for line in _vtodo(todo, listed))
    text = "".join(fold(line) for line in (*head, *lines, "END:VCALENDAR"))
    return text.encode()


def _vtodo(todo: Todo, listed: TodoList) -> Iterator[str]:
    language = listed.language
    title = one_line(todo.title)
    if len(title) > _LONGEST_TITLE:
        title = title[: _LONGEST_TITLE - 1] + "…"
    yield "BEGIN:VTODO"
    yield f"UID:{todo.uid}"
    yield f"DTSTAMP:{listed.stamp:%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{todo.sequence}"
    yield f"DTSTART;VALUE=DATE:{todo.start:%Y%m%d}"
    if todo.due is not None:
        yield f"DUE;VALUE=DATE:{todo.due:%Y%m%d}"
    yield f"SUMMARY;LANGUAGE={language}:{escape(title)}"
    if todo.description:
        yield f"DESCRIPTION;LANGUAGE={language}:{escape(plain(todo.description))}"
    yield f"PRIORITY:{todo.priority(listed.today)}"
    yield f"STATUS:{todo.status}"
    if todo.status is TodoStatus.COMPLETED:
        yield "PERCENT-COMPLETE:100"
    if todo.owner and not listed.owner:
        yield f"CONTACT:{escape(one_line(todo.owner))}"
    if todo.related_to:
        yield f"RELATED-TO:{escape(one_line(todo.related_to))}"
    if listed.organizer_email:
        email = check_email(listed.organizer_email, "organizer.email")
        name = one_line(listed.organizer_name)
        yield f"ORGANIZER{f';CN={quote(name)}' if name else ''}:mailto:{email}"
    yield "END:VTODO"
