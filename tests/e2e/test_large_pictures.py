"""The largest pictures of every kind but the worst, which `make test` has: a minute of work."""

from __future__ import annotations

import pytest

from tests.test_image_memory import HEAVY, WORST, takes_little


@pytest.mark.parametrize("name", [name for name in HEAVY if name not in WORST])
def test_the_other_large_pictures_take_less_than_400_megabytes(tmp_path, name):
    takes_little(tmp_path, name)
