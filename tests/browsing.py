"""What the tests in a browser share: a server, and pages that fail a test by what they do wrong."""

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, Response


class _Quiet(SimpleHTTPRequestHandler):
    """A server that does not write every request to the terminal."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Send a file; a page without an icon has an empty one, which browsers ask for anyway."""
        if self.path == "/favicon.ico":
            self.send_response(HTTPStatus.NO_CONTENT)
            self.end_headers()
        else:
            super().do_GET()


def served(folder: Path) -> Iterator[str]:
    """The address under which a folder is served on this machine."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(chromium: Browser, address: str, **settings: Any) -> Iterator[tuple[Page, list[str]]]:
    """A page in a context of its own, and what it does wrong, which fails the test at the end.

    That is errors on the console, requests that fail, requests to other hosts, of which this
    browser finds none, and dialogs. A test that provokes one of these takes it from the list. What
    a page was still asking for when it was left is no failure.
    """
    context = chromium.new_context(**settings)
    page, troubles = context.new_page(), list[str]()

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:", "blob:")):
            troubles.append(f"request to {request.url}")

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":
            troubles.append(f"no answer from {request.url}: {request.failure}")

    def answered(response: Response) -> None:
        if not response.ok and response.status != 304:
            troubles.append(f"{response.status} from {response.url}")

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            troubles.append(f"console of {page.url}: {message.text}")

    def refuse(dialog: Dialog) -> None:
        troubles.append(f"dialog {dialog.message}")
        dialog.dismiss()

    context.on("request", asked)
    context.on("requestfailed", failed)
    context.on("response", answered)
    context.on("console", said)
    context.on("weberror", lambda error: troubles.append(f"{page.url}: {error.error}"))
    page.on("dialog", refuse)
    yield page, troubles
    context.close()
    assert not troubles, "\n".join(troubles)
