"""PyTorch's CPU generator: seeds, uniform numbers, integers, permutations, Bernoulli and multinomial draws."""

import numpy as np
import torch

import torch_jobs
from torch_cpu_rules import Rules
from vector_format import Cases, f32_hex, f64_hex, float_digest, index_digest, mask, seed_hex, u32_hex, vector_file

SIGNED_SEEDS = [0, 42, 5489, -1, -42, -(2**63), 2**32 + 42, 2**53 - 1, 2**63, 2**64 - 1]
SEEDS = [0, 1, 42, 5489, 2**32 - 1, 2**32 + 42, 2**53 - 1, 2**63 + 5, 2**64 - 1]
COUNTS = [1, 7, 200, 20_000]
UNIFORM_BOUNDS = [(-0.5, 0.5), (0.0, 1.0), (-0.1, 0.1), (1e-3, 1e3), (-1e-6, 1.0), (3.0, 3.0), (-7.25, 0.3)]
# A few f32 numbers apart: half of the draws, or one in several, round up to the upper bound.
UNIFORM_BOUNDS += [(1.0, 1.0 + 2**-23), (-1.9461271015, -1.9461260577)]
RANGES = [(0, 10), (-3, 4), (7, 8), (0, 2**28 - 1), (0, 2**28), (-5, 2**32), (0, 2**37 + 1), (-(2**52), 2**52 - 1)]
PERMUTATIONS = [0, 1, 2, 3, 10, 100, 255, 1000, 60_000]
PROBABILITIES = [0.0, 1e-9, 0.1, 0.25, 1 / 3, 0.5, 0.7, 0.9, 1 - 2**-53, 1.0]
LONGEST_LIST = 256


def generate() -> dict:
    cases = Cases()
    for seed in SIGNED_SEEDS:
        g = torch.Generator().manual_seed(seed)
        numbers = random64(g, 8)
        np.testing.assert_array_equal(numbers, Rules(seed).random64(8))
        expect = {"initialSeed": seed_hex(g.initial_seed()), "words": u32_hex(words_of(numbers))}
        cases.add("torch.seed", "exact", {"seed": str(seed)}, expect)
    add_uniform(cases)
    add_integers(cases)
    add_bernoulli(cases)
    add_multinomial(cases)
    libraries = ["torch", "numpy"]
    return vector_file("torch-random", "torch_random.py", libraries, cases)


def add(cases: Cases, operation: str, seed: int, given: dict, draw, rule, encode) -> None:
    """One draw by PyTorch, which the rule restates; `next` is the random64 after it, which tells how much was drawn."""
    g, rules = torch.Generator().manual_seed(seed), Rules(seed)
    values = draw(g)
    np.testing.assert_array_equal(values, rule(rules))
    after = random64(g, 1)
    assert after == rules.random64(1)
    expect = {"values": encode(values), "next": u32_hex(words_of(after))}
    given = {"operation": operation, "seed": seed_hex(seed), **given}
    cases.add(f"torch.{operation}", "exact", given, expect)


def random64(g: torch.Generator, count: int) -> np.ndarray:
    """All 64 bits of each draw: `random_` over the one range that it does not reduce."""
    return torch.empty(count, dtype=torch.int64).random_(-(2**63), None, generator=g).numpy().view(np.uint64)


def words_of(numbers) -> np.ndarray:
    """The words of 64-bit numbers, the high one first."""
    numbers = np.asarray(numbers, np.uint64)
    return np.stack([numbers >> np.uint64(32), numbers & np.uint64(0xFFFFFFFF)], axis=-1).reshape(-1)


def floats(values):
    return float_digest(values) if len(values) > LONGEST_LIST else f32_hex(values)


def indices(values):
    return index_digest(values) if len(values) > LONGEST_LIST else u32_hex(values)


