"""Questions as others are shown them: as asked, with marked words hidden, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from townhall.domain.publish_check import MarkedWords, masked
from townhall.domain.terms import Publication
from townhall.services.queries.publish_check import PublishCheck
from townhall.services.queries.questions import QuestionDetail


class ShownQuestions:
    """What may be shown of `asked`. Merged questions are not shown, so nothing is said of them."""

    def __init__(self, session: Session, asked: Sequence[QuestionDetail]) -> None:
        self._check = PublishCheck(session)
        self._asked = {each.id: each for each in asked if each.lead_id is None}

    @property
    def withheld(self) -> int:
        """How many were asked that are not to be shown."""
        return sum(each.publication is Publication.WITHHELD for each in self._asked.values())

    def to_share(self, language: str) -> Iterable[QuestionDetail]:
        """The questions that may be shown, hidden words replaced in `language` ("nl", "en")."""
        for each in self._asked.values():
            if each.publication is Publication.MASKED:
                marked = self._check.marked(each)
                yield replace(
                    each,
                    text=masked("text", each.text, marked, language),
                    answer=masked("answer", each.answer, marked, language),
                    translation=masked("translation", each.translation, marked, language),
                    decline_reason=masked("decline_reason", each.decline_reason, marked, language),
                )
            elif each.publication is not Publication.WITHHELD:
                yield each

    def promise_to_share(self, question_id: int | None, words: str, language: str) -> str | None:
        """What may be shown of a promise that was made for a question; None: nothing."""
        asked = self._asked.get(question_id or 0)
        if asked is None or asked.publication not in (Publication.MASKED, Publication.WITHHELD):
            return words
        if asked.publication is Publication.WITHHELD:
            return None
        return masked("promised", words, self._check.marked(asked), language)

    def undecided(self) -> list[tuple[QuestionDetail, tuple[MarkedWords, ...]]]:
        """The questions with words that may tell who somebody is and nobody decided about."""
        return [
            (each, marked)
            for each in self._asked.values()
            if each.publication is Publication.UNDECIDED and (marked := self._check.marked(each))
        ]

    def agreed_words(self) -> list[str]:
        """Words that tell who somebody is, of which somebody decided that they may be shown."""
        return [
            marked.text
            for each in self._asked.values()
            if each.publication is Publication.AS_ASKED
            for marked in self._check.marked(each)
        ]
