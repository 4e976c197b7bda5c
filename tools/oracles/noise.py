"""
Normal noise: the quantile of the normal distribution in strict float32, bit for bit, how far it is from mpmath's, and
whole noise masks on the words of JAX.
"""

from functools import cache

import mpmath
import numpy as np
import scipy.special

import streams
import strict_arithmetic as strict
from numeric import PRECISION, round_to_f32
from vector_format import Cases, f32_hex, seed_hex, tensor, tensor_digest, u32_hex, vector_file

f32 = np.float32
DATA_SEED = 20_240_611
ULPS = 5
"""At every one of the 2^23 arguments; asserted below."""

NUMERATOR = [
    1.2533141374588013,
    0.4321531653404236,
    0.08392924070358276,
    0.010938120074570179,
    0.0009081565658561885,
    3.511951581458561e-05,
]
DENOMINATOR = [
    1.0,
    0.08300920575857162,
    0.03220087289810181,
    0.0018522863974794745,
    0.00018157802696805447,
    1.3300011687533697e-06,
]
"""P and Q, lowest power first; each is an f32."""

WORD_GROUPS = {
    # The 23 high bits count: the least, the middle and the greatest, each with any low bits.
    "ends": [0, 1, 0x1FF, 0x200, 0x3FF, 0xFFFFFFFF, 0xFFFFFE00, 0xFFFFFDFF, 0xFFFFFC00],
    "middle": [0x7FFFFFFF, 0x7FFFFE00, 0x7FFFFDFF, 0x80000000, 0x800001FF, 0x80000200, 0x800003FF],
    # Towards 0 and towards the middle, halving the distance each time.
    "binades": [word for bit in range(9, 31) for word in (1 << bit, (1 << bit) - 1, 0x80000000 - (1 << bit))],
}
RANDOM_WORDS = 200

MASKS = [
    # layer, rows of the whole batch, first row, rows of the part, shape of a row
    ({"kind": "gaussian-dropout", "rate": 0.5}, 4, 0, 4, [5]),
    ({"kind": "gaussian-dropout", "rate": 0.1}, 3, 0, 3, [2, 3, 4]),
    ({"kind": "gaussian-dropout", "rate": 0.9}, 12, 5, 4, [6]),
    ({"kind": "gaussian-dropout", "rate": 1 - 2.0**-20}, 2, 0, 2, [7]),
    ({"kind": "gaussian-dropout", "rate": 0.0}, 2, 0, 2, [3]),
    ({"kind": "gaussian-noise", "standardDeviation": 1.0}, 4, 0, 4, [5]),
    ({"kind": "gaussian-noise", "standardDeviation": 0.1}, 3, 0, 3, [2, 3, 4]),
    ({"kind": "gaussian-noise", "standardDeviation": 2.5}, 12, 5, 4, [6]),
    ({"kind": "gaussian-noise", "standardDeviation": 1e-30}, 2, 0, 2, [7]),
    ({"kind": "gaussian-noise", "standardDeviation": 0.0}, 2, 0, 2, [3]),
]


def generate() -> dict:
    cases = Cases()
    random = streams.words(streams.stream_key(DATA_SEED, 1), RANDOM_WORDS)
    groups = {**WORD_GROUPS, "random": random}
    for words in groups.values():
        words = np.array(words, np.uint32)
        values = quantiles(words)
        cases.add(
            "noise.quantile", "exact", {"operation": "quantile", "words": u32_hex(words)}, {"values": f32_hex(values)}
        )
    for words in groups.values():
        words = np.array(words, np.uint32)
        exact = [round_to_f32(exact_quantile(word)) for word in words]
        given = {"operation": "quantile", "words": u32_hex(words)}
        cases.add("noise.accuracy", "ulp", given, {"values": f32_hex(exact)}, ULPS, "element")
    for number, (layer, whole, first, rows, row_shape) in enumerate(MASKS):
        add_mask(cases, number, layer, whole, first, rows, row_shape)
    words = np.arange(2**22, dtype=np.uint32) << np.uint32(9)
    cases.add("noise.every", "exact", {"operation": "every"}, {"values": tensor_digest(every_quantile())})
    assert np.array_equal(every_quantile()[:: 2**13], quantiles(words[:: 2**13]))
    return vector_file("noise", "noise.py", ["jax", "numpy", "mpmath", "scipy"], cases, measured())


