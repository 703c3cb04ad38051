"""The shop's original schema.

The original program knew no migrations. In a database that it made, this
revision finds the tables and leaves them and their rows as they are; only what
such a database lacks is created. So it is adopted by the same steps that make a
new one.

Safe while the version before runs, the original program: nothing that it has is touched.
"""

from alembic import op

from migrations.original_schema import metadata

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the original tables where they are not there already."""
    metadata.create_all(op.get_bind())


def downgrade() -> None:
    """Drop the original tables."""
    metadata.drop_all(op.get_bind())
