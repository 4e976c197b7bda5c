"""The random streams of profile `threefry-jax-1`, computed by JAX."""

import jax
import numpy as np
from jax.extend.random import threefry2x32_p

jax.config.update("jax_platforms", "cpu")
jax.config.update("jax_enable_x64", False)
jax.config.update("jax_threefry_partitionable", True)

DROPOUT, SHUFFLE, INITIAL_WEIGHTS, SPLIT, NOISE, SAMPLING, MONTE_CARLO_DROPOUT, LABEL_NOISE = 1, 2, 3, 4, 5, 6, 7, 8
"""First number of every path below a seed's key."""


def seed_key(seed: int) -> jax.Array:
    """The key of a seed of up to 64 bits. JAX's own `key` cuts seeds to 32 bits, so the words go in directly."""
    key = jax.random.wrap_key_data(np.array([seed >> 32, seed & 0xFFFFFFFF], np.uint32), impl="threefry2x32")
    if seed < 2**32:
        assert np.array_equal(key_words(key), key_words(jax.random.key(seed)))
    return key


def key_from_words(words) -> jax.Array:
    return jax.random.wrap_key_data(np.asarray(words, np.uint32), impl="threefry2x32")


def key_words(key: jax.Array) -> np.ndarray:
    """The two words of a key, high first."""
    return np.asarray(jax.random.key_data(key))


def fold_path(key: jax.Array, path: list[int]) -> jax.Array:
    for number in path:
        key = jax.random.fold_in(key, np.uint32(number))
    return key


def stream_key(seed: int, *path: int) -> jax.Array:
    return fold_path(seed_key(seed), list(path))


def threefry(key: np.ndarray, counter_high: np.ndarray, counter_low: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Threefry2x32-20 of many counters under one key."""
    count = len(counter_low)
    high, low = np.full(count, key[0], np.uint32), np.full(count, key[1], np.uint32)
    first, second = threefry2x32_p.bind(high, low, counter_high.astype(np.uint32), counter_low.astype(np.uint32))
    return np.asarray(first), np.asarray(second)


def words(key: jax.Array, count: int, start: int = 0) -> np.ndarray:
    """Words `start` onwards of a stream: `jax.random.bits`, or its counters written out where a draw starts later."""
    if start == 0:
        return np.asarray(jax.random.bits(key, (count,), np.uint32))
    index = np.arange(start, start + count, dtype=np.uint64)
    first, second = threefry(key_words(key), index >> np.uint64(32), index & np.uint64(0xFFFFFFFF))
    return first ^ second


def uniform(key: jax.Array, count: int, start: int = 0) -> np.ndarray:
    """f32 numbers in [0, 1): `jax.random.uniform`, or its bits written out where a draw starts later."""
    if start == 0:
        return np.asarray(jax.random.uniform(key, (count,), np.float32))
    bits = (words(key, count, start) >> np.uint32(9)) | np.uint32(0x3F800000)
    return bits.view(np.float32) - np.float32(1)


def bernoulli(key: jax.Array, probability: float, count: int, start: int = 0) -> np.ndarray:
    """Draws: `jax.random.bernoulli`, or its comparison written out where a draw starts later."""
    if start == 0:
        return np.asarray(jax.random.bernoulli(key, probability, (count,)))
    return uniform(key, count, start) < np.float32(probability)


def threshold(probability: float) -> int:
    """The integer that `word >>> 9` is compared with: ceil(f32(probability) * 2^23)."""
    return int(np.ceil(np.float64(np.float32(probability)) * 2**23))
