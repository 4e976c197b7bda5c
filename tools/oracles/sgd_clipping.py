"""
Clipping and the max-norm constraint on whole sets of parameters: `torch.nn.utils.clip_grad_norm_` and `clip_grad_value_`,
then `torch.optim.SGD`, then `torch.renorm`, in float32 on given gradients. And the same law in strict f32, bit for bit.
"""

import math

import numpy as np
import torch

import strict_arithmetic as strict
import streams
from vector_format import Cases, f32_hex, tensor, vector_file

DATA_SEED = 20_240_612
STEPS = 4
TOLERANCE = 8
"""Ulps of the largest weight; at least twice what torch's own float32 is away from its float64 (checked below)."""

SHAPES = [
    {"0.weight": [3, 5], "0.bias": [3], "2.weight": [2, 3], "2.bias": [2]},
    {"0.weight": [4, 2], "1.weight": [1, 4]},
    {"0.weight": [3, 2, 2, 2], "0.bias": [3], "1.weight": [7]},
]
PLAIN = {"learningRate": 0.3}
MOMENTUM = {"learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.05}
NESTEROV = {"learningRate": 0.05, "momentum": 0.5, "nesterov": True}


def generate() -> dict:
    cases = Cases()
    gaps = []
    for shapes, optimizer in ((SHAPES[0], PLAIN), (SHAPES[0], MOMENTUM), (SHAPES[1], NESTEROV), (SHAPES[2], PLAIN)):
        # Gradients grow from step to step, from below most limits to well above.
        for limit in (0.5, 2.0, 10.0):
            gaps.append(add(cases, "sgd.clip-norm", optimizer | {"clip": {"kind": "norm", "limit": limit}}, shapes))
        for limit in (0.1, 1.0):
            gaps.append(add(cases, "sgd.clip-value", optimizer | {"clip": {"kind": "value", "limit": limit}}, shapes))
        for max_norm in (0.7, 1.5):
            gaps.append(add(cases, "sgd.max-norm", optimizer | {"maxNorm": max_norm}, shapes))
        both = optimizer | {"clip": {"kind": "norm", "limit": 1.0}, "maxNorm": 1.2}
        gaps.append(add(cases, "sgd.clip-and-max-norm", both, shapes))
    for clip in ({"kind": "norm", "limit": 1.0}, {"kind": "value", "limit": 0.5}):
        for bad in (math.nan, math.inf, -math.inf):
            add(cases, "sgd.clip-non-finite", MOMENTUM | {"clip": clip}, SHAPES[0], bad)
    add(cases, "sgd.clip-zero", PLAIN | {"clip": {"kind": "norm", "limit": 1.0}}, SHAPES[1], 0.0)
    for shapes in SHAPES:
        for options in (
            MOMENTUM | {"clip": {"kind": "norm", "limit": 1.3}, "maxNorm": 1.1},
            NESTEROV | {"clip": {"kind": "value", "limit": 0.3}},
            PLAIN | {"clip": {"kind": "norm", "limit": 0.37}},
        ):
            add_strict(cases, options, shapes)
    assert 2 * max(gaps) <= TOLERANCE, max(gaps)
    measured = {"largestGapOfFloat32ToFloat64InUlpsOfTheLargestWeight": round(max(gaps), 3)}
    libraries = ["torch", "jax", "numpy"]
    return vector_file("sgd-clipping", "sgd_clipping.py", libraries, cases, measured)


def clip_gradients(parameters: list[torch.Tensor], clip: dict | None) -> None:
    """By PyTorch's own functions; the loop over tensors, so that their fused form does not choose another order."""
    if clip is None:
        return
    if clip["kind"] == "norm":
        torch.nn.utils.clip_grad_norm_(parameters, clip["limit"], foreach=False)
    else:
        torch.nn.utils.clip_grad_value_(parameters, clip["limit"], foreach=False)


def limit_norms(parameters: list[torch.Tensor], max_norm: float | None) -> None:
    """Of the slices along the first axis of what has two axes or more."""
    if max_norm is None:
        return
    with torch.no_grad():
        for parameter in parameters:
            if parameter.ndim >= 2:
                parameter.copy_(torch.renorm(parameter, p=2, dim=0, maxnorm=max_norm))


def draw(shapes: dict, stream: int) -> tuple[dict, list[dict]]:
    """Weights in [-1, 1) and gradients of four steps, each four times as large as the one before."""
    weights, gradients = {}, [{} for _ in range(STEPS)]
    for number, (name, shape) in enumerate(shapes.items()):
        u = streams.uniform(streams.stream_key(DATA_SEED, stream, number), (STEPS + 1) * math.prod(shape))
        values = (u * np.float32(2) - np.float32(1)).reshape(STEPS + 1, *shape)
        weights[name] = values[0]
        for step in range(STEPS):
            gradients[step][name] = values[step + 1] * np.float32(0.1 * 4**step)
    return weights, gradients


def add(cases: Cases, prefix: str, optimizer: dict, shapes: dict, planted: float | None = None) -> float:
    """
    Adds a case and returns how far apart float32 and float64 run, in ulps of the largest weight. A planted number takes
    the place of one element of the second step's gradients (zero: of all of them).
    """
    weights, gradients = draw(shapes, len(cases.list))
    if planted == 0:
        gradients[1] = {name: np.zeros_like(values) for name, values in gradients[1].items()}
    elif planted is not None:
        gradients[1]["2.weight"][1, 2] = planted
        gradients = gradients[:3]
    single = trajectory(optimizer, weights, gradients, torch.float32)
    double = trajectory(optimizer, weights, gradients, torch.float64)
    given = {
        "optimizer": optimizer,
        "parameters": {name: tensor(values) for name, values in weights.items()},
        "gradients": encoded(gradients),
    }
    cases.add(prefix, "ulp", given, {"parameters": encoded(single)}, TOLERANCE, "largest")
    if planted is not None:
        return 0.0
    return max(
        float(np.abs(one[name].astype(np.float64) - two[name]).max() / np.spacing(np.abs(one[name]).max()))
        for one, two in zip(single, double, strict=True)
        for name in shapes
    )


def trajectory(optimizer: dict, weights: dict, gradients: list[dict], dtype: torch.dtype) -> list[dict]:
    """All parameters after every step."""
    parameters = {name: torch.nn.Parameter(torch.tensor(values, dtype=dtype)) for name, values in weights.items()}
    sgd = torch.optim.SGD(
        parameters.values(),
        lr=optimizer["learningRate"],
        momentum=optimizer.get("momentum", 0),
        nesterov=optimizer.get("nesterov", False),
        weight_decay=optimizer.get("weightDecay", 0),
        foreach=False,
    )
    after = []
    for step in gradients:
        for name, gradient in step.items():
            parameters[name].grad = torch.tensor(gradient, dtype=dtype)
        clip_gradients(list(parameters.values()), optimizer.get("clip"))
        sgd.step()
        limit_norms(list(parameters.values()), optimizer.get("maxNorm"))
        after.append({name: values.detach().numpy().copy() for name, values in parameters.items()})
    return after


def add_strict(cases: Cases, optimizer: dict, shapes: dict) -> None:
    """Sums of gradients over a batch of total weight 3.7, and the parameters after every step, bit for bit."""
    weights, sums = draw(shapes, len(cases.list))
    total_weight = 3.7
    parameters = dict(weights)
    velocity = {name: np.zeros_like(values) for name, values in weights.items()}
    after = []
    for step, gradients in enumerate(sums):
        means = [(gradients[name].astype(np.float64) / total_weight).astype(np.float32) for name in parameters]
        means = strict.clip_gradients(means, optimizer.get("clip"))
        for name, mean in zip(list(parameters), means, strict=True):
            updated, velocity[name] = strict.sgd_update(parameters[name], mean, velocity[name], optimizer, step)
            parameters[name] = strict.limit_norms(updated, optimizer.get("maxNorm"))
        after.append(dict(parameters))
    given = {
        "optimizer": optimizer,
        "totalWeight": total_weight,
        "parameters": {name: tensor(values) for name, values in weights.items()},
        "gradients": encoded(sums),
    }
    cases.add("sgd.strict", "exact", given, {"parameters": encoded(after)})


def encoded(steps: list[dict]) -> list[dict]:
    return [{name: f32_hex(values) for name, values in step.items()} for step in steps]
