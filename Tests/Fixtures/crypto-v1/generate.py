"""Answers for the tests of the cryptography, made by other code than the project's own.

    python3 -m venv .venv && .venv/bin/pip install pynacl==1.6.2 argon2-cffi==25.1.0
    .venv/bin/python -B generate.py

It writes envelopes.json, streams.json and hashes.json beside itself. Hashes and HMAC are those of Python's
hashlib and hmac, XChaCha20-Poly1305 is PyNaCl's, Argon2id is argon2-cffi's. Nothing is random: a
second run writes the same bytes.
"""

import hashlib
import hmac
import json
import pathlib
import struct

import argon2.low_level
from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt as encrypt

import two_keys

HERE = pathlib.Path(__file__).parent
CONTEXTS = {"event": b"portal/event/v1\0", "view": b"portal/view/v1\0"}
STREAM_CONTEXT = b"portal/attachment/v1\0"
CHUNK = 16_384
LENGTHS = [0, 1, 15, 16, 17, 63, 64, 65, 255, 256, 257, 1024]
PLAINTEXT = hashlib.shake_256(b"plaintext").digest(max(LENGTHS))


def named_bytes(name, count):
    return hashlib.shake_256(name.encode()).digest(count)


def key_material(key, context, header, associated):
    okm = hmac.new(key, context + header + hashlib.sha256(associated).digest(), "sha512")
    return okm.digest()[:32], okm.digest()[32:]


def header_of(key_class, key_id, epoch, salt, suite=1):
    return bytes([1, suite, key_class, 0]) + key_id + struct.pack(">I", epoch) + salt


def golden(context, key_class, length):
    name = f"{context} {key_class} {length}"
    key, salt = named_bytes(name + " key", 32), named_bytes(name + " salt", 24)
    store = named_bytes(name + " store", 16)
    position = struct.unpack(">Q", named_bytes(name + " position", 8))[0]
    if context == "event":
        associated = store + struct.pack(">QB", position, key_class)
    else:
        associated = store + named_bytes(name + " row", 32) + b"view.prescriptions"
    header = header_of(key_class, named_bytes(name + " id", 16), position % 2**32, salt)
    encryption_key, commitment = key_material(key, CONTEXTS[context], header, associated)
    sealed = encrypt(PLAINTEXT[:length], associated, salt, encryption_key)
    return {
        "context": context, "keyClass": key_class, "length": length, "key": key.hex(),
        "keyID": header[4:20].hex(), "epoch": position % 2**32, "salt": salt.hex(),
        "store": store.hex(), "position": position, "associated": associated.hex(),
        "encryptionKey": encryption_key.hex(), "envelope": (header + commitment + sealed).hex(),
    }


def golden_stream(length):
    """A stream in chunks, of which the hash is kept; its plaintext is counted out."""
    name = f"stream {length}"
    key, salt = named_bytes(name + " key", 32), named_bytes(name + " salt", 24)
    associated = named_bytes(name + " store", 16) + named_bytes(name + " attachment", 16) + b"\1"
    header = header_of(1, named_bytes(name + " id", 16), length, salt, suite=2)
    encryption_key, commitment = key_material(key, STREAM_CONTEXT, header, associated)
    plaintext = bytes((7 * i + i // 251) % 256 for i in range(length))
    stream = header + commitment
    for start in range(0, length, CHUNK):
        is_last = start + CHUNK >= length
        nonce = salt[:19] + struct.pack(">IB", start // CHUNK, is_last)
        stream += encrypt(plaintext[start:start + CHUNK], b"", nonce, encryption_key)
    return {
        "length": length, "key": key.hex(), "keyID": header[4:20].hex(), "salt": salt.hex(),
        "associated": associated.hex(), "encryptionKey": encryption_key.hex(),
        "head": stream[:80].hex(), "count": len(stream),
        "digest": hashlib.sha256(stream).hexdigest(),
    }


def ciphertext_of_two_keys():
    """One ciphertext and tag that are genuine under the keys of two subjects."""
    keys = [named_bytes("first subject", 32), named_bytes("second subject", 32)]
    salt, associated = named_bytes("salt of both", 24), named_bytes("place of both", 25)
    header = header_of(1, named_bytes("id of both", 16), 1, salt)
    materials = [key_material(key, CONTEXTS["event"], header, associated) for key in keys]
    sealed = two_keys.seal([material[0] for material in materials], salt, associated)
    return {
        "associated": associated.hex(), "keys": [key.hex() for key in keys],
        "envelopes": [(header + commitment + sealed).hex() for _, commitment in materials],
    }


def check_blake2b():
    """The self-test of RFC 7693, appendix E, so that this BLAKE2b is known to be the standard's."""

    def sequence(length, seed):
        a, b, out = 0xDEAD4BAD * seed & 0xFFFFFFFF, 1, bytearray()
        for _ in range(length):
            a, b = b, (a + b) & 0xFFFFFFFF
            out.append(b >> 24)
        return bytes(out)

    total = hashlib.blake2b(digest_size=32)
    for size in [20, 32, 48, 64]:
        for length in [0, 3, 128, 129, 255, 1024]:
            message = sequence(length, length)
            total.update(hashlib.blake2b(message, digest_size=size).digest())
            key = sequence(size, size)
            total.update(hashlib.blake2b(message, digest_size=size, key=key).digest())
    assert total.hexdigest() == "c23a7800d98123bd10f506c61e29da5603d763b8bbad2e737f5e765a7bccd475"


def blake2b(length, size):
    key, message = named_bytes("index key", 32), PLAINTEXT[:length]
    digest = hashlib.blake2b(message, digest_size=size, key=key).hexdigest()
    return {"key": key.hex(), "message": message.hex(), "digest": digest}


def argon2id(password, passes=1, kibibytes=8):
    """With the portal's own parameters, three passes and 65536 KiB, only where they matter."""
    hashed = argon2.low_level.hash_secret(
        password.encode(), named_bytes("salt of a PIN", 16), time_cost=passes,
        memory_cost=kibibytes, parallelism=1, hash_len=32, type=argon2.low_level.Type.ID)
    return {"password": password, "hash": hashed.decode()}


def write(name, value):
    (HERE / name).write_text(json.dumps(value, indent=1) + "\n")


check_blake2b()
write("envelopes.json", {
    "plaintext": PLAINTEXT.hex(),
    "envelopes": [golden(c, k, n) for c in CONTEXTS for k in (1, 2) for n in LENGTHS],
    "twoKeys": ciphertext_of_two_keys(),
})
write("streams.json", [golden_stream(n) for n in (1, 256, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK)])
write("hashes.json", {
    "blake2b": [blake2b(n, size) for size in (16, 32, 64) for n in (0, 1, 127, 128, 129, 300)],
    "argon2id": argon2id("Grüße 2580", passes=3, kibibytes=65536),
    "quickArgon2id": [argon2id(p) for p in ["", "2580", "caf\u00e9", "2580\0x", "staple " * 2000]],
})
