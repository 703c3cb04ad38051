"""Find orders by the instant they were placed at: for reports, and for `from` and `to` of lists.

Safe while the version before runs: one index is added. Checkouts wait while it is built.
"""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_order_created_at", "order", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_order_created_at", table_name="order")
