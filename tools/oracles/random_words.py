"""Keys, words, uniform and Bernoulli draws of JAX's Threefry, after Random123's known answers."""

import numpy as np

import streams
from vector_format import Cases, f32_hex, mask, seed_hex, u32_hex, vector_file

KNOWN_ANSWERS = [
    # Random123, tests/kat_vectors, threefry2x32 with 20 rounds: key, counter, output.
    ((0x00000000, 0x00000000), (0x00000000, 0x00000000), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
    ((0x13198A2E, 0x03707344), (0x243F6A88, 0x85A308D3), (0xC4923A9C, 0x483DF7A0)),
]
SEEDS = [0, 1, 42, 1234, 2**31, 2**32 - 1, 2**32, 2**53 - 1, 2**63 + 5, 2**64 - 1]
PATHS = [
    (1234, [7]),
    (1234, [7, 99]),
    (42, [1, 0, 0]),
    (42, [1, 0, 1]),
    (42, [1, 1, 0]),
    (42, [2, 0]),
    (0, [0]),
    (0, [2**32 - 1]),
    (2**32 - 1, [2**31, 2**32 - 1, 4_000_000_000]),
    (2**64 - 1, [3, 1, 0]),
    (2**53 - 1, [1, 2, 3, 4, 5, 6, 7, 8]),
]
DRAWS = [
    # seed, count, start
    (42, 3, 0),
    (42, 64, 0),
    (42, 5, 1),
    (42, 33, 31),
    (0, 0, 0),
    (7, 16, 2**31 - 8),
    (7, 16, 2**32 - 2),
    (7, 8, 2**32),
    (2**63 + 5, 16, 2**40 + 3),
    (2**64 - 1, 8, 2**53 - 9),
]
PROBABILITIES = [0.0, 1.0, 1e-7, 0.1, 0.3, 0.5, 0.7, 1 / 3, 0.999]


def generate() -> dict:
    cases = Cases()
    for key, counter, output in KNOWN_ANSWERS:
        first, second = streams.threefry(np.array(key), np.array(counter[:1]), np.array(counter[1:]))
        assert (int(first[0]), int(second[0])) == output
        given = {"operation": "threefry2x32", "key": u32_hex(key), "counter": u32_hex(counter)}
        cases.add("random.threefry2x32", "exact", given, {"words": u32_hex(output)})
    for seed in SEEDS:
        key = streams.seed_key(seed)
        expect = {"key": u32_hex(streams.key_words(key)), "words": u32_hex(streams.words(key, 4))}
        cases.add("random.key", "exact", {"operation": "key", "seed": seed_hex(seed)}, expect)
    for seed, path in PATHS:
        key = streams.stream_key(seed, *path)
        expect = {"key": u32_hex(streams.key_words(key)), "words": u32_hex(streams.words(key, 4))}
        cases.add("random.fold-in", "exact", {"operation": "fold-in", "seed": seed_hex(seed), "path": path}, expect)
    for seed, count, start in DRAWS:
        key = streams.seed_key(seed)
        draw = {"key": u32_hex(streams.key_words(key)), "count": count, "start": start}
        expect = {"words": u32_hex(streams.words(key, count, start))}
        cases.add("random.words", "exact", {"operation": "words", **draw}, expect)
        expect = {"values": f32_hex(streams.uniform(key, count, start))}
        cases.add("random.uniform", "exact", {"operation": "uniform", **draw}, expect)
    for probability in PROBABILITIES:
        for seed, count, start in [(42, 200, 0), (2**63 + 5, 100_000, 0), (7, 100, 2**32 - 50)]:
            add_bernoulli(cases, streams.seed_key(seed), probability, count, start)
    # jax.random.bernoulli(fold_in(fold_in(key(1234), 7), 99), 0.7, (15,))
    add_bernoulli(cases, streams.stream_key(1234, 7, 99), 0.7, 15, 0)
    return vector_file("random-words", "random_words.py", ["jax", "numpy"], cases)


def add_bernoulli(cases: Cases, key, probability: float, count: int, start: int) -> None:
    draws = streams.bernoulli(key, probability, count, start)
    threshold = streams.threshold(probability)
    assert np.array_equal(draws, (streams.words(key, count, start) >> np.uint32(9)) < threshold)
    given = {"operation": "bernoulli", "key": u32_hex(streams.key_words(key))}
    given |= {"probability": probability, "count": count, "start": start}
    cases.add("random.bernoulli", "exact", given, {"threshold": threshold, "mask": mask(draws)})
