"""PyTorch's dropouts in training: element, channel and alpha, with the edge cases of their multiplication by 0."""

import re
import warnings

import numpy as np
import torch
import torch.nn.functional as F

from torch_cpu_rules import Rules
from vector_format import Cases, f32_hex, float_digest, seed_hex, u32_hex, vector_file

DROPOUTS = {
    # Lockstep's name: the function, the rule, and how many axes are drawn for.
    "dropout": (F.dropout, "dropout", None),
    "dropout1d": (F.dropout1d, "dropout", {3: 2, 2: 1}),
    "dropout2d": (F.dropout2d, "dropout", {4: 2, 3: 2}),
    "dropout3d": (F.dropout3d, "dropout", {5: 2, 4: 1}),
    "alphaDropout": (F.alpha_dropout, "alpha_dropout", None),
    "featureAlphaDropout": (F.feature_alpha_dropout, "alpha_dropout", {2: 2, 3: 2, 4: 2, 5: 2}),
}
SHAPES = {
    "dropout": [[1], [7], [3, 5], [64, 10], [300, 257], [0]],
    "dropout1d": [[4, 3, 5], [6, 5], [2, 33, 17]],
    "dropout2d": [[2, 3, 4, 5], [4, 3, 5], [8, 32, 7, 7]],
    "dropout3d": [[2, 3, 2, 4, 3], [5, 2, 3, 4]],
    "alphaDropout": [[1], [7], [3, 5], [64, 10], [300, 257], [0]],
    "featureAlphaDropout": [[4, 3], [4, 3, 5], [2, 3, 4, 5], [2, 3, 2, 2, 2]],
}
SEEDS = [42, 0, 1, 2**32 + 42, 2**64 - 1]
RATES = [0.5, 0.1, 0.2, 1 / 3, 0.75, 0.9, 0.999, 1e-9, 0.0, 1.0]
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0, 1.0, -1.0, 3e38, -3e38, 1e-45, -1e-45, 1e-38]
LARGEST_LISTED = 500


def inputs(shape: list[int]) -> np.ndarray:
    """Element i is ((37 i mod 8191) - 4095) / 1024: both signs, exact in f32, and nothing to be written down."""
    index = np.arange(int(np.prod(shape)))
    return ((index * 37 % 8191 - 4095) / 1024).astype(np.float32).reshape(shape)


def generate() -> dict:
    cases = Cases()
    number = 0
    for name, shapes in SHAPES.items():
        for shape in shapes:
            for p in RATES if len(shape) == 2 else RATES[number % 3 :: 3]:
                add(cases, name, SEEDS[number % len(SEEDS)], p, shape)
                number += 1
    special = np.array(SPECIAL, np.float32)
    for p in (0.0, 0.25, 0.5, 1.0):
        for name in ("dropout", "alphaDropout"):
            add(cases, name, 42, p, [len(special)], special)
    return vector_file("torch-dropout", "torch_dropout.py", ["torch", "numpy"], cases)


def add(cases: Cases, name: str, seed: int, p: float, shape: list[int], given_x: np.ndarray | None = None) -> None:
    function, rule, axes = DROPOUTS[name]
    x = inputs(shape) if given_x is None else given_x
    with warnings.catch_warnings():
        # That three axes may mean something else to dropout2d one day.
        warnings.simplefilter("ignore")
        torch.manual_seed(seed)
        y = function(torch.from_numpy(x), p, True).numpy()
    after = int(torch.empty(1, dtype=torch.int64).random_(-(2**63), None).item()) & (2**64 - 1)
    rules = Rules(seed)
    if x.size > 0:
        units = x.size if axes is None else int(np.prod(shape[: axes[len(shape)]]))
        with np.errstate(all="ignore"):
            require_same_bits(y, getattr(rules, rule)(x, p, units))
    assert rules.random64(1) == after
    given = {"operation": name, "seed": seed_hex(seed), "p": p, "shape": shape}
    if given_x is not None:
        given["x"] = f32_hex(x)
    listed = f32_hex(y) if x.size <= LARGEST_LISTED else float_digest(y)
    expect = {"y": listed, "next": u32_hex([after >> 32, after & 0xFFFFFFFF])}
    cases.add("torch." + re.sub("(?=[A-Z])", "-", name).lower(), "exact", given, expect)


def require_same_bits(a: np.ndarray, b: np.ndarray) -> None:
    """-0 is not +0; any NaN is any NaN."""
    np.testing.assert_array_equal(np.isnan(a), np.isnan(b))
    np.testing.assert_array_equal(np.nan_to_num(a).view(np.uint32), np.nan_to_num(b).view(np.uint32))
