"""What offers cost a list: `python -m benchmarks.offers_cost`.

Two shops of 100,000 products of which 50,000 are on offer: in one the newest 20, all
of the first page, are among them, in the other none of these is. The same page is read
of both in turn, with nothing kept.
"""

from __future__ import annotations

from benchmarks.catalogue_rows import OFFERED, Plan
from benchmarks.two_pages import TwoPages

PRODUCTS_IN_ALL = 100_000
WITH, WITHOUT = "20 of 20 on offer", "0 of 20 on offer"
PLANS = {WITH: Plan(PRODUCTS_IN_ALL, OFFERED[1]), WITHOUT: Plan(PRODUCTS_IN_ALL, OFFERED[2])}
VERDICT = (
    "A page with offers costs **{:.2f}** times the CPU of one without"
    " (rounds {:.2f} to {:.2f}); the goal is at most 1.3."
)


def main() -> None:
    """Measure and print the ratio."""
    pages = TwoPages(PLANS, WITH, lambda product: product["is_on_offer"])
    pages.run(__doc__.splitlines()[0], VERDICT)


if __name__ == "__main__":
    main()
