"""Limits: how often something may happen, counted for each key in fixed windows.

A policy has several windows, so that waits grow: who has used up a minute's quota waits for the
next minute, who keeps on doing so for the next quarter, hour and day.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from flask import Flask, current_app
from limits import RateLimitItem, parse, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

log = logging.getLogger("shop")
T = TypeVar("T")

WINDOW = 60  # seconds, of the bound on everything
PATIENCE_WITH_REDIS = 0.25  # seconds
PAUSE_WITHOUT_REDIS = 5.0  # seconds in which it is not asked again


class Policy(NamedTuple):
    """A name that clients read, and the windows: all of them must have room."""

    name: str
    windows: tuple[RateLimitItem, ...]


class Count(NamedTuple):
    """One event to count: under which policy, and for whom."""

    policy: Policy
    key: str


class Standing(NamedTuple):
    """Where a caller stands with a policy, as the `RateLimit` headers tell it."""

    name: str
    quota: int
    window: int
    remaining: int
    reset: int

    @property
    def refused(self) -> bool:
        """Whether there was no room left: nothing was counted then."""
        return self.remaining < 0


def _policy(name: str, windows: str) -> Policy:
    return Policy(name, tuple(parse_many(windows)))


# Wrong passwords. Nobody can lock an account for somebody at another address: the count that
# bites soon is that of account and address together. The other two bound what one address may
# try with many accounts, and what many addresses may try with one account.
SIGN_IN = _policy("sign-in", "10 per minute; 20 per 15 minutes; 40 per hour; 100 per day")
SIGN_IN_ADDRESS = _policy("sign-in-address", "50 per minute; 200 per hour; 1000 per day")
SIGN_IN_ACCOUNT = _policy("sign-in-account", "300 per hour; 1000 per day")
REGISTRATION = _policy("registration", "100 per hour")
UPLOAD = _policy("upload", "60 per minute; 1000 per hour")
REFUSAL_TOLD = parse("1 per minute")


def anonymous(*parts: str) -> str:
    """Return a key for `parts` that does not give them away: a name typed may be a password."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Limits:
    """The counts: in Redis where there is one, in this process's memory without it."""

    def __init__(self, redis_url: str | None) -> None:
        self._memory = FixedWindowRateLimiter(MemoryStorage())
        self._shared = _in_redis(redis_url) if redis_url else None
        self._ask_again_at = 0.0

    def take(self, counts: Sequence[Count]) -> Standing:
        """Count an event under each key; under none of them when one has no room left.

        Counted before it happens and not after, so that guesses made side by side
        are not all let in while none of them is counted yet.
        """
        taken: list[tuple[RateLimitItem, str]] = []
        for policy, window, key in _windows(counts):
            taken.append((window, key))
            if not self._hit(window, key):
                self._give_back(taken)
                # By now there may be room again: another's event was given back, or a window ended.
                refusing = self._standing(policy, window, key)._replace(remaining=-1)
                exhausted = self._exhausted(counts)
                return max(exhausted, key=lambda standing: standing.reset, default=refusing)
        return self._standing(*next(_windows(counts)))

    def give_back(self, counts: Sequence[Count]) -> None:
        """Take an event back, which was counted and turned out to be none."""
        self._give_back([(window, key) for _, window, key in _windows(counts)])

    def is_first_refusal(self, count: Count) -> bool:
        """Say whether nobody was told of this key's refusals in the last minute."""
        return self._memory.hit(REFUSAL_TOLD, count.policy.name, count.key)

    @property
    def is_shared(self) -> bool:
        """Whether other processes are to count along."""
        return self._shared is not None

    def redis_answers(self) -> bool:
        """Say whether Redis is there, asking it also in a pause."""
        return self._shared is not None and self._shared.storage.check()

    def _give_back(self, taken: Sequence[tuple[RateLimitItem, str]]) -> None:
        for window, key in taken:
            self._hit(window, key, cost=-1)

    def _hit(self, window: RateLimitItem, key: str, cost: int = 1) -> bool:
        # Counted here as well: when Redis goes away, what this process saw is not forgotten.
        fits_here = self._memory.hit(window, key, cost=cost)
        return self._from_redis(lambda shared: shared.hit(window, key, cost=cost), fits_here)

    def _exhausted(self, counts: Sequence[Count]) -> Iterator[Standing]:
        for policy, window, key in _windows(counts):
            standing = self._standing(policy, window, key)
            if standing.remaining <= 0:
                yield standing._replace(remaining=-1)

    def _standing(self, policy: Policy, window: RateLimitItem, key: str) -> Standing:
        here = self._memory.get_window_stats(window, key)
        stats = self._from_redis(lambda shared: shared.get_window_stats(window, key), here)
        # By the machine's clock, as the windows are; the shop's own may stand at another instant.
        seconds = max(1, math.ceil(stats.reset_time - time.time()))
        remaining = max(0, stats.remaining)
        return Standing(policy.name, window.amount, window.get_expiry(), remaining, seconds)

    def _from_redis(self, question: Callable[[FixedWindowRateLimiter], T], otherwise: T) -> T:
        """Ask Redis; while it does not answer, go by what this process has counted."""
        if self._shared is None or time.monotonic() < self._ask_again_at:
            return otherwise
        try:
            return question(self._shared)
        except StorageError as error:
            self._ask_again_at = time.monotonic() + PAUSE_WITHOUT_REDIS
            log.warning("Redis does not answer, each process counts alone: %s", error)
            return otherwise


