"""Requests to `portal serve` as the carriers sign them: by Twilio's own library, and by PyNaCl."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from unittest import TestCase

from nacl.signing import SigningKey
from twilio.request_validator import RequestValidator

ROOT = Path(__file__).resolve().parents[2]
PORTAL = Path(os.environ.get("PORTAL") or ROOT / ".build/debug/portal").absolute()
TOKEN = "a token of the interoperability tests"
PUBLIC_URL = "https://portal.example.org/texts"
JAMES = "+15075550102"


class TestWebhooks(TestCase):
    """One server on the demonstration clinic, for all of them."""

    @classmethod
    def setUpClass(cls) -> None:
        if not PORTAL.exists():
            raise AssertionError(f"there is no {PORTAL}: build it with `make build`, or set PORTAL")
        folder = tempfile.TemporaryDirectory(prefix="portal-interop-")
        cls.addClassCleanup(folder.cleanup)
        cls.store = Path(folder.name) / "store"
        cls.log = Path(folder.name) / "serve.log"
        cls.key = SigningKey.generate()
        subprocess.run([PORTAL, "demo", "--store", cls.store], check=True, capture_output=True)
        with cls.log.open("wb") as log:
            cls.server = subprocess.Popen(
                [PORTAL, "serve", "--store", cls.store, "--port", "0", "--public-url", PUBLIC_URL,
                 "--replies", "response"],
                env=os.environ | {
                    "PORTAL_TWILIO_AUTH_TOKEN": TOKEN,
                    "PORTAL_TELNYX_PUBLIC_KEY": base64.b64encode(bytes(cls.key.verify_key)).decode(),
                },
                stdout=log, stderr=log,
            )
        cls.addClassCleanup(cls.stop)
        for _ in range(300):
            found = re.search(r"port=(\d+)", cls.log.read_text())
            if found:
                cls.port = int(found[1])
                return
            time.sleep(0.1)
        raise AssertionError(f"the server did not start: {cls.log.read_text()}")

    @classmethod
    def stop(cls) -> None:
        cls.server.send_signal(signal.SIGTERM)
        if cls.server.wait(30) != 0:
            raise AssertionError(f"the server ended with {cls.server.returncode}")

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def twilio(self, form: dict[str, str], path: str = "/sms/twilio", token: str = TOKEN) -> tuple[int, str]:
        """The path is what a proxy leaves of the public address."""
        signature = RequestValidator(token).compute_signature(PUBLIC_URL + path, form)
        self.assertTrue(RequestValidator(token).validate(PUBLIC_URL + path, form, signature))
        return self.post(
            path, urllib.parse.urlencode(form).encode(),
            {"X-Twilio-Signature": signature, "Content-Type": "application/x-www-form-urlencoded"},
        )

    def test_what_twilio_signs_is_taken_and_answered_once(self) -> None:
        form = {
            "MessageSid": "SM" + "0" * 32, "SmsSid": "SM" + "0" * 32, "AccountSid": "AC" + "0" * 32,
            "From": JAMES, "To": "+15075550100", "Body": "héllo & <good> + morning 💊 %41\n",
            "NumMedia": "0", "FromCity": "ROCHESTER", "ApiVersion": "2010-04-01", "Empty": "",
        }
        status, text = self.twilio(form)
        self.assertEqual(200, status)
        self.assertRegex(text, r"<Response><Message>.+</Message></Response>")
        self.assertEqual((200, True), (self.twilio(form)[0], "<Message>" not in self.twilio(form)[1]))

    def test_what_another_token_signs_is_refused(self) -> None:
        self.assertEqual(403, self.twilio({"MessageSid": "SM1", "From": JAMES, "Body": "hi"}, token="x")[0])

    def test_a_status_callback_with_a_query_is_taken(self) -> None:
        form = {"MessageSid": "SM2", "MessageStatus": "delivered"}
        self.assertEqual(204, self.twilio(form, "/sms/twilio/status?notice=17.visitReminder.24&x=%20")[0])

    def telnyx(self, identifier: str, when: float, change: bytes = b"") -> int:
        body = json.dumps({"data": {
            "event_type": "message.received", "id": "e-" + identifier,
            "payload": {"id": identifier, "text": "hi", "from": {"phone_number": JAMES, "carrier": "x"},
                        "to": [{"phone_number": "+15075550100"}], "media": [], "direction": "inbound"},
        }}).encode()
        stamp = str(int(when))
        signature = self.key.sign(f"{stamp}|".encode() + body).signature
        return self.post("/sms/telnyx", body + change, {
            "telnyx-signature-ed25519": base64.b64encode(signature).decode(), "telnyx-timestamp": stamp,
            "Content-Type": "application/json",
        })[0]

    def test_what_telnyx_signs_is_taken_for_five_minutes(self) -> None:
        now = time.time()
        self.assertEqual(200, self.telnyx("t-1", now))
        self.assertEqual(200, self.telnyx("t-1", now))
        self.assertEqual(200, self.telnyx("t-2", now - 290))
        self.assertEqual(403, self.telnyx("t-3", now - 310))
        self.assertEqual(403, self.telnyx("t-4", now + 310))
        self.assertEqual(403, self.telnyx("t-5", now, change=b" "))

    def test_metrics_are_read_by_their_grammar(self) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=30) as answer:
            self.assertEqual("text/plain; version=0.0.4; charset=utf-8", answer.headers["Content-Type"])
            lines = answer.read().decode().splitlines()
        sample = re.compile(r'[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+')
        for line in lines:
            self.assertTrue(line.startswith("# ") or sample.fullmatch(line), line)
            self.assertNotIn("+1507", line)
