"""Pictures as rows: several a product, with sizes, renditions and words.

Every picture there is gets a row, without sizes until `flask images renew` has been at it.
Safe while the version before runs, but for the pictures that are changed through that one:
they have no row until `flask images renew` gives them one.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OWNERS = ("product", "user")
ADOPT = """
INSERT INTO image (owner_type, owner_id, position, name, renditions)
SELECT '{owner}', id, 1, image, '[]' FROM "{owner}" WHERE image IS NOT NULL ORDER BY id
"""


def upgrade() -> None:
    """Add the table and the columns, and a row for each picture."""
    op.create_table(
        "image",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_type", sa.String(length=20), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("alt", sa.Text(), nullable=True),
        sa.Column("color", sa.String(length=7), nullable=True),
        sa.Column("placeholder", sa.Text(), nullable=True),
        sa.Column("renditions", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("position >= 1", name=op.f("ck_image_position_from_1")),
        sa.PrimaryKeyConstraint("id", name="pk_image"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_image_owner_type_owner_id_position", "image", ["owner_type", "owner_id", "position"]
    )
    op.create_index("ix_image_name", "image", ["name"])
    for owner in OWNERS:
        op.add_column(owner, sa.Column("image_details", sa.Text(), nullable=True))
        op.execute(ADOPT.format(owner=owner))


def downgrade() -> None:
    """Take the table and the columns away; first pictures stay, the files of the others too."""
    for owner in OWNERS:
        # Not by a copy of the table, which would lose the triggers of the search.
        op.drop_column(owner, "image_details")
    op.drop_table("image")
