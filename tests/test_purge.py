"""What is kept for a time is deleted when that is over, and nothing else."""

from tests.shop_driver import PASSWORD, made

NOTHING = [
    "expired sign-ins: 0 deleted",
    "answers kept for repeated calls: 0 deleted",
    "audit trail past AUDIT_DAYS: 0 deleted",
]
COUNTED = ["2 to delete", "1 to delete", "2 to delete"]


def run(shop, *arguments):
    return shop.app.test_cli_runner().invoke(args=["purge", *arguments]).stdout.splitlines()


def test_what_has_served_its_time_goes_and_the_rest_stays(shop, moved_clock):
    token, product = shop.make_user("ada"), shop.make_product()
    shop.add_to_cart(token, product)
    made(shop.post("/api/checkout", token, headers={"Idempotency-Key": "once"}))
    shop.post("/api/login", json={"username": "ada", "password": "wrong"})
    assert run(shop) == NOTHING

    moved_clock.move(days=731)
    shop.sign_in("ada", PASSWORD)
    told = run(shop, "--dry-run")

    assert [line.rpartition(": ")[2] for line in told] == COUNTED
    assert run(shop) == [line.replace("to delete", "deleted") for line in told]
    assert run(shop) == NOTHING
    assert made(shop.get("/api/user", shop.sign_in("ada", PASSWORD)["access_token"]))
