"""Plans made by older programs: upgraded whole after a backup, or left as they were."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.orm import Session

from townhall.domain.clock import Clock
from townhall.domain.errors import PlanRefused
from townhall.domain.question_themes import shipped_themes
from townhall.services.communications import add_communication
from townhall.services.queries.communication_details import communication
from townhall.services.queries.found import found
from townhall.services.queries.question_themes import themes
from townhall.services.queries.questions import question_rows
from townhall.services.records import add_record
from townhall.storage import places, schema
from townhall.storage.base import Base
from townhall.storage.database import Database
from townhall.storage.engines import sqlite_engine

MIGRATIONS = Path(schema.__file__).parent / "migrations"


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def schema_text(path: Path) -> dict[tuple[str, str], str]:
    """Every table, index and trigger of a plan with its SQL, without differences of layout."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {(kind, name): "".join(sorted((sql or "").split(","))) for kind, name, sql in rows}


@pytest.fixture
def from_migrations(tmp_path: Path) -> Path:
    """A plan's file made by running every migration on an empty database."""
    path = tmp_path / "migrated.townhall"
    engine = sqlite_engine(path)
    schema.upgrade(engine, "migrated")
    engine.dispose()
    return path


def test_newest_migration_is_the_one_the_program_expects() -> None:
    assert scripts().get_heads() == [schema.HEAD]
    known = [script.revision for script in scripts().walk_revisions()]
    assert tuple(reversed(known)) == schema.REVISIONS


def test_migrations_make_what_the_models_say(from_migrations: Path) -> None:
    engine = create_engine(f"sqlite:///{from_migrations}")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        differences = compare_metadata(context, Base.metadata)
        tables = set(inspect(connection).get_table_names())
    engine.dispose()
    index = {"search", "search_config", "search_data", "search_docsize", "search_idx"}
    unknown = {difference[1].name for difference in differences}  # type: ignore[union-attr]
    assert unknown == {name for name in index if name in tables}


def test_migrated_and_new_plans_have_the_same_tables_indexes_and_triggers(
    from_migrations: Path, database: Database
) -> None:
    database.close()
    new, migrated = schema_text(Path(database.name)), schema_text(from_migrations)
    assert new.keys() == migrated.keys()
    triggers = {name for kind, name in new if kind == "trigger"}
    assert len(triggers) == 30
    for key in triggers:
        assert new["trigger", key] == migrated["trigger", key]


OLD_MIGRATION = '''
"""{words}."""
import sqlalchemy as sa
from alembic import op
revision = "{revision}"
down_revision = "{down}"
def upgrade() -> None:
{body}
'''


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Lets the program be one migration newer than it is, doing what `body` says."""

    def program(body: str) -> None:
        folder = tmp_path / "program" / "migrations"
        (folder / "versions").mkdir(parents=True)
        for known in (MIGRATIONS / "env.py", *MIGRATIONS.glob("versions/0*.py")):
            (folder / known.relative_to(MIGRATIONS)).write_text(known.read_text())
        (folder / "versions" / "9999.py").write_text(
            OLD_MIGRATION.format(words="Newer", revision="9999", down=schema.HEAD, body=body)
        )
        monkeypatch.setattr(schema, "__file__", str(folder.parent / "schema.py"))
        monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
        monkeypatch.setattr(schema, "HEAD", "9999")

    return program


@pytest.fixture
def old_plan(tmp_path: Path, clock: Clock) -> Path:
    """A plan of the program as it is, with parents and children."""
    path = tmp_path / "old" / "plan.townhall"
    path.parent.mkdir()
    with Database.create(path, clock) as made:
        made.run(add_record, "audience", {"name": "Radiologie"})
        made.run(
            add_communication,
            {
                "kind": "town-hall",
                "title": "Town hall over triage",
                "start": "2026-12-03T10:00",
                "audiences": ["Radiologie"],
                "attendees": ["anna@delinde.example", "bram@delinde.example"],
                "agenda": [{"title": "Opening", "duration_minutes": 5}],
            },
        )
    return path


REBUILDS_A_PARENT = """
    with op.batch_alter_table("communication", recreate="always") as batch:
        batch.add_column(sa.Column("mood", sa.Text(), server_default="", nullable=False))
    op.execute("UPDATE communication SET title = 'Bijeenkomst over triage'")
