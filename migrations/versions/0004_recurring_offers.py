"""Time zones and recurring offers.

Safe while the version before runs, as long as no recurring offer is made: to that
version such an offer runs all the time from its first run's start to its last one's end.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the offers' zone and rule, and the table of runs."""
    op.add_column("offer", sa.Column("timezone", sa.String(length=64), nullable=True))
    op.add_column("offer", sa.Column("recurrence", sa.String(length=255), nullable=True))
    op.create_index("ix_offer_starts_at", "offer", ["starts_at"])
    op.create_table(
        "offer_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", Instant, nullable=False),
        sa.Column("ends_at", Instant, nullable=False),
        sa.CheckConstraint("ends_at >= starts_at", name=op.f("ck_offer_run_ends_after_start")),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name="fk_offer_run_offer_id_offer", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_offer_run"),
        sa.UniqueConstraint("offer_id", "starts_at", name="uq_offer_run_offer_id_starts_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offer_run_starts_at", "offer_run", ["starts_at"])
    op.create_index("ix_offer_run_ends_at", "offer_run", ["ends_at"])


def downgrade() -> None:
    """Take the runs away: a recurring offer is left as its whole span."""
    op.drop_table("offer_run")
    op.drop_index("ix_offer_starts_at", "offer")
    with op.batch_alter_table("offer", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_column("recurrence")
        batch.drop_column("timezone")
