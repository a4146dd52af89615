"""How the command line reaches each noun: its queries, its columns in a list, its filters."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from townhall.storage.database import Database


@dataclass(frozen=True, slots=True)
class CliNoun:
    """A noun: the module of `services.queries` with its two queries, and what a list shows.

    `filters` maps an option to the field it compares, a field of several values where it ends
    in "s". Nouns that `services.records` does not know name their use cases' module. `computed`
    are the fields that follow from others or are kept by the plan itself. `by_clock`: where a
    record stands depends on the day, so its queries ask for the clock.
    """

    queries: str
    many: str
    one: str
    columns: tuple[str, ...]
    filters: tuple[tuple[str, str], ...] = ()
    use_cases: str = "records"
    computed: tuple[str, ...] = ("id",)
    by_clock: bool = False

    def details(self, database: "Database") -> list[Any]:
        """All details."""
        found: list[Any] = database.read(self._query(self.many), **self._clock(database))
        return found

    def detail(self, database: "Database", record_id: int) -> Any:
        """One detail. Raises NotFound."""
        return database.read(self.query_one(), record_id, **self._clock(database))

    def _clock(self, database: "Database") -> dict[str, Any]:
        return {"clock": database.clock} if self.by_clock else {}

    def query_one(self) -> Callable[..., Any]:
        """The query of one detail by id."""
        return self._query(self.one)

    def _query(self, name: str) -> Callable[..., Any]:
        # Imported by name: a command should not wait for the queries of fifteen other nouns.
        found: Callable[..., Any] = getattr(
            import_module(f"townhall.services.queries.{self.queries}"), name
        )
        return found


NOUNS: dict[str, CliNoun] = {
    "communication": CliNoun(
        "communication_details",
        "communications",
        "communication",
        ("id", "start", "kind", "title", "recurrence", "status", "sign_off"),
        (
            ("kind", "kind"),
            ("status", "status"),
            ("audience", "audiences"),
            ("initiative", "initiatives"),
        ),
        "communications",
        ("id", "signed_at", "changed_since_approval", "uid", "sequence", "follows_id"),
    ),
    "occurrence": CliNoun(
        "communications",
        "occurrences",
        "occurrence",
        ("date_key", "start", "end", "title", "status", "location"),
        use_cases="occurrences",
    ),
    "question": CliNoun(
        "questions",
        "questions",
        "question",
        ("id", "votes", "state", "outcome", "theme", "owner", "text"),
        use_cases="questions",
        computed=(
            "id",
            "approved_at",
            "follow_ups",
            "merged_ids",
            "steps",
            "escalated_to",
            "created_at",
        ),
    ),
    "question-theme": CliNoun(
        "question_themes",
        "question_themes",
        "question_theme",
        ("id", "key", "name_nl", "name_en", "color", "answer_days", "questions"),
        use_cases="question_themes",
        computed=("id", "key", "questions"),
    ),
    "follow-up": CliNoun(
        "follow_ups",
        "follow_ups",
        "follow_up",
        ("id", "due", "state", "owner", "promised"),
        (("state", "state"), ("owner", "owner"), ("question", "question_id")),
        "follow_ups",
        ("id", "due_history"),
    ),
    "initiative": CliNoun(
        "programme",
        "initiatives",
        "initiative",
        ("id", "name", "stage", "go_live", "risk_class", "change_manager"),
        (("stage", "stage"),),
    ),
    "audience": CliNoun(
        "people",
        "audiences",
        "audience",
        ("id", "name", "parent", "headcount", "knowledge_level", "lead", "shift"),
        (("parent", "parent"),),
    ),
    "person": CliNoun(
        "people",
        "people",
        "person",
        ("id", "name", "email", "role", "department", "phone"),
        (("role", "role"), ("department", "department")),
    ),
    "key-message": CliNoun(
        "programme",
        "key_messages",
        "key_message",
        ("id", "initiative", "audience", "language", "sign_off", "text"),
        (("initiative", "initiative"), ("audience", "audience")),
        computed=("id", "signed_at", "changed_since_approval"),
    ),
    "task": CliNoun(
        "tasks",
        "tasks",
        "task",
        ("id", "communication_id", "day", "title", "owner", "owner_role", "done_on"),
        (("communication", "communication_id"),),
        "tasks",
        ("id", "day"),
    ),
    "recipe": CliNoun(
        "recipes",
        "recipes",
        "recipe",
        ("id", "name", "kind", "language"),
        (("kind", "kind"),),
    ),
    "template": CliNoun(
        "templates",
        "templates",
        "template",
        ("id", "name", "kind"),
        (("kind", "kind"),),
        "templates",
        ("id", "kind", "holds"),
    ),
    "review": CliNoun(
        "programme",
        "reviews",
        "review",
        ("id", "date", "initiative", "committee", "verdict", "next_date"),
        (("initiative", "initiative"),),
    ),
    "duty": CliNoun(
        "programme",
        "duties",
        "duty",
        ("id", "initiative", "kind", "due", "done_on", "source"),
        (("initiative", "initiative"),),
    ),
    "idea": CliNoun(
        "programme",
        "ideas",
        "idea",
        ("id", "proposed_on", "outcome", "initiative", "audience", "text"),
        (("initiative", "initiative"), ("audience", "audience"), ("outcome", "outcome")),
    ),
    "working-group": CliNoun(
        "programme",
        "working_groups",
        "working_group",
        ("id", "name", "members", "departments", "purpose"),
        computed=("id", "departments"),
    ),
    "training": CliNoun(
        "programme",
        "trainings",
        "training",
        ("id", "title", "initiative", "audience", "level", "required", "completed"),
        (("initiative", "initiative"), ("audience", "audience"), ("level", "level")),
    ),
    "cadence": CliNoun(
        "cadence",
        "cadences",
        "cadence",
        ("id", "initiative", "audience", "kind", "every_weeks", "state", "last_reached", "due_on"),
        (("initiative", "initiative"), ("audience", "audience"), ("state", "state")),
        computed=(
            *("id", "state", "last_reached", "days_silent", "due_on", "next_planned"),
            "not_approved",
        ),
        by_clock=True,
    ),
    "blackout": CliNoun(
        "closed_days",
        "blackouts",
        "blackout",
        ("id", "first_day", "last_day", "name"),
    ),
    "overlay": CliNoun(
        "overlays",
        "overlays",
        "overlay_sheet",
        ("id", "name", "stands_for", "whom", "events", "shown", "read_at"),
        (("stands-for", "stands_for"),),
        computed=("id", "whom", "events", "path", "read_at", "dates"),
    ),
    "saved-filter": CliNoun(
        "saved_filters",
        "saved_filters",
        "saved_filter",
        ("id", "name", "place", "content"),
        (("place", "place"),),
    ),
    "feed": CliNoun(
        "feeds",
        "feeds",
        "feed",
        ("id", "name", "audience", "initiative", "state", "written_at", "path", "collection_url"),
        (("audience", "audience"), ("initiative", "initiative"), ("state", "state")),
        "feed_records",
        ("id", "state", "written_at", "items", "changes"),
    ),
    "invitation": CliNoun(
        "invitations",
        "invitations",
        "invitation",
        (
            *("id", "exported_at", "method", "version_number", "sequence"),
            *("communication_id", "recurrence_id", "file"),
        ),
        (("communication", "communication_id"), ("method", "method")),
        "invitations",
    ),
    "reply": CliNoun(
        "replies",
        "replies",
        "reply",
        ("id", "stamp", "verdict", "communication_id", "original_start", "name", "partstat"),
        (("communication", "communication_id"), ("verdict", "verdict"), ("email", "email")),
        "reply_decisions",
    ),
}
"""Every noun of the command line, in the contract's order."""
