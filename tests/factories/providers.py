"""A stand-in for a provider of text messages or Zalo messages, that can do all the wrong that real ones do.

For development: `PYTHONPATH=src:. python -m tests.factories.providers 8070 --secret … --receipts http://localhost:8000`, and
`MOTCUA_SMS_URL=http://127.0.0.1:8070/sms MOTCUA_SMS_TOKEN=thu MOTCUA_SMS_RECEIPT_SECRET=…` for the product. It writes what it took to the
terminal and sends a receipt for each a second later.
"""

from __future__ import annotations

import argparse
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

TOKEN = "thu"
SECRET = "bi-mat-chung-cua-kenh-thu-0123456789"


@dataclass
class Manner:
    """How it answers. `refuses`: this status instead of taking; `loses_answer`: takes, then hangs up; `delays`: seconds before answering."""

    refuses: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    loses_answer: bool = False
    delays: float = 0.0
    twice: bool = False
    """Says the same answer twice over one connection."""
    body: bytes | None = None
    """Instead of what it should say."""


class StandIn(ThreadingHTTPServer):
    """`asked` is every request, `taken` what it would have sent: each id once, with its number."""

    daemon_threads = allow_reuse_address = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Answer)
        self.asked: list[dict[str, Any]] = []
        self.taken: dict[str, str] = {}
        self.manner = Manner()
        self.lock = threading.Lock()

    def url(self, channel: str) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/{channel}"

    def take(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """202 the first time, 409 for a repetition: with the same number."""
        with self.lock:
            before = body["id"] in self.taken
            number = self.taken.setdefault(body["id"], f"nc-{len(self.taken) + 1}")
        return (409 if before else 202), {"id": body["id"], "provider_id": number}


class _Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StandIn

    def log_message(self, *_: Any) -> None:
        """Silent."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        manner = self.server.manner
        self.server.asked.append({"path": self.path, "headers": dict(self.headers), **body})
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self.say(401, b"{}")
        elif manner.refuses:
            self.say(manner.refuses, b'{"error": "so 0912345678 khong dung"}', manner.headers)
        else:
            status, told = self.server.take(body)
            time.sleep(manner.delays)
            if manner.loses_answer:
                self.close_connection = True
                return
            for _ in range(2 if manner.twice else 1):
                self.say(status, manner.body if manner.body is not None else json.dumps(told).encode(), manner.headers)

    def say(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running(port: int = 0) -> Iterator[StandIn]:
    with StandIn(port) as made:
        threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield made
        made.shutdown()


def provider(server: StandIn, channel: str, *, receipts: bool = True) -> dict[str, str]:
    """One entry of `settings.MOTCUA_PROVIDERS`."""
    return {"url": server.url(channel), "token": TOKEN, "receipt_secret": SECRET if receipts else ""}


def signed(body: bytes, moment: float, secret: str = SECRET) -> dict[str, str]:
    """The headers of a receipt."""
    timestamp = str(int(moment))
    made = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, sha256).hexdigest()
    return {"X-Motcua-Timestamp": timestamp, "X-Motcua-Signature": f"sha256={made}"}


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("port", type=int)
    words.add_argument("--secret", default=SECRET)
    words.add_argument("--receipts", default="", help="address of the product, to which receipts go")
    given = words.parse_args()
    with running(given.port) as server:
        told = 0
        while True:
            time.sleep(1)
            for asked in server.asked[told:]:
                told += 1
                print(json.dumps({k: v for k, v in asked.items() if k != "headers"}, ensure_ascii=False), flush=True)
                if given.receipts and asked["id"] in server.taken:
                    body = json.dumps({"id": asked["id"], "status": "delivered"}).encode()
                    where = f"{given.receipts}/api/v1/messages/receipts{asked['path']}"
                    headers = {"Content-Type": "application/json", **signed(body, time.time(), given.secret)}
                    print(requests.post(where, body, headers=headers, timeout=10).status_code, flush=True)


if __name__ == "__main__":
    main()
