"""Answers in the plan: who is coming, what is decided, and what happens when dates move."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.services.reply_plan import CORPUS, DEC_8, SINGLE, WEEKLY, fill
from townhall.domain.clock import fixed_clock
from townhall.domain.errors import Cancelled, InvalidInput, UnreadableFile
from townhall.domain.replies import Counts
from townhall.domain.terms import PartStat
from townhall.services.communications import (
    add_communication,
    change_communication,
    remove_communication,
)
from townhall.services.invitations import export_invitation
from townhall.services.occurrences import cancel_occurrence, change_occurrence
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import date_row
from townhall.services.queries.invitations import invitations
from townhall.services.queries.replies import Attendance, attendance, replies
from townhall.services.queries.today import ItemKind, today
from townhall.services.records import add_record
from townhall.services.replies import read_replies
from townhall.services.reply_decisions import (
    accept_reply,
    move_to_proposed,
    refuse_reply,
    remove_reply,
)
from townhall.services.reply_files import read_reply_files, read_reply_text
from townhall.storage.database import Database

DEC_3 = datetime(2026, 12, 3, 10, 30)


@pytest.fixture
def plan(database: Database, tmp_path: Path) -> Database:
    fill(database, tmp_path / "out")
    return database


def read(plan: Database, *names: str) -> list[str]:
    files = read_reply_files([CORPUS / name for name in names])
    return [each.verdict.value for each in plan.run(read_replies, files).value]


def read_list(plan: Database, folder: Path, text: str) -> list[tuple[str, str, str]]:
    path = folder / "tracking.csv"
    path.write_text(text, encoding="utf-8")
    found = plan.run(read_replies, read_reply_files([path]), about=(SINGLE, DEC_3)).value
    return [(each.person, each.verdict.value, each.reason) for each in found]


def said(found: Attendance) -> dict[str, str]:
    return {each.name or each.email: each.partstat.value for each in found.people}


def test_nobody_has_answered_yet(plan: Database) -> None:
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert set(said(found).values()) == {"needs-action"}
    assert found.total == Counts(silent=2)
    assert [each.name for each in found.silent_speakers] == ["Anna Voorbeeld"]


def test_an_answer_for_the_series_and_one_for_a_date(plan: Database) -> None:
    assert read(plan, "reply-series-and-one-date.ics") == ["accepted", "accepted"]
    assert said(plan.read(attendance, WEEKLY, DEC_8))["Anna Voorbeeld"] == "declined"
    other = plan.read(attendance, WEEKLY, datetime(2026, 12, 22, 10))
    assert said(other)["Anna Voorbeeld"] == "accepted"
    assert other.people[0].for_all
    assert other.silent_speakers == ()


def test_files_are_read_whole_and_in_one_order(plan: Database, tmp_path: Path) -> None:
    folder = tmp_path / "answers"
    (folder / "deeper").mkdir(parents=True)
    for name, place in (("reply-plain.ics", folder), ("mail-latin-1.eml", folder / "deeper")):
        (place / name).write_bytes((CORPUS / name).read_bytes())
    (folder / "note.txt").write_text("not read")
    files = read_reply_files([folder, folder / "reply-plain.ics"])
    assert [each.name for each in files] == ["mail-latin-1.eml", "reply-plain.ics"]
    assert [each.verdict.value for each in plan.run(read_replies, files).value] == [
        "accepted",
        "ignored",
    ]
    assert plan.read(attendance, WEEKLY, DEC_8).people[0].comment == "Café, één uur"


def test_reading_many_files_tells_progress_and_stops(plan: Database) -> None:
    told: list[tuple[int, int]] = []
    paths = [CORPUS / "reply-plain.ics", CORPUS / "reply-bom.ics"]
    read_reply_files(paths, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]
    with pytest.raises(Cancelled):
        read_reply_files(paths, stop=lambda: True)
    with pytest.raises(Cancelled):
        plan.run(read_replies, read_reply_files(paths), stop=lambda: True)
    assert plan.read(replies) == []


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"gone\.ics does not exist"):
        read_reply_files([tmp_path / "gone.ics"])


def test_a_pasted_answer_may_stand_among_words(plan: Database) -> None:
    text = (CORPUS / "reply-plain.ics").read_text(encoding="utf-8")
    pasted = read_reply_text(f"Hoi,\n\n{text}\nGroet, Anna")
    [result] = plan.run(read_replies, [pasted]).value
    assert (result.file, result.verdict.value) == ("Pasted text", "accepted")
    [refused] = plan.run(read_replies, [read_reply_text("Ik kom graag")]).value
    assert refused.verdict.value == "refused"


def test_who_was_not_invited_counts_once_it_is_accepted(plan: Database) -> None:
    read(plan, "reply-not-invited.ics")
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert "Carla Staal" not in said(found)
    [waiting] = found.waiting
    plan.run(accept_reply, waiting.reply.id)
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert (said(found)["Carla Staal"], found.people[-1].role, found.waiting) == (
        "accepted",
        None,
        (),
    )
    assert len(plan.read(communication, WEEKLY).attendees) == 3
    with pytest.raises(InvalidInput, match="does not wait"):
        plan.run(refuse_reply, waiting.reply.id)


def test_who_was_not_invited_can_be_invited_too(plan: Database) -> None:
    read(plan, "reply-not-invited.ics")
    outcome = plan.run(accept_reply, 1, invite=True)
    assert outcome.step is not None
    assert plan.read(communication, WEEKLY).attendees[-1].email == "carla@delinde.example"
    plan.revert(outcome.step)
    assert len(plan.read(communication, WEEKLY).attendees) == 3
    assert len(plan.read(attendance, WEEKLY, DEC_8).waiting) == 1


def test_what_is_left_out_does_not_count_and_does_not_come_back(plan: Database) -> None:
    read(plan, "reply-sequence-never-sent.ics")
    plan.run(refuse_reply, 1)
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert (said(found)["Anna Voorbeeld"], found.waiting) == ("needs-action", ())
    assert read(plan, "reply-sequence-never-sent.ics") == ["ignored"]


def test_a_proposal_moves_the_date_and_undo_puts_it_back(plan: Database) -> None:
    read(plan, "counter-outlook.ics")
    outcome = plan.run(move_to_proposed, 1)
    assert outcome.value == (WEEKLY, DEC_8)
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert (found.waiting, said(found)["Anna Voorbeeld"]) == ((), "tentative")
    assert plan.read(date_row, WEEKLY, DEC_8).start == datetime(2026, 12, 8, 14, 30)
    assert outcome.step is not None
    plan.revert(outcome.step)
    assert plan.read(date_row, WEEKLY, DEC_8).start == DEC_8
    assert len(plan.read(attendance, WEEKLY, DEC_8).waiting) == 1


def test_keeping_the_date_lets_the_answer_count(plan: Database) -> None:
    read(plan, "counter-outlook.ics")
    plan.run(refuse_reply, 1)
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert (found.waiting, said(found)["Anna Voorbeeld"]) == ((), "tentative")


def test_a_proposal_without_a_time_cannot_be_moved_to(plan: Database) -> None:
    read(plan, "counter-without-time.ics")
    with pytest.raises(InvalidInput, match="proposes no time"):
        plan.run(move_to_proposed, 1)


def test_answers_go_along_with_a_series_that_moves(plan: Database) -> None:
    read(plan, "reply-plain.ics")
    plan.run(change_communication, WEEKLY, {"start": "2026-12-02T11:00"})
    shifted = plan.read(attendance, WEEKLY, datetime(2026, 12, 9, 11))
    assert said(shifted)["Anna Voorbeeld"] == "accepted"
    # Until the new time is sent, people answer for the dates they were told of.
    assert read(plan, "reply-from-other-known-address.ics") == ["accepted"]
    shifted = plan.read(attendance, WEEKLY, datetime(2026, 12, 9, 11))
    assert said(shifted)["Bram Proefman"] == "accepted"


def test_answers_go_along_with_a_single_date(plan: Database, tmp_path: Path) -> None:
    fields = {"kind": "drop-in", "title": "Inloop", "start": "2026-12-07T09:00"}
    number = plan.run(add_communication, fields).value
    start = datetime(2026, 12, 7, 9)
    (tmp_path / "list.csv").write_text("Name,Response\nEva Modelaar,Accepted\n")
    plan.run(read_replies, read_reply_files([tmp_path / "list.csv"]), about=(number, start))
    plan.run(change_occurrence, number, start, {"start": "2026-12-10T10:00"}, "this")
    moved = plan.read(attendance, number, datetime(2026, 12, 10, 10))
    assert said(moved) == {"Eva Modelaar": "accepted"}
    plan.run(remove_communication, number)
    assert plan.read(replies) == []


def test_answers_of_the_later_half_go_along_with_it(plan: Database) -> None:
    read(plan, "reply-plain.ics")
    plan.run(change_occurrence, WEEKLY, DEC_8, {"start": "2026-12-08T12:00"}, "following")
    later = plan.read(replies)[0]
    assert later.communication_id != WEEKLY
    found = plan.read(attendance, later.communication_id, datetime(2026, 12, 8, 12))
    assert said(found)["Anna Voorbeeld"] == "accepted"


def test_an_answer_about_a_cancelled_date_is_still_an_answer(plan: Database) -> None:
    plan.run(cancel_occurrence, WEEKLY, DEC_8)
    assert read(plan, "reply-plain.ics") == ["accepted"]


def test_an_answer_can_be_removed(plan: Database) -> None:
    read(plan, "reply-plain.ics")
    plan.run(remove_reply, 1)
    assert plan.read(replies) == []


def test_counts_by_audience_and_none_of_a_small_group(plan: Database) -> None:
    for name, headcount in (("Radiologie", 40), ("Lab", 4), ("SEH", 20)):
        plan.run(add_record, "audience", {"name": name, "headcount": headcount})
    plan.run(add_record, "audience", {"name": "MRI", "headcount": 9, "parent": "Radiologie"})
    plan.run(
        add_record,
        "person",
        {"name": "Anna Voorbeeld", "email": "anna@delinde.example", "department": "MRI"},
    )
    plan.run(change_communication, WEEKLY, {"audiences": ["Radiologie", "Lab", "SEH"]})
    read(plan, "reply-plain.ics")
    found = plan.read(attendance, WEEKLY, DEC_8)
    assert found.total == Counts(coming=1, silent=63)
    assert [(each.name, each.counts) for each in found.groups] == [
        ("Radiologie", Counts(coming=1, silent=39)),
        ("SEH", Counts(silent=20)),
        ("", Counts(silent=5)),
    ]


def test_a_list_of_answers(plan: Database, tmp_path: Path) -> None:
    text = (
        "Name,Attendance,Response\n"
        "Anna Voorbeeld,Required,Accepted\n"
        "Eva Modelaar,Required,Declined\n"
        "Bram Proefman,Required,None\n"
        "Daan Specimen,Required,Later\n"
    )
    first = read_list(plan, tmp_path, text)
    assert first == [
        ("Anna Voorbeeld", "accepted", ""),
        ("Eva Modelaar", "accepted", ""),
        ("Bram Proefman", "ignored", "Has not answered yet."),
        ("Daan Specimen", "refused", "Row 5: “Later” is not an answer that is known."),
    ]
    found = plan.read(attendance, SINGLE, DEC_3)
    assert found.total == Counts(coming=1, not_coming=1, silent=1)
    assert [each[1] for each in read_list(plan, tmp_path, text)][:2] == ["ignored", "ignored"]


def test_a_name_of_several_people_is_asked_about(plan: Database, tmp_path: Path) -> None:
    for email in ("jan.1@delinde.example", "jan.2@delinde.example"):
        plan.run(add_record, "person", {"name": "Jan Jansen", "email": email})
    [(_person, verdict, why)] = read_list(plan, tmp_path, "Naam,Antwoord\nJan Jansen,Misschien\n")
    assert (verdict, why) == (
        "ask",
        "Several people are called Jan Jansen: jan.1@delinde.example, jan.2@delinde.example.",
    )
    [waiting] = plan.read(attendance, SINGLE, DEC_3).waiting
    assert [email for _name, email in waiting.candidates] == [
        "jan.1@delinde.example",
        "jan.2@delinde.example",
    ]
    plan.run(accept_reply, waiting.reply.id, email="jan.2@delinde.example")
    people = plan.read(attendance, SINGLE, DEC_3).people
    assert (people[-1].email, people[-1].partstat) == ("jan.2@delinde.example", PartStat.TENTATIVE)


def test_a_list_without_a_date_is_refused(plan: Database, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Name,Response\nAnna,Accepted\n")
    [result] = plan.run(read_replies, read_reply_files([path])).value
    assert result.verdict.value == "refused"
    assert "which date" in result.reason


def test_today_tells_of_decisions_and_silent_speakers(plan: Database) -> None:
    read(plan, "reply-not-invited.ics", "counter-outlook.ics", "reply-from-other-known-address.ics")
    found = plan.read(today, clock=plan.clock)
    items = [
        (each.title, each.reason, each.day.isoformat())
        for each in (*found.now, *found.this_week, *found.ahead)
        if each.kind is ItemKind.REPLY
    ]
    assert items == [
        (
            "2 answers to the invitation for “Voortgang AI” wait for you",
            "Tue 8 Dec: Anna Voorbeeld and Carla Staal",
            "2026-11-24",
        ),
        (
            "1 speaker of “Voortgang AI” has not answered",
            "Tue 8 Dec: Anna Voorbeeld",
            "2026-12-05",
        ),
    ]


def test_a_version_counts_for_those_it_was_sent_to(plan: Database, tmp_path: Path) -> None:
    # Bram is taken off the list: his cancellation has a higher SEQUENCE, Anna has nothing new.
    people = [
        {"name": each.name, "email": each.email, "role": each.role.value}
        for each in plan.read(communication, WEEKLY).attendees
        if each.name != "Bram Proefman"
    ]
    plan.run(change_communication, WEEKLY, {"attendees": people})
    plan.clock = fixed_clock("2026-11-24T09:10+01:00")
    only = ["bram@delinde.example"]
    plan.run(export_invitation, WEEKLY, tmp_path / "again", only=only)
    sent = {each.method: each.sequence for each in plan.read(invitations, communication_id=WEEKLY)}
    assert sent["CANCEL"] > 1
    assert read(plan, "reply-plain.ics") == ["accepted"]
