"""Every oddity of answers to invitations, in small files of our own: what becomes of each."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.services.reply_plan import ALL_DAY, CORPUS, DEC_8, SINGLE, WEEKLY, fill
from townhall.services.queries.replies import attendance, replies
from townhall.services.replies import read_replies
from townhall.services.reply_files import read_reply_files
from townhall.storage.database import Database

ACCEPTED = {
    "reply-plain.ics": DEC_8,
    "reply-outlook-com-without-organizer.ics": DEC_8,
    "reply-windows-zone.ics": DEC_8,
    "reply-windows-zone-quoted.ics": DEC_8,
    "reply-zone-of-the-file.ics": DEC_8,
    "reply-zone-with-path.ics": DEC_8,
    "reply-utc-after-clock-change.ics": datetime(2027, 4, 6, 10),
    "reply-floating-date.ics": DEC_8,
    "reply-moved-date-by-original-start.ics": datetime(2026, 12, 15, 10),
    "reply-bare-lf.ics": DEC_8,
    "reply-double-cr.ics": DEC_8,
    "reply-bom.ics": DEC_8,
    "reply-lower-case.ics": DEC_8,
    "reply-folded-inside-letter.ics": DEC_8,
    "reply-for-the-whole-series.ics": None,
    "reply-with-rule-of-every-second.ics": None,
    "reply-series-and-one-date.ics": None,
    "reply-single-event.ics": datetime(2026, 12, 3, 10, 30),
    "reply-added-date.ics": datetime(2026, 12, 4, 21),
    "reply-all-day.ics": datetime(2026, 12, 14),
    "reply-all-day-as-midnight.ics": datetime(2026, 12, 14),
    "reply-mailto-in-capitals.ics": DEC_8,
    "reply-without-mailto.ics": DEC_8,
    "reply-address-as-parameter.ics": DEC_8,
    "reply-from-other-known-address.ics": DEC_8,
    "reply-organizer-in-capitals.ics": DEC_8,
    "reply-organizer-without-address.ics": DEC_8,
    "reply-comment-beside-the-person.ics": DEC_8,
    "reply-comment-too-long.ics": DEC_8,
    "reply-comment-hostile.ics": DEC_8,
    "reply-delegated.ics": DEC_8,
    "reply-needs-action.ics": DEC_8,
    "reply-with-alarm.ics": DEC_8,
    "reply-broken-unknown-property.ics": DEC_8,
    "mail-alternative-base64.eml": DEC_8,
    "mail-quoted-printable.eml": DEC_8,
    "mail-inline-and-attached.eml": DEC_8,
    "mail-attached-as-octets.eml": DEC_8,
    "mail-forwarded-in-mail.eml": DEC_8,
    "mail-latin-1.eml": DEC_8,
    "mail-two-answers.eml": DEC_8,
}
ASKED = {
    "reply-not-invited.ics": "not invited by name",
    "reply-sequence-never-sent.ics": "a version that was never sent",
    "reply-unknown-zone.ics": "“Mars/Olympus Mons”, is not known",
    "reply-zone-rules-of-every-second.ics": "“Bom”, is not known",
    "counter-outlook.ics": "Proposes a change",
    "counter-without-time.ics": "Proposes a change",
    "counter-duration.ics": "Proposes a change",
}
IGNORED = {
    "reply-older-sequence.ics": "an earlier version",
    "reply-without-sequence.ics": "an earlier version",
}
REFUSED = {
    "request-instead-of-reply.ics": "a file of the kind REQUEST",
    "cancel-instead-of-reply.ics": "a file of the kind CANCEL",
    "reply-without-method.ics": "does not say that it is an answer",
    "reply-with-two-methods.ics": "a file of the kind CANCEL, REPLY",
    "reply-unknown-uid.ics": "an event that is not in this plan",
    "reply-without-uid.ics": "no UID, or several",
    "two-uids.ics": "no UID, or several",
    "two-uid-lines.ics": "no UID, or several",
    "two-calendars.ics": "several calendars",
    "reply-other-organizer.ics": "iemand@voorbeeld.example, who did not send",
    "reply-two-organizers.ics": "iemand@voorbeeld.example, who did not send",
    "reply-two-attendees.ics": "not exactly one person",
    "reply-without-attendee.ics": "not exactly one person",
    "reply-attendee-no-address.ics": "is not an e-mail address",
    "reply-bad-partstat.ics": "“maybe”, is not one that is known",
    "reply-without-partstat.ics": "“”, is not one that is known",
    "reply-delegated-to-nobody.ics": "does not say whom",
    "reply-without-stamp.ics": "does not say when it was given",
    "reply-two-stamps.ics": "does not say when it was given",
    "reply-local-stamp.ics": "not in UTC",
    "reply-stamp-with-zone.ics": "not in UTC",
    "reply-stamp-two-days-ahead.ics": "more than a day from now",
    "reply-sequence-negative.ics": "(SEQUENCE) is no number",
    "reply-sequence-words.ics": "(SEQUENCE) is no number",
    "reply-not-an-occurrence.ics": "2026-12-09 10:00, which is no date",
    "reply-utc-with-hour-of-winter.ics": "which is no date of this communication",
    "reply-moved-date-by-new-start.ics": "which is no date of this communication",
    "reply-impossible-date.ics": "“20261332T100000”, which is no date that exists",
    "reply-year-zero.ics": "which is no date that exists",
    "reply-year-one.ics": "which is no date of this communication",
    "reply-date-and-all-after.ics": "a date and those after it at once",
    "reply-truncated.ics": "cut off",
    "reply-about-a-task.ics": "about no event",
    "reply-event-within-event.ics": "an event within an event",
    "nested-valarm-bomb.ics": "nests its parts deeper than 4",
    "many-alarms.ics": "more than 200 parts",
    "reply-packed.ics": "packed",
    "reply-zipped.ics": "packed",
    "web-page.ics": "web page",
    "nul-bytes.ics": "bytes that are not text",
    "utf-16.ics": "bytes that are not text",
    "latin-1.ics": "not UTF-8",
    "empty.ics": "no calendar file",
    "only-words.ics": "no calendar file",
    "long-line.ics": "a line of more than 64 kB",
    "attendee-broken-line.ics": "“”, is not one that is known",
    "mail-without-calendar.eml": "carries no calendar file",
    "mail-winmail.eml": "carries no calendar file",
    "mail-nested-bomb.eml": "holds too many parts",
}


@pytest.fixture
def plan(database: Database, tmp_path: Path) -> Database:
    fill(database, tmp_path / "out")
    return database


def read(plan: Database, *names: str) -> list[tuple[str, str]]:
    files = read_reply_files([CORPUS / name for name in names])
    return [(each.verdict.value, each.reason) for each in plan.run(read_replies, files).value]


def test_every_answer_of_the_corpus_is_judged_here() -> None:
    names = {path.name for path in CORPUS.glob("*.*")} - {".gitattributes"}
    judged = [*ACCEPTED, *ASKED, *IGNORED, *REFUSED]
    assert {name for name in names if not name.startswith("calendar-")} == set(judged)
    assert len(judged) >= 60
    assert len(names) - len(judged) >= 25


def test_what_is_accepted(database: Database, tmp_path: Path) -> None:
    fill(database, tmp_path / "out")
    for name, start in ACCEPTED.items():
        files = read_reply_files([CORPUS / name])
        outcome = database.run(read_replies, files)
        found = outcome.value
        assert {each.verdict.value for each in found} == {"accepted"}, (name, found)
        assert found[0].original_start == start, name
        assert found[0].communication_id in (SINGLE, WEEKLY, ALL_DAY)
        again = database.run(read_replies, files)
        assert {each.verdict.value for each in again.value} == {"ignored"}, name
        assert (again.step, len(database.read(replies))) == (None, len(found)), name
        assert outcome.step is not None
        database.revert(outcome.step)
        assert database.read(replies) == [], name


@pytest.mark.parametrize(
    ("expected", "verdict"), [(ASKED, "ask"), (IGNORED, "ignored"), (REFUSED, "refused")]
)
def test_what_is_asked_ignored_and_refused(
    plan: Database, expected: dict[str, str], verdict: str
) -> None:
    for name, said in expected.items():
        files = read_reply_files([CORPUS / name])
        outcome = plan.run(read_replies, files)
        assert [each.verdict.value for each in outcome.value][:1] == [verdict], (name, outcome)
        assert said in outcome.value[0].reason, name
        assert bool(plan.read(replies)) is (verdict == "ask"), name
        if outcome.step is not None:
            plan.revert(outcome.step)


def test_a_hostile_comment_comes_back_as_text(plan: Database) -> None:
    assert read(plan, "reply-comment-hostile.ics") == [("accepted", "")]
    [anna, bram, _room] = plan.read(attendance, WEEKLY, DEC_8).people
    assert anna.comment == (
        '<b>=HYPERLINK("x")</b>\nEND:VEVENT\nATTENDEE;PARTSTAT=DECLINED:mailto:'
        "bram@delinde.example \u202etxt"
    )
    assert bram.is_silent


def test_a_long_comment_is_cut(plan: Database) -> None:
    read(plan, "reply-comment-too-long.ics")
    comment = plan.read(attendance, WEEKLY, DEC_8).people[0].comment
    assert comment == ("Heel graag! " * 400)[:2_000].rstrip()


def test_a_counter_proposal_holds_the_time_that_is_proposed(plan: Database) -> None:
    read(plan, "counter-outlook.ics")
    [waiting] = plan.read(attendance, WEEKLY, DEC_8).waiting
    proposed = (waiting.reply.proposed_start, waiting.reply.proposed_minutes)
    assert proposed == (datetime(2026, 12, 8, 14, 30), 60)
    assert waiting.reply.comment == "Kan het 's middags?"
