"""The mail around a calendar file: what it says, in which language, and that nothing runs."""

from dataclasses import replace
from datetime import datetime

from tests.formats.calendar_items import SERIES, SINGLE
from townhall.domain.due_files import Why
from townhall.domain.invitation_mail import MailAbout, mail_text
from townhall.domain.invitations import Method, snapshot

MARCH = datetime(2027, 3, 4, 10)


def invitation(item=SERIES, **fields) -> MailAbout:
    given = {"recurrence_id": None, "method": Method.REQUEST, "why": Why.NEW, **fields}
    return MailAbout(item, **given)


def test_an_invitation_says_when_how_often_and_what_is_asked() -> None:
    text = mail_text(invitation(), "nl")
    assert text.subject == "Uitnodiging: Voortgang AI"
    lines = text.plain.splitlines()
    assert lines[0] == "Je bent uitgenodigd voor ‘Voortgang AI’."
    assert "Herhaling: elke eerste donderdag van de maand, 8 keer" in lines
    assert "Laat in je agenda weten of je komt, dan weten we op wie we kunnen rekenen." in lines


def test_both_languages_stand_below_each_other() -> None:
    text = mail_text(invitation(), "nl+en")
    assert text.subject == "Uitnodiging / Invitation: Voortgang AI"
    assert "Herhaling: " in text.plain
    assert "Repeats: every first Thursday of the month" in text.plain


def test_an_update_of_one_date_says_what_changed_of_it() -> None:
    told = snapshot(replace(SERIES, overrides=()))
    about = invitation(recurrence_id=MARCH, why=Why.CHANGED, told=told)
    text = mail_text(about, "en")
    assert text.subject == "Changed: Voortgang AI 🎉"
    assert "Thursday 4 March 2027" in text.plain
    assert "Friday 5 March 2027 14:00" in text.plain
    assert "Repeats" not in text.plain


def test_a_cancellation_asks_nothing_and_tells_no_agenda() -> None:
    about = invitation(method=Method.CANCEL, why=Why.CANCELLED, told=snapshot(SERIES))
    text = mail_text(about, "en")
    assert text.subject == "Cancelled: Voortgang AI"
    assert "Accept" not in text.plain
    assert SERIES.join_link not in text.plain


def test_what_anybody_may_add_asks_for_no_answer() -> None:
    text = mail_text(invitation(SINGLE, method=Method.PUBLISH, why=Why.AGAIN), "en")
    assert "no answer is needed" in text.plain
    assert "Accept" not in text.plain


def test_hostile_words_stay_words_in_html() -> None:
    item = replace(
        SINGLE,
        title='<script>alert("x")</script>\r\nBcc: x@y.example',
        location="<img src=x onerror=alert(1)>",
        description="</p></body></html><script>",
    )
    text = mail_text(invitation(item), "nl")
    assert "<script" not in text.html
    assert "<img" not in text.html
    assert text.html.count("</body>") == 1
    assert "\n" not in text.subject
    assert "\r" not in text.subject
