"""A plan with something of everything, and every use case that changes it."""

from datetime import datetime
from typing import Any

from townhall.services import communications as c
from townhall.services import extra_dates as e
from townhall.services import follow_ups as fu
from townhall.services import occurrences as o
from townhall.services import question_answers as qa
from townhall.services import question_declines as qd
from townhall.services import question_themes as qt
from townhall.services import questions as q
from townhall.services.carry_over import carry_over
from townhall.services.plans import change_plan
from townhall.services.question_board import move_question
from townhall.services.question_group import change_group, step_group
from townhall.services.records import add_record, change_record, remove_record
from townhall.storage.database import Database

SERIES = {
    "kind": "town-hall",
    "title": "Town hall",
    "start": "2026-11-03T10:00",
    "recurrence": "FREQ=WEEKLY",
    "skip_holidays": True,
    "organizer": {"email": "anna@delinde.example"},
    "attendees": ["bram@delinde.example", "carla@delinde.example"],
    "audiences": ["Radiologie"],
    "initiatives": ["Triage"],
    "agenda": [{"title": "Opening", "duration_minutes": 5}],
}
DATE = datetime(2026, 12, 8, 10)
LATER = datetime(2026, 12, 15, 10)
HOLIDAY = datetime(2026, 12, 25, 9)
EXTRA, SECOND = datetime(2026, 12, 11, 9), datetime(2026, 12, 5, 12)
FREEZE = {"name": "Stop", "first_day": "2027-01-14", "last_day": "2027-01-15"}


def fill(database: Database) -> None:
    """Put in a series (1), a single communication (2), questions, promises, and their parts."""
    for name in ("Anna Voorbeeld", "Bram Proefman"):
        database.run(add_record, "person", {"name": name})
    database.run(add_record, "audience", {"name": "Radiologie"})
    database.run(add_record, "audience", {"name": "Spoed", "parent": "Radiologie"})
    impact = {"audience": "Radiologie", "text": "Minder bellen."}
    database.run(add_record, "initiative", {"name": "Triage", "impacts": [impact]})
    database.run(c.add_communication, SERIES)
    database.run(
        c.add_communication, {"kind": "drop-in", "title": "Inloop", "start": "2026-12-04T12:00"}
    )
    fridays = {"start": "2026-12-04T09:00", "recurrence": "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"}
    closed = {"on_holidays": "skip", "on_blackouts": "move"}
    database.run(c.add_communication, {"kind": "training", "title": "Vrijdag", **fridays, **closed})
    database.run(e.add_date, 3, {"start": EXTRA, "title": "Extra"})
    database.run(
        c.add_communication, {"kind": "drop-in", "title": "Sessies", "start": "2026-12-04T13:00"}
    )
    database.run(e.add_date, 4, {"start": SECOND})
    database.run(o.change_occurrence, 4, datetime(2026, 12, 4, 13), {"location": "Aula"})
    database.run(add_record, "blackout", FREEZE)
    of_date = {"communication_id": 1, "original_start": LATER}
    database.run(q.add_question, {"text": "Waarom?", "answer": "Daarom.", **of_date})
    database.run(
        q.add_question, {"text": "Wanneer?", "owner": "Anna Voorbeeld", "theme": "workload"}
    )
    database.run(q.add_question, {"text": "Hoezo?", "lead_id": 1})
    database.run(fu.add_follow_up, {"promised": "Nasturen.", "due": "2026-12-20", "question_id": 2})
    database.run(add_record, "task", {"title": "Zaal", **of_date})
    database.run(add_record, "working-group", {"name": "Werkgroep", "members": ["Anna Voorbeeld"]})
    database.run(
        add_record,
        "review",
        {
            "initiative": "Triage",
            "date": "2026-10-01",
            "aspects": [{"aspect": "bias", "finding": "In orde."}],
            "conditions": [{"text": "Meet.", "owner": "Bram Proefman"}],
        },
    )
    database.run(o.change_occurrence, 1, LATER, {"location": "Kantine"})
    database.run(c.set_agenda, 1, [{"title": "Demo", "duration_minutes": 9}], LATER)


