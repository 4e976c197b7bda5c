"""Dropout masks: `jax.random.bernoulli(key, 1 - rate, shape)` under the key of site and step."""

import jax
import numpy as np

import streams
from vector_format import Cases, f32_hex, mask, seed_hex, u32_hex, vector_file

SEEDS = [0, 1, 42, 1234, 2**32 - 1, 2**32, 2**32 + 42, 2**53 - 1, 2**63 + 5, 2**64 - 1]
SITES = [0, 1, 2, 7, 1000]
STEPS = [0, 1, 2, 99, 65_536, 4_000_000_000]
RATES = [0.1, 0.2, 0.25, 0.3, 0.5, 0.75, 0.9, 1 / 3, 0.999, 0.0, 1.0]
SHAPES = [
    [1],
    [7],
    [3, 5],
    [8, 8],
    [5, 13],
    [16, 16],
    [257],
    [3, 5, 7, 11],
    [2, 3, 4, 5],
    [32, 10],
    [128, 512],
    [300_000],
    [1031, 290],
]
CASES = 100

ROW_OFFSETS = [
    # rows of the whole batch, first row, rows of the part, shape of a row, rate
    (8, 0, 3, [5], 0.5),
    (8, 3, 5, [5], 0.5),
    (8, 7, 1, [5], 0.5),
    (70, 16, 16, [32], 0.2),
    (70, 64, 6, [32], 0.2),
    (33, 1, 31, [3, 5, 7], 0.3),
    (128, 96, 32, [512], 0.75),
    (1031, 1000, 31, [290], 1 / 3),
    (100_000, 99_999, 1, [3], 0.9),
    (12, 5, 4, [2, 3], 0.0),
    (12, 5, 4, [2, 3], 1.0),
]
FAR_ROW_OFFSETS = [
    # first row, rows, shape of a row, rate: element indices that cross or lie beyond 2^32, where no whole mask fits.
    (2**32 - 2, 4, [1], 0.5),
    (2**27, 2, [300], 0.3),
]

SHARED_AXES = [
    # rows of the whole batch, first row, rows of the part, shape of a row, shared axes, rate
    (5, 0, 5, [4, 7], [2], 0.5),  # Dropout1d, SpatialDropout1D
    (3, 0, 3, [4, 5, 6], [2, 3], 0.3),  # Dropout2d
    (2, 0, 2, [3, 4, 3, 2], [2, 3, 4], 0.25),  # Dropout3d
    (6, 0, 6, [8, 5], [1], 0.5),  # locked over time
    (9, 0, 9, [3, 4], [1, 2], 0.4),  # rows
    (7, 0, 7, [5], [0], 0.5),  # one draw for all rows
    (4, 0, 4, [3, 2], [0, 2], 0.5),
    (5, 0, 5, [3], [0, 1], 0.2),  # one draw for the batch
    (4, 0, 4, [3], [], 0.5),
    (70, 0, 70, [16, 9, 9], [2, 3], 0.2),
    (12, 5, 4, [4, 7], [2], 0.5),
    (12, 11, 1, [4, 5, 6], [2, 3], 0.3),
    (40, 17, 20, [30, 6], [1], 0.1),
    (12, 5, 4, [3, 4], [1, 2], 0.4),
    (12, 5, 4, [5], [0], 0.5),
    (12, 5, 4, [3], [0, 1], 0.2),
    (6, 2, 3, [4, 3], [2], 0.0),
    (6, 2, 3, [4, 3], [2], 1.0),
]


def generate() -> dict:
    cases = Cases()
    for number in range(CASES):
        # Lists of coprime or shifted lengths: walking them together meets every value of each in varied company.
        seed, site, step = SEEDS[(number * 3 + number // 10) % 10], SITES[number % 5], STEPS[(number + number // 6) % 6]
        rate, shape = RATES[number % len(RATES)], SHAPES[number % len(SHAPES)]
        key = streams.stream_key(seed, streams.DROPOUT, site, step)
        keep = np.asarray(jax.random.bernoulli(key, 1 - rate, tuple(shape)))
        words = streams.words(key, keep.size) >> np.uint32(9)
        assert np.array_equal(keep.reshape(-1), words < streams.threshold(1 - rate))
        given = {"seed": seed_hex(seed), "site": site, "step": step, "rate": rate, "shape": shape}
        cases.add("dropout.mask", "exact", given, expectation(key, rate, keep, 0))
    for number, (whole, first, rows, row_shape, rate) in enumerate(ROW_OFFSETS):
        key = streams.stream_key(42, streams.DROPOUT, number % 3, number)
        keep = np.asarray(jax.random.bernoulli(key, 1 - rate, (whole, *row_shape)))[first : first + rows]
        add_row_offset(cases, key, number, first, rows, row_shape, rate, keep)
    for number, (first, rows, row_shape, rate) in enumerate(FAR_ROW_OFFSETS, start=len(ROW_OFFSETS)):
        key = streams.stream_key(42, streams.DROPOUT, number % 3, number)
        size = rows * int(np.prod(row_shape))
        keep = streams.bernoulli(key, 1 - rate, size, first * int(np.prod(row_shape)))
        add_row_offset(cases, key, number, first, rows, row_shape, rate, keep)
    for number, case in enumerate(SHARED_AXES):
        add_shared_axes(cases, number, *case)
    return vector_file("dropout-masks", "dropout_masks.py", ["jax", "numpy"], cases)


def add_shared_axes(
    cases: Cases, number: int, whole: int, first: int, rows: int, row_shape: list, axes: list, rate: float
) -> None:
    """The mask of length 1 along shared axes, as `bernoulli` draws it for the whole batch, and what it spreads to."""
    site, step = number % 4, 3 * number
    key = streams.stream_key(42, streams.DROPOUT, site, step)
    drawn = [1 if axis in axes else length for axis, length in enumerate([whole, *row_shape])]
    keep = np.asarray(jax.random.bernoulli(key, 1 - rate, tuple(drawn)))
    start = 0
    if 0 not in axes:
        start = first * int(np.prod(drawn[1:]))
        keep = keep[first : first + rows]
    shape = [rows, *row_shape]
    given = {"seed": seed_hex(42), "site": site, "step": step, "rate": rate, "shape": shape, "sharedAxes": axes}
    if first > 0:
        given["rowOffset"] = first
    spread = np.broadcast_to(keep, shape)
    expect = {**expectation(key, rate, keep, start), "maskShape": list(keep.shape), "spread": mask(spread)}
    cases.add("dropout.shared-axes", "exact", given, expect)


def add_row_offset(cases: Cases, key, number: int, first: int, rows: int, row_shape: list, rate: float, keep) -> None:
    given = {"seed": seed_hex(42), "site": number % 3, "step": number, "rate": rate, "shape": [rows, *row_shape]}
    expect = expectation(key, rate, keep, first * int(np.prod(row_shape)))
    cases.add("dropout.row-offset", "exact", {**given, "rowOffset": first}, expect)


def expectation(key, rate: float, keep: np.ndarray, start: int) -> dict:
    return {
        "key": u32_hex(streams.key_words(key)),
        "start": start,
        "threshold": streams.threshold(1 - rate),
        "scale": f32_hex(scale(rate)),
        "mask": mask(keep),
    }


def scale(rate: float) -> np.float32:
    """What kept elements are multiplied by: f32(1 / (1 - rate)), and 0 at rate 1."""
    return np.float32(0) if rate == 1 else np.float32(1 / (1 - rate))
