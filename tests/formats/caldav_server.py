"""A real CalDAV server (Radicale) that listens on this machine alone, for tests of publishing."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from townhall.formats.caldav_collection import Collection

USER, PASSWORD = "anna", "geheim wachtwoord"

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Any]


@dataclass
class Server:
    """Where it listens. `wrapped` may answer in Radicale's place; `requests` are their methods."""

    url: str = ""
    wrapped: Callable[[Application, dict[str, Any], Start], Any] | None = None
    requests: list[str] = field(default_factory=list)

    def open(self, *, user: str = USER, password: str = PASSWORD) -> Collection:
        """The collection, as the program reaches it."""
        return Collection(self.url, user, password)


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Nothing: requests are no news."""


@contextmanager
def caldav_server(folder: Path) -> Iterator[Server]:
    """A server with one empty calendar of USER, who must give PASSWORD."""
    users = folder / "users"
    users.write_text(f"{USER}:{PASSWORD}\n", "utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from radicale import Application as Radicale
        from radicale import config

        settings = config.load()
        settings.update(
            {
                "auth": {
                    "type": "htpasswd",
                    "htpasswd_filename": str(users),
                    "htpasswd_encryption": "plain",
                    "delay": "0",
                },
                "storage": {"filesystem_folder": str(folder / "storage")},
                "logging": {"level": "critical"},
            },
            "test",
        )
        radicale = Radicale(settings)
    made = Server()

    def application(environ: dict[str, Any], start: Start) -> Any:
        made.requests.append(environ["REQUEST_METHOD"])
        if made.wrapped is not None:
            return made.wrapped(radicale, environ, start)
        return radicale(environ, start)

    server = make_server("127.0.0.1", 0, application, WSGIServer, _Silent)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/{USER}/plan/"
    try:
        with made.open() as collection:
            collection._client.mkcalendar(made.url)
        made.requests.clear()
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
