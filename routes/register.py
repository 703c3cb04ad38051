"""The list of all routes: every blueprint of the shop, in the order of the areas."""

from __future__ import annotations

from flask import Flask

from routes import (
    about_routes,
    account_routes,
    admin_routes,
    audit_routes,
    auth_routes,
    bulk_routes,
    cart_routes,
    category_routes,
    facet_routes,
    home_routes,
    image_routes,
    offer_routes,
    openapi,
    order_routes,
    price_routes,
    product_routes,
    report_routes,
    session_routes,
    stock_routes,
    suggest_routes,
    user_routes,
)

AREAS = (
    auth_routes,
    user_routes,
    session_routes,
    category_routes,
    product_routes,
    image_routes,
    facet_routes,
    bulk_routes,
    suggest_routes,
    price_routes,
    stock_routes,
    offer_routes,
    cart_routes,
    order_routes,
    account_routes,
    audit_routes,
    report_routes,
    admin_routes,
    about_routes,
    home_routes,
    openapi,
)


def register_routes(app: Flask) -> None:
    """Register every area in `app` and in its OpenAPI document."""
    api = openapi.Api(app)
    for area in AREAS:
        api.register_blueprint(area.blp)
