"""Health: what is told of each part, in time, whatever hangs."""

from services import health_service
from tests.shop_driver import made


def test_a_part_that_hangs_is_told_of_in_time(running_shops, monkeypatch):
    """A migration holds the table of revisions, and whoever reads it waits."""
    shop = running_shops("postgresql")
    monkeypatch.setattr(health_service, "PATIENCE", 0.5)
    with shop.app.app_context():
        blocker = health_service.db.engine.connect().execution_options(
            isolation_level="READ COMMITTED"
        )
    with blocker, blocker.begin():
        blocker.exec_driver_sql("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
        answers = [shop.get("/health/ready") for _ in range(3)]
        waiting = [one for one in health_service.threading.enumerate() if "health" in one.name]

    assert [answer.status_code for answer in answers] == [503, 503, 503]
    assert answers[0].json["checks"] == {"database": "ok", "migrations": "failed", "storage": "ok"}
    assert [one.name for one in waiting] == ["health-migrations"]
    waiting[0].join(10)
    assert made(shop.get("/health/ready"))["checks"]["migrations"] == "ok"