class RequestBound:
    """The bound on everything: how many requests each address makes of this process.

    All addresses share one window, so it is a dictionary that is thrown away with it:
    no expiry of keys, no lock. Of two threads in the same nanosecond one may go uncounted.
    """

    def __init__(self, quota: int) -> None:
        self.quota = quota
        self._counts: dict[str, int] = {}
        self._ends = 0.0

    def take(self, address: str) -> Standing:
        """Count a request of `address`."""
        left = self._ends - time.monotonic()
        if left <= 0:
            self._counts, left = {}, WINDOW
            self._ends = time.monotonic() + WINDOW
        counts = self._counts
        counts[address] = count = counts.get(address, 0) + 1
        return Standing("requests", self.quota, WINDOW, self.quota - count, math.ceil(left))


def _windows(counts: Sequence[Count]) -> Iterator[tuple[Policy, RateLimitItem, str]]:
    for policy, key in counts:
        for window in policy.windows:
            yield policy, window, f"{policy.name}/{key}"


def _in_redis(url: str) -> FixedWindowRateLimiter:
    """Count in Redis; of two tries at once the second heals a connection that went stale."""
    options = {
        "socket_connect_timeout": PATIENCE_WITH_REDIS,
        "socket_timeout": PATIENCE_WITH_REDIS,
        "retry_on_timeout": True,  # Once, and at once.
    }
    return FixedWindowRateLimiter(storage_from_string(url, wrap_exceptions=True, **options))


def init_app(app: Flask) -> None:
    """Give `app` counts of its own, unless its limits are turned off."""
    if app.config["RATELIMIT_ENABLED"]:
        app.extensions["limits"] = Limits(app.config["REDIS_URL"])
        app.extensions["request-bound"] = RequestBound(app.config["REQUESTS_PER_MINUTE"])


def uses_redis() -> bool:
    """Say whether the current app's limits are counted in Redis."""
    counted_in = current_limits()
    return counted_in is not None and counted_in.is_shared


def redis_answers() -> bool:
    """Say whether the Redis of the current app's limits is there."""
    counted_in = current_limits()
    return counted_in is not None and counted_in.redis_answers()


def current_limits() -> Limits | None:
    """Return the current app's counts, None where limits are turned off."""
    limits: Limits | None = current_app.extensions.get("limits")
    return limits
