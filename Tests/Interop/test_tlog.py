"""What `portal audit` writes, read by a reader that knows the specifications only (`tlog.py`)."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from pathlib import Path
from unittest import TestCase

from tlog import Invalid, Log, PortalProof, Proof, Verifier, tile_path

ROOT = Path(__file__).resolve().parents[2]
PORTAL = Path(os.environ.get("PORTAL") or ROOT / ".build/debug/portal").absolute()
NOW = "2026-03-02T16:00:00Z"


class TestTilePath(TestCase):
    def test_the_examples_of_the_specification(self) -> None:
        self.assertEqual("tile/0/x001/x234/067", tile_path("0", 1234067, 256))
        self.assertEqual("tile/1/000.p/17", tile_path("1", 0, 17))


class TestExport(TestCase):
    """On the demonstration clinic, which has some hundred events."""

    def setUp(self) -> None:
        super().setUp()
        if not PORTAL.exists():
            self.fail(f"there is no {PORTAL}: build it with `make build`, or set PORTAL")
        folder = tempfile.TemporaryDirectory(prefix="portal-interop-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.store = self.folder / "store"
        self.export = self.folder / "export"
        self.portal("demo", "--store", self.store, "--now", NOW)
        self.audit("export", self.export)
        self.key = Verifier.parse((self.export / "log.vkey").read_text())

    def portal(self, *arguments: str | Path) -> str:
        run = subprocess.run(
            [PORTAL, *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
        )
        return run.stdout

    def audit(self, verb: str, *arguments: str | Path) -> str:
        return self.portal("audit", verb, *arguments, "--store", self.store, "--now", NOW)

    def prove(self, position: int, name: str = "proof") -> Proof:
        out = self.folder / f"{name}.tlog-proof"
        self.audit("prove", str(position), "--out", out)
        return Proof.parse(out.read_text())

    def test_an_export_is_a_log_by_the_specifications(self) -> None:
        log = Log(self.export, [self.key])
        entries = log.verify()
        self.assertEqual((self.export / "origin").read_text(), f"{log.checkpoint.origin}\n")
        self.assertEqual({68}, {len(entry) for entry in entries})
        # More than a tile, so that there is a level above.
        self.assertGreater(len(entries), 256)

    def test_an_export_that_was_added_to_is_one_too(self) -> None:
        before = Log(self.export, [self.key]).verify()
        self.prove(1)  # leaves its trace in the log
        for number in range(6):
            self.portal(
                "staff", "accounting", "maria", "--as", "ann", "--store", self.store,
                "--now", f"2026-03-02T{17 + number // 10}:{number % 10}0:00Z",
            )
        self.audit("export", self.export)
        after = Log(self.export, [self.key]).verify()
        self.assertGreater(len(after), len(before))
        self.assertEqual(before, after[: len(before)])

    def test_proofs_hold_and_open_one_event(self) -> None:
        entries = Log(self.export, [self.key]).verify()
        for position in [1, 2, len(entries) // 2, len(entries)]:
            proof = self.prove(position, f"proof-{position}")
            opened = PortalProof.open(proof, [self.key])
            self.assertEqual(position, opened.position)
            self.assertEqual(entries[position - 1], opened.leaf)
            assert opened.plaintext is not None
            self.assertRegex(opened.plaintext[16:].decode("latin1"), r"[a-z]+\.[a-zA-Z]+\.v1")

    def test_changed_files_are_refused(self) -> None:
        for name in ["checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/000"]:
            file = next(self.export.glob(name.replace(".p/1", ".p/*")))
            content = file.read_bytes()
            file.write_bytes(content[:30] + bytes([content[30] ^ 1]) + content[31:])
            with self.assertRaises((Invalid, UnicodeDecodeError), msg=name):
                Log(self.export, [self.key]).verify()
            file.write_bytes(content)
        Log(self.export, [self.key]).verify()

    def test_a_witness_cosigns(self) -> None:
        self.portal(
            "audit", "witness", self.export, "--state", self.folder / "witness",
            "--name", "example.org/witness",
        )
        witness = Verifier.parse((self.export / "witness.vkeys").read_text())
        self.assertEqual(4, witness.type)
        log = Log(self.export, [self.key, witness])
        out = self.folder / "witnessed.tlog-proof"
        self.audit("prove", "5", "--checkpoint", self.export / "checkpoint", "--out", out)
        proof = Proof.parse(out.read_text())
        self.assertEqual(5, PortalProof.open(proof, [self.key, witness]).position)
        self.assertEqual(log.checkpoint, proof.verify(log.verify()[4], [self.key, witness]))

    def test_proofs_from_before_an_erasure_and_from_after_it_hold(self) -> None:
        lines = self.audit("replay", "--patient", "maria", "--json", "--limit", "1")
        position = json.loads(lines.splitlines()[0])["position"]
        before = self.prove(position, "before")
        self.portal(
            "keys", "erase", "maria", "--reason", "asked", "--as", "ann", "--store", self.store
        )
        after = self.prove(position, "after")
        self.assertIsNotNone(PortalProof.open(before, [self.key]).plaintext)
        self.assertIsNone(PortalProof.open(after, [self.key]).plaintext)
        self.audit("export", self.export)
        Log(self.export, [self.key]).verify()
