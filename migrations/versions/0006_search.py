"""The index of words that products are found by.

PostgreSQL gets a GIN index over the words of `search_name` and `search_text`, SQLite a
table of FTS5 that triggers keep. Both are filled from the rows there are. Safe while the
version before runs, which neither knows nor needs them; on PostgreSQL products can be read
but not written while the index is built, half a minute for a million of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ON_POSTGRESQL = (
    # Lexemes are the words as they are: no parser has a say in where a word ends. The cost
    # keeps the planner from using the function on row after row instead of on the index.
    """
    CREATE FUNCTION search_vector(words text) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL RESTRICTED COST 10000 AS $$
    BEGIN
        IF octet_length(words) > 2000 THEN
            words := regexp_replace(words, '([^ ]{200})[^ ]+', '\\1', 'g');
        END IF;
        RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), ''));
    END $$
    """,
    """
    CREATE INDEX product_search ON product
    USING gin (search_vector(search_name), search_vector(search_text))
    """,
)
ON_SQLITE = (
    # The tokenizer parts words at blanks, as they are kept, and knows no Unicode of its own.
    """
    CREATE VIRTUAL TABLE product_search USING fts5(
        search_name, search_text, content='product', content_rowid='id',
        tokenize='ascii', detail='column'
    )
    """,
    """
    CREATE TRIGGER product_search_added AFTER INSERT ON product BEGIN
        INSERT INTO product_search (rowid, search_name, search_text)
        VALUES (new.id, new.search_name, new.search_text);
    END
    """,
    """
    CREATE TRIGGER product_search_deleted AFTER DELETE ON product BEGIN
        INSERT INTO product_search (product_search, rowid, search_name, search_text)
        VALUES ('delete', old.id, old.search_name, old.search_text);
    END
    """,
    """
    CREATE TRIGGER product_search_changed AFTER UPDATE OF id, search_name, search_text ON product
    WHEN (old.id, old.search_name, old.search_text)
        IS NOT (new.id, new.search_name, new.search_text)
    BEGIN
        INSERT INTO product_search (product_search, rowid, search_name, search_text)
        VALUES ('delete', old.id, old.search_name, old.search_text);
        INSERT INTO product_search (rowid, search_name, search_text)
        VALUES (new.id, new.search_name, new.search_text);
    END
    """,
)


def upgrade() -> None:
    """Add the index, and fill it."""
    if op.get_bind().dialect.name == "postgresql":
        run(ON_POSTGRESQL)
        return
    run(ON_SQLITE)
    run(("INSERT INTO product_search (product_search) VALUES ('rebuild')",))


def downgrade() -> None:
    """Take the index away."""
    if op.get_bind().dialect.name == "postgresql":
        run(("DROP INDEX product_search", "DROP FUNCTION search_vector(text)"))
        return
    run(f"DROP TRIGGER product_search_{one}" for one in ("added", "deleted", "changed"))
    run(("DROP TABLE product_search",))


def run(statements: Iterable[str]) -> None:
    """Run statements as they are written."""
    for statement in statements:
        op.get_bind().exec_driver_sql(statement)
