"""
cos and pow of f64 numbers, correctly rounded to f64 from 400 bits of mpmath. Python's own `math`, another library
altogether, has to agree to 2 ulp.
"""

import math

import mpmath
import numpy as np

import streams
from numeric import INFINITY, NAN, round_to
from vector_format import Cases, f64_hex, vector_file

PRECISION = 400
DATA_SEED = 20_240_611
NEAREST_TIE = mpmath.mpf(2) ** -20
"""The engine's functions are within 0.5 + 2^-20 ulp: nearer to a tie than this, either neighbour would be right."""
SMALLEST_NORMAL = 2.0**-1022


def generate() -> dict:
    cases = Cases()
    for group, angles in cos_groups().items():
        expected = [cosine(x) for x in angles]
        cases.add(
            f"numeric.cos.{group}", "exact", {"function": "cos", "values": f64_hex(angles)}, {"values": f64_hex(expected)}
        )
    for group, pairs in pow_groups().items():
        expected = [power(x, y) for x, y in pairs]
        bases, exponents = zip(*pairs, strict=True)
        given = {"function": "pow", "values": f64_hex(bases), "exponents": f64_hex(exponents)}
        if group == "subnormal":
            # A result below 2^-1022 is rounded to 53 bits first, so that a tie may fall to the other side.
            cases.add(f"numeric.pow.{group}", "ulp", given, {"values": f64_hex(expected)}, 1, "element")
        else:
            cases.add(f"numeric.pow.{group}", "exact", given, {"values": f64_hex(expected)})
    return vector_file("numeric-double", "numeric_double.py", ["mpmath", "jax", "numpy"], cases)


def cosine(x: float) -> float:
    if not math.isfinite(x):
        return NAN
    with mpmath.workprec(PRECISION):
        return checked(mpmath.cos(mpmath.mpf(x)), math.cos(x), f"cos({x})")


def power(x: float, y: float) -> float:
    """IEEE 754's pow, and NaN below 0."""
    if y == 0 or x == 1:
        return 1.0
    if math.isnan(x) or math.isnan(y) or x < 0:
        return NAN
    if x in (0, INFINITY) or math.isinf(y):
        return INFINITY if (x > 1) == (y > 0) else 0.0
    with mpmath.workprec(PRECISION):
        exact = mpmath.power(mpmath.mpf(x), mpmath.mpf(y))
        try:
            other = math.pow(x, y)
        except OverflowError:
            other = INFINITY
        return checked(exact, other, f"pow({x}, {y})")


def checked(exact: mpmath.mpf, other: float, what: str) -> float:
    """The nearest f64; refuses values too near to a tie of two, and a library that disagrees."""
    nearest = round_to(exact, digits=53, smallest=-1074)
    assert nearest == other or abs(nearest - other) <= 2 * float(np.spacing(abs(nearest))), what
    if SMALLEST_NORMAL <= abs(nearest) < INFINITY:
        for neighbour in (np.nextafter(nearest, INFINITY), np.nextafter(nearest, -INFINITY)):
            if math.isinf(neighbour):
                continue
            unit = abs(mpmath.mpf(float(neighbour)) - mpmath.mpf(nearest))
            tie = (mpmath.mpf(float(neighbour)) + mpmath.mpf(nearest)) / 2
            assert abs(exact - tie) > NEAREST_TIE * unit, f"{what} is near a tie: choose another"
    return nearest


def spread(stream: int, count: int, low: float, high: float) -> list[float]:
    """Numbers in [low, high) with all 53 bits, from two words of a stream each."""
    words = streams.words(streams.stream_key(DATA_SEED, stream), 2 * count).astype(np.float64).reshape(count, 2)
    u = (np.floor(words[:, 0] / 32) * 2.0**26 + np.floor(words[:, 1] / 64)) / 2.0**53
    return [float(value) for value in low + u * (high - low)]


def neighbours(x: float, reach: int) -> list[float]:
    bits = np.float64(x).view(np.int64)
    return [float((bits + step).view(np.float64)) for step in range(-reach, reach + 1)]


def both_signs(values: list[float]) -> list[float]:
    return [signed for value in values for signed in (value, -value)]


def cos_groups() -> dict[str, list[float]]:
    zeros = [number * math.pi / 2 for number in [1, 2, 3, 4, 5, 11, 22, 344, 355, 710, 52174, 260515, 667000]]
    return {
        "special": [0.0, -0.0, INFINITY, -INFINITY, NAN],
        "near-zero": both_signs([2.0**-exponent for exponent in (*range(1, 30), 60, 500, 1000, 1074)]),
        # A schedule's own angles: π times a share of its length.
        "schedule": [math.pi * t / length for length in (3, 7, 30, 100) for t in range(length + 1)],
        "quadrants": both_signs([x for zero in zeros for x in neighbours(zero, 2)]),
        "large": both_signs([2.0**20, 2.0**20 - 2.0**-32, 1e6, 999_999.25, 524_288.5]),
        "random": spread(1, 60, -10, 10) + spread(2, 60, -(2.0**20), 2.0**20),
    }


def pow_groups() -> dict[str, list[tuple[float, float]]]:
    numbers = [0.0, -0.0, 0.5, 1.0, 2.0, INFINITY, NAN, -1.0]
    exponents = [0.0, -0.0, 1.0, -1.0, 0.5, -2.5, INFINITY, -INFINITY, NAN]
    counts = [1, 2, 3, 5, 10, 33, 100, 299, 1000]
    positive = [2.0**x for x in spread(3, 80, -20, 20)]
    return {
        "special": [(x, y) for x in numbers for y in exponents],
        "whole": [(x, float(y)) for x in (0.1, 0.5, 0.9, 0.95, 0.999, 1.01, 2.0, 3.0) for y in counts if y < 300 or x < 2],
        "share": [(1 - t / length, y) for length in (3, 10, 77) for t in range(length) for y in (0.5, 0.9, 2.5)],
        "near-one": [(x, y) for x in neighbours(1.0, 3) if x != 1 for y in (1.0, 7.0, 1e6, -1e15, 3e17)],
        "random": list(zip(positive, spread(4, 80, -40, 40), strict=True)),
        "overflow": [(2.0, 1023.75), (2.0, 1024.0), (10.0, 308.25), (10.0, 309.0), (0.5, -1023.5), (1.5, 1e300)],
        "underflow": [(0.5, 1021.5), (10.0, -307.5), (2.0, -1100.0), (0.1, 400.0), (0.5, 1e300)],
        "subnormal": [(2.0, -1074.0), (2.0, -1060.3), (0.1, 310.0), (0.7, 2050.0), (5e-324, 0.5), (5e-324, 1.0)],
        "subnormal-base": [(5e-324, 0.25), (1e-310, 0.75), (2.2e-308, -0.9)],
    }
