"""The arithmetic of streams: where one goes on after a row of any other."""

from hypothesis import given
from hypothesis import strategies as st

from services.price_streams import Stream
from services.pricing import discounted

cents = st.integers(0, 400)
points = st.one_of(st.none(), st.integers(0, 10_000), st.sampled_from([0, 9_999, 10_000]))


def cost(stream: Stream, base: int) -> int:
    return discounted(base, stream.basis_points or 0)


@given(points, cents)
def test_a_range_of_current_prices_is_one_of_base_prices(off, price):
    stream = Stream(1, off)
    for base in range(500):
        assert (base >= stream.lowest_base(price)) == (cost(stream, base) >= price)
        assert (base <= stream.highest_base(price)) == (cost(stream, base) <= price)


@given(points, cents, cents, st.integers(1, 9))
def test_a_stream_goes_on_after_a_row_exactly_where_the_whole_order_does(off, price, base, number):
    stream = Stream(1, off)
    place = stream.place(price, base, number)
    for own in range(0, 500, 7):
        for product_id in range(1, 10):
            after = (cost(stream, own), own, product_id) > (price, base, number)
            assert ((own, product_id) > place) == after
            before = (cost(stream, own), own, product_id) < (price, base, number)
            if (cost(stream, own), own, product_id) != (price, base, number):
                assert ((own, product_id) < place) == before
