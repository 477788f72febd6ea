"""A portal that is served, for measuring: its store, its port, and messages as Twilio would sign them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / ".build/release/portal"
PATH = "/sms/twilio"


class ServedPortal:
    """`portal serve` on a store, until the block ends."""

    def __init__(self, program: Path, store: Path, **settings: str) -> None:
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self.token = secrets.token_hex(16)
        environment = os.environ | {
            "PORTAL_TWILIO_AUTH_TOKEN": self.token,
            "PORTAL_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "PORTAL_GLOBAL_RATE": "100000",
        } | settings
        self.log = open(store.parent / "serve.log", "wb")
        self.process = subprocess.Popen(
            [program, "serve", "--store", store, "--port", str(self.port)],
            env=environment, stdout=self.log, stderr=self.log,
        )

    def __enter__(self) -> ServedPortal:
        ready = f"http://127.0.0.1:{self.port}/ready"
        wait_until("the server's start", lambda: urllib.request.urlopen(ready, timeout=5).status == 200)
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()

    def end(self) -> None:
        """Asks it to end, and waits until it has."""
        self.process.send_signal(signal.SIGTERM)
        if self.process.wait(60) != 0:
            raise SystemExit(f"the server ended with {self.process.returncode}")

    def message(self, identifier: str, phone: str, text: str) -> bytes:
        """The request by which Twilio hands a message over."""
        form = {
            "MessageSid": identifier, "AccountSid": "AC" + "0" * 32, "From": phone,
            "To": "+15075550100", "Body": text, "NumMedia": "0",
        }
        signed = f"http://127.0.0.1:{self.port}{PATH}" + "".join(key + form[key] for key in sorted(form))
        signature = base64.b64encode(hmac.digest(self.token.encode(), signed.encode(), hashlib.sha1))
        body = urllib.parse.urlencode(form).encode()
        return (
            f"POST {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Twilio-Signature: {signature.decode()}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    def metric(self, name: str) -> float:
        """A number that the server counts, over all its labels."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=30) as answer:
            lines = answer.read().decode().splitlines()
        return sum(
            float(line.rsplit(" ", 1)[1]) for line in lines if line.split("{")[0].split(" ")[0] == name)

    def resident(self) -> int:
        """The server's memory, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def require(program: Path) -> None:
    """Ends where the program was not built."""
    if not program.exists():
        raise SystemExit(f"there is no {program}: run 'make release', or name one with --portal")


def wait_until(what: str, is_so: Callable[[], bool], seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if is_so():
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"{what} took longer than {seconds:.0f} s")
