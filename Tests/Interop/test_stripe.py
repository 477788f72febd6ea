"""Payments by Stripe's interface, with PyPI's `localstripe` in Stripe's place."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from unittest import TestCase

ROOT = Path(__file__).resolve().parents[2]
PORTAL = Path(os.environ.get("PORTAL") or ROOT / ".build/debug/portal").absolute()
NOW = "2026-03-02T16:00:00Z"
KEY = "sk_test_interop"

VISA = "4242424242424242"
ASKS = "4000002760003184"
DECLINED_LATER = "4000000000000341"
DECLINED_AT_ONCE = "4000000000000002"


WEBHOOK_SECRET = "whsec_interop"
EVENT_TYPES = ("payment_intent.succeeded", "payment_intent.payment_failed")


def free_port() -> int:
    with socket.socket(socket.AF_INET6) as server:
        server.bind(("::", 0))
        return int(server.getsockname()[1])


class TestStripe(TestCase):
    """Maria of the demonstration clinic pays by cards that `localstripe` documents."""

    def setUp(self) -> None:
        super().setUp()
        if not PORTAL.exists():
            self.fail(f"there is no {PORTAL}: build it with `make build`, or set PORTAL")
        folder = tempfile.TemporaryDirectory(prefix="portal-interop-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.store = self.folder / "store"
        self.url = f"http://localhost:{free_port()}"
        self.start_stripe()
        self.settings = {
            **os.environ,
            "PORTAL_PAYMENTS_DRIVER": "stripe",
            "PORTAL_STRIPE_KEY": "env:STRIPE_KEY",
            "PORTAL_STRIPE_URL": self.url,
            "STRIPE_KEY": KEY,
        }
        self.run_portal("demo")
        self.known: set[str] = set()
        self.known = set(self.payments())

    def start_stripe(self) -> None:
        port = urllib.parse.urlsplit(self.url).port
        code = "from localstripe.server import start; start()"
        process = subprocess.Popen(
            [sys.executable, "-c", code, "--port", str(port), "--from-scratch"],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(process.wait, 10)
        self.addCleanup(process.kill)
        for _ in range(200):
            try:
                self.stripe("GET", "/v1/customers")
                return
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        self.fail("localstripe doesn't answer")

    def stripe(self, method: str, path: str, **form: str) -> Any:
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Authorization", f"Bearer {KEY}")
        with urllib.request.urlopen(request, timeout=20) as answer:
            text = answer.read().decode()
            return json.loads(text) if text else None

    def run_portal(self, *words: str, status: int = 0) -> list[Any]:
        command = [PORTAL, *words, "--store", self.store, "--now", NOW]
        run = subprocess.run(
            command, env=self.settings, capture_output=True, text=True, timeout=120
        )
        self.assertEqual(status, run.returncode, run.stdout + run.stderr)
        self.assertNotIn(KEY, run.stdout + run.stderr)
        return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]

    def staff(self, *words: str, status: int = 0) -> list[Any]:
        return self.run_portal("staff", *words, "--as", "biller", "--json", status=status)

    def card(self, number: str) -> str:
        """A card that was given to Stripe, and is kept on file at the clinic by its token."""
        token = self.token(number)
        return str(self.staff("methods", "add", "maria", token)[0]["method"])

    def token(self, number: str) -> str:
        method = self.stripe(
            "POST",
            "/v1/payment_methods",
            **{
                "type": "card",
                "card[number]": number,
                "card[exp_month]": "12",
                "card[exp_year]": "2030",
                "card[cvc]": "123",
            },
        )
        return str(method["id"])

    def intents(self) -> list[Any]:
        return list(self.stripe("GET", "/v1/payment_intents")["data"])

    def payments(self) -> dict[str, Any]:
        """What was asked for since the demonstration was set up."""
        items = {str(item["payment"]): item for item in self.staff("payments", "list", "maria")}
        return {name: item for name, item in items.items() if name not in self.known}

    def test_a_card_is_charged_and_money_given_back(self) -> None:
        method = self.card(VISA)
        (paid,) = self.staff("payments", "take", "maria", "60.00", "--method", method)
        self.assertEqual("taken", paid["stage"])
        (intent,) = self.intents()
        self.assertEqual(("succeeded", 6000), (intent["status"], intent["amount"]))
        self.assertEqual({"portal_key": f"pay-{paid['payment']}"}, intent["metadata"])
        self.staff("payments", "refund", paid["payment"], "25.00", "--reason", "overcharged")
        (refund,) = self.stripe("GET", "/v1/refunds")["data"]
        self.assertEqual((2500, intent["id"]), (refund["amount"], refund["payment_intent"]))
        # Asked again, there is nothing more to ask.
        self.assertEqual([{"answered": 0}], self.staff("payments", "resume"))
        self.assertEqual(1, len(self.intents()))

    def test_a_card_that_the_bank_declines(self) -> None:
        method = self.card(DECLINED_LATER)
        self.staff("payments", "take", "maria", "60.00", "--method", method, status=1)
        self.assertEqual({"declined"}, {item["stage"] for item in self.payments().values()})
        self.assertEqual(
            {"requires_payment_method"}, {intent["status"] for intent in self.intents()}
        )

    def test_a_card_that_the_bank_declines_at_once_is_not_kept(self) -> None:
        self.staff("methods", "add", "maria", self.token(DECLINED_AT_ONCE), status=1)

    def test_a_card_whose_bank_wants_to_ask(self) -> None:
        method = self.card(ASKS)
        self.staff("payments", "take", "maria", "60.00", "--method", method, status=1)
        self.assertEqual({"declined"}, {item["stage"] for item in self.payments().values()})
        # It can't be taken after all, once the patient was told that it was not.
        self.assertEqual({"canceled"}, {intent["status"] for intent in self.intents()})

    def test_a_lost_answer_is_made_good_by_the_webhook_however_often_it_comes(self) -> None:
        method = self.card(VISA)
        server = self.serve()
        if self.post(f"{server}/payments/stripe", "", b"{}") == 404:
            self.skipTest("this portal serve takes no events of Stripe")
        answers: list[int] = []

        def deliver(path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
            # A forged one, a changed one, the event itself, and the event again.
            good = headers["stripe-signature"]
            forged = good[:-1] + ("0" if good[-1] != "0" else "1")
            for signature, content in [(forged, body), (good, body + b" "), (good, body), (good, body)]:
                answers.append(self.post(f"{server}/payments/stripe", signature, content))
            return 200, b""

        webhook = self.listen(deliver)
        request = urllib.request.Request(
            f"{self.url}/_config/webhooks/portal",
            data=json.dumps(
                {"url": webhook, "secret": WEBHOOK_SECRET, "events": list(EVENT_TYPES)}
            ).encode(),
            headers={"Content-Type": "application/json"},
        )
        urllib.request.urlopen(request, timeout=20).close()

        def lose(path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
            status, answer = self.forward(path, headers, body)
            return (502, b"") if path == "/v1/payment_intents" and body else (status, answer)

        self.settings["PORTAL_STRIPE_URL"] = self.listen(lose)
        (pending,) = self.staff("payments", "take", "maria", "60.00", "--method", method)
        self.assertEqual("requested", pending["stage"])
        for _ in range(150):
            if len(answers) == 4:
                break
            time.sleep(0.1)
        self.assertEqual([403, 403, 200, 200], answers)
        self.assertEqual("taken", self.payments()[pending["payment"]]["stage"])
        self.assertEqual(1, len(self.intents()))

    def serve(self) -> str:
        """`portal serve` with the webhook's secret; its address."""
        port = free_port()
        settings = {
            **self.settings,
            "PORTAL_STRIPE_WEBHOOK_SECRET": "env:STRIPE_WEBHOOK",
            "STRIPE_WEBHOOK": WEBHOOK_SECRET,
        }
        process = subprocess.Popen(
            [PORTAL, "serve", "--store", self.store, "--port", str(port), "--now", NOW],
            env=settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(process.wait, 60)
        self.addCleanup(process.kill)
        url = f"http://127.0.0.1:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/health", timeout=5).close()
                return url
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
        self.fail("portal serve doesn't answer")

    @staticmethod
    def post(url: str, signature: str, body: bytes) -> int:
        request = urllib.request.Request(url, data=body, headers={"Stripe-Signature": signature})
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def forward(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        request = urllib.request.Request(self.url + path, data=body or None)
        for name in ("authorization", "content-type"):
            if name in headers:
                request.add_header(name, headers[name])
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def listen(
        self, answer: Callable[[str, dict[str, str], bytes], tuple[int, bytes]]
    ) -> str:
        """A server that answers as a function says; its address."""

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                status, content = answer(self.path, headers, body)
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST

            def log_message(self, format: str, *args: Any) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        return f"http://127.0.0.1:{server.server_address[1]}"
