"""The rows of questions that list and board paint, fetched with what a search found in them."""

from functools import partial

from townhall.domain.question_moves import Standing
from townhall.services.queries.question_board import Card, question_cards
from townhall.services.queries.question_hits import FirstFound, Hit
from townhall.services.queries.questions import QuestionRow
from townhall.ui.lists.id_model import Deliver
from townhall.ui.screen import Frame


class FoundRows:
    """Fetches rows for a list, and keeps those it fetched until `forget`."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._search = ""
        self._rows: dict[int, QuestionRow] = {}
        self._hits: dict[int, Hit] = {}
        self._standings: dict[int, Standing] = {}

    def forget(self, search: str) -> None:
        """Fetch everything anew, for another search perhaps."""
        self._search = search
        self._rows.clear()
        self._hits.clear()
        self._standings.clear()

    def keep(self, found: FirstFound) -> None:
        """Take what a search found at once."""
        self._rows.update(found.rows)
        self._hits.update(found.hits)

    def row(self, question_id: int) -> QuestionRow | None:
        """The row of a question, if it was fetched."""
        return self._rows.get(question_id)

    def hit(self, question_id: int) -> Hit | None:
        """What the search found in a question, if it was fetched."""
        return self._hits.get(question_id)

    def standing(self, question_id: int) -> Standing | None:
        """Where a question stands, if it was fetched."""
        return self._standings.get(question_id)

    def fetch(self, ids: tuple[int, ...], deliver: Deliver) -> None:
        """Give `deliver` the rows of `ids`: at once where they are all here, or later."""
        if all(each in self._rows for each in ids):
            deliver({each: self._rows[each] for each in ids})
            return
        done = partial(self._on_cards, deliver, self._search)
        self._frame.jobs.read(question_cards, list(ids), self._search, done=done)

    def _on_cards(self, deliver: Deliver, search: str, cards: list[Card]) -> None:
        for card in cards if search == self._search else ():
            self._rows[card.row.id] = card.row
            self._standings[card.row.id] = card.standing
            if card.hit is not None:
                self._hits[card.row.id] = card.hit
        deliver({card.row.id: card.row for card in cards})
