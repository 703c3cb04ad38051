"""What Prometheus says of the shop's figures and rules, by its own tool."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.live_shop import LiveShop

ROOT = Path(__file__).parent.parent.parent
RULES = ROOT / "deploy" / "prometheus-rules.yaml"
CASES = Path(__file__).parent / "prometheus_cases.yaml"


def promtool(*arguments: str, given: bytes = b"") -> str:
    """Run promtool, which must have nothing to complain about."""
    run = subprocess.run(["promtool", *arguments], input=given, capture_output=True, timeout=60)
    output = (run.stdout + run.stderr).decode()
    assert run.returncode == 0, output
    return output


def test_the_rules_are_valid():
    assert "12 rules found" in promtool("check", "rules", str(RULES))


def test_the_rules_are_quiet_on_a_good_day_and_all_fire_on_a_bad_one(tmp_path):
    cases = tmp_path / "cases.yaml"
    cases.write_text(CASES.read_text().replace("RULES", str(RULES)))

    assert "SUCCESS" in promtool("test", "rules", str(cases))


def test_the_figures_are_as_prometheus_wants_them(new_database, tmp_path):
    with LiveShop(new_database("sqlite"), tmp_path) as shop:
        shop.prepare()
        shop.start()
        shop.get("/api/products")
        shop.get("/nope")
        figures = shop.get("/metrics", shop.admin).data

    assert b"shop_requests_total" in figures
    assert promtool("check", "metrics", given=figures) == ""
