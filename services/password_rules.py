"""Which passwords the shop takes; pure, as settings go by it, too.

No rules of composition: length counts, and that nobody would guess it first (NIST SP
800-63B-4, section 3.1.1.2).
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from services.text import name_key

COMMON = Path(__file__).parent / "common_passwords.txt"
LONGEST = 1024
"""More than anybody remembers; whoever signs in may send no more than a few times as many."""
SHOP_NAMES = ("shop", "shop api")


def password_fault(password: str, username: str, minimum: int, blocklist: bool) -> str | None:
    """Say what is wrong with a new password for `username`; None when the shop takes it.

    It has `minimum` characters, no more than LONGEST, and with `blocklist` is none that is
    guessed first.
    """
    if len(password) < minimum:
        return f"Shorter than minimum length {minimum}."
    if len(password) > LONGEST:
        return f"Longer than maximum length {LONGEST}."
    if blocklist and _is_guessed_first(password, username):
        return "Too easy to guess: a common password, or the user's or the shop's name."
    return None


def _is_guessed_first(password: str, username: str) -> bool:
    """Say whether a password is common, or a name with other digits and signs around it."""
    key = name_key(password)
    names = {name_key(name) for name in (username, *SHOP_NAMES)}
    plain_names = {_plain(name) for name in names} - {""}
    return key in _common_passwords() or key in names or _plain(key) in plain_names


def _plain(key: str) -> str:
    """Return a key without the digits and signs around it, which may be all of it."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", key)


@functools.cache
def _common_passwords() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("# "))