USE_CASES: dict[str, tuple[Any, ...]] = {
    "add person": (add_record, "person", {"name": "Carla Staal"}),
    "add audience": (add_record, "audience", {"name": "Nacht", "parent": "Spoed"}),
    "remove audience": (remove_record, "audience", 2),
    "change audience": (
        change_record,
        "audience",
        1,
        {"channels": ["video"], "lead": "Anna Voorbeeld"},
    ),
    "add initiative": (
        add_record,
        "initiative",
        {"name": "Scans", "impacts": [{"audience": "Spoed", "text": "x"}]},
    ),
    "change impacts": (change_record, "initiative", 1, {"impacts": []}),
    "add cadence": (
        add_record,
        "cadence",
        {"initiative": "Triage", "audience": "Spoed", "kind": "training", "every_weeks": 4},
    ),
    "add key message": (add_record, "key-message", {"text": "x", "proof_points": ["y"]}),
    "add idea": (add_record, "idea", {"text": "x"}),
    "add duty": (add_record, "duty", {"initiative": "Triage", "kind": "other"}),
    "add training": (add_record, "training", {"title": "x", "communication_id": 1}),
    "change task": (change_record, "task", 1, {"done_on": "2026-11-24"}),
    "remove task": (remove_record, "task", 1),
    "change members": (
        change_record,
        "working-group",
        1,
        {"members": ["Bram Proefman", "Anna Voorbeeld"]},
    ),
    "remove working group": (remove_record, "working-group", 1),
    "change review": (
        change_record,
        "review",
        1,
        {"aspects": [{"aspect": "privacy"}, {"aspect": "bias"}], "conditions": []},
    ),
    "remove review": (remove_record, "review", 1),
    "change settings": (change_plan, {"organisation": "De Linde", "work_start": "07:00"}),
    "add communication": (c.add_communication, SERIES | {"title": "Tweede"}),
    "change words": (c.change_communication, 1, {"title": "Anders", "location": "Aula"}),
    "change lists": (
        c.change_communication,
        1,
        {
            "organizer": None,
            "attendees": ["carla@delinde.example", "dirk@delinde.example"],
            "audiences": ["Spoed"],
            "initiatives": [],
            "agenda": [
                {"title": "A", "duration_minutes": 1},
                {"title": "B", "duration_minutes": 2},
            ],
        },
    ),
    "move series": (c.change_communication, 1, {"start": "2026-11-03T11:30"}),
    "change rule": (
        c.change_communication,
        1,
        {"recurrence": "FREQ=WEEKLY;BYDAY=TU;COUNT=5", "skip_holidays": False},
    ),
    "sign off": (c.change_communication, 1, {"sign_off": "approved", "signed_by": "Anna"}),
    "cancel communication": (c.cancel_communication, 1),
    "remove series": (c.remove_communication, 1),
    "remove single": (c.remove_communication, 2),
    "set agenda": (c.set_agenda, 1, [{"title": "Anders", "duration_minutes": 1}]),
    "set agenda of a date": (c.set_agenda, 1, [{"title": "X", "duration_minutes": 1}], DATE),
    "drop agenda of a date": (c.set_agenda, 1, [], LATER),
    "change this date": (o.change_occurrence, 1, DATE, {"start": "2026-12-09T10:00", "title": "X"}),
    "change this date again": (o.change_occurrence, 1, LATER, {"location": "Tuin"}),
    "regular again": (o.change_occurrence, 1, LATER, {"location": ""}),
    "change following dates": (
        o.change_occurrence,
        1,
        DATE,
        {"start": "2026-12-10T09:00", "title": "X"},
        "following",
    ),
    "change all dates": (o.change_occurrence, 1, DATE, {"start": "2026-12-08T09:00"}, "all"),
    "widen a change": (o.widen_change, 1, LATER, {"location": "Kantine"}, "following"),
    "cancel this date": (o.cancel_occurrence, 1, DATE),
    "cancel following dates": (o.cancel_occurrence, 1, DATE, "following"),
    "put back a date": (o.restore_occurrence, 1, LATER),
    "hold a date on a holiday": (o.restore_occurrence, 3, HOLIDAY),
    "move off holidays": (c.change_communication, 3, {"on_holidays": "move"}),
    "keep holidays": (c.change_communication, 3, {"on_holidays": "keep"}),
    "move abroad": (change_plan, {"country": "US"}),
    "add blackout": (add_record, "blackout", FREEZE | {"name": "Tweede"}),
    "change blackout": (change_record, "blackout", 1, {"last_day": "2027-01-18"}),
    "remove blackout": (remove_record, "blackout", 1),
    "add a date": (e.add_date, 1, {"start": "2026-12-09T22:00", "location": "Kantine"}),
    "add a session": (e.add_date, 2, {"start": "2026-12-04T22:00"}),
    "remove a date": (e.remove_date, 3, EXTRA),
    "change an added date": (o.change_occurrence, 3, EXTRA, {"start": "2026-12-12T09:00"}),
    "put back an added date": (o.restore_occurrence, 3, EXTRA),
    "split sessions": (o.change_occurrence, 4, SECOND, {"title": "Later"}, "following"),
    "move all sessions": (o.change_occurrence, 4, SECOND, {"start": "2026-12-06T12:00"}, "all"),
    "one session left": (e.remove_date, 4, SECOND),
    "add question": (q.add_question, {"text": "Hoe?", "anonymity": "named", "asker": "Dirk"}),
    "change question": (q.change_question, 1, {"votes": 9, "theme": "privacy"}),
    "assign": (q.assign_questions, [1, 2], "Bram Proefman"),
    "assign to new person": (q.assign_to_new_person, [1, 2], "Dirk Demo"),
    "draft": (qa.draft_answer, 1, "Omdat."),
    "approve": (qa.approve_answer, 1, "Bram Proefman"),
    "answer": (q.answer_question, 1, "answered-live"),
    "propose to decline": (
        *(qd.propose_decline, 1, "personal-case", "Gaat over één persoon.", "Bram Proefman"),
    ),
    "decline": (
        *(q.change_question, 1, {"outcome": "declined", "decline_reason": "Eén persoon."}),
    ),
    "take away": (q.take_away, 1, "We zoeken het uit.", "Anna Voorbeeld", "2026-12-15"),
    "take apart": (q.change_question, 3, {"lead_id": None}),
    "reopen": (q.reopen_question, 3),
    "move a question": (move_question, 2, "new"),
    "change several questions": (change_group, [1, 2], {"theme": "privacy", "answer_by": None}),
    "close several questions": (step_group, [1, 2], "answer-live"),
    "change person": (change_record, "person", 1, {"name": "Anna Nieuw", "notes": "é\nz"}),
    "remove question": (q.remove_question, 2),
    "carry over": (carry_over, 1, LATER),
    "close a date": (o.change_occurrence, 1, LATER, {"status": "held"}),
    "add theme": (
        *(qt.add_question_theme, {"name_nl": "Pauzes", "name_en": "Breaks", "position": 1}),
    ),
    "change theme": (qt.change_question_theme, 3, {"name_nl": "Drukte", "answer_days": 0}),
    "move theme": (qt.change_question_theme, 3, {"position": 1}),
    "remove theme": (qt.remove_question_theme, 3, "privacy"),
    "add follow-up": (fu.add_follow_up, {"promised": "x", "question_id": 1}),
    "change follow-up": (fu.change_follow_up, 1, {"due": "2027-01-10", "state": "in-progress"}),
    "remove follow-up": (fu.remove_follow_up, 1),
}
