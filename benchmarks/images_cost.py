"""What pictures cost a list: `python -m benchmarks.images_cost`.

Two shops of 10,000 products, in one of which each has a picture with three renditions. The
first page is read of both in turn, with nothing kept. The answers differ in size, too: what
is told of a picture is as much again as the rest of its product.
"""

from __future__ import annotations

import orjson
from flask import Flask
from sqlalchemy import update

from benchmarks.catalogue_rows import Plan
from benchmarks.two_pages import TwoPages
from models import Product, db

WITHOUT, WITH = "no pictures", "20 of 20 with a picture"
PLANS = {WITHOUT: Plan(10_000), WITH: Plan(10_001)}
NAME = "2cfa379a2aa649348ce42d8d5f7e3241"
DETAILS = {
    "width": 4000,
    "height": 3000,
    "alt": "A brass lamp on a desk",
    "renditions": [
        {"width": width, "height": width * 3 // 4, "url": f"{NAME}-{width}.webp"}
        for width in (160, 480, 1200)
    ],
    "placeholder": "data:image/webp;base64," + "A" * 200,
    "color": "#b08d57",
}
VERDICT = (
    "A page with pictures costs **{:.2f}** times the CPU of one without (rounds {:.2f} to {:.2f})."
)


class Pictures(TwoPages):
    """Hangs a picture up at every product of one shop."""

    def adorn(self, app: Flask) -> None:
        """Write what is kept of a picture into all rows."""
        details = orjson.dumps(DETAILS).decode()
        with app.app_context():
            db.session.execute(update(Product).values(image=f"{NAME}.jpg", image_details=details))


def main() -> None:
    """Measure and print the ratio."""
    pages = Pictures(PLANS, WITH, lambda product: product["image"] is not None)
    pages.run(__doc__.splitlines()[0], VERDICT)


if __name__ == "__main__":
    main()
