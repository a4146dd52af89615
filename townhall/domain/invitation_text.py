"""What an invitation says, for people to read: what, why, agenda, link, questions, contact.

In Dutch, English or both, whatever the window's language is: as plain text, and as HTML for
Outlook, in which every text is escaped and nothing runs.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from townhall.domain.mail import safe_target
from townhall.domain.run_of_show import AgendaItem, schedule
from townhall.language import N_, words

INVITATION_LANGUAGES = ("nl", "en", "nl+en")
"""What an invitation can be in; the first named is that of its title."""

_WHY = N_("Why")
_AGENDA = N_("Agenda")
_JOIN = N_("Join")
_ASK = N_("Ask a question beforehand")
_CONTACT = N_("Contact")


@dataclass(frozen=True, slots=True)
class Facts:
    """What an invitation is about.

    `start` is the wall time of the date and `timed` False for whole days: then the agenda has no
    times. `questions_to` is an address or a link; `contact` is whom to turn to.
    """

    title: str
    why: str
    start: datetime
    duration_minutes: int
    timed: bool = True
    agenda: Sequence[AgendaItem] = ()
    join_link: str = ""
    questions_to: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class InvitationText:
    """The same text twice."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph, once as plain text and once as HTML."""

    plain: str
    html: str


def describe(facts: Facts, language: str) -> InvitationText:
    """What to read in `language`: nl, en, or nl+en, which names each fact in both.

    Empty when there is nothing to say besides the title.
    """
    parts = list(_parts(facts, language))
    if not parts:
        return InvitationText("", "")
    title = facts.title.strip()
    parts.insert(0, _Part(title, f"<b>{_shown(title)}</b>"))
    body = "".join(f"<p>{part.html}</p>" for part in parts)
    code = language.partition("+")[0]
    return InvitationText(
        plain="\n\n".join(part.plain for part in parts),
        html=f'<html lang="{code}"><body>{body}</body></html>',
    )


def in_languages(language: str, message: str) -> str:
    """`message` in each language of nl, en or nl+en, one after the other; alike ones once."""
    said = (words(code).gettext(message) for code in language.split("+"))
    return " / ".join(dict.fromkeys(said))


def _parts(facts: Facts, language: str) -> Iterator[_Part]:
    if facts.why.strip():
        yield _listed(in_languages(language, _WHY), [facts.why])
    if facts.agenda:
        yield _listed(in_languages(language, _AGENDA), _agenda(facts))
    for message, text in (
        (_JOIN, facts.join_link),
        (_ASK, facts.questions_to),
        (_CONTACT, facts.contact),
    ):
        if text:
            label = in_languages(language, message)
            yield _Part(f"{label}: {text}", f"{_shown(label)}: {_linked(text)}")


def _listed(heading: str, lines: Sequence[str]) -> _Part:
    return _Part(
        "\n".join((heading, *lines)),
        "<br>".join((f"<b>{_shown(heading)}</b>", *(_shown(line) for line in lines))),
    )


def _agenda(facts: Facts) -> list[str]:
    """A line for each item: when it begins, what it is, who speaks."""
    lines = []
    for each in schedule(facts.agenda, facts.start, facts.duration_minutes).items:
        time = f"{each.start:%H:%M}  " if facts.timed else ""
        speaker = f" ({each.item.speaker})" if each.item.speaker else ""
        lines.append(f"{time}{each.item.title}{speaker}")
    return lines


def _shown(text: str) -> str:
    """`text` in HTML, as it reads in plain text."""
    return escape(text).replace("\n", "<br>")


def _linked(text: str) -> str:
    """`text` as something to click where it is a safe link or an address."""
    target = safe_target(text)
    return f'<a href="{escape(target)}">{_shown(text)}</a>' if target else _shown(text)
