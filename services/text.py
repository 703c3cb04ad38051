"""Text as people compare it: without case, accents and Unicode form."""

from __future__ import annotations

import re
import unicodedata


def name_key(name: str) -> str:
    """Return what two user names share when they count as the same (NFKC, casefold)."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return unicodedata.normalize("NFKC", folded)


def search_words(text: str) -> list[str]:
    """Return the words of a text without case and accents (NFKD, casefold, marks stripped)."""
    return re.findall(r"[^\W_]+", text.lower() if text.isascii() else _plain(text))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(one for one in decomposed if not unicodedata.combining(one))


def searchable(*texts: str | None) -> str:
    """Return the words of all texts, each with a blank before it, for `LIKE '% word%'`."""
    return "".join(f" {word}" for text in texts if text for word in search_words(text))
