"""What a real browser shows of an image: headless Chromium draws it, and hands out the pixels."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue

from PIL import Image

PATIENCE = 180
KINDS = {"png": "png", "jpg": "jpeg", "gif": "gif", "webp": "webp", "avif": "avif"}
PAGE = """<!doctype html><html><body><script>
const files = {files};
async function framesOf([kind, code]) {{
  const data = Uint8Array.from(atob(code), letter => letter.charCodeAt(0));
  const decoder = new ImageDecoder({{data, type: kind, colorSpaceConversion: "default"}});
  await Promise.all([decoder.completed, decoder.tracks.ready]);
  const frames = [];
  for (let frameIndex = 0; frameIndex < decoder.tracks.selectedTrack.frameCount; frameIndex++) {{
    const {{image}} = await decoder.decode({{frameIndex}});
    const frame = pixels(image, image.displayWidth, image.displayHeight);
    frames.push({{...frame, milliseconds: image.duration / 1000}});
  }}
  return frames;
}}
async function shown([kind, code]) {{
  const image = new Image();
  image.src = `data:${{kind}};base64,${{code}}`;
  try {{ await image.decode(); }} catch {{ return []; }}
  return [pixels(image, image.naturalWidth, image.naturalHeight)];
}}
function pixels(image, width, height) {{
  const canvas = Object.assign(document.createElement("canvas"), {{width, height}});
  const context = canvas.getContext("2d", {{colorSpace: "srgb"}});
  context.drawImage(image, 0, 0);
  const bytes = context.getImageData(0, 0, width, height).data;
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return {{width, height, pixels: btoa(text)}};
}}
Promise.all(files.map({function})).catch(String).then(
  seen => fetch("/", {{method: "POST", body: JSON.stringify(seen)}}));
</script></body></html>"""


def shown_in_browser(files: list[tuple[str, bytes]]) -> list[Image.Image | None]:
    """Return what Chromium shows of each file, given by extension and bytes; None for nothing."""
    return [one[0][0] if one else None for one in _ask("shown", files)]


def frames_in_browser(files: list[tuple[str, bytes]]) -> list[list[tuple[Image.Image, float]]]:
    """Return the frames of each file as Chromium shows them, and for how many milliseconds."""
    return _ask("framesOf", files)


def _ask(function: str, files: list[tuple[str, bytes]]) -> list[list[tuple[Image.Image, float]]]:
    sent = [(f"image/{KINDS[kind]}", base64.b64encode(content).decode()) for kind, content in files]
    page = PAGE.format(files=json.dumps(sent), function=function)
    with (
        _Listener(page) as listener,
        tempfile.TemporaryDirectory() as folder,
        _chromium(f"http://127.0.0.1:{listener.server_port}/", folder),
    ):
        said = json.loads(listener.said.get(timeout=PATIENCE))
    assert isinstance(said, list), said
    return [[_frame(**frame) for frame in file] for file in said]


class _Listener(ThreadingHTTPServer):
    """A server of one page, which sends back what it has found."""

    def __init__(self, page: str) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.page = page.encode()
        self.said: Queue[bytes] = Queue()
        self.thread = threading.Thread(target=self.serve_forever)

    def __enter__(self) -> _Listener:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.thread.join()
        self.server_close()


class _Answer(BaseHTTPRequestHandler):
    server: _Listener

    def do_GET(self) -> None:
        self._answer(self.server.page if self.path == "/" else b"")

    def do_POST(self) -> None:
        self.server.said.put(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(b"")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def _chromium(address: str, folder: str) -> Iterator[None]:
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--force-color-profile=srgb",
        "--no-first-run", "--remote-debugging-port=0", f"--user-data-dir={folder}", address,
    ]  # fmt: skip
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, start_new_session=True, **quiet) as browser:
        try:
            yield
        finally:
            os.killpg(browser.pid, signal.SIGKILL)  # With all the processes that it has started.


def _frame(
    width: int, height: int, pixels: str, milliseconds: float = 0
) -> tuple[Image.Image, float]:
    return Image.frombytes("RGBA", (width, height), base64.b64decode(pixels)), milliseconds
