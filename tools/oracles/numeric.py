"""exp, log, tanh, sigmoid and erf of f32 numbers, correctly rounded to f32 from 200 bits of mpmath."""

import math

import mpmath
import numpy as np

import streams
from vector_format import Cases, f32_hex, vector_file

PRECISION = 200
DATA_SEED = 20_240_607

LARGEST = float(np.finfo(np.float32).max)
SMALLEST_NORMAL = 2.0**-126
SMALLEST = 2.0**-149
INFINITY, NAN = math.inf, math.nan


def generate() -> dict:
    cases = Cases()
    functions = {"exp": exp_groups, "log": log_groups, "tanh": tanh_groups, "sigmoid": sigmoid_groups}
    functions |= {"erf": erf_groups}
    for name, groups in functions.items():
        for group, inputs in groups().items():
            inputs = [float(np.float32(x)) for x in inputs]
            outputs = [rounded(name, x) for x in inputs]
            exact = group == "special"
            cases.add(
                f"numeric.{name}.{group}",
                "exact" if exact else "ulp",
                {"function": name, "values": f32_hex(inputs)},
                {"values": f32_hex(outputs)},
                tolerance=None if exact else 1,
                relative_to=None if exact else "element",
            )
    return vector_file("numeric", "numeric.py", ["mpmath", "jax", "numpy"], cases)


def rounded(name: str, x: float) -> float:
    """The function at x, rounded once to f32 (to nearest, ties to even, gradual underflow)."""
    if math.isnan(x):
        return NAN
    at_limit = LIMITS[name].get(x)
    if at_limit is not None:
        return at_limit
    if name == "log" and x < 0:
        return NAN
    if name in ("tanh", "erf") and x == 0:
        return x  # keeps the sign of zero
    with mpmath.workprec(PRECISION):
        return round_to_f32(EVALUATE[name](mpmath.mpf(x)))


EVALUATE = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "erf": mpmath.erf,
}
LIMITS = {
    "exp": {INFINITY: INFINITY, -INFINITY: 0.0},
    # -0 equals 0 as a key.
    "log": {INFINITY: INFINITY, 0.0: -INFINITY, -INFINITY: NAN},
    "tanh": {INFINITY: 1.0, -INFINITY: -1.0},
    "sigmoid": {INFINITY: 1.0, -INFINITY: 0.0},
    "erf": {INFINITY: 1.0, -INFINITY: -1.0},
}


def round_to_f32(value: mpmath.mpf) -> float:
    return round_to(value, digits=24, smallest=-149)


def round_to(value: mpmath.mpf, digits: int, smallest: int) -> float:
    """
    The nearest number of so many binary digits, in steps of 2^smallest at the least. By whole numbers, so that no
    intermediate f64 can round a second time.
    """
    if value == 0:
        return 0.0
    mantissa, exponent = abs(value).man_exp
    # The unit in the last place that the result will have, never below the smallest subnormal.
    unit = max(exponent + int(mantissa).bit_length() - digits, smallest)
    shift = unit - exponent
    if shift > 0:
        # Past the mantissa's length all that remains is "below half a unit".
        shift = min(shift, int(mantissa).bit_length() + 2)
        quotient, remainder = divmod(int(mantissa), 1 << shift)
        half = 1 << (shift - 1)
        quotient += remainder > half or (remainder == half and quotient % 2 == 1)
    else:
        quotient = int(mantissa) << -shift
    # The largest exponent is what the smallest step leaves: 128 for f32, 1024 for f64.
    if quotient.bit_length() + unit > 3 - digits - smallest:
        magnitude = INFINITY
    else:
        magnitude = math.ldexp(quotient, unit)
    return math.copysign(magnitude, value)


def neighbours(x: float, reach: int) -> list[float]:
    """f32 numbers up to `reach` steps on both sides of x, and x itself; x must not be 0."""
    bits = int(np.float32(x).view(np.int32))
    return [float(np.int32(bits + step).view(np.float32)) for step in range(-reach, reach + 1)]


def both_signs(values: list[float]) -> list[float]:
    return [signed for value in values for signed in (value, -value)]


def spread(stream: int, count: int, low: float, high: float) -> list[float]:
    """Uniform numbers in [low, high), from the stream of that number."""
    u = streams.uniform(streams.stream_key(DATA_SEED, stream), count).astype(np.float64)
    return list(low + u * (high - low))


def any_positive(stream: int, count: int) -> list[float]:
    """Positive finite f32 numbers with uniform bits: every exponent, subnormals included."""
    bits = streams.words(streams.stream_key(DATA_SEED, stream), count).astype(np.uint64) * 0x7F800000 >> np.uint64(32)
    return list(bits.astype(np.uint32).view(np.float32))


