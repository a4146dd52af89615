"""Stores one field of a record at a time, and says what is wrong at the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from townhall.domain.errors import TownHallError
from townhall.ui.screen import Frame
from townhall.ui.widgets.in_place import InPlace, TitleInPlace


class RecordEditor:
    """Changes fields of the record that is shown, of one simple noun ("audience")."""

    def __init__(self, frame: Frame, noun: str) -> None:
        self._frame, self._noun = frame, noun
        self.record_id: int | None = None
        self.loaded: dict[str, Any] = {}

    def load(self, record_id: int, **values: object) -> None:
        """Remember which record is shown, and its values as the contract names them."""
        self.record_id, self.loaded = record_id, values

    def store(
        self,
        field: str,
        value: object,
        refuse: Callable[[str], object],
        stored: Callable[[], object] | None = None,
    ) -> None:
        """Store `value`, then call `stored`; `refuse` gets the sentence about what is wrong."""
        self.store_all({field: value}, refuse, stored)

    def store_all(
        self,
        values: Mapping[str, object],
        refuse: Callable[[str], object],
        stored: Callable[[], object] | None = None,
    ) -> None:
        """The same for several fields that belong together, as one step."""
        from townhall.services.records import change_record

        if self.record_id is None:
            return

        def failed(error: TownHallError) -> None:
            refuse(str(error))

        self._frame.jobs.change(
            change_record,
            self._noun,
            self.record_id,
            dict(values),
            {field: self.loaded[field] for field in values},
            done=lambda _value: stored() if stored is not None else None,
            failed=failed,
            said="",
        )

    def stores(self, field: str, place: InPlace | TitleInPlace) -> None:
        """Let edits of `place` be stored as `field`."""
        place.edited.connect(lambda value: self.store(field, value, place.set_error))
