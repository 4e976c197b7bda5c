"""Twelve steps of `torch.optim.SGD` in float32 on given gradients, for every combination of options."""

import numpy as np
import torch

import streams
from vector_format import Cases, f32_hex, vector_file

DATA_SEED = 20_240_610
ELEMENTS = 7
STEPS = 12
TOLERANCE = 8
"""Ulps of the largest weight; at least twice what torch's own float32 is away from its float64 (checked below)."""

LEARNING_RATES = [0.1, 0.01]
WEIGHT_DECAYS = [0.0, 0.01, 0.1]
MOMENTA = [
    # momentum, dampening, nesterov
    (0.0, 0.0, False),
    (0.0, 0.5, False),
    (0.5, 0.0, False),
    (0.5, 0.5, False),
    (0.5, 0.0, True),
    (0.9, 0.0, False),
    (0.9, 0.5, False),
    (0.9, 0.0, True),
]
SCHEDULED = [(0.9, 0.0, False), (0.9, 0.5, False), (0.9, 0.0, True)]


def generate() -> dict:
    cases = Cases()
    gaps = []
    for learning_rate in LEARNING_RATES:
        for weight_decay in WEIGHT_DECAYS:
            for momentum, dampening, nesterov in MOMENTA:
                optimizer = options(learning_rate, momentum, dampening, nesterov, weight_decay)
                gaps.append(add(cases, "sgd.update", optimizer, None))
    for momentum, dampening, nesterov in SCHEDULED:
        # A rate that changes during the run tells PyTorch's form from the one that folds it into the velocity.
        rates = [0.1 * 0.5 ** (step // 3) for step in range(STEPS)]
        gaps.append(add(cases, "sgd.schedule", options(0.1, momentum, dampening, nesterov, 0.01), rates))
    assert 2 * max(gaps) <= TOLERANCE, max(gaps)
    measured = {"largestGapOfFloat32ToFloat64InUlpsOfTheLargestWeight": round(max(gaps), 3)}
    return vector_file("sgd", "sgd.py", ["torch", "jax", "numpy"], cases, measured)


def options(learning_rate: float, momentum: float, dampening: float, nesterov: bool, weight_decay: float) -> dict:
    return {
        "learningRate": learning_rate,
        "momentum": momentum,
        "dampening": dampening,
        "nesterov": nesterov,
        "weightDecay": weight_decay,
    }


def add(cases: Cases, prefix: str, optimizer: dict, rates: list[float] | None) -> float:
    """Adds a case and returns how far apart float32 and float64 run, in ulps of the largest weight."""
    stream = 10 * len(cases.list)
    weights = uniform(stream, ELEMENTS) * np.float32(2)
    gradients = uniform(stream + 1, (STEPS, ELEMENTS)) * np.float32(4)
    single = trajectory(optimizer, rates, weights, gradients, torch.float32)
    double = trajectory(optimizer, rates, weights, gradients, torch.float64)
    given: dict = {"optimizer": optimizer}
    if rates is not None:
        given["learningRates"] = rates
    given |= {"weights": f32_hex(weights), "gradients": [f32_hex(gradient) for gradient in gradients]}
    expect = {"weights": [f32_hex(after) for after in single]}
    cases.add(prefix, "ulp", given, expect, TOLERANCE, "largest")
    return max(
        float(np.abs(one.astype(np.float64) - two).max() / np.spacing(np.abs(one).max()))
        for one, two in zip(single, double, strict=True)
    )


def trajectory(
    optimizer: dict, rates: list[float] | None, weights: np.ndarray, gradients: np.ndarray, dtype: torch.dtype
) -> list[np.ndarray]:
    """The weights after every step."""
    parameter = torch.nn.Parameter(torch.tensor(weights, dtype=dtype))
    sgd = torch.optim.SGD(
        [parameter],
        lr=optimizer["learningRate"],
        momentum=optimizer["momentum"],
        dampening=optimizer["dampening"],
        nesterov=optimizer["nesterov"],
        weight_decay=optimizer["weightDecay"],
        foreach=False,
    )
    after = []
    for step, gradient in enumerate(gradients):
        if rates is not None:
            sgd.param_groups[0]["lr"] = rates[step]
        parameter.grad = torch.tensor(gradient, dtype=dtype)
        sgd.step()
        after.append(parameter.detach().numpy().copy())
    return after


def uniform(stream: int, shape) -> np.ndarray:
    """f32 numbers in [-1, 1)."""
    u = streams.uniform(streams.stream_key(DATA_SEED, stream), int(np.prod(shape)))
    return (u * np.float32(2) - np.float32(1)).reshape(shape)
