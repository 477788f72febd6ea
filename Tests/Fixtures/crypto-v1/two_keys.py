"""A ciphertext that XChaCha20-Poly1305 takes for genuine under two keys.

Poly1305 is no commitment: whoever knows two keys can solve for one block of ciphertext such that
both give the same tag (Len, Grubbs, Ristenpart, "Partitioning Oracle Attacks", 2021).
"""

import struct

from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt as decrypt

P = 2**130 - 5
R_MASK = 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF


def rounds(state):
    x = list(state)

    def quarter(a, b, c, d):
        for one, two, three, by in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)]:
            x[one] = (x[one] + x[two]) & 0xFFFFFFFF
            word = x[three] ^ x[one]
            x[three] = (word << by | word >> (32 - by)) & 0xFFFFFFFF

    for _ in range(10):
        for columns in [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)]:
            quarter(*columns)
        for diagonals in [(0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]:
            quarter(*diagonals)
    return x


def state_of(key, block):
    return struct.unpack("<16I", b"expand 32-byte k" + key + block)


def poly1305_key(key, nonce):
    """The one-time key of Poly1305: r and s."""
    x = rounds(state_of(key, nonce[:16]))
    start = state_of(struct.pack("<8I", *x[:4], *x[12:]), bytes(8) + nonce[16:])
    words = [(a + b) & 0xFFFFFFFF for a, b in zip(rounds(start), start)]
    numbers = struct.pack("<8I", *words[:8])
    return int.from_bytes(numbers[:16], "little") & R_MASK, int.from_bytes(numbers[16:], "little")


def seal(keys, nonce, associated):
    """Two blocks of ciphertext and a tag, genuine under both keys."""
    (r1, s1), (r2, s2) = (poly1305_key(key, nonce) for key in keys)

    def blocks(data):
        data += bytes(-len(data) % 16)
        return [int.from_bytes(data[i:i + 16], "little") + 2**128 for i in range(0, len(data), 16)]

    lengths = struct.pack("<QQ", len(associated), 32)

    def polynomial(r, solved, first):
        h = 0
        for block in blocks(associated) + [first + 2**128, solved] + blocks(lengths):
            h = (h + block) * r % P
        return h

    # polynomial = r² · solved + constant; the tags are equal where the difference of the
    # polynomials is s2 - s1, but for multiples of 2¹²⁸.
    inverse = pow(r1 * r1 - r2 * r2, -1, P)
    for first in range(1000):
        constant = polynomial(r2, 0, first) - polynomial(r1, 0, first) + s2 - s1
        for carry in range(-4, 5):
            solved = (constant + carry * 2**128) * inverse % P
            tags = [(polynomial(r, solved, first) + s) % 2**128 for r, s in [(r1, s1), (r2, s2)]]
            if 2**128 <= solved < 2**129 and tags[0] == tags[1]:
                sealed = b"".join(
                    number.to_bytes(16, "little") for number in [first, solved - 2**128, tags[0]])
                plaintexts = {decrypt(sealed, associated, nonce, key) for key in keys}
                assert len(plaintexts) == 2
                return sealed
    raise ValueError("no ciphertext found")
