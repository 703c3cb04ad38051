"""The shop that the checkout benchmark buys from: made once, then copied for each server.

Two databases that are equal to the byte, so that neither server works on larger tables.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import psycopg

from app import create_app
from benchmarks.postgres import Postgres
from models import db
from services import tokens

STOCK = 1_000_000
HOT_PRODUCT = 1
OFFERS = 5
EVERY_NTH_ON_OFFER = 10
# A shop has a past: tables that were empty when they were analysed would be read from end
# to end by every plan made then, which measures nothing but an opening day.
PAST_OFFERS = 40
PAST_OFFERS_EACH = 3
PAST_ORDERS = 20_000
VISITORS = 5000

PEOPLE = f"""
INSERT INTO "user" (username, name_key, password, created_at)
  SELECT name, name, 'none', now() FROM (
    SELECT 'buyer ' || n FROM generate_series(1, %(users)s) n
    UNION ALL SELECT 'visitor ' || n FROM generate_series(1, {VISITORS}) n) people (name);
INSERT INTO user_session (user_id, created_at, expires_at)
  SELECT id, now(), now() + interval '1 day' FROM "user" WHERE username <> 'admin' ORDER BY id;
"""
PRODUCTS = f"""
INSERT INTO product (name, description, search_name, search_text, price_cents, price_since,
                     stock, category_id, created_at, updated_at)
  SELECT 'Product ' || n, 'What product ' || n || ' is good for.', 'product ' || n,
         ' product ' || n, 199 + n * 7919 %% 50000, now() - interval '90 days',
         {STOCK}, (SELECT min(id) FROM category) + n %% 20,
         now() - interval '90 days', now() - interval '90 days'
  FROM generate_series(1, %(products)s) n;
INSERT INTO price_point (product_id, price_cents, since)
  SELECT id, price_cents, price_since FROM product ORDER BY id;
INSERT INTO offer (name, basis_points, starts_at, ends_at, created_at)
  SELECT 'Offer ' || n, n * 350, now() - interval '1 day', now() + interval '1 day',
         now() - interval '2 days' FROM generate_series(1, {OFFERS}) n;
INSERT INTO offer_application (offer_id, product_id, applied_at)
  SELECT id %% {OFFERS} + 1, id, now() - interval '2 days' FROM product
  WHERE id %% {EVERY_NTH_ON_OFFER} = 0 ORDER BY id;
"""
PAST = f"""
INSERT INTO offer (name, basis_points, starts_at, ends_at, created_at)
  SELECT 'Past offer ' || n, n * 50, now() - interval '60 days', now() - interval '50 days',
         now() - interval '61 days' FROM generate_series(1, {PAST_OFFERS}) n;
INSERT INTO offer_application (offer_id, product_id, applied_at, removed_at)
  SELECT {OFFERS} + 1 + (p.id * 7 + n * 13) %% {PAST_OFFERS}, p.id, now() - interval '60 days',
         now() - interval '49 days'
  FROM product p CROSS JOIN generate_series(1, {PAST_OFFERS_EACH}) n ORDER BY p.id;
INSERT INTO "order" (user_id, status, total_cents, created_at)
  SELECT (SELECT max(id) FROM "user") - n %% {VISITORS}, 'delivered', p.price_cents,
         now() - interval '30 days'
  FROM generate_series(1, {PAST_ORDERS}) n JOIN product p ON p.id = 1 + n %% %(products)s
  ORDER BY n;
INSERT INTO order_item (order_id, product_id, name, quantity, price_cents)
  SELECT o.id, p.id, p.name, 1, p.price_cents
  FROM "order" o JOIN product p ON p.id = 1 + o.id %% %(products)s ORDER BY o.id;
INSERT INTO stock_movement (product_id, delta, reason, created_at)
  SELECT p.id, p.stock + count(i.id), 'initial', p.created_at
  FROM product p LEFT JOIN order_item i ON i.product_id = p.id GROUP BY p.id ORDER BY p.id;
INSERT INTO stock_movement (product_id, delta, reason, order_id, created_at)
  SELECT product_id, -quantity, 'sale', order_id, now() - interval '30 days' FROM order_item;
INSERT INTO cart_item (user_id, product_id, quantity)
  SELECT u.id, 1 + (u.id + 7 * n) %% %(products)s, 1
  FROM "user" u CROSS JOIN generate_series(1, 2) n WHERE u.username LIKE 'visitor %%';
"""
BUYERS = """
SELECT u.id, s.id FROM user_session s JOIN "user" u ON u.id = s.user_id
WHERE u.username LIKE 'buyer %' ORDER BY u.id"""


@dataclass(frozen=True)
class Plan:
    """What a run buys: how many users and products there are."""

    users: int
    products: int


@dataclass(frozen=True)
class Buyer:
    """A user who is signed in."""

    id: int
    token: str


def shop_settings(address: str, secret: str, folder: Path) -> dict[str, str]:
    """Return the settings of a shop in production that keeps its files in `folder`."""
    return {
        "APP_ENV": "production",
        "DATABASE_URL": address,
        "JWT_SECRET_KEY": secret,
        "ADMIN_PASSWORD": "the admin of a benchmark",
        "BCRYPT_LOG_ROUNDS": "4",
        # All clients of a benchmark have one address, and more calls a minute than it may make.
        "RATELIMIT_ENABLED": "false",
        # What it costs is measured by itself, and nobody reads it.
        "LOG_REQUESTS": "false",
        "INSTANCE_FOLDER": str(folder / "instance"),
        "UPLOAD_FOLDER": str(folder / "static"),
    }


def new_secret() -> str:
    """Return a key for the tokens, which both servers know."""
    return "k" + secrets.token_urlsafe(48)


def build_shop(postgres: Postgres, settings: dict[str, str], plan: Plan) -> list[Buyer]:
    """Migrate and fill the database that `settings` name, and sign everyone in."""
    app = create_app(settings)
    result = app.test_cli_runner().invoke(args=["setup"])
    if result.exit_code:
        raise RuntimeError(f"flask setup failed: {result.output}") from result.exception
    with psycopg.connect(settings["DATABASE_URL"], autocommit=True) as connection:
        with psycopg.ClientCursor(connection) as cursor:
            for part in (PEOPLE, PRODUCTS, PAST):
                cursor.execute(part, {"users": plan.users, "products": plan.products})
        rows = connection.execute(BUYERS).fetchall()
        connection.execute("VACUUM (FREEZE, ANALYZE)")
        connection.execute("CHECKPOINT")
    with app.app_context():
        buyers = [
            Buyer(user, tokens.access_token(SimpleNamespace(id=user, is_admin=False), session))
            for user, session in rows
        ]
        db.engine.dispose()  # A database that somebody is connected to can't be copied.
    return buyers
