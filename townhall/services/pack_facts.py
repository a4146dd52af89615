"""What the plan knows about one date of a communication, as briefing packs are told it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from townhall.domain.answers import answer_in
from townhall.domain.briefing import (
    AgendaFacts,
    AudienceFacts,
    Contact,
    EventFacts,
    MessageFacts,
    PromiseFacts,
    QaPackInput,
    QuestionFacts,
    SpeakerBriefInput,
    Stamp,
)
from townhall.domain.clock import Clock
from townhall.domain.language_guess import guess_language
from townhall.domain.question_themes import theme_of
from townhall.domain.terms import AttendeeRole, FollowUpState, SignOff
from townhall.services.queries.communication_details import communication
from townhall.services.queries.communications import nearest_date, occurrence
from townhall.services.queries.people import PersonDetail, audiences, names, people
from townhall.services.queries.plans import plan_detail
from townhall.services.queries.programme import key_messages
from townhall.services.queries.programme_details import KeyMessageDetail
from townhall.services.queries.question_themes import themes
from townhall.services.queries.questions import (
    QuestionDetail,
    QuestionFilter,
    questions,
    votes_together,
)
from townhall.services.shown_questions import ShownQuestions
from townhall.storage import models as m


class PackFacts:
    """Everything about one date, read in one transaction; raises NotFound.

    `original_start` (local) None: the nearest date.
    """

    def __init__(
        self,
        session: Session,
        communication_id: int,
        original_start: datetime | None,
        clock: Clock,
    ) -> None:
        self._session = session
        self._plan = plan_detail(session)
        if original_start is None:
            zone = communication(session, communication_id).time_zone
            original_start = nearest_date(session, communication_id, clock.local_now(zone))
        self._date = occurrence(session, communication_id, original_start)
        self._about = self._date.communication
        self._people = people(session)
        self._themes = themes(session)
        self._questions = self._asked()
        self.shown = ShownQuestions(session, self._questions)
        self._stamp = Stamp(
            made_utc=clock.now_utc(),
            today=clock.today(self._about.time_zone),
            author=self._plan.organizer_name or self._plan.organisation,
        )
        self.document_language = self._plan.document_language

    def speaker_brief(
        self, language: str, *, internal: bool, large_print: bool, speaker: str
    ) -> SpeakerBriefInput:
        """The facts of a speaker brief; of key messages those in `language` come first."""
        return SpeakerBriefInput(
            event=self._event(),
            stamp=self._stamp,
            speaker=speaker,
            audiences=tuple(self._audiences()),
            messages=tuple(self._messages(language)),
            agenda=tuple(
                AgendaFacts(
                    start=placed.start,
                    duration_minutes=placed.item.duration_minutes,
                    title=placed.item.title,
                    speaker=placed.item.speaker,
                    cues=placed.item.cues,
                )
                for placed in self._date.run_of_show.items
            ),
            questions=tuple(self._question_facts(language, internal=internal)),
            withheld=0 if internal else self.shown.withheld,
            promises=tuple(self._promises(language, internal=internal)),
            internal=internal,
            large_print=large_print,
        )

    def qa_pack(self, language: str, *, internal: bool, large_print: bool) -> QaPackInput:
        """The facts of a moderator's Q&A pack."""
        return QaPackInput(
            event=self._event(),
            stamp=self._stamp,
            questions=tuple(self._question_facts(language, internal=internal)),
            withheld=0 if internal else self.shown.withheld,
            promises=tuple(self._promises(language, internal=internal)),
            internal=internal,
            large_print=large_print,
        )

    def askers(self) -> list[str]:
        """Names of people who asked, which a shareable pack must not show."""
        return sorted({each.asker for each in self._questions if each.asker})

    def public_names(self) -> list[str]:
        """Names, addresses and numbers that stand in a pack on purpose."""
        contact = self._contact()
        shown = [contact.name, contact.phone, contact.email] if contact else []
        shown += [attendee.name for attendee in self._about.attendees]
        shown += [item.speaker for item in self._date.agenda]
        shown += [each.owner or "" for each in self._questions]
        return [each for each in shown if each]

    def _event(self) -> EventFacts:
        row, about = self._date.row, self._about
        return EventFacts(
            title=row.title,
            kind=row.kind,
            start=row.start,
            end=row.end,
            time_zone=row.time_zone,
            organisation=self._plan.organisation,
            objective=about.objective,
            status=row.status,
            sign_off=row.sign_off,
            all_day=row.all_day,
            location=row.location,
            join_link=about.join_link,
            host=self._in_role(AttendeeRole.HOST),
            moderator=self._in_role(AttendeeRole.MODERATOR),
            contact=self._contact(),
            language=guess_language(f"{row.title} {about.objective}") or self.document_language,
        )

    def _in_role(self, role: AttendeeRole) -> str:
        found = (each.name or each.email for each in self._about.attendees if each.role is role)
        return ", ".join(found)

    def _contact(self) -> Contact | None:
        """Who to call: the host, else whoever invites."""
        hosts = (each for each in self._about.attendees if each.role is AttendeeRole.HOST)
        host = next(hosts, None)
        organizer = self._about.organizer
        name, email = (host.name, host.email) if host else (organizer.name, organizer.email)
        if not name and not email:
            return None
        known = self._person(email, name)
        return Contact(name, known.phone if known else "", email)

    def _person(self, email: str, name: str) -> PersonDetail | None:
        for each in self._people:
            if email and each.email.casefold() == email.casefold():
                return each
        return next((each for each in self._people if each.name == name), None)

    def _asked(self) -> list[QuestionDetail]:
        """Questions of this date, with the lead of those that were merged elsewhere."""
        of_date = set(self._date.question_ids)
        all_asked = questions(self._session, QuestionFilter(communication_id=self._about.id))
        asked = [each for each in all_asked if each.id in of_date]
        elsewhere = {each.lead_id for each in asked if each.lead_id} - of_date
        if elsewhere:
            asked += [each for each in questions(self._session) if each.id in elsewhere]
        return asked

    def _question_facts(self, language: str, *, internal: bool) -> Iterable[QuestionFacts]:
        """Questions with the votes of what was merged into them; merged ones are left out."""
        leads = [each.id for each in self._questions if not each.lead_id]
        votes = votes_together(self._session, leads)
        for each in self._questions if internal else self.shown.to_share(language):
            if each.lead_id is not None:
                continue
            answer, written_in = answer_in(language, each.answer, each.translation, each.language)
            if written_in == each.language:
                written_in = guess_language(answer) or written_in
            yield QuestionFacts(
                text=each.text,
                votes=votes[each.id],
                theme=theme_of(self._themes, each.theme),
                state=each.state,
                outcome=each.outcome,
                answer=answer,
                language=each.language,
                answer_language=written_in,
                valid_until=each.valid_until,
                owner=each.owner or "",
                answer_by=each.answer_by,
                times_carried=each.times_carried,
                decline_reason=each.decline_reason,
                asker=each.asker,
                audience=each.audience or "",
            )

    def _audiences(self) -> Iterable[AudienceFacts]:
        """Who listens; the questions of a part count for the whole."""
        details = {each.name: each for each in audiences(self._session)}
        by_id = {each.id: each for each in details.values()}
        asked: dict[str, Counter[str]] = {}
        rows = self._session.execute(
            select(m.Question.audience_id, m.Question.theme, func.count())
            .where(m.Question.audience_id.is_not(None))
            .group_by(m.Question.audience_id, m.Question.theme)
        )
        for audience_id, theme, count in rows:
            part = by_id.get(audience_id or 0)
            while part is not None:
                asked.setdefault(part.name, Counter())[theme] += count
                part = by_id.get(part.parent_id or 0)
        for name in self._about.audiences:
            themes = asked.get(name, Counter()).most_common()
            named = tuple((theme_of(self._themes, key), count) for key, count in themes)
            yield AudienceFacts(name, details[name].headcount or None, named)

    def _messages(self, language: str) -> Iterable[MessageFacts]:
        """Valid key messages of the initiatives, the approved ones first; one of them leads."""
        chosen: list[KeyMessageDetail] = []
        for initiative in self._about.initiatives:
            own = [each for each in self._valid_messages() if each.initiative == initiative]
            spoken = [each for each in own if each.language == language]
            chosen += spoken or own
        chosen.sort(key=lambda each: each.sign_off is not SignOff.APPROVED)
        for place, each in enumerate(chosen):
            approved = each.sign_off is SignOff.APPROVED
            yield MessageFacts(
                text=each.text,
                proofs=each.proof_points,
                approved=approved,
                primary=approved and place == 0,
                language=each.language,
            )

    def _valid_messages(self) -> list[KeyMessageDetail]:
        """Key messages that still hold on the date and are for somebody who listens."""
        parents = {each.name: each.parent for each in audiences(self._session)}
        listening: set[str | None] = {None}
        for name in self._about.audiences:
            part: str | None = name
            while part is not None:
                listening.add(part)
                part = parents[part]
        day = self._date.row.start.date()
        return [
            each
            for each in key_messages(self._session)
            if each.audience in listening and (each.valid_until is None or each.valid_until >= day)
        ]

    def _promises(self, language: str, *, internal: bool) -> Iterable[PromiseFacts]:
        """Open promises to those who asked here, and conditions of the initiatives' reviews.

        What was promised for a question is shown as far as the question is.
        """
        asked_here = select(m.Question.id).where(m.Question.communication_id == self._about.id)
        initiative_ids = [
            initiative_id
            for initiative_id, name in names(self._session, m.Initiative).items()
            if name in self._about.initiatives
        ]
        reviewed = select(m.Review.id).where(m.Review.initiative_id.in_(initiative_ids))
        rows = self._session.scalars(
            select(m.FollowUp)
            .where(
                m.FollowUp.state.in_((FollowUpState.OPEN, FollowUpState.IN_PROGRESS)),
                or_(m.FollowUp.question_id.in_(asked_here), m.FollowUp.review_id.in_(reviewed)),
            )
            .order_by(m.FollowUp.id)
        )
        owners = names(self._session, m.Person)
        for each in rows:
            words: str | None = each.promised
            if not internal:
                words = self.shown.promise_to_share(each.question_id, each.promised, language)
            if words is None:
                continue
            yield PromiseFacts(
                words=words,
                owner=owners.get(each.owner_id or 0, ""),
                due=each.due,
                state=each.state,
                language=guess_language(each.promised),
            )
