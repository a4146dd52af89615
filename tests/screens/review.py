"""How to bring the window to the review of near-duplicates, with groups of the sample's questions.

Nothing of the sample looks alike any more: its near-duplicates are merged. So groups are named.
"""

from tests.screens.opened import settle
from townhall.domain.duplicate_batch import AlikeGroup
from townhall.domain.duplicate_groups import Likely
from townhall.ui.main_window import MainWindow
from townhall.ui.pages import open_review
from townhall.ui.questions.review.page import ReviewPage

_GROUPS = (
    (7, ((52, 91), (18, 86)), ((15, 84),)),
    (4, ((57, 88),), ()),
    (47, (), ((3, 81), (54, 76))),
    (10, ((64, 79), (20, 77)), ()),
)


def show_review(window: MainWindow, *, only_earlier: bool = False) -> None:
    """Show a group of three side by side, or a question that was only asked before."""
    window.rooms.go("questions")
    open_review(window.rooms)
    settle(window)
    page = next(each for each in window.findChildren(ReviewPage) if each.isVisible())
    groups = [
        AlikeGroup(lead, _likely(members), _likely(before)) for lead, members, before in _GROUPS
    ]
    page.show_groups(groups)
    settle(window)
    if only_earlier:
        page.step(2)
        settle(window)


def _likely(scores: tuple[tuple[int, int], ...]) -> tuple[Likely, ...]:
    return tuple(Likely(*each) for each in scores)
