"""Offers: planned in any zone, running to the second, never rewriting the past."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from models import Offer, db
from tests.shop_driver import made, refused


def body(now, start: float, end: float, **more):
    """Return an offer that starts and ends so many seconds from `now`."""
    return {
        "name": "Sale",
        "discount_percent": 10,
        "start_time": (now + timedelta(seconds=start)).isoformat(),
        "end_time": (now + timedelta(seconds=end)).isoformat(),
        **more,
    }


def test_an_offer_tells_its_state_and_the_seconds_left(shop, moved_clock):
    now = moved_clock.instant
    offer = shop.make_offer(**body(now, 60, 120))
    path = f"/api/offers/{offer['id']}"
    assert (offer["state"], offer["starts_in"], offer["ends_in"]) == ("scheduled", 60, 120)

    moved_clock.move(seconds=60)
    running = made(shop.get(path, shop.admin))
    assert (running["state"], running["starts_in"], running["ends_in"]) == ("running", 0, 60)
    moved_clock.move(seconds=60)
    over = made(shop.get(path, shop.admin))
    assert (over["state"], over["starts_in"], over["ends_in"]) == ("over", 0, 0)


def test_a_price_falls_at_the_start_and_rises_at_the_end(shop, moved_clock):
    product = shop.make_product(price=19.99)
    offer = shop.make_offer(**body(moved_clock.instant, 60, 120, discount_percent=12.5))
    shop.apply(offer, product)

    seen = []
    for step in (59.999999, 0.000001, 59.999999, 0.000001):
        moved_clock.move(seconds=step)
        shown = shop.product(product["id"])
        seen.append((shown["current_price"], shown["is_on_offer"], shown["offer_id"]))

    assert seen == [
        (19.99, False, None),
        (17.49, True, offer["id"]),
        (17.49, True, offer["id"]),
        (19.99, False, None),
    ]


def test_the_largest_running_discount_counts_and_none_add_up(shop):
    product = shop.make_product(price=100)
    for percent in (5, 20, 10):
        shop.apply(shop.make_offer(percent), product)

    shown = shop.product(product["id"])

    assert (shown["current_price"], shown["offer"]["discount_percent"]) == (80, 20)


def test_products_on_sale_now_are_listed(shop, moved_clock):
    product = shop.make_product()
    shop.make_product()
    shop.apply(shop.make_offer(**body(moved_clock.instant, 10, 20)), product)
    assert made(shop.get("/api/offers/active")) == []

    moved_clock.move(seconds=10)

    assert [one["id"] for one in made(shop.get("/api/offers/active"))] == [product["id"]]


def test_applying_twice_is_the_same_as_once(shop):
    product, offer = shop.make_product(), shop.make_offer()
    path = f"/api/offers/{offer['id']}/apply/{product['id']}"

    for _ in range(2):
        answer = made(shop.post(path, shop.admin))
        assert answer == {"message": f"Offer {offer['id']} applied to product {product['id']}"}
    made(shop.delete(path, shop.admin))
    assert shop.product(product["id"])["is_on_offer"] is False
    refused(shop.delete(path, shop.admin), 404, "offer-not-applied")


def test_unknown_offers_and_products_are_not_found(shop):
    product, offer = shop.make_product(), shop.make_offer()

    refused(shop.post(f"/api/offers/99/apply/{product['id']}", shop.admin), 404, "offer-not-found")
    refused(shop.post(f"/api/offers/{offer['id']}/apply/99", shop.admin), 404, "product-not-found")
    refused(shop.get("/api/offers/99", shop.admin), 404, "offer-not-found")


@pytest.mark.parametrize("percent", [-0.01, 20.01, 12.345, "10", None, True])
@pytest.mark.security(11)
def test_discounts_are_from_0_to_20_percent(shop, moved_clock, percent):
    answer = refused(
        shop.post(
            "/api/offers",
            shop.admin,
            json=body(moved_clock.instant, 0, 1, discount_percent=percent),
        ),
        400,
        "validation-failed",
    )
    assert list(answer["errors"]) == ["discount_percent"]


@pytest.mark.parametrize("percent", [0, 0.01, 12.5, 20])
def test_discounts_come_back_as_sent(shop, percent):
    assert shop.make_offer(percent)["discount_percent"] == percent


@pytest.mark.security(9)
def test_an_offer_ends_after_it_starts_whatever_the_offsets(shop):
    offer = {
        "name": "x",
        "discount_percent": 5,
        "start_time": "2026-11-27T18:00:00+05:45",
        "end_time": "2026-11-27T12:15:00+00:00",
    }
    answer = refused(shop.post("/api/offers", shop.admin, json=offer), 400, "validation-failed")
    assert answer["errors"] == {"end_time": ["Must be after start_time."]}


@pytest.mark.parametrize(
    ("sent", "zone", "instant"),
    [
        ("2026-11-27T18:15:00", None, "2026-11-27T18:15:00+00:00"),
        ("2026-11-27T18:15", None, "2026-11-27T18:15:00+00:00"),
        ("2026-11-27T18:15:00+05:45", None, "2026-11-27T12:30:00+00:00"),
        ("2026-11-27t18:15:00z", None, "2026-11-27T18:15:00+00:00"),
        ("2026-11-27T18:15:00", "Asia/Kathmandu", "2026-11-27T12:30:00+00:00"),
        ("2026-11-27T18:15:00", "America/New_York", "2026-11-27T23:15:00+00:00"),
        ("2026-11-27T18:15:00+00:00", "Asia/Kathmandu", "2026-11-27T18:15:00+00:00"),
        ("2026-11-27T18:15:00.250000", None, "2026-11-27T18:15:00.250000+00:00"),
        ("1998-12-31T23:59:60Z", None, "1999-01-01T00:00:00+00:00"),
    ],
)
@pytest.mark.security(70)
def test_instants_are_read_in_their_zone_and_answered_in_utc(shop, sent, zone, instant):
    named = {"timezone": zone} if zone else {}
    offer = shop.make_offer(start_time=sent, end_time="2030-01-01T00:00:00Z", **named)

    assert offer["start_time"] == instant


@pytest.mark.parametrize(
    "sent",
    ["", "now", "2026-11-27", "2026-02-30T00:00:00", "2026-11-27T24:00:00", "2026-11-27T18:60:00",
     "2026-11-27T18:15:00+24:00", "2026-11-27T18:15:60Z", "٢٠٢٦-11-27T18:15:00", 1764267300,
     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-1-1T00:00:00", None],
)  # fmt: skip
def test_what_is_no_instant_is_refused(shop, sent):
    offer = {"name": "x", "discount_percent": 5, "start_time": sent, "end_time": sent}
    answer = refused(shop.post("/api/offers", shop.admin, json=offer), 400, "validation-failed")
    assert set(answer["errors"]) == {"start_time", "end_time"}


@pytest.mark.parametrize(
    ("sent", "verdict", "readings"),
    [
        ("2026-03-29T02:30:00", "does not exist", ["T01:30:00+01:00", "T03:30:00+02:00"]),
        ("2026-10-25T02:30:00", "exists twice", ["T02:30:00+02:00", "T02:30:00+01:00"]),
    ],
)
@pytest.mark.security(70)
def test_wall_clock_times_in_a_gap_or_a_fold_are_refused(shop, sent, verdict, readings):
    offer = {
        "name": "x",
        "discount_percent": 5,
        "start_time": sent,
        "end_time": "2030-01-01T00:00:00",
        "timezone": "Europe/Berlin",
    }
    answer = refused(shop.post("/api/offers", shop.admin, json=offer), 400, "validation-failed")
    message = answer["errors"]["start_time"][0]
    assert verdict in message
    assert all(reading in message for reading in readings)


def test_a_zone_that_is_not_known_is_refused(shop, moved_clock):
    offer = body(moved_clock.instant, 0, 1, timezone="Mars/Olympus", start_time="2026-01-01T00:00")
    answer = refused(shop.post("/api/offers", shop.admin, json=offer), 400, "validation-failed")
    assert answer["errors"] == {"timezone": ["Mars/Olympus is not an IANA time zone."]}
    # A file of this machine, which on another is another zone or none.
    offer = body(moved_clock.instant, 0, 1, timezone="localtime")
    refused(shop.post("/api/offers", shop.admin, json=offer), 400, "validation-failed")


def test_an_offer_in_a_zone_that_this_machine_lacks_is_shown_by_its_instants(shop, moved_clock):
    offer = shop.make_offer(**body(moved_clock.instant, 0, 1, timezone="Europe/Berlin"))
    with shop.app.app_context():
        db.session.execute(update(Offer).values(timezone="Europe/Atlantis"))
        db.session.commit()

    (shown,) = made(shop.get("/api/offers", shop.admin))
    assert (shown["timezone"], shown["local_start_time"]) == ("Europe/Atlantis", None)
    assert shown["start_time"] == offer["start_time"]


def test_a_scheduled_offer_changes_freely(shop, moved_clock):
    offer = shop.make_offer(**body(moved_clock.instant, 60, 120))
    path = f"/api/offers/{offer['id']}"

    changed = made(shop.patch(path, shop.admin, json={"name": "Later", "discount_percent": 15}))

    assert (changed["name"], changed["discount_percent"]) == ("Later", 15)
    assert made(shop.delete(path, shop.admin)) == {"message": "Offer deleted"}
    refused(shop.get(path, shop.admin), 404, "offer-not-found")


def test_a_running_offer_can_only_be_ended_earlier_or_later(shop, moved_clock):
    now = moved_clock.instant
    path = f"/api/offers/{shop.make_offer(**body(now, -60, 120))['id']}"

    for change in (
        {"name": "Other"},
        {"discount_percent": 20},
        {"start_time": now.isoformat()},
        {"end_time": (now - timedelta(seconds=1)).isoformat()},
        {"timezone": "Asia/Tokyo"},
    ):
        refused(shop.patch(path, shop.admin, json=change), 409, "offer-fixed")
    refused(shop.delete(path, shop.admin), 409, "offer-fixed")

    ended = made(shop.patch(path, shop.admin, json={"end_time": now.isoformat()}))
    assert ended["state"] == "over"
    later = (now + timedelta(seconds=9)).isoformat()
    refused(shop.patch(path, shop.admin, json={"end_time": later}), 409, "offer-fixed")


def test_an_offer_that_products_hold_can_not_begin_in_the_past(shop, moved_clock):
    product = shop.make_product()
    offer = shop.make_offer(**body(moved_clock.instant, 60, 120))
    shop.apply(offer, product)
    moved_clock.move(seconds=30)
    past = {"start_time": (moved_clock.instant - timedelta(seconds=10)).isoformat()}

    refused(shop.patch(f"/api/offers/{offer['id']}", shop.admin, json=past), 409, "offer-fixed")


def test_offers_are_listed_by_state(shop, moved_clock):
    for start, end in ((-20, -10), (-10, 10), (10, 20)):
        shop.make_offer(**body(moved_clock.instant, start, end))

    for state, offer_id in (("over", 1), ("running", 2), ("scheduled", 3)):
        listed = shop.get(f"/api/offers?state={state}&count=true", shop.admin)
        assert [one["id"] for one in made(listed)] == [offer_id]
        assert listed.headers["X-Total-Count"] == "1"
    assert [one["id"] for one in made(shop.get("/api/offers", shop.admin))] == [3, 2, 1]
    refused(shop.get("/api/offers?state=maybe", shop.admin), 400, "validation-failed")


def test_the_lowest_earlier_price_counts_earlier_offers(shop, moved_clock):
    product = shop.make_product(price=100)
    shop.apply(shop.make_offer(**body(moved_clock.instant, 10, 20, discount_percent=15)), product)
    shop.apply(shop.make_offer(**body(moved_clock.instant, 30, 40, discount_percent=10)), product)
    assert shop.product(product["id"])["lowest_price_30d"] is None

    moved_clock.move(seconds=15)
    assert shop.product(product["id"])["lowest_price_30d"] == 100
    moved_clock.move(seconds=20)
    shown = shop.product(product["id"])
    assert (shown["current_price"], shown["lowest_price_30d"]) == (90, 85)


def test_an_offer_is_applied_to_a_whole_category(shop):
    inside = [shop.make_product(category_id=2) for _ in range(3)]
    outside = shop.make_product(category_id=1)
    offer = shop.make_offer(20)
    shop.apply(offer, inside[0])
    path = f"/api/offers/{offer['id']}/apply/categories/2"

    assert made(shop.post(path, shop.admin)) == {
        "message": f"Offer {offer['id']} applied to 2 products"
    }
    assert made(shop.post(path, shop.admin))["message"].endswith("applied to 0 products")

    assert {one["id"] for one in made(shop.get("/api/offers/active"))} == {
        one["id"] for one in inside
    }
    assert shop.product(outside["id"])["is_on_offer"] is False
    refused(
        shop.post(f"/api/offers/{offer['id']}/apply/categories/99", shop.admin),
        404,
        "category-not-found",
    )
    assert made(shop.get("/api/admin/verify", shop.admin))["clean"]


def test_a_dry_run_tells_what_would_be_and_changes_nothing(shop, moved_clock):
    product = shop.make_product(price=20)
    held = shop.make_offer(**body(moved_clock.instant, 0, 100, discount_percent=5))
    shop.apply(held, product)
    moved_clock.move(seconds=1)
    larger = shop.make_offer(**body(moved_clock.instant, 50, 200, discount_percent=15))
    seen = shop.product(product["id"])
    path = f"/api/offers/{larger['id']}/apply"

    for tried in (f"{path}/{product['id']}", f"{path}/categories/1"):
        trial = made(shop.post(f"{tried}?dry_run=true", shop.admin))["dry_run"]
        assert (trial["at"], trial["count"]) == (larger["start_time"], 1)
        (touched,) = trial["products"]
        assert (touched["before"], touched["after"]) == (19, 17)
        assert [one["id"] for one in touched["overlaps"]] == [held["id"]]
    assert shop.product(product["id"]) == seen
    refused(
        shop.delete(f"{path}/{product['id']}?dry_run=true", shop.admin), 404, "offer-not-applied"
    )
    removal = f"/api/offers/{held['id']}/apply/{product['id']}?dry_run=true"
    (touched,) = made(shop.delete(removal, shop.admin))["dry_run"]["products"]
    assert (touched["before"], touched["after"]) == (19, 20)
    assert shop.product(product["id"]) == seen


def test_a_dry_run_tells_the_lowest_earlier_price_that_the_step_will_give(shop, moved_clock):
    product = shop.make_product(price=100)
    running = shop.make_offer(**body(moved_clock.instant, -10, 100, discount_percent=20))
    small = shop.make_offer(**body(moved_clock.instant, -10, 100, discount_percent=5))
    moved_clock.move(seconds=1)
    shop.apply(running, product)
    moved_clock.move(seconds=1)
    made(shop.patch(f"/api/products/{product['id']}", shop.admin, json={"price": 50}))
    moved_clock.move(seconds=1)

    for offer, method in ((running, "POST"), (small, "POST"), (running, "DELETE")):
        path = f"/api/offers/{offer['id']}/apply/{product['id']}"
        tried = made(shop.call(method, f"{path}?dry_run=true", shop.admin))
        (touched,) = tried["dry_run"]["products"]
        made(shop.call(method, path, shop.admin))
        then = shop.product(product["id"])
        for name in ("lowest_price_30d", "percent_off_lowest"):
            assert touched[name] == then[name], (offer["name"], method, name)
        assert touched["after"] == then["current_price"]
        moved_clock.move(seconds=1)


def fridays(**values):
    """Six to ten on Friday evenings in Berlin, five times over the end of summer time."""
    return {
        "name": "Friday night", "discount_percent": 20, "timezone": "Europe/Berlin",
        "start_time": "2026-10-16T18:00:00", "end_time": "2026-10-16T22:00:00",
        "recurrence": "FREQ=WEEKLY;COUNT=5", **values,
    }  # fmt: skip


@pytest.fixture
def friday_night(shop, moved_clock):
    """A recurring offer on a product of 10.00, planned on a Thursday."""
    moved_clock.to(datetime(2026, 10, 15, 12, tzinfo=UTC))
    shop.forget_admin()
    offer = made(
        shop.post("/api/offers", shop.admin, json=fridays(recurrence="freq=weekly;count=5"))
    )
    shop.apply(offer, shop.make_product(price=10))
    return offer


def test_a_recurring_offer_says_its_zone_its_rule_and_its_run(friday_night):
    first = {
        "start_time": "2026-10-16T16:00:00+00:00",
        "end_time": "2026-10-16T20:00:00+00:00",
        "local_start_time": "2026-10-16T18:00:00+02:00",
        "local_end_time": "2026-10-16T22:00:00+02:00",
    }
    assert friday_night == {
        **first,
        "id": friday_night["id"],
        "name": "Friday night",
        "discount_percent": 20.0,
        "timezone": "Europe/Berlin",
        "recurrence": "FREQ=WEEKLY;COUNT=5",
        "run": {**first, "state": "scheduled"},
        "state": "scheduled",
        "starts_in": 28 * 3600,
        "ends_in": 32 * 3600,
    }


def test_it_runs_in_each_run_and_only_then(shop, moved_clock, friday_night):
    path = f"/api/offers/{friday_night['id']}"
    told = []
    for day, hour in [(16, 15), (16, 16), (16, 20), (23, 16), (30, 16), (30, 17), (30, 21)]:
        moved_clock.to(datetime(2026, 10, day, hour, tzinfo=UTC))
        shop.forget_admin()
        offer = made(shop.get(path, shop.admin))
        of_state = made(shop.get(f"/api/offers?state={offer['state']}", shop.admin))
        assert [one["id"] for one in of_state] == [offer["id"]]
        price = shop.product(1)["current_price"]
        told.append((day, hour, offer["state"], offer["run"]["start_time"][8:13], price))

    assert told == [
        (16, 15, "scheduled", "16T16", 10.0),
        (16, 16, "running", "16T16", 8.0),
        (16, 20, "scheduled", "23T16", 10.0),
        (23, 16, "running", "23T16", 8.0),
        (30, 16, "scheduled", "30T17", 10.0),
        (30, 17, "running", "30T17", 8.0),
        (30, 21, "scheduled", "06T17", 10.0),
    ]


def test_all_its_runs_are_listed_and_told_as_prices(shop, friday_night):
    runs = made(shop.get(f"/api/offers/{friday_night['id']}/runs", shop.admin))
    window = "from=2026-10-15T12:00:00Z&to=2026-12-01T00:00:00Z"
    prices = made(shop.get(f"/api/products/1/prices?{window}"))

    assert [run["local_start_time"] for run in runs] == [
        "2026-10-16T18:00:00+02:00",
        "2026-10-23T18:00:00+02:00",
        "2026-10-30T18:00:00+01:00",
        "2026-11-06T18:00:00+01:00",
        "2026-11-13T18:00:00+01:00",
    ]
    reduced = [(one["from"], one["to"]) for one in prices if one["price"] == 8]
    assert reduced == [(run["start_time"], run["end_time"]) for run in runs]


def test_an_explanation_speaks_of_the_run_at_hand(shop, friday_night):
    def told(at):
        answer = made(shop.get(f"/api/products/1/price?explain=true&at={at}"))
        (verdict,) = answer["considered"]
        return verdict["ran"], verdict["start_time"], verdict["reason"]

    second = "2026-10-23T16:00:00+00:00"
    assert told("2026-10-20T00:00:00Z") == (False, second, f"It begins only at {second}.")
    assert told("2026-10-23T17:00:00Z") == (True, second, "The largest discount that runs.")
    last = ("2026-11-13T17:00:00+00:00", "It ended at 2026-11-13T21:00:00+00:00.")
    assert told("2026-12-01T00:00:00Z") == (False, *last)


def test_once_begun_the_run_in_progress_is_ended_and_the_later_ones_are_dropped(
    shop, moved_clock, friday_night
):
    path = f"/api/offers/{friday_night['id']}"
    moved_clock.to(datetime(2026, 10, 23, 17, tzinfo=UTC))
    shop.forget_admin()
    over = {"end_time": "2026-10-30T17:00:00.000001Z"}
    answer = refused(shop.patch(path, shop.admin, json=over), 400, "validation-failed")
    assert answer["errors"] == {"end_time": ["The next run begins at 2026-10-30T17:00:00+00:00."]}
    for change in (
        {"name": "Other"}, {"discount_percent": 10}, {"start_time": "2026-10-16T17:00:00Z"},
        {"recurrence": "FREQ=DAILY;COUNT=5"}, {"end_time": "2026-10-23T16:59:59Z"},
    ):  # fmt: skip
        refused(shop.patch(path, shop.admin, json=change), 409, "offer-fixed")

    ended = made(shop.patch(path, shop.admin, json={"end_time": "2026-10-23T17:30:00Z"}))
    assert (ended["ends_in"], ended["run"]["end_time"]) == (1800, "2026-10-23T17:30:00+00:00")
    last = made(shop.patch(path, shop.admin, json={"recurrence": None}))
    assert last["recurrence"] == "FREQ=WEEKLY;UNTIL=20261023T160000Z"
    assert len(made(shop.get(f"{path}/runs", shop.admin))) == 2

    moved_clock.to(datetime(2026, 10, 23, 17, 30, tzinfo=UTC))
    offer = made(shop.get(path, shop.admin))
    assert (offer["state"], offer["run"], offer["ends_in"]) == ("over", None, 0)
    assert shop.product(1)["current_price"] == 10
    past = made(shop.get("/api/products/1/price?at=2026-10-16T17:00:00Z"))
    assert past["current_price"] == 8
    refused(shop.patch(path, shop.admin, json={"end_time": over["end_time"]}), 409, "offer-fixed")
    refused(shop.delete(path, shop.admin), 409, "offer-fixed")


def test_between_two_runs_there_is_no_end_to_move(shop, moved_clock, friday_night):
    path = f"/api/offers/{friday_night['id']}"
    moved_clock.to(datetime(2026, 10, 20, tzinfo=UTC))
    shop.forget_admin()
    same = {name: friday_night[name] for name in ("name", "end_time", "timezone", "recurrence")}

    assert made(shop.patch(path, shop.admin, json=same))["run"]["start_time"][:10] == "2026-10-23"
    refused(
        shop.patch(path, shop.admin, json={"end_time": "2026-10-21T00:00:00Z"}), 409, "offer-fixed"
    )


def test_before_its_first_run_the_plan_changes_freely(shop, friday_night):
    path = f"/api/offers/{friday_night['id']}"

    monthly = made(shop.patch(path, shop.admin, json={"recurrence": "FREQ=MONTHLY;COUNT=2"}))
    runs = made(shop.get(f"{path}/runs", shop.admin))
    assert [run["local_start_time"] for run in runs] == [
        "2026-10-16T18:00:00+02:00",
        "2026-11-16T18:00:00+01:00",
    ]
    assert monthly["start_time"] == friday_night["start_time"]
    once = made(shop.patch(path, shop.admin, json={"recurrence": None}))
    assert (once["recurrence"], once["run"]["start_time"]) == (None, friday_night["start_time"])
    assert len(made(shop.get(f"{path}/runs", shop.admin))) == 1
    assert made(shop.delete(path, shop.admin)) == {"message": "Offer deleted"}
    assert shop.product(1)["current_price"] == 10


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("FREQ=DAILY", "There are more than 500 runs in two years."),
        ("FREQ=WEEKLY;BYDAY=SA", "start_time must be the first run, and BYDAY leaves it out."),
        ("every friday", "Unknown part 'EVERY FRIDAY'; there are FREQ, "),
        ("", "Length must be between 1 and 200."),
        ("FREQ=WEEKLY;" * 20, "Length must be between 1 and 200."),
        (7, "Not a valid string."),
    ],
)
def test_a_rule_that_can_not_be_planned_is_refused(shop, moved_clock, rule, message):
    offer = fridays(recurrence=rule)
    answer = refused(shop.post("/api/offers", shop.admin, json=offer), 400, "validation-failed")

    assert list(answer["errors"]) == ["recurrence"]
    assert answer["errors"]["recurrence"][0].startswith(message)
    assert made(shop.get("/api/offers", shop.admin)) == []


def test_a_dry_run_of_a_recurring_offer_looks_at_its_next_run(shop, friday_night, moved_clock):
    moved_clock.to(datetime(2026, 10, 17, tzinfo=UTC))
    shop.forget_admin()
    lamp = shop.make_product(price=20)
    path = f"/api/offers/{friday_night['id']}/apply/{lamp['id']}?dry_run=true"
    trial = made(shop.post(path, shop.admin))["dry_run"]

    assert trial["at"] == "2026-10-23T16:00:00+00:00"
    (touched,) = trial["products"]
    assert (touched["before"], touched["after"], touched["lowest_price_30d"]) == (20, 16, 20)
