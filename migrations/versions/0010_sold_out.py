"""What is sold out, as a column that the database works out, and an index of it.

Safe while the version before runs, which neither knows nor needs them. On PostgreSQL the
table is written anew with its indexes, and not even read meanwhile: a minute for a million
products, in which others get 503.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

INDEX = "ix_product_sold_out"


def upgrade() -> None:
    """Add the column and its index."""
    # SQLite adds only columns that are worked out when they are read, which an index is not.
    stored = op.get_bind().dialect.name == "postgresql"
    sold_out = sa.Computed("stock = 0", persisted=stored)
    op.add_column("product", sa.Column("is_sold_out", sa.Boolean(), sold_out, nullable=True))
    op.create_index(
        INDEX,
        "product",
        ["category_id", "offer_set_id", "price_cents"],
        sqlite_where=sa.text("withdrawn_at IS NULL AND is_sold_out = 1"),
        postgresql_where=sa.text("withdrawn_at IS NULL AND is_sold_out"),
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_index(INDEX, "product")
    op.drop_column("product", "is_sold_out")
