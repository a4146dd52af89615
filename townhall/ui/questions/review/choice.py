"""What is chosen of the group that is looked at: who leads, who is left out, what can be done."""

from townhall.domain.terms import Outcome
from townhall.services.queries.duplicate_review import EarlierQuestion, QueuedGroup, ReviewSheet


class Choice:
    """The group, how it looks side by side, the lead, and the questions that are left out."""

    def __init__(self) -> None:
        self.group: QueuedGroup | None = None
        self.sheet: ReviewSheet | None = None
        self.lead = 0
        self.left_out: set[int] = set()

    def look_at(self, group: QueuedGroup) -> None:
        """Look at a group; of another one than before everything is chosen."""
        if self.group is None or self.group.group.lead != group.group.lead:
            self.sheet = None
            self.lead = group.group.lead
            self.left_out = set()
        self.group = group

    @property
    def waits(self) -> bool:
        """Whether the group waits for a decision and is read."""
        return self.group is not None and self.group.decided is None and self.sheet is not None

    @property
    def alone(self) -> bool:
        """Whether the group is one question that is only like earlier ones."""
        return self.group is not None and not self.group.group.members

    def at(self, place: int) -> int | None:
        """The question on the card numbered `place`, from 1."""
        cards = self.sheet.cards if self.sheet is not None else ()
        return cards[place - 1].row.id if place <= len(cards) else None

    def standing(self) -> list[int]:
        """The questions that are not merged, in the order of their cards."""
        cards = self.sheet.cards if self.sheet is not None else ()
        return [each.row.id for each in cards if each.row.outcome is not Outcome.MERGED]

    def members(self) -> list[int]:
        """What would be merged into the lead."""
        return [each for each in self.standing() if each != self.lead and each not in self.left_out]

    def away(self) -> list[int]:
        """What is left out of the merge."""
        return [each for each in self.standing() if each in self.left_out]

    def chosen(self) -> list[int]:
        """All questions of the group but those that are left out."""
        ids = self.group.ids if self.group is not None else ()
        return [each for each in ids if each not in self.left_out]

    def toggle(self, question_id: int, *, chosen: bool) -> None:
        """Leave a question out, or take it in; the lead always is."""
        if question_id != self.lead:
            (self.left_out.discard if chosen else self.left_out.add)(question_id)

    def let_lead(self, question_id: int) -> None:
        """Let a question stand for the others."""
        self.lead = question_id
        self.left_out.discard(question_id)

    def earlier(self) -> EarlierQuestion | None:
        """The most alike of what was asked before, unless it was found to be different."""
        found = self.sheet.earlier if self.sheet is not None else ()
        return next((each for each in found if not each.question.different), None)

    def can_merge(self) -> bool:
        """Whether there is something to merge, with each other or into an earlier question."""
        return self.waits and (bool(self.members()) or (self.alone and self.can_link()))

    def can_link(self) -> bool:
        """Whether something like it was asked before."""
        return self.waits and self.earlier() is not None

    def can_answer(self) -> bool:
        """Whether an earlier answer was approved and still holds."""
        earlier = self.earlier()
        return (
            self.can_link()
            and earlier is not None
            and self.sheet is not None
            and earlier.holds_on(self.sheet.today)
        )
