"""The first plan: every table as of version 0.1."""

import sqlalchemy as sa
from alembic import op

from townhall.storage.base import UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.String(length=300), nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "communication",
        sa.Column(
            "kind",
            sa.Enum(
                "town-hall",
                "progress-update",
                "training",
                "working-group",
                "drop-in",
                "board-briefing",
                name="communicationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("objective", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "planned",
                "confirmed",
                "held",
                "evaluated",
                "cancelled",
                name="communicationstatus",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "sign_off",
            sa.Enum("draft", "in-review", "approved", name="signoff", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("signed_by", sa.String(length=300), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.Column("start", sa.DateTime(), nullable=False),
        sa.Column("last_end", sa.DateTime(), nullable=True),
        sa.Column("time_zone", sa.String(length=300), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("all_day", sa.Boolean(), nullable=False),
        sa.Column("recurrence", sa.String(length=300), nullable=True),
        sa.Column("skip_holidays", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=300), nullable=False),
        sa.Column("location", sa.String(length=300), nullable=False),
        sa.Column("join_link", sa.Text(), nullable=False),
        sa.Column("organizer_name", sa.String(length=300), nullable=False),
        sa.Column("organizer_email", sa.String(length=300), nullable=False),
        sa.Column("reminder_minutes", sa.Integer(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("uid", sa.String(length=300), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["communication.id"],
            name=op.f("fk_communication_follows_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication")),
        sa.UniqueConstraint("uid", name=op.f("uq_communication_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_communication_follows_id"), "communication", ["follows_id"], unique=False
    )
    op.create_index(op.f("ix_communication_last_end"), "communication", ["last_end"], unique=False)
    op.create_index(op.f("ix_communication_start"), "communication", ["start"], unique=False)
    op.create_table(
        "person",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=300), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "employee",
                "host",
                "speaker",
                "moderator",
                "owner",
                "change-manager",
                "chief-ai-officer",
                "committee-member",
                "works-council-member",
                "sponsor",
                "board-member",
                "communications",
                name="personrole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("department", sa.String(length=300), nullable=False),
        sa.Column("phone", sa.String(length=300), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_person_email"), "person", ["email"], unique=False)
    op.create_index(op.f("ix_person_name"), "person", ["name"], unique=False)
    op.create_table(
        "plan",
        sa.Column("organisation", sa.String(length=300), nullable=False),
        sa.Column("organizer_name", sa.String(length=300), nullable=False),
        sa.Column("organizer_email", sa.String(length=300), nullable=False),
        sa.Column("time_zone", sa.String(length=300), nullable=False),
        sa.Column("country", sa.String(length=300), nullable=False),
        sa.Column("region", sa.String(length=300), nullable=True),
        sa.Column("work_start", sa.Time(), nullable=False),
        sa.Column("work_end", sa.Time(), nullable=False),
        sa.Column("document_language", sa.String(length=300), nullable=False),
        sa.Column("is_sample", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agenda_entry",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("original_start", sa.DateTime(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("speaker", sa.String(length=300), nullable=False),
        sa.Column("cues", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_agenda_entry_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_entry")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_agenda_entry_communication_id"), "agenda_entry", ["communication_id"], unique=False
    )
    op.create_table(
        "attendance",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=300), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "host",
                "speaker",
                "moderator",
                "participant",
                "optional",
                "informed",
                "room",
                name="attendeerole",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_attendance_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_attendance_communication_id"), "attendance", ["communication_id"], unique=False
    )
    op.create_table(
        "audience",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column(
            "knowledge_level",
            sa.Enum(
                "none",
                "basic",
                "user",
                "advanced",
                name="knowledgelevel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("shift", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["person.id"],
            name=op.f("fk_audience_lead_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["audience.id"],
            name=op.f("fk_audience_parent_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience")),
        sa.UniqueConstraint("name", name=op.f("uq_audience_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audience_lead_id"), "audience", ["lead_id"], unique=False)
    op.create_index(op.f("ix_audience_parent_id"), "audience", ["parent_id"], unique=False)
    op.create_table(
        "initiative",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("benefits", sa.Text(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "exploring",
                "pilot",
                "rollout",
                "in-use",
                "retired",
                name="stage",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("go_live", sa.Date(), nullable=True),
        sa.Column(
            "risk_class",
            sa.Enum("minimal", "limited", "high", name="riskclass", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("development_id", sa.Integer(), nullable=True),
        sa.Column("implementation_id", sa.Integer(), nullable=True),
        sa.Column("monitoring_id", sa.Integer(), nullable=True),
        sa.Column("sponsor_id", sa.Integer(), nullable=True),
        sa.Column("change_manager_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["change_manager_id"],
            ["person.id"],
            name=op.f("fk_initiative_change_manager_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["development_id"],
            ["person.id"],
            name=op.f("fk_initiative_development_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["implementation_id"],
            ["person.id"],
            name=op.f("fk_initiative_implementation_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["monitoring_id"],
            ["person.id"],
            name=op.f("fk_initiative_monitoring_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["sponsor_id"],
            ["person.id"],
            name=op.f("fk_initiative_sponsor_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("name", name=op.f("uq_initiative_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "invitation",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("original_start", sa.DateTime(), nullable=True),
        sa.Column("uid", sa.String(length=300), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=300), nullable=False),
        sa.Column("fingerprint", sa.String(length=300), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("recipients", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("exported_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_invitation_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_invitation_communication_id"), "invitation", ["communication_id"], unique=False
    )
    op.create_index(op.f("ix_invitation_uid"), "invitation", ["uid"], unique=False)
    op.create_table(
        "occurrence_override",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("original_start", sa.DateTime(), nullable=False),
        sa.Column("start", sa.DateTime(), nullable=True),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=True),
        sa.Column("location", sa.String(length=300), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "idea",
                "planned",
                "confirmed",
                "held",
                "evaluated",
                "cancelled",
                name="communicationstatus",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_occurrence_override_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence_override")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_occurrence_override_communication_id"),
        "occurrence_override",
        ["communication_id"],
        unique=False,
    )
    op.create_table(
        "task",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("original_start", sa.DateTime(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("owner_role", sa.String(length=300), nullable=False),
        sa.Column("offset_days", sa.Integer(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_task_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_task_communication_id"), "task", ["communication_id"], unique=False)
    op.create_table(
        "working_group",
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_working_group_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_group")),
        sa.UniqueConstraint("name", name=op.f("uq_working_group_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "cadence",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "town-hall",
                "progress-update",
                "training",
                "working-group",
                "drop-in",
                "board-briefing",
                name="communicationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("every_weeks", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_cadence_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_cadence_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_cadence_audience_id"), "cadence", ["audience_id"], unique=False)
    op.create_index(op.f("ix_cadence_initiative_id"), "cadence", ["initiative_id"], unique=False)
    op.create_table(
        "communication_audience",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_communication_audience_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_communication_audience_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_audience")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_communication_audience_audience_id"),
        "communication_audience",
        ["audience_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_communication_audience_communication_id"),
        "communication_audience",
        ["communication_id"],
        unique=False,
    )
    op.create_table(
        "communication_initiative",
        sa.Column("communication_id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_communication_initiative_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_communication_initiative_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_communication_initiative")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_communication_initiative_communication_id"),
        "communication_initiative",
        ["communication_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_communication_initiative_initiative_id"),
        "communication_initiative",
        ["initiative_id"],
        unique=False,
    )
    op.create_table(
        "duty",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "inform-staff",
                "works-council",
                "ai-literacy",
                "other",
                name="dutykind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_duty_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_duty_initiative_id"), "duty", ["initiative_id"], unique=False)
    op.create_table(
        "idea",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("audience_id", sa.Integer(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "new",
                "exploring",
                "adopted",
                "declined",
                name="ideaoutcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_idea_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_idea_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_idea_audience_id"), "idea", ["audience_id"], unique=False)
    op.create_index(op.f("ix_idea_initiative_id"), "idea", ["initiative_id"], unique=False)
    op.create_table(
        "impact",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("audience_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_impact_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_impact_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impact")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_impact_audience_id"), "impact", ["audience_id"], unique=False)
    op.create_index(op.f("ix_impact_initiative_id"), "impact", ["initiative_id"], unique=False)
    op.create_table(
        "key_message",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("audience_id", sa.Integer(), nullable=True),
        sa.Column("proof_points", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=300), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column(
            "sign_off",
            sa.Enum("draft", "in-review", "approved", name="signoff", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_key_message_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_key_message_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_message")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_key_message_audience_id"), "key_message", ["audience_id"], unique=False
    )
    op.create_index(
        op.f("ix_key_message_initiative_id"), "key_message", ["initiative_id"], unique=False
    )
    op.create_table(
        "membership",
        sa.Column("working_group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["person.id"],
            name=op.f("fk_membership_person_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["working_group_id"],
            ["working_group.id"],
            name=op.f("fk_membership_working_group_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_membership_person_id"), "membership", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_membership_working_group_id"), "membership", ["working_group_id"], unique=False
    )
    op.create_table(
        "question",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("original_start", sa.DateTime(), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("source_id", sa.String(length=300), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=True),
        sa.Column("audience_id", sa.Integer(), nullable=True),
        sa.Column(
            "anonymity",
            sa.Enum(
                "anonymous",
                "held-by-source",
                "named",
                name="anonymity",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("asker", sa.String(length=300), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "job-and-role",
                "skills-and-training",
                "workload",
                "privacy",
                "bias-and-fairness",
                "patient-or-customer",
                "benefits",
                "accountability",
                "other",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("language", sa.String(length=300), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "assigned",
                "drafted",
                "approved",
                "closed",
                name="questionstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "answered-live",
                "answered-in-writing",
                "taken-away",
                "declined",
                "merged",
                "carried-over",
                "open",
                name="outcome",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("decline_reason", sa.Text(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.String(length=300), nullable=False),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("times_carried", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_question_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_question_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["lead_id"],
            ["question.id"],
            name=op.f("fk_question_lead_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_question_owner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_question_answer_by"), "question", ["answer_by"], unique=False)
    op.create_index(op.f("ix_question_audience_id"), "question", ["audience_id"], unique=False)
    op.create_index(
        op.f("ix_question_communication_id"), "question", ["communication_id"], unique=False
    )
    op.create_index(op.f("ix_question_lead_id"), "question", ["lead_id"], unique=False)
    op.create_index(op.f("ix_question_outcome"), "question", ["outcome"], unique=False)
    op.create_index(op.f("ix_question_owner_id"), "question", ["owner_id"], unique=False)
    op.create_index("ix_question_source", "question", ["source", "source_id"], unique=False)
    op.create_index(op.f("ix_question_state"), "question", ["state"], unique=False)
    op.create_index(op.f("ix_question_theme"), "question", ["theme"], unique=False)
    op.create_index(op.f("ix_question_votes"), "question", ["votes"], unique=False)
    op.create_table(
        "review",
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("committee", sa.String(length=300), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "approved",
                "approved-with-conditions",
                "rejected",
                "pending",
                name="verdict",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("next_date", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_review_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_review_initiative_id"), "review", ["initiative_id"], unique=False)
    op.create_table(
        "training",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=True),
        sa.Column("audience_id", sa.Integer(), nullable=True),
        sa.Column(
            "level",
            sa.Enum(
                "none",
                "basic",
                "user",
                "advanced",
                name="knowledgelevel",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("duration_minutes", sa.Integer(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("communication_id", sa.Integer(), nullable=True),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["audience_id"],
            ["audience.id"],
            name=op.f("fk_training_audience_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["communication_id"],
            ["communication.id"],
            name=op.f("fk_training_communication_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_training_initiative_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_training_audience_id"), "training", ["audience_id"], unique=False)
    op.create_index(op.f("ix_training_initiative_id"), "training", ["initiative_id"], unique=False)
    op.create_table(
        "follow_up",
        sa.Column("promised", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "in-progress",
                "done",
                "dropped",
                name="followupstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("told_back_in", sa.String(length=300), nullable=False),
        sa.Column("due_history", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_follow_up_owner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["question.id"],
            name=op.f("fk_follow_up_question_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_follow_up_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_follow_up_due"), "follow_up", ["due"], unique=False)
    op.create_index(op.f("ix_follow_up_owner_id"), "follow_up", ["owner_id"], unique=False)
    op.create_index(op.f("ix_follow_up_question_id"), "follow_up", ["question_id"], unique=False)
    op.create_index(op.f("ix_follow_up_review_id"), "follow_up", ["review_id"], unique=False)
    op.create_index(op.f("ix_follow_up_state"), "follow_up", ["state"], unique=False)
    op.create_table(
        "review_aspect",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column(
            "aspect",
            sa.Enum(
                "bias",
                "privacy",
                "transparency",
                "oversight",
                name="aspect",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_aspect_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_aspect")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_review_aspect_review_id"), "review_aspect", ["review_id"], unique=False
    )
    op.create_table(
        "review_condition",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["person.id"],
            name=op.f("fk_review_condition_owner_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
            name=op.f("fk_review_condition_review_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_condition")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_review_condition_review_id"), "review_condition", ["review_id"], unique=False
    )
