"""Slices to pages: what belongs together stays together, on A4.

Lengths are layout lengths (a tenth of a point), from the top left of the page.
"""

from dataclasses import dataclass

from townhall.domain.blocks import Document
from townhall.formats.pdf_slices import HEIGHT, TOP, Slice, Slicer


@dataclass(frozen=True, slots=True)
class Page:
    """The slices of one page, each with its top."""

    slices: tuple[tuple[float, Slice], ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A whole document on pages; `places` gives page (from 0) and top of every heading."""

    document: Document
    pages: tuple[Page, ...]
    places: tuple[tuple[int, float], ...]

    def __len__(self) -> int:
        return len(self.pages)


def layout(document: Document) -> Pages:
    """`document` on A4 pages: no lonely heading, no split row, header rows repeated."""
    slices = list(Slicer(document).slices())
    pages: list[list[tuple[float, Slice]]] = [[]]
    used = 0.0
    place = 0
    while place < len(slices):
        chain = _chain(slices, place)
        first = chain[0]
        needed = sum(piece.height for piece in chain) + sum(p.before for p in chain[1:])
        gap = first.before if used else 0.0
        if used and (first.new_page or used + gap + needed > HEIGHT):
            pages.append([])
            used = gap = 0.0
            if first.repeat:
                pages[-1].append((TOP, first.repeat))
                used = first.repeat.height
        if needed > HEIGHT:
            chain = chain[:1]
        for number, piece in enumerate(chain):
            used += piece.before if number else gap
            pages[-1].append((TOP + used, piece))
            used += piece.height
        place += len(chain)
    return Pages(document, tuple(Page(tuple(placed)) for placed in pages), _places(pages))


def _chain(slices: list[Slice], place: int) -> list[Slice]:
    """The slices from `place` on that have to stand on one page."""
    end = place
    while slices[end].keep and end + 1 < len(slices) and not slices[end + 1].new_page:
        end += 1
    return slices[place : end + 1]


def _places(pages: list[list[tuple[float, Slice]]]) -> tuple[tuple[int, float], ...]:
    """Page and top of every heading, in order."""
    return tuple(
        (number, top)
        for number, placed in enumerate(pages)
        for top, piece in placed
        if piece.is_heading
    )
