"""A reader of a transparency log in files, written from the specifications of C2SP alone.

    signed-note, tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature; RFC 6962, section 2.1

Ed25519 comes from PyNaCl, SHA-256 from Python. What the leaves hold is the log's own affair, but for
the portal's proofs: `PortalProof` follows docs/formats.md of the portal.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from pathlib import Path

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
from nacl.exceptions import CryptoError
from nacl.signing import VerifyKey

ED25519 = 1
COSIGNATURE = 4
WIDTH = 256


class Invalid(Exception):
    """What was read is not what it should be."""


def decode(text: str) -> bytes:
    """Canonical base64."""
    try:
        data = base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Invalid("no base64") from error
    if base64.b64encode(data).decode() != text:
        raise Invalid("base64 that is not canonical")
    return data


# RFC 6962, section 2.1


def leaf_hash(entry: bytes) -> bytes:
    return hashlib.sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def tree_hash(hashes: list[bytes]) -> bytes:
    """MTH of leaves that are hashed already."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(tree_hash(hashes[:half]), tree_hash(hashes[half:]))


def root_of_path(index: int, size: int, leaf: bytes, path: list[bytes]) -> bytes:
    """The root that an inclusion proof leads to, following PATH(m, D[n]) from the top."""
    if not 0 <= index < size:
        raise Invalid("an index beyond the tree")
    if size == 1:
        if path:
            raise Invalid("a proof that is too long")
        return leaf
    if not path:
        raise Invalid("a proof that is too short")
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return node_hash(root_of_path(index, half, leaf, path[:-1]), path[-1])
    return node_hash(path[-1], root_of_path(index - half, size - half, leaf, path[:-1]))


# signed-note, tlog-checkpoint, tlog-cosignature


@dataclass(frozen=True)
class Verifier:
    """A verifier key: `<name>+<hex key ID>+<base64 of the type and the key>`."""

    name: str
    key_id: bytes
    type: int
    key: bytes

    @classmethod
    def parse(cls, text: str) -> Verifier:
        name, key_id, rest = text.strip().split("+", 2)
        data = decode(rest)
        expected = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        if key_id != expected.hex():
            raise Invalid("a key ID that is not that of the key")
        return cls(name, expected, data[0], data[1:])

    def signs(self, text: str, signature: bytes) -> bool:
        message = text.encode()
        if self.type == COSIGNATURE:
            (time,) = struct.unpack(">Q", signature[:8])
            message = f"cosignature/v1\ntime {time}\n".encode() + message
            signature = signature[8:]
        elif self.type != ED25519:
            return False
        try:
            VerifyKey(self.key).verify(message, signature)
        except (CryptoError, ValueError):
            return False
        return True


@dataclass(frozen=True)
class Checkpoint:
    origin: str
    size: int
    root: bytes

    @classmethod
    def parse(cls, note: bytes, keys: list[Verifier]) -> Checkpoint:
        """Reads a checkpoint that each of the keys has signed."""
        text, _, signatures = note.decode().rpartition("\n\n")
        text += "\n"
        lines = [line.split(" ") for line in signatures.removesuffix("\n").split("\n")]
        if any(len(line) != 3 or line[0] != "—" for line in lines):
            raise Invalid("a line among the signatures is none")
        for key in keys:
            found = [
                data[4:]
                for _, name, data in ((*line[:2], decode(line[2])) for line in lines)
                if name == key.name and data[:4] == key.key_id
            ]
            if not found or not all(key.signs(text, signature) for signature in found):
                raise Invalid(f"not signed by {key.name}")
        origin, size, root, *_ = text.split("\n")
        if str(int(size)) != size or len(decode(root)) != 32:
            raise Invalid("no checkpoint")
        return cls(origin, int(size), decode(root))


# tlog-tiles


def tile_path(level: str, index: int, width: int) -> str:
    digits = str(index)
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    parts = [digits[start : start + 3] for start in range(0, len(digits), 3)]
    path = "/".join([f"x{part}" for part in parts[:-1]] + [parts[-1]])
    return f"tile/{level}/{path}" + (f".p/{width}" if width < WIDTH else "")


