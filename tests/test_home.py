"""Where the shop says that it is: to who starts it, and on its front page."""

import pytest

from app import serve


class ClosedAtOnce:
    """A server that takes a port of its own choice for 0, and has ended."""

    def __init__(self, _app, _host, port):
        self.port = port or 54321

    def run(self):
        pass


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", "0", "http://127.0.0.1:54321"),
        ("0.0.0.0", "5404", "http://127.0.0.1:5404"),
        ("::1", "5404", "http://[::1]:5404"),
    ],
)
def test_the_address_shown_is_where_the_shop_is(
    shop_with, monkeypatch, capsys, host, port, address
):
    monkeypatch.setattr("app.Server", ClosedAtOnce)
    shop = shop_with(HOST=host, PORT=port)

    serve(shop.app)

    assert f"The shop is open at {address}\n" in capsys.readouterr().out
    page = shop.get("/", headers={"Accept": "text/html"}).text
    assert f'curl -s "{address}/api/products?' in page