def add_mask(cases: Cases, number: int, layer: dict, whole: int, first: int, rows: int, row_shape: list) -> None:
    site, step, seed = number % 3, 7 * number, [42, 2**32 + 42][number % 2]
    key = streams.stream_key(seed, streams.NOISE, site, step)
    noise = noise_values(layer, key, [whole, *row_shape])
    given = {"operation": "mask", "seed": seed_hex(seed), "site": site, "step": step, "layer": layer}
    given |= {"rows": rows, "firstRow": first, "rowShape": row_shape}
    expect = {
        "key": u32_hex(streams.key_words(key)),
        "start": first * int(np.prod(row_shape)),
        "standardDeviation": f32_hex(standard_deviation(layer)),
        "noise": tensor(noise[first : first + rows]),
    }
    cases.add("noise.mask", "exact", given, expect)


def standard_deviation(layer: dict) -> np.float32:
    if layer["kind"] == "gaussian-noise":
        return f32(layer["standardDeviation"])
    return f32(np.sqrt(layer["rate"] / (1 - layer["rate"])))


def noise_values(layer: dict, key, shape: list[int]) -> np.ndarray:
    """What each element is multiplied by, or what is added to it: all in f32."""
    sigma = standard_deviation(layer)
    if sigma == 0:
        return np.full(shape, 1 if layer["kind"] == "gaussian-dropout" else -0.0, f32)
    scaled = sigma * quantiles(streams.words(key, int(np.prod(shape)))).reshape(shape)
    return strict.checked(f32(1) + scaled if layer["kind"] == "gaussian-dropout" else scaled)


def quantiles(words: np.ndarray) -> np.ndarray:
    """The quantile of the middle of each word's interval, by the formula of the specification, in strict f32."""
    u = (np.asarray(words, np.uint32) >> np.uint32(9)).astype(np.float64) * 2.0**-23 + 2.0**-24
    # Exact in f64: u has 24 bits.
    return evaluate(u, np.array([-strict.function("log", x) for x in 4 * u * (1 - u)], f32))


def evaluate(u: np.ndarray, w: np.ndarray) -> np.ndarray:
    return strict.checked((2 * u - 1).astype(f32) * (horner(NUMERATOR, w) / horner(DENOMINATOR, w)))


def horner(coefficients: list[float], w: np.ndarray) -> np.ndarray:
    *lower, highest = (f32(coefficient) for coefficient in coefficients)
    value = np.full(w.shape, highest, f32)
    for coefficient in reversed(lower):
        value = value * w + coefficient
    return strict.checked(value)


@cache
def every_quantile() -> np.ndarray:
    """The quantiles of all words below 2^31, by the 23 high bits; those of the other half are their negatives."""
    u = every_argument()
    assert np.finfo(np.longdouble).nmant >= 63, "needs 64 bits to round logarithms correctly to 24"
    logarithms = -np.log((4 * u * (1 - u)).astype(np.longdouble))
    w = logarithms.astype(f32)
    # In ulps from the middle between two f32 numbers: far above the error of the logarithms, so that w is right.
    ties = np.abs(np.abs(logarithms - w) / np.spacing(w) - 0.5)
    assert ties.min() > 2.0**-30
    return evaluate(u, w)


def every_argument() -> np.ndarray:
    return (np.arange(2**22) + 0.5) * 2.0**-23


def exact_quantile(word: int) -> mpmath.mpf:
    with mpmath.workprec(PRECISION):
        u = (mpmath.mpf(int(word) >> 9) + mpmath.mpf("0.5")) / 2**23
        return mpmath.sqrt(2) * mpmath.erfinv(2 * u - 1)


def measured() -> dict:
    """The largest and the mean error over every argument of one sign, in ulps of the exact quantile."""
    exact = scipy.special.ndtri(every_argument())
    error = np.abs(every_quantile().astype(np.float64) - exact) / np.spacing(np.abs(exact).astype(f32)).astype(
        np.float64
    )
    assert error.max() <= ULPS, error.max()
    # ndtri itself, at a sample of arguments.
    for k in [*range(0, 2**22, 2**13), *range(64), *range(2**22 - 64, 2**22)]:
        reference = exact_quantile(k << 9)
        assert abs((mpmath.mpf(float(exact[k])) - reference) / reference) < 1e-13, k
    return {"largestUlps": round(float(error.max()), 2), "meanUlps": round(float(error.mean()), 2)}
