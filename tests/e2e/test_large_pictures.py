"""The largest pictures of every kind, one by one: a minute and a half of work."""

from __future__ import annotations

import pytest

from tests.test_image_memory import ALMOST_IN_MB, HEAVY, growth


@pytest.mark.parametrize("name", HEAVY)
@pytest.mark.security(24, 25)
def test_the_largest_pictures_take_less_than_400_megabytes(tmp_path, name):
    make, expected = HEAVY[name]

    megabytes, outcomes = growth(tmp_path, (name, make()))

    assert outcomes == [expected]
    assert megabytes < ALMOST_IN_MB
