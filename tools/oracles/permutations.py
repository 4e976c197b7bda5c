"""Permutations without memory: a Feistel network with cycle walking, round keys from JAX."""

from typing import Callable

import streams
from vector_format import Cases, index_digest, seed_hex, u32_hex, vector_file

ROUNDS = 12
SMALLEST_DOMAIN_BITS = 8
LONGEST_LISTED = 257

SIZES = [1, 2, 3, 5, 255, 256, 257, 1000, 4096, 65_536, 65_537]
HUGE_SIZES = [2**31, 2**32 - 1, 2**32, 2**32 + 1, 10**12, 2**52 + 1, 2**53 - 1]
PATHS = [
    # seed, path: an epoch's order is [2, epoch], the split of a data set [4].
    (42, [streams.SHUFFLE, 0]),
    (42, [streams.SHUFFLE, 1]),
    (2**64 - 1, [streams.SHUFFLE, 4_000_000_000]),
    (1234, [streams.SPLIT]),
]


def permutation(round_keys: list[int], size: int) -> Callable[[int], int]:
    """
    The index that stands at a position of a permutation of 0 .. size - 1.

    A Feistel network over b = max(8, bits of size - 1) bits: a left half of ceil(b/2) and a right half of floor(b/2).
    Even rounds xor into the left half the low bits of `mix(right ^ round key)`, odd rounds the other way round. Results
    at or above `size` are fed in again.
    """
    bits = max(SMALLEST_DOMAIN_BITS, (size - 1).bit_length())
    left_bits, right_bits = (bits + 1) // 2, bits // 2

    def encrypt(value: int) -> int:
        left, right = value >> right_bits, value % 2**right_bits
        for number, round_key in enumerate(round_keys):
            if number % 2 == 0:
                left ^= mix(right ^ round_key) % 2**left_bits
            else:
                right ^= mix(left ^ round_key) % 2**right_bits
        return (left << right_bits) | right

    def index_at(position: int) -> int:
        index = encrypt(position)
        while index >= size:
            index = encrypt(index)
        return index

    return index_at


def mix(word: int) -> int:
    """MurmurHash3's 32-bit finaliser."""
    word ^= word >> 16
    word = word * 0x85EBCA6B % 2**32
    word ^= word >> 13
    word = word * 0xC2B2AE35 % 2**32
    return word ^ word >> 16


def round_keys(seed: int, path: list[int]) -> list[int]:
    return [int(word) for word in streams.words(streams.stream_key(seed, *path), ROUNDS)]


def epoch_order(seed: int, epoch: int, size: int) -> list[int]:
    """All row indices of an epoch, in its order."""
    index_at = permutation(round_keys(seed, [streams.SHUFFLE, epoch]), size)
    return [index_at(position) for position in range(size)]


def positions_to_look_up(size: int) -> list[int]:
    """Both ends, the middle, and 16 more spread by the golden ratio in whole numbers."""
    spread = [number * 11400714819323198485 % 2**64 * size // 2**64 for number in range(1, 17)]
    return [0, 1, 2, size // 2, size - 2, size - 1, *spread]


def generate() -> dict:
    cases = Cases()
    for seed, path in PATHS:
        keys = round_keys(seed, path)
        for size in SIZES:
            index_at = permutation(keys, size)
            indices = [index_at(position) for position in range(size)]
            assert sorted(indices) == list(range(size))
            given = {"seed": seed_hex(seed), "path": path, "size": size}
            expect = {"indices": u32_hex(indices) if size <= LONGEST_LISTED else index_digest(indices)}
            cases.add("permutation.whole", "exact", given, {"roundKeys": u32_hex(keys), **expect})
        for size in HUGE_SIZES:
            index_at = permutation(keys, size)
            positions = positions_to_look_up(size)
            given = {"seed": seed_hex(seed), "path": path, "size": size}
            given |= {"positions": [str(position) for position in positions]}
            expect = {"roundKeys": u32_hex(keys), "indices": [str(index_at(position)) for position in positions]}
            cases.add("permutation.lookup", "exact", given, expect)
    return vector_file("permutations", "permutations.py", ["jax", "numpy"], cases)
