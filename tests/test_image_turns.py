"""Two images are worked on at once in a process; who waits too long is told to come again."""

from __future__ import annotations

import threading

import pytest

from services import image_turns
from services.image_processing import process
from services.image_turns import in_turn
from services.refusals import ImageInvalid, ImagesBusy
from tests.image_files import gif_of_frames, png_of_size
from tests.shop_driver import made, picture, refused


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(image_turns, "PATIENCE_SECONDS", 0.05)


class Worker:
    """A thread that holds places until it is let go."""

    def __init__(self, places: int) -> None:
        self.inside, self.leave = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self.work, args=(places,))
        self.thread.start()

    def work(self, places: int) -> None:
        with in_turn(places):
            self.inside.set()
            self.leave.wait()

    def let_go(self) -> None:
        self.leave.set()
        self.thread.join()


@pytest.fixture
def worker():
    workers: list[Worker] = []

    def start(places: int) -> Worker:
        workers.append(Worker(places))
        return workers[-1]

    yield start
    for one in workers:
        one.let_go()


def busy(places: int) -> bool:
    try:
        with in_turn(places):
            return False
    except ImagesBusy:
        return True


@pytest.mark.usefixtures("impatient")
def test_a_third_waits_and_is_refused(worker):
    workers = [worker(1), worker(1)]
    assert all(one.inside.wait(10) for one in workers)

    assert busy(1)

    workers[0].let_go()
    assert not busy(1)
    assert busy(2)


@pytest.mark.usefixtures("impatient")
def test_a_large_one_is_alone(worker):
    large = worker(2)
    assert large.inside.wait(10)

    assert busy(1)
    assert busy(2)

    large.let_go()
    assert not busy(2)


def test_two_that_need_both_places_never_hold_one_each(worker):
    first = [worker(1), worker(1)]
    assert all(one.inside.wait(10) for one in first)
    waiting = [worker(2), worker(2)]
    assert not any(one.inside.wait(0.2) for one in waiting)

    for one in first:
        one.let_go()

    while waiting:
        inside = next(one for one in waiting * 100 if one.inside.wait(0.05))
        inside.let_go()
        waiting.remove(inside)


@pytest.mark.usefixtures("impatient")
def test_a_place_is_free_again_after_a_refusal():
    broken = picture("PNG", (900, 900))[:-100]
    for _ in range(5):
        for content, name in ((broken, "a.png"), (gif_of_frames(999), "a.gif")):
            with pytest.raises(ImageInvalid):
                process(content, name)
    assert not busy(2)


@pytest.mark.usefixtures("impatient")
def test_an_upload_that_finds_no_place_is_told_when_to_come_again(shop, worker):
    product = shop.make_product()
    path = f"/api/products/{product['id']}/image"
    large = worker(2)
    assert large.inside.wait(10)

    response = shop.upload(path, shop.admin, picture())

    refused(response, 503, "images-busy")
    assert int(response.headers["Retry-After"]) >= 1
    assert made(shop.get(path))["image_url"] is None
    refused(shop.upload(path, shop.admin, png_of_size(9**5, 9**5)), 400, "image-invalid")
    large.let_go()
    made(shop.upload(path, shop.admin, picture()))
