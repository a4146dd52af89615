"""The mail around a calendar file, in the language of its recipients.

A mail program shows these words where it does not know the calendar part; they say the same.
"""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from townhall.domain.calendar import CalendarItem, Override
from townhall.domain.change_words import change_text
from townhall.domain.due_files import Why
from townhall.domain.invitation_text import Facts, describe, in_languages
from townhall.domain.invitations import Method, Snapshot, snapshot
from townhall.domain.recurrence import describe as describe_rule
from townhall.language import N_, words

_ASKED = {
    Method.REQUEST: N_("Accept or decline it in your calendar, so that we know whom to expect."),
    Method.PUBLISH: N_("Put it in your calendar; no answer is needed."),
}
_WITH_RULE = (Why.NEW, Why.AGAIN, Why.REINSTATED)
_REPEATS = N_("Repeats")


@dataclass(frozen=True, slots=True)
class MailAbout:
    """What a mail is about: a file's item, or its date `recurrence_id` alone, and why it goes.

    `told` is what its recipients were told last, None: nothing.
    """

    item: CalendarItem
    recurrence_id: datetime | None
    method: Method
    why: Why
    told: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class MailText:
    """Subject on one line, and the body twice."""

    subject: str
    plain: str
    html: str


def mail_text(about: MailAbout, language: str) -> MailText:
    """What to write in `language`: nl, en, or nl+en for both below each other."""
    news = change_text(
        about.told,
        snapshot(about.item),
        language,
        why=about.why,
        original_start=about.recurrence_id,
    )
    paragraphs = [each for each in news.body.split("\n\n") if each.strip()]
    facts_plain, facts_html = "", ""
    if about.item.recurrence and about.recurrence_id is None and about.why in _WITH_RULE:
        paragraphs.append("\n".join(_rule(about.item, code) for code in language.split("+")))
    if about.method in _ASKED:
        paragraphs.append(in_languages(language, _ASKED[about.method]))
    if about.method is not Method.CANCEL:
        described = describe(_facts(about), language)
        facts_plain, facts_html = described.plain, _inner(described.html)
    html = "".join(f"<p>{escape(each).replace(chr(10), '<br>')}</p>" for each in paragraphs)
    code = language.partition("+")[0]
    return MailText(
        subject=news.subject,
        plain="\n\n".join(part for part in (*paragraphs, facts_plain) if part),
        html=f'<html lang="{code}"><body>{html}{facts_html}</body></html>',
    )


def _rule(item: CalendarItem, code: str) -> str:
    rule = describe_rule(item.recurrence or "", item.start, words(code), zone=item.time_zone)
    return f"{words(code).gettext(_REPEATS)}: {rule}"


def _facts(about: MailAbout) -> Facts:
    item = about.item
    own = next(
        (each for each in item.overrides if each.original_start == about.recurrence_id),
        Override(about.recurrence_id or item.start),
    )
    return Facts(
        title=item.title if own.title is None else own.title,
        why=item.description,
        start=own.start or about.recurrence_id or item.start,
        duration_minutes=own.duration_minutes or item.duration_minutes,
        timed=not item.all_day,
        agenda=item.agenda if own.agenda is None else own.agenda,
        join_link=item.join_link,
        questions_to=item.questions_to,
        contact=item.contact,
    )


def _inner(html: str) -> str:
    """What stands in the body of a whole document; nothing of none."""
    return html.partition("<body>")[2].rpartition("</body>")[0]
