"""The conversation with a CalDAV server about the items of one feed; it knows nothing of a plan."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from townhall.domain.errors import Cancelled
from townhall.domain.publication import (
    KEPT_THEIRS,
    Choice,
    Clash,
    Decisions,
    Difference,
    Outgoing,
    PublishConflict,
    Published,
    PublishStep,
    clash_of,
    next_step,
)
from townhall.formats.caldav_collection import Collection, ItemRefused, Overtaken, StoredItem
from townhall.formats.ics_differences import differences, title_of, uid_of
from townhall.language import _


@dataclass(frozen=True, slots=True)
class _Case:
    """One item: as the plan has it, as it was noted, and where and how the server has it."""

    uid: str
    ours: Outgoing | None
    noted: Published | None
    href: str
    etag: str | None
    theirs: StoredItem | None = None

    @property
    def step(self) -> PublishStep:
        return next_step(self.ours.fingerprint if self.ours else None, self.noted, self.etag)


@dataclass(slots=True)
class Talk:
    """Settles item after item, and keeps what has come of it however it ends."""

    items: Sequence[Outgoing]
    known: Sequence[Published]
    decisions: Decisions
    noted: list[Published] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    conflicts: list[PublishConflict] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    counts: dict[PublishStep, int] = field(default_factory=lambda: dict.fromkeys(PublishStep, 0))

    def run(
        self,
        server: Collection,
        progress: Callable[[int, int], None],
        stop: Callable[[], bool],
    ) -> None:
        """Go through all items; raises ServerRefused or Cancelled where it ends early."""
        etags = server.etags()
        cases = self._cases(server, etags)
        progress(0, len(cases))
        for number, case in enumerate(cases, 1):
            if stop():
                raise Cancelled(_("Stopped."))
            try:
                self._settle(server, case)
            except ItemRefused as error:
                self.refused.append((_title(case), str(error)))
            progress(number, len(cases))

    def _cases(self, server: Collection, etags: dict[str, str]) -> list[_Case]:
        ours = {each.uid: each for each in self.items}
        noted = {each.uid: each for each in self.known}
        found: dict[str, StoredItem] = {}
        if any(uid not in noted for uid in ours):
            # A calendar has one item of a UID, perhaps at a path that is not ours (RFC 4791, 4.1).
            found = {uid_of(item.content): item for item in server.items()}
        cases = []
        for uid in [*ours, *(uid for uid in noted if uid not in ours)]:
            known = noted.get(uid)
            theirs = found.get(uid) if known is None else None
            href = known.href if known else theirs.href if theirs else ""
            href = href or server.path_for(_file_name(uid))
            etag = theirs.etag if theirs else etags.get(href)
            cases.append(_Case(uid, ours.get(uid), known, href, etag, theirs))
        return cases

    def _settle(self, server: Collection, case: _Case) -> None:
        try:
            self._do(server, case)
        except Overtaken:
            # Between looking and writing somebody was faster: look again, and write no more.
            case = replace(case, etag=server.etags().get(case.href), theirs=None)
            if case.step is PublishStep.FORGET:
                self.forgotten.append(case.uid)
            else:
                self._ask(server, case)

    def _do(self, server: Collection, case: _Case) -> None:
        step = case.step
        if step is PublishStep.ASK:
            decision = self.decisions.get(case.uid)
            if decision is None or decision.etag != (case.etag or ""):
                self._ask(server, case)
            elif decision.choice is Choice.OURS:
                self._write(server, case)
            else:
                self._keep_theirs(case)
        elif step is PublishStep.FORGET:
            self.forgotten.append(case.uid)
        elif step is not PublishStep.NOTHING:
            self._write(server, case)

    def _write(self, server: Collection, case: _Case) -> None:
        """Put the item as the plan has it, or take it away when the plan has it no more."""
        if case.ours is not None:
            left = server.put(case.href, case.ours.content, case.etag)
            self.counts[PublishStep.CREATE if case.etag is None else PublishStep.UPDATE] += 1
            self.noted.append(Published(case.uid, case.href, left, case.ours.fingerprint))
        elif case.etag is not None:
            server.delete(case.href, case.etag)
            self.counts[PublishStep.DELETE] += 1
            self.forgotten.append(case.uid)

    def _keep_theirs(self, case: _Case) -> None:
        if case.ours is None:
            self.forgotten.append(case.uid)
        else:
            mark = case.ours.fingerprint
            self.noted.append(Published(case.uid, case.href, KEPT_THEIRS, mark))

    def _ask(self, server: Collection, case: _Case) -> None:
        """Put a conflict before the user, unless both say the same after all."""
        theirs = case.theirs
        if case.etag is not None and theirs is None:
            try:
                theirs = server.get(case.href)
            except Overtaken:
                theirs = None
        apart: tuple[Difference, ...] = ()
        if case.ours is not None and theirs is not None:
            apart = differences(case.ours.content, theirs.content)
            if not apart:
                # Sent before, but the answer or the note was lost; or the server spells it anew.
                mark = case.ours.fingerprint
                self.noted.append(Published(case.uid, case.href, theirs.etag, mark))
                return
        self.conflicts.append(
            PublishConflict(
                uid=case.uid,
                title=case.ours.title if case.ours else title_of(theirs.content) if theirs else "",
                clash=clash_of(case.noted, theirs.etag) if theirs else Clash.GONE,
                href=case.href,
                etag=theirs.etag if theirs else "",
                dropped=case.ours is None,
                differences=apart,
            )
        )


def _file_name(uid: str) -> str:
    """A name on the server that no spelling of paths can change."""
    plain = uid.isascii() and uid.replace("-", "").isalnum() and len(uid) <= 80
    return f"{uid if plain else uuid.uuid5(uuid.NAMESPACE_OID, uid)}.ics"


def _title(case: _Case) -> str:
    return case.ours.title if case.ours else case.uid