SPECIAL = [0.0, -0.0, INFINITY, -INFINITY, NAN]
SUBNORMAL = [SMALLEST, 2 * SMALLEST, 3 * SMALLEST, 2.0**-140, 2.0**-127, SMALLEST_NORMAL - SMALLEST, SMALLEST_NORMAL]
POWERS = [2.0**-exponent for exponent in range(1, 41)]
AROUND_ONE = neighbours(1.0, 8)


def exp_groups() -> dict[str, list[float]]:
    overflow, underflow, to_zero = 88.72283905206835, math.log(SMALLEST_NORMAL), -103.97207708
    reductions = [np.float32(number * math.log(2) / 2) for number in range(-12, 13) if number != 0]
    return {
        "special": SPECIAL,
        "subnormal": both_signs(SUBNORMAL),
        "near-zero": both_signs(POWERS),
        "near-one": both_signs(AROUND_ONE),
        "overflow": [*neighbours(overflow, 10), 89.0, 100.0, 1e3, 1e30, LARGEST],
        "underflow": [x for point in (underflow, to_zero) for x in neighbours(point, 10)]
        + [-88.0, -95.5, -100.0, -1e3, -1e30, -LARGEST],
        "range-reduction": [x for point in reductions for x in neighbours(point, 1)],
        "random": spread(1, 120, -104, 89) + spread(2, 60, -1, 1),
    }


def log_groups() -> dict[str, list[float]]:
    halves = [math.sqrt(0.5), math.sqrt(2), 2 / 3, 0.75, 4 / 3, 1.5]
    return {
        "special": [*SPECIAL, 1.0, -1.0, -SMALLEST, -LARGEST],
        "subnormal": [*SUBNORMAL, *neighbours(SMALLEST_NORMAL, 4), 1e-40, 5e-43],
        "near-one": neighbours(1.0, 24) + [x for power in POWERS[:24] for x in (1 + power, 1 - power)],
        "powers-of-two": [2.0**exponent for exponent in range(-149, 128, 6)],
        "large": [LARGEST, LARGEST / 2, 1e38, 3e37],
        "range-reduction": [x for point in halves for x in neighbours(point, 3)],
        "random": any_positive(3, 120) + spread(4, 100, 0.5, 2),
    }


def tanh_groups() -> dict[str, list[float]]:
    # tanh rounds to 1 from atanh(1 - 2^-25) on; 0.625 and 0.55 are where implementations like to change formula.
    saturation = math.atanh(1 - 2.0**-25)
    return {
        "special": SPECIAL,
        "subnormal": both_signs(SUBNORMAL),
        "near-zero": both_signs(POWERS),
        "near-one": both_signs(AROUND_ONE),
        "saturation": both_signs([*neighbours(saturation, 10), 9.5, 10.0, 20.0, 88.0, 100.0, 1e30, LARGEST]),
        "change-of-formula": both_signs([*neighbours(0.625, 3), *neighbours(0.55, 3), *neighbours(math.log(3) / 2, 3)]),
        "random": spread(5, 110, -10, 10) + spread(6, 70, -1, 1),
    }


def sigmoid_groups() -> dict[str, list[float]]:
    # 1 / (1 + e^-x) rounds to 1 where e^-x falls to 2^-25, and to 0 below half of the smallest subnormal.
    saturation, underflow, to_zero = 25 * math.log(2), math.log(SMALLEST_NORMAL), -103.97207708
    return {
        "special": SPECIAL,
        "subnormal": both_signs(SUBNORMAL),
        "near-zero": both_signs(POWERS),
        "near-one": both_signs(AROUND_ONE),
        "saturation": [*neighbours(saturation, 10), 18.0, 30.0, 88.0, 89.0, 104.0, 1e30, LARGEST],
        # From -88.73 down e^-x overflows, so that a careless 1 / (1 + e^-x) is 0 while the result is not.
        "underflow": [x for point in (underflow, to_zero, -88.72284) for x in neighbours(point, 10)]
        + [-95.5, -100.0, -1e3, -1e30, -LARGEST],
        "random": spread(7, 120, -104, 20) + spread(8, 80, -6, 6),
    }


def erf_groups() -> dict[str, list[float]]:
    # erf rounds to 1 from where 1 - erf falls to 2^-25 on.
    saturation = float(mpmath.erfinv(1 - mpmath.mpf(2) ** -25))
    return {
        "special": SPECIAL,
        "subnormal": both_signs(SUBNORMAL),
        "near-zero": both_signs(POWERS),
        "near-one": both_signs(AROUND_ONE),
        "saturation": both_signs([*neighbours(saturation, 10), *neighbours(4, 3), 5.0, 10.0, 100.0, 1e30, LARGEST]),
        "random": spread(9, 110, -4, 4) + spread(10, 70, -1, 1),
    }
