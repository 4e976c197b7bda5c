"""
Layers, losses and the SGD update in strict float32: every product, sum and quotient is rounded to f32, and every sum
runs in the order that the reference engine documents, from index 0 upwards. Written from those formulas, for NumPy
arrays; nothing here may call a routine that chooses its own order (`@`, `np.sum`, `np.dot`).
"""

import math
from functools import cache

import mpmath
import numpy as np

from numeric import EVALUATE, PRECISION, rounded

f32 = np.float32
SMALLEST_DISTANCE = mpmath.mpf(2) ** -20
"""The engine's functions are within 0.5 + 2^-20 ulp: nearer to a tie than this, either neighbour would be right."""


@cache
def function(name: str, x: float) -> np.float32:
    """exp, log, tanh or sigmoid of an f32, correctly rounded; refuses values too near to a tie of two f32 numbers."""
    result = f32(rounded(name, x))
    with mpmath.workprec(PRECISION):
        exact = EVALUATE[name](mpmath.mpf(x))
        for neighbour in (np.nextafter(result, f32(math.inf)), np.nextafter(result, f32(-math.inf))):
            unit = abs(mpmath.mpf(float(neighbour)) - mpmath.mpf(float(result)))
            tie = (mpmath.mpf(float(neighbour)) + mpmath.mpf(float(result))) / 2
            assert abs(exact - tie) > SMALLEST_DISTANCE * unit, f"{name}({x}) is near a tie: choose another data seed"
    return result


def each(name: str, values: np.ndarray) -> np.ndarray:
    return np.array([function(name, float(x)) for x in values.reshape(-1)], f32).reshape(values.shape)


def product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """a [rows, inner] times b [inner, columns]: one rounded product and one rounded sum at a time, from +0."""
    sums = np.zeros((a.shape[0], b.shape[1]), f32)
    for k in range(a.shape[1]):
        sums = sums + a[:, k : k + 1] * b[k : k + 1, :]
    return checked(sums)


def sum_rows(values: np.ndarray) -> np.ndarray:
    sums = np.zeros(values.shape[1], f32)
    for row in values:
        sums = sums + row
    return checked(sums)


def checked(values: np.ndarray) -> np.ndarray:
    """NumPy widens when an operand is wider: nothing may have done so."""
    assert values.dtype == f32
    return values


def drop(values: np.ndarray, mask: tuple[np.ndarray, float]) -> np.ndarray:
    keep, scale = mask
    return np.where(keep, values * f32(scale), f32(0))


def layer_forward(layer: dict, x: np.ndarray, own: dict[str, np.ndarray], mask) -> np.ndarray:
    match layer["kind"]:
        case "dense":
            y = product(x, own["weight"].T)
            return y + own["bias"] if "bias" in own else y
        case "relu":
            return np.where(x > 0, x, f32(0))
        case "leaky-relu":
            return np.where(x > 0, x, x * f32(layer["slope"]))
        case "tanh" | "sigmoid" as name:
            return each(name, x)
        case "dropout":
            return x if mask is None else drop(x, mask)
    raise ValueError(layer["kind"])


def layer_backward(layer: dict, g: np.ndarray, x: np.ndarray, y: np.ndarray, own: dict[str, np.ndarray], mask):
    """The gradient with respect to x, and those of the layer's own parameters."""
    one = f32(1)
    match layer["kind"]:
        case "dense":
            gradients = {"weight": product(g.T, x)} | ({"bias": sum_rows(g)} if "bias" in own else {})
            return product(g, own["weight"]), gradients
        case "relu":
            return np.where(x > 0, g, f32(0)), {}
        case "leaky-relu":
            return np.where(x > 0, g, g * f32(layer["slope"])), {}
        case "tanh":
            return g * (one - y * y), {}
        case "sigmoid":
            return g * (y * (one - y)), {}
        case "dropout":
            return drop(g, mask), {}
    raise ValueError(layer["kind"])


def softmax_cross_entropy(z: np.ndarray, labels: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """Rows' losses log S - (z_c - m) in f32, their weighted sum in f64; gradient weight * (e_j / S - [j = c])."""
    loss_sum, gradient = 0.0, np.zeros_like(z)
    for row, (logits, label, weight) in enumerate(zip(z, labels, weights, strict=True)):
        shifted = logits - logits.max()
        shares = each("exp", shifted)
        total = f32(0)
        for share in shares:
            total = total + share
        probabilities = shares / total
        probabilities[label] = probabilities[label] - f32(1)
        gradient[row] = weight * probabilities
        loss_sum += float(weight) * float(function("log", float(total)) - shifted[label])
    return loss_sum, checked(gradient)


def mean_squared_error(y: np.ndarray, targets: np.ndarray, weights: np.ndarray) -> tuple[float, np.ndarray]:
    """Rows' losses (sum of squares) / n in f32, their weighted sum in f64; gradient weight * ((2 (y - t)) / n)."""
    loss_sum, gradient = 0.0, np.zeros_like(y)
    length = f32(y.shape[1])
    for row, weight in enumerate(weights):
        differences = y[row] - targets[row]
        squares = f32(0)
        for difference in differences:
            squares = squares + difference * difference
        gradient[row] = weight * (f32(2) * differences / length)
        loss_sum += float(weight) * float(squares / length)
    return loss_sum, checked(gradient)


def clip_gradients(gradients: list[np.ndarray], clip: dict | None) -> list[np.ndarray]:
    """By value, or by the norm of all gradients together: f64 sums over each in order, then over their sums."""
    if clip is None:
        return gradients
    if clip["kind"] == "value":
        bound = f32(clip["limit"])
        return [checked(np.where(g > bound, bound, np.where(g < -bound, -bound, g))) for g in gradients]
    total = 0.0
    for gradient in gradients:
        total += sum_of_squares(gradient)
    share = clip["limit"] / (math.sqrt(total) + 1e-6)
    factor = f32(1.0 if share > 1 else share)
    return [checked(g * factor) for g in gradients]


def limit_norms(w: np.ndarray, max_norm: float | None) -> np.ndarray:
    """Each slice along the first axis of a weight of two axes or more, to a norm of max_norm."""
    if max_norm is None or w.ndim < 2:
        return w
    rows = []
    for row in w:
        norm = math.sqrt(sum_of_squares(row))
        rows.append(row * f32(max_norm / (norm + 1e-7)) if norm > max_norm else row)
    return checked(np.stack(rows))


def sum_of_squares(values: np.ndarray) -> float:
    squares = 0.0
    for value in values.reshape(-1):
        squares += float(value) * float(value)
    return squares


def sgd_update(w: np.ndarray, gradient: np.ndarray, velocity: np.ndarray, options: dict, step: int) -> tuple:
    """New weights and velocity; without momentum the velocity stays as it is."""
    momentum, decay = f32(options.get("momentum", 0)), f32(options.get("weightDecay", 0))
    scale = f32(1 if step == 0 else 1 - options.get("dampening", 0))
    direction = gradient + decay * w if decay != 0 else gradient
    if momentum != 0:
        velocity = momentum * velocity + scale * direction
        direction = direction + momentum * velocity if options.get("nesterov", False) else velocity
    return checked(w - f32(options["learningRate"]) * direction), checked(velocity)
