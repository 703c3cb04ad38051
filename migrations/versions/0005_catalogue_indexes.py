"""Offer sets, the indexes of lists by current price, and the catalogue's version.

Not safe while the version before runs: that one does not write down which offers a product
holds together, and its lists by price would go by what was held before.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Instant = sa.DateTime(timezone=True)
LONG_AGO = "1970-01-01 00:00:00.000000"
INDEXES = {
    "ix_product_offer_set_id_id": ["offer_set_id", "id"],
    "ix_product_offer_set_id_price": ["offer_set_id", "price_cents", "id"],
    "ix_product_category_offer_set_id": ["category_id", "offer_set_id", "id"],
    "ix_product_category_offer_set_price": ["category_id", "offer_set_id", "price_cents", "id"],
}
ON_SALE = sa.text("withdrawn_at IS NULL")

SET_TERMS_SINCE = """
UPDATE product SET terms_since = (SELECT max(changed.at) FROM (
  SELECT product.price_since AS at
  UNION ALL SELECT product.withdrawn_at WHERE product.withdrawn_at IS NOT NULL
  UNION ALL SELECT applied_at FROM offer_application WHERE product_id = product.id
  UNION ALL SELECT removed_at FROM offer_application
    WHERE product_id = product.id AND removed_at IS NOT NULL
) AS changed)
"""


def upgrade() -> None:
    """Add the sets, write down which one each product has, and index the products by it."""
    op.create_table(
        "offer_set",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offer_set"),
        sa.UniqueConstraint("key", name="uq_offer_set_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "offer_set_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offer_set_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["offer_set_id"], ["offer_set.id"], name="fk_offer_set_member_offer_set_id_offer_set"
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
            name="fk_offer_set_member_offer_id_offer",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_offer_set_member"),
        sa.UniqueConstraint(
            "offer_set_id", "offer_id", name="uq_offer_set_member_offer_set_id_offer_id"
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offer_set_member_offer_id", "offer_set_member", ["offer_id"])
    op.create_table(
        "catalogue_state",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue_state"),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO catalogue_state (id, version) VALUES (1, 1)")
    _add_columns()
    op.execute(SET_TERMS_SINCE)
    _fill_sets()
    op.create_index("ix_product_terms_since", "product", ["terms_since"])
    for name, columns in INDEXES.items():
        op.create_index(name, "product", columns, sqlite_where=ON_SALE, postgresql_where=ON_SALE)


def downgrade() -> None:
    """Take all of it away; the applications say the same."""
    for name in ("ix_product_terms_since", *INDEXES):
        op.drop_index(name, "product")
    with op.batch_alter_table("product", table_kwargs={"sqlite_autoincrement": True}) as product:
        product.drop_constraint("fk_product_offer_set_id_offer_set", type_="foreignkey")
        product.drop_column("terms_since")
        product.drop_column("offer_set_id")
    op.drop_table("catalogue_state")
    op.drop_table("offer_set_member")
    op.drop_table("offer_set")


def _add_columns() -> None:
    with op.batch_alter_table("product", table_kwargs={"sqlite_autoincrement": True}) as product:
        product.add_column(sa.Column("offer_set_id", sa.Integer(), nullable=True))
        product.add_column(
            sa.Column("terms_since", Instant, nullable=False, server_default=LONG_AGO)
        )
        product.create_foreign_key(
            "fk_product_offer_set_id_offer_set", "offer_set", ["offer_set_id"], ["id"]
        )


def _fill_sets() -> None:
    """Make a set of each combination of offers that products hold, and name it with them."""
    connection = op.get_bind()
    held: dict[int, list[int]] = defaultdict(list)
    for product_id, offer_id in connection.execute(
        sa.text(
            "SELECT product_id, offer_id FROM offer_application "
            "WHERE removed_at IS NULL ORDER BY product_id, offer_id"
        )
    ):
        held[product_id].append(offer_id)
    combinations = sorted({tuple(offer_ids) for offer_ids in held.values()})
    ids = {combination: number for number, combination in enumerate(combinations, 1)}
    for combination, number in ids.items():
        connection.execute(
            sa.text("INSERT INTO offer_set (key) VALUES (:key)"),
            {"key": ",".join(map(str, combination))},
        )
        connection.execute(
            sa.text("INSERT INTO offer_set_member (offer_set_id, offer_id) VALUES (:number, :one)"),
            [{"number": number, "one": one} for one in combination],
        )
    if held:
        connection.execute(
            sa.text("UPDATE product SET offer_set_id = :number WHERE id = :product_id"),
            [
                {"number": ids[tuple(offer_ids)], "product_id": product_id}
                for product_id, offer_ids in held.items()
            ],
        )