"""


def test_upgrade_keeps_children_of_rebuilt_tables_and_the_index(
    old_plan: Path, clock: Clock, newer: Callable[[str], None]
) -> None:
    newer(REBUILDS_A_PARENT)
    with Database.open(old_plan, clock) as upgraded:
        detail = upgraded.read(communication, 1)
        assert detail.title == "Bijeenkomst over triage"
        assert [each.email for each in detail.attendees] == [
            "anna@delinde.example",
            "bram@delinde.example",
        ]
        assert (detail.audiences, detail.agenda[0].title) == (("Radiologie",), "Opening")
        assert [hit.id for hit in upgraded.read(found, "bijeenkomst")] == [1]
        assert upgraded.read(found, "town hall") == []
        upgraded.run(add_record, "person", {"name": "Anna Voorbeeld"})
        assert [hit.noun for hit in upgraded.read(found, "anna")] == ["person"]
        assert upgraded.read(_pragma, "foreign_keys") == 1


def _pragma(session: Session, name: str) -> object:
    return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


def test_upgrade_leaves_a_backup_that_the_old_program_opens(
    old_plan: Path, clock: Clock, newer: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    newer(REBUILDS_A_PARENT)
    Database.open(old_plan, clock).close()
    monkeypatch.undo()
    kept = old_plan.with_name("plan.townhall.before-upgrade-20261124-080000")
    with Database.open(kept, clock) as before:
        assert before.read(communication, 1).title == "Town hall over triage"
    with pytest.raises(PlanRefused, match="newer version"):
        Database.open(old_plan, clock)


def test_reading_an_older_plan_upgrades_it_and_lets_it_go(
    old_plan: Path, clock: Clock, newer: Callable[[str], None]
) -> None:
    newer(REBUILDS_A_PARENT)
    with (
        Database.open(old_plan, clock, read_only=True) as reader,
        Database.open(old_plan, clock) as writer,
    ):
        assert reader.read(communication, 1) == writer.read(communication, 1)


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        ("    raise ValueError('no')", "left as it was \\(ValueError\\)"),
        ("    op.execute('DELETE FROM audience')", "a link between its records is broken"),
        ("    op.execute('UPDATE nowhere SET x = 1')", "left as it was \\(OperationalError\\)"),
    ],
)
def test_failing_upgrade_leaves_the_plan_as_it_was(
    old_plan: Path,
    clock: Clock,
    newer: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    last: str,
    sentence: str,
) -> None:
    before = schema_text(old_plan)
    newer(REBUILDS_A_PARENT + last)
    with pytest.raises(PlanRefused, match=sentence):
        Database.open(old_plan, clock)
    monkeypatch.undo()
    assert schema_text(old_plan) == before
    with Database.open(old_plan, clock) as as_it_was:
        assert as_it_was.read(communication, 1).title == "Town hall over triage"
        assert [hit.id for hit in as_it_was.read(found, "town hall")] == [1]


def test_engine_is_left_with_links_checked(tmp_path: Path) -> None:
    engine: Engine = sqlite_engine(tmp_path / "new.townhall")
    schema.upgrade(engine, "new")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    engine.dispose()


def test_new_plan_says_what_it_is(database: Database) -> None:
    assert database.read(_pragma, "application_id") == places.APPLICATION_ID


def test_plan_of_the_first_version_keeps_what_it_said(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "first.townhall"
    engine = sqlite_engine(path)
    with engine.execution_options(write=True).connect() as connection, connection.begin():
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO plan VALUES ('De Linde', '', '', 'Europe/Amsterdam', 'NL', NULL, "
            "'08:30:00', '17:00:00', 'nl', 0, '2026-11-01', 1, 1)"
        )
        for number, skips in ((1, 0), (2, 1)):
            connection.exec_driver_sql(
                "INSERT INTO communication (kind, title, objective, status, sign_off, signed_by, "
                "start, time_zone, duration_minutes, all_day, skip_holidays, channel, location, "
                "join_link, organizer_name, organizer_email, notes, uid, sequence, created_at, "
                "version) VALUES ('town-hall', 'Bijeenkomst', '', 'planned', 'draft', '', "
                "'2026-12-03 10:00:00.000000', 'Europe/Amsterdam', 60, 0, ?, '', '', '', '', '', "
                "'', ?, 0, '2026-11-01', 1)",
                (skips, f"uid-{number}"),
            )
        connection.exec_driver_sql(
            "INSERT INTO question (text, source, source_id, anonymity, asker, votes, theme, "
            "language, state, outcome, decline_reason, answer, approved_by, times_carried, "
            "created_at, version) VALUES ('Wie kijkt mee?', 'slido', '7', 'anonymous', '', 3, "
            "'bias-and-fairness', 'nl', 'new', 'open', '', '', '', 0, '2026-11-01', 1)"
        )
        connection.exec_driver_sql(f"PRAGMA application_id = {places.APPLICATION_ID}")
    engine.dispose()
    with Database.open(path, clock) as upgraded:
        (asked,) = upgraded.read(question_rows, [1])
        assert (asked.text, asked.theme.name("nl")) == (
            *("Wie kijkt mee?", "Vooroordelen en eerlijkheid"),
        )
        assert [(each.key, each.answer_days) for each in upgraded.read(themes)] == [
            (each.key, each.answer_days) for each in shipped_themes()
        ]
        kept = [upgraded.read(communication, number).skip_holidays for number in (1, 2)]
        assert kept == [False, True]
        added = upgraded.run(add_record, "audience", {"name": "Nachtdienst"})
        assert added.value == 1
