"""What a sign-in is, accounts that are switched off, and the audit trail.

Safe while the version before runs: new columns are null or have a default, one table is
new. Only that version does not know that an account is switched off.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and the table."""
    active = sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    number = sa.Column("refresh_number", sa.Integer(), server_default="0", nullable=False)
    op.add_column("user", active)
    op.add_column("user_session", sa.Column("last_used_at", Instant, nullable=True))
    op.add_column("user_session", sa.Column("agent", sa.String(length=200), nullable=True))
    op.add_column("user_session", sa.Column("address", sa.String(length=50), nullable=True))
    op.add_column("user_session", number)
    op.add_column("user_session", sa.Column("refreshed_at", Instant, nullable=True))
    op.create_index("ix_user_session_expires_at", "user_session", ["expires_at"])
    _create_audit_event()


def downgrade() -> None:
    """Take the table and the columns away; accounts that were switched off are on again."""
    op.drop_table("audit_event")
    op.drop_index("ix_user_session_expires_at", "user_session")
    anew = {"sqlite_autoincrement": True}
    with op.batch_alter_table("user_session", table_kwargs=anew) as user_session:
        for name in ("refreshed_at", "refresh_number", "address", "agent", "last_used_at"):
            user_session.drop_column(name)
    with op.batch_alter_table("user", table_kwargs=anew) as user:
        user.drop_column("is_active")


def _create_audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("created_at", Instant, nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("subject_type", sa.String(length=20), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("address", sa.String(length=50), nullable=True),
        sa.Column("request_id", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit_event"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_event_created_at", "audit_event", ["created_at"])
    op.create_index("ix_audit_event_action_id", "audit_event", ["action", "id"])
    op.create_index("ix_audit_event_actor_id_id", "audit_event", ["actor_id", "id"])
    op.create_index(
        "ix_audit_event_subject_type_subject_id", "audit_event", ["subject_type", "subject_id"]
    )