def widths(count: int) -> list[int]:
    """How wide the tiles of a level are that has so many nodes."""
    return [WIDTH] * (count // WIDTH) + ([count % WIDTH] if count % WIDTH else [])


class Log:
    """An export: a folder with `checkpoint`, `tile` and the log's key in `log.vkey`."""

    def __init__(self, folder: Path, keys: list[Verifier]) -> None:
        self._folder = folder
        self._keys = keys
        self.checkpoint = Checkpoint.parse((folder / "checkpoint").read_bytes(), keys)

    def tile(self, level: int, index: int, width: int) -> list[bytes]:
        data = (self._folder / tile_path(str(level), index, width)).read_bytes()
        if len(data) != 32 * width:
            raise Invalid(f"tile {index} of level {level} has another length")
        return [data[start : start + 32] for start in range(0, len(data), 32)]

    def bundle(self, index: int, width: int) -> list[bytes]:
        data = (self._folder / tile_path("entries", index, width)).read_bytes()
        entries = []
        while data:
            (count,) = struct.unpack(">H", data[:2])
            if len(data) < 2 + count:
                raise Invalid(f"bundle {index} was cut")
            entries.append(data[2 : 2 + count])
            data = data[2 + count :]
        if len(entries) != width:
            raise Invalid(f"bundle {index} has {len(entries)} entries, not {width}")
        return entries

    def verify(self) -> list[bytes]:
        """Holds all tiles against the entries and the root; returns the entries."""
        entries: list[bytes] = []
        for index, width in enumerate(widths(self.checkpoint.size)):
            bundle = self.bundle(index, width)
            if self.tile(0, index, width) != [leaf_hash(entry) for entry in bundle]:
                raise Invalid(f"tile {index} and its entries differ")
            entries += bundle
        hashes = [leaf_hash(entry) for entry in entries]
        if tree_hash(hashes) != self.checkpoint.root:
            raise Invalid("the root is not that of the entries")
        level, below = 1, hashes
        while len(below) >= WIDTH:
            whole = len(below) // WIDTH
            nodes = [tree_hash(below[WIDTH * n : WIDTH * (n + 1)]) for n in range(whole)]
            for index, width in enumerate(widths(whole)):
                if self.tile(level, index, width) != nodes[WIDTH * index :][:width]:
                    raise Invalid(f"tile {index} of level {level} differs")
            level, below = level + 1, nodes
        for file in (self._folder / "checkpoints").iterdir():
            old = Checkpoint.parse(file.read_bytes(), self._keys[:1])
            if str(old.size) != file.name or tree_hash(hashes[: old.size]) != old.root:
                raise Invalid(f"checkpoints/{file.name} is of another log")
        return entries


# tlog-proof, and what the portal puts into one


@dataclass(frozen=True)
class Proof:
    extra: bytes
    index: int
    path: list[bytes]
    note: bytes

    @classmethod
    def parse(cls, text: str) -> Proof:
        head, _, note = text.partition("\n\n")
        first, *lines = head.split("\n")
        if first != "c2sp.org/tlog-proof@v1":
            raise Invalid("no proof")
        extra = b""
        if lines[0].startswith("extra "):
            extra = decode(lines.pop(0).removeprefix("extra "))
        name, _, index = lines.pop(0).partition(" ")
        if name != "index" or str(int(index)) != index:
            raise Invalid("no index")
        return cls(extra, int(index), [decode(line) for line in lines], note.encode())

    def verify(self, entry: bytes, keys: list[Verifier]) -> Checkpoint:
        checkpoint = Checkpoint.parse(self.note, keys)
        root = root_of_path(self.index, checkpoint.size, leaf_hash(entry), self.path)
        if root != checkpoint.root:
            raise Invalid("the proof leads to another root")
        return checkpoint


@dataclass(frozen=True)
class PortalProof:
    """The extra data of a portal's proof, opened: see "The proof of an event" in docs/formats.md."""

    leaf: bytes
    position: int
    # None for an erased event.
    plaintext: bytes | None

    @classmethod
    def open(cls, proof: Proof, keys: list[Verifier]) -> PortalProof:
        version, flags = proof.extra[:2]
        if version != 1 or flags > 1:
            raise Invalid("another version")
        leaf, rest = proof.extra[2:70], proof.extra[70:]
        associated, rest = rest[:25], rest[25:]
        okm, envelope = (rest[:64], rest[64:]) if flags else (b"", rest)
        proof.verify(leaf, keys)
        (position,) = struct.unpack(">Q", leaf[4:12])
        if position != proof.index + 1 or leaf[36:] != hashlib.sha256(envelope).digest():
            raise Invalid("the leaf is not that of the envelope")
        if associated[16:] != leaf[4:12] + leaf[2:3]:
            raise Invalid("the envelope belongs elsewhere")
        if not flags:
            return cls(leaf, position, None)
        if not hmac.compare_digest(okm[32:], envelope[48:80]):
            raise Invalid("the key is not the one that the envelope is committed to")
        try:
            plaintext = crypto_aead_xchacha20poly1305_ietf_decrypt(
                envelope[80:], associated, envelope[24:48], okm[:32]
            )
        except CryptoError as error:
            raise Invalid("the envelope does not open") from error
        return cls(leaf, position, plaintext)