def add_uniform(cases: Cases) -> None:
    for seed, count in [(5489, 5000), (42, 2), (2**64 - 1, 5000)]:
        encode = lambda numbers: indices(words_of(numbers))
        add(cases, "random64", seed, {"count": count}, lambda g: random64(g, count), lambda r: r.random64(count), encode)
    for number, seed in enumerate(SEEDS):
        count = COUNTS[number % 4]
        draw = lambda g: torch.rand(count, generator=g).numpy()
        add(cases, "rand", seed, {"count": count}, draw, lambda r: r.rand(count), floats)
        count = COUNTS[number % 3]
        draw = lambda g: torch.rand(count, generator=g, dtype=torch.float64).numpy()
        add(cases, "rand64", seed, {"count": count}, draw, lambda r: r.rand64(count), f64_hex)
    jobs = [
        {"kind": "uniform", "seed": seed, "count": [200, 5000][number % 2], "from": low, "to": high}
        for number, (seed, (low, high)) in enumerate(zip(SEEDS, UNIFORM_BOUNDS))
    ]
    for variant in ("fma", "nofma"):
        for job, ([values], after) in zip(jobs, torch_jobs.draw_all(jobs, variant)):
            seed, count, low, high = (job[name] for name in ("seed", "count", "from", "to"))
            rules = Rules(seed)
            np.testing.assert_array_equal(values, rules.uniform(count, low, high, variant))
            assert rules.random64(1) == after
            given = {"operation": "uniform", "seed": seed_hex(seed), "count": count, "from": low, "to": high}
            expect = {"values": floats(values), "next": u32_hex(words_of([after]))}
            cases.add("torch.uniform", "exact", {**given, "variant": variant}, expect)


def add_integers(cases: Cases) -> None:
    for number, (low, high) in enumerate(RANGES):
        draw = lambda g: torch.randint(low, high, (20,), generator=g).numpy()
        rule = lambda r: r.randint(low, high, 20)
        given = {"low": low, "high": high, "count": 20}
        add(cases, "randint", SEEDS[number], given, draw, rule, lambda values: values.tolist())
    for seed, count in [*zip(SEEDS, PERMUTATIONS), (0, 10), (42, 10)]:
        draw = lambda g: torch.randperm(count, generator=g).numpy()
        add(cases, "randperm", seed, {"count": count}, draw, lambda r: r.randperm(count), indices)


def add_bernoulli(cases: Cases) -> None:
    for number, q in enumerate(PROBABILITIES):
        seed, count = SEEDS[number % len(SEEDS)], [30, 100, 70_001][number % 3]
        draw = lambda g: torch.empty(count).bernoulli_(q, generator=g).numpy()
        add(cases, "bernoulli", seed, {"probability": q, "count": count}, draw, lambda r: r.bernoulli(q, count), mask)
    for seed, kind in [(42, np.float32), (7, np.float64), (2**32 + 42, np.float32), (0, np.float64)]:
        random = np.random.RandomState(seed % 1000)
        probabilities = np.concatenate([[0, 1, 0.5], random.random_sample(60)]).astype(kind)
        draw = lambda g: torch.bernoulli(torch.from_numpy(probabilities), generator=g).numpy()
        single = kind == np.float32
        encoded = f32_hex(probabilities) if single else f64_hex(probabilities)
        given = {"type": "f32" if single else "f64", "probabilities": encoded}
        add(cases, "bernoulli-tensor", seed, given, draw, lambda r: r.bernoulli_tensor(probabilities), mask)


def add_multinomial(cases: Cases) -> None:
    random = np.random.RandomState(3)
    few, many = np.array([0.1, 0.9, 0.4, 0.7, 3.0, 0.6]), random.random_sample(100)
    sparse = many * (random.random_sample(100) < 0.3)
    draws = [
        # weights, count, replacement
        (few, 5, True),
        (few, 5, False),
        (few, 1, True),
        (few, 1, False),
        (few, 6, False),
        (many, 300, True),
        (many, 100, False),
        (sparse, 200, True),
        (sparse, int((sparse > 0).sum()), False),
        (few * 1e-300, 20, True),
        (np.array([0.0, 2.0, 0.0]), 4, True),
        (np.array([1.0]), 3, True),
    ]
    for number, (weights, count, replacement) in enumerate(draws):
        draw = lambda g: torch.multinomial(torch.from_numpy(weights), count, replacement, generator=g).numpy()
        rule = lambda r: r.multinomial(weights, count, replacement)
        given = {"weights": f64_hex(weights), "count": count, "replacement": replacement}
        add(cases, "multinomial", SEEDS[number % len(SEEDS)], given, draw, rule, lambda values: values.tolist())
