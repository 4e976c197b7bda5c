"""
Forward and backward of every member of the dropout family by PyTorch in float64, with the masks that the streams give;
rates of schedules; mean and variance of Monte-Carlo dropout.

The formulas of each member are checked against the real functions of PyTorch, torchvision and Keras on their own masks
before they are used (`check_against_*`): those functions cannot be given a mask.
"""

import importlib.util
import math
import os
import sys
import types
import unittest.mock
from pathlib import Path

import numpy as np
import torch

import streams
from dropout_masks import scale
from initial_weights import dense, initial_weights
from layers import Data
from noise import noise_values, standard_deviation
from trajectories import forward
from vector_format import Cases, f32_hex, f64_hex, mask, seed_hex, tensor, u32_hex, vector_file

SEED = 42

ALPHA = 1.7580993408473766

LAYERS = [
    # prefix, layer, shape of the input
    ("shared-axes", {"kind": "dropout", "rate": 0.5, "sharedAxes": [2]}, [3, 4, 6]),
    ("shared-axes", {"kind": "dropout", "rate": 0.3, "sharedAxes": [2, 3]}, [3, 5, 3, 4]),
    ("shared-axes", {"kind": "dropout", "rate": 0.25, "sharedAxes": [2, 3, 4]}, [2, 5, 2, 3, 2]),
    ("shared-axes", {"kind": "dropout", "rate": 0.4, "sharedAxes": [1]}, [4, 5, 6]),
    ("shared-axes", {"kind": "dropout", "rate": 0.5, "sharedAxes": [1]}, [8, 6]),
    ("shared-axes", {"kind": "dropout", "rate": 0.5, "sharedAxes": [0]}, [5, 9]),
    ("shared-axes", {"kind": "dropout", "rate": 0.5, "sharedAxes": [0, 1]}, [4, 6]),
    ("shared-axes", {"kind": "dropout", "rate": 0.0, "sharedAxes": [1]}, [4, 6]),
    ("shared-axes", {"kind": "dropout", "rate": 1.0, "sharedAxes": [1]}, [4, 6]),
    ("alpha", {"kind": "alpha-dropout", "rate": 0.5}, [8, 16]),
    ("alpha", {"kind": "alpha-dropout", "rate": 0.1}, [6, 20]),
    ("alpha", {"kind": "alpha-dropout", "rate": 0.9}, [6, 20]),
    ("alpha", {"kind": "alpha-dropout", "rate": 0.0}, [3, 5]),
    ("alpha", {"kind": "alpha-dropout", "rate": 1.0}, [3, 5]),
    ("alpha", {"kind": "alpha-dropout", "rate": 0.3, "sharedAxes": [1]}, [8, 6]),
    ("alpha", {"kind": "alpha-dropout", "rate": 0.3}, [2, 3, 4, 5]),
    ("feature-alpha", {"kind": "feature-alpha-dropout", "rate": 0.5}, [3, 4, 5]),
    ("feature-alpha", {"kind": "feature-alpha-dropout", "rate": 0.2}, [3, 6, 3, 4]),
    ("feature-alpha", {"kind": "feature-alpha-dropout", "rate": 0.4}, [7, 8]),
    ("gaussian-dropout", {"kind": "gaussian-dropout", "rate": 0.5}, [8, 16]),
    ("gaussian-dropout", {"kind": "gaussian-dropout", "rate": 0.1}, [3, 4, 5]),
    ("gaussian-dropout", {"kind": "gaussian-dropout", "rate": 0.9}, [6, 10]),
    ("gaussian-dropout", {"kind": "gaussian-dropout", "rate": 0.0}, [3, 5]),
    ("gaussian-noise", {"kind": "gaussian-noise", "standardDeviation": 0.5}, [8, 16]),
    ("gaussian-noise", {"kind": "gaussian-noise", "standardDeviation": 3.0}, [3, 4, 5]),
    ("gaussian-noise", {"kind": "gaussian-noise", "standardDeviation": 0.0}, [3, 5]),
    ("stochastic-depth", {"kind": "stochastic-depth", "rate": 0.5, "mode": "row"}, [8, 6]),
    ("stochastic-depth", {"kind": "stochastic-depth", "rate": 0.2, "mode": "row"}, [6, 3, 4]),
    ("stochastic-depth", {"kind": "stochastic-depth", "rate": 0.5, "mode": "batch"}, [4, 6]),
    ("stochastic-depth", {"kind": "stochastic-depth", "rate": 0.5, "mode": "batch"}, [4, 3, 2]),
    ("stochastic-depth", {"kind": "stochastic-depth", "rate": 0.0, "mode": "row"}, [3, 5]),
    ("stochastic-depth", {"kind": "stochastic-depth", "rate": 1.0, "mode": "batch"}, [3, 5]),
    ("drop-connect", {"kind": "dense", "units": 7, "bias": True, "dropConnect": 0.5}, [6, 9]),
    ("drop-connect", {"kind": "dense", "units": 12, "bias": False, "dropConnect": 0.3}, [5, 17]),
    ("drop-connect", {"kind": "dense", "units": 4, "bias": True, "dropConnect": 0.0}, [3, 5]),
    ("drop-connect", {"kind": "dense", "units": 4, "bias": True, "dropConnect": 1.0}, [3, 5]),
]

LINEAR = [
    {"kind": "linear", "initial": 0.0, "final": 0.5, "length": 1000},
    {"kind": "linear", "initial": 0.7, "final": 0.1, "length": 7},
    {"kind": "linear", "initial": 0.1, "final": 1 - 2.0**-20, "length": 3},
    {"kind": "linear", "initial": 1.0, "final": 1.0, "length": 5},
    {"kind": "linear", "initial": 0.3, "final": 0.2, "length": 2**40},
]
LINEAR_STEPS = [0, 1, 2, 3, 4, 6, 7, 8, 250, 333, 999, 1000, 1001, 2**39 + 1, 2**40 - 1, 2**40, 2**53 - 1]
PIECEWISE = [
    {"kind": "piecewise", "pieces": [{"fromStep": 0, "rate": 0.1}]},
    {"kind": "piecewise", "pieces": [{"fromStep": 0, "rate": 0.1}, {"fromStep": 1000, "rate": 0.0}]},
    {
        "kind": "piecewise",
        "pieces": [{"fromStep": 0, "rate": 0.0}, {"fromStep": 1, "rate": 0.25}, {"fromStep": 8, "rate": 1.0}],
    },
]

MONTE_CARLO = [
    # layers, shape of a row, rows, samples, step
    ([dense(9), {"kind": "tanh"}, {"kind": "dropout", "rate": 0.5}, dense(4)], [6], 7, 20, None),
    (
        [
            {"kind": "dropout", "rate": 0.2},
            dense(8),
            {"kind": "relu"},
            {"kind": "dropout", "rate": 0.4, "sharedAxes": [0]},
            dense(3),
        ],
        [5],
        10,
        12,
        None,
    ),
    (
        [
            dense(8),
            {"kind": "sigmoid"},
            {"kind": "dropout", "rate": {"kind": "linear", "initial": 0.0, "final": 0.6, "length": 10}},
            dense(2),
        ],
        [4],
        5,
        16,
        5,
    ),
]


def generate() -> dict:
    torch.set_num_threads(1)
    check_against_torch()
    check_against_torchvision()
    check_against_keras()
    cases = Cases()
    data = Data()
    for number, (prefix, layer, shape) in enumerate(LAYERS):
        add_layer(cases, prefix, layer, number, data.next(shape), data)
    for schedules, steps in ((LINEAR, LINEAR_STEPS), (PIECEWISE, LINEAR_STEPS[:12])):
        for schedule in schedules:
            rates = [rate_at(schedule, step) for step in steps]
            given = {"operation": "schedule", "schedule": schedule, "steps": steps}
            cases.add("dropout-family.schedule", "exact", given, {"rates": f64_hex(rates)})
    for number, case in enumerate(MONTE_CARLO):
        add_monte_carlo(cases, number, *case)
    libraries = ["torch", "torchvision", "keras", "jax", "numpy", "mpmath"]
    clause = "DRP-3 DRP-5 DRP-6 DRP-8 DRP-9 DRP-10 DRP-11 DRP-13"
    return vector_file("dropout-family", "dropout_family.py", libraries, cases)


def shared_axes(layer: dict, axis_count: int) -> list[int]:
    match layer["kind"]:
        case "feature-alpha-dropout":
            return list(range(2, axis_count))
        case "stochastic-depth":
            return list(range(0 if layer["mode"] == "batch" else 1, axis_count))
    return layer.get("sharedAxes", [])


def add_layer(cases: Cases, prefix: str, layer: dict, step: int, inputs: np.ndarray, data: Data) -> None:
    parameters = {}
    drawn_shape = [1 if axis in shared_axes(layer, inputs.ndim) else n for axis, n in enumerate(inputs.shape)]
    if layer["kind"] == "dense":
        drawn_shape = [layer["units"], inputs.shape[1]]
        parameters["weight"] = data.next(drawn_shape)
        if layer["bias"]:
            parameters["bias"] = data.next([layer["units"]])
    drawn, described = draw(layer, step, drawn_shape)
    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=True)
    p = {name: torch.tensor(v, dtype=torch.float64, requires_grad=True) for name, v in parameters.items()}
    output = apply_member(layer, x, p, torch.tensor(drawn, dtype=torch.float64))
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    given = {
        "operation": "layer",
        "layer": layer,
        "seed": seed_hex(SEED),
        "step": step,
        "inputs": tensor(inputs),
        "parameters": {name: tensor(values) for name, values in parameters.items()},
        "outputGradient": f32_hex(output_gradient),
    }
    expect = {"mask": described, "output": tensor(output.detach().numpy()), "inputGradient": f32_hex(x.grad.numpy())}
    expect |= {f"{name}Gradient": f32_hex(values.grad.numpy()) for name, values in p.items()}
    cases.add(f"dropout-family.{prefix}", "derived", given, expect)


def draw(layer: dict, step: int, shape: list[int]) -> tuple[np.ndarray, dict]:
    """What site 0 draws at a step, and how a mask says so."""
    noisy = layer["kind"] in ("gaussian-dropout", "gaussian-noise")
    key = streams.stream_key(SEED, streams.NOISE if noisy else streams.DROPOUT, 0, step)
    described = {"key": u32_hex(streams.key_words(key)), "shape": shape}
    if noisy:
        noise = noise_values(layer, key, shape)
        kind = "multiply" if layer["kind"] == "gaussian-dropout" else "add"
        return noise, described | {"noise": kind, "standardDeviation": f32_hex(standard_deviation(layer))}
    rate = layer.get("dropConnect", layer.get("rate"))
    keep = streams.bernoulli(key, 1 - rate, math.prod(shape)).reshape(shape)
    law = {"scale": scale(rate)}
    if "alpha" in layer["kind"]:
        law = alpha_law_f32(rate)
    described |= {"threshold": streams.threshold(1 - rate), "bits": mask(keep)}
    return keep, described | {name: f32_hex(value) for name, value in law.items()}


def alpha_law_f32(rate: float) -> dict:
    """The constants as PyTorch's float32 kernel has them: each f64 expression rounded, their sum an f32 sum."""
    if rate in (0, 1):
        return {"scale": np.float32(1 - rate)}
    a = 1 / math.sqrt((ALPHA * ALPHA * rate + 1) * (1 - rate))
    offset = np.float32(ALPHA * a * rate)
    return {"scale": np.float32(a), "offset": offset, "fill": offset - np.float32(ALPHA * a)}


def apply_member(layer: dict, x: torch.Tensor, p: dict[str, torch.Tensor], drawn: torch.Tensor) -> torch.Tensor:
    """The frameworks' formulas, given what they draw: bits as 0 and 1, or noise."""
    match layer["kind"]:
        case "dropout" | "stochastic-depth":
            return scaled(x, drawn, layer["rate"])
        case "alpha-dropout" | "feature-alpha-dropout":
            return alpha_dropout(x, drawn, layer["rate"])
        case "gaussian-dropout":
            return x * drawn
        case "gaussian-noise":
            return x + drawn
        case "dense":
            return torch.nn.functional.linear(x, scaled(p["weight"], drawn, layer["dropConnect"]), p.get("bias"))
    raise ValueError(layer["kind"])


def scaled(x: torch.Tensor, keep: torch.Tensor, rate: float) -> torch.Tensor:
    return x * torch.zeros_like(keep) if rate == 1 else x * (keep / (1 - rate))


def alpha_dropout(x: torch.Tensor, keep: torch.Tensor, rate: float) -> torch.Tensor:
    if rate in (0, 1):
        return x * (1 - rate)
    a = 1 / math.sqrt((ALPHA * ALPHA * rate + 1) * (1 - rate))
    return x * (keep * a) + ((keep - 1) * ALPHA * a + ALPHA * a * rate)


def check_against_torch() -> None:
    """PyTorch's own functions, forward and backward, on the masks that their outputs betray."""
    functions = torch.nn.functional
    generator = torch.Generator().manual_seed(1)
    x = torch.rand(6, 5, 4, 3, dtype=torch.float64, generator=generator) + 0.5
    spatial = {2: functions.dropout1d, 3: functions.dropout2d, 4: functions.dropout3d}
    for rate in (0.1, 0.5, 0.9):
        for axes, function in spatial.items():
            value = x.reshape(6, 5, 12) if axes == 2 else x if axes == 3 else x.reshape(6, 5, 4, 3, 1)
            compare(
                value, lambda v, f=function, r=rate: f(v, r, True), lambda v, k, r=rate: scaled(v, k, r), channels=True
            )
        compare(x, lambda v, r=rate: functions.alpha_dropout(v, r, True), lambda v, k, r=rate: alpha_dropout(v, k, r))
        compare(
            x,
            lambda v, r=rate: functions.feature_alpha_dropout(v, r, True),
            lambda v, k, r=rate: alpha_dropout(v, k, r),
            channels=True,
        )
        compare_alpha_bits(rate)
    for function in (functions.dropout, functions.alpha_dropout, functions.feature_alpha_dropout):
        assert torch.equal(function(x, 1.0, True), torch.zeros_like(x)), "rate 1 gives zeros"
        assert torch.equal(function(x, 0.0, True), x), "rate 0 is the identity"


def check_against_torchvision() -> None:
    stochastic_depth = torchvision_stochastic_depth()
    x = torch.rand(9, 4, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(2)) + 0.5
    for rate in (0.2, 0.5, 1.0):
        for mode in ("row", "batch"):
            real = stochastic_depth(x, rate, mode, True)
            keep = (real != 0).to(torch.float64)
            axes = (1, 2) if mode == "row" else (0, 1, 2)
            assert torch.equal(keep.amin(axes), keep.amax(axes)), "whole rows, or the whole batch"
            assert torch.allclose(real, scaled(x, keep, rate), rtol=1e-14, atol=0)


def torchvision_stochastic_depth():
    """torchvision's function from its own file: the package as a whole asks for compiled operators of one PyTorch."""
    folder = Path(importlib.util.find_spec("torchvision").submodule_search_locations[0])
    utils = types.ModuleType("torchvision.utils")
    utils._log_api_usage_once = lambda _: None
    packages = {name: types.ModuleType(name) for name in ("torchvision", "torchvision.ops")}
    spec = importlib.util.spec_from_file_location(
        "torchvision.ops.stochastic_depth", folder / "ops/stochastic_depth.py"
    )
    module = importlib.util.module_from_spec(spec)
    with unittest.mock.patch.dict(sys.modules, {**packages, "torchvision.utils": utils}):
        spec.loader.exec_module(module)
    return module.stochastic_depth


def check_against_keras() -> None:
    """Keras's layers with the noise that its own generator gives them."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import keras

    x = np.linspace(-2, 2, 60, dtype=np.float32).reshape(5, 12)
    for rate in (0.1, 0.5):
        noise = keras.random.normal(x.shape, 1.0, math.sqrt(rate / (1 - rate)), seed=keras.random.SeedGenerator(3))
        real = keras.layers.GaussianDropout(rate, seed=3)(x, training=True)
        member = apply_member({"kind": "gaussian-dropout"}, torch.tensor(x), {}, torch.tensor(np.asarray(noise)))
        assert np.allclose(np.asarray(real), member.numpy(), rtol=1e-6)
        noise = keras.random.normal(x.shape, 0.0, rate, seed=keras.random.SeedGenerator(4))
        real = keras.layers.GaussianNoise(rate, seed=4)(x, training=True)
        member = apply_member({"kind": "gaussian-noise"}, torch.tensor(x), {}, torch.tensor(np.asarray(noise)))
        assert np.allclose(np.asarray(real), member.numpy(), rtol=1e-6)


def compare(x: torch.Tensor, real, formula, channels: bool = False) -> None:
    """The real function's output and gradient against the formula's, under the mask that the gradient betrays."""
    torch.manual_seed(5)
    given = x.clone().requires_grad_()
    output = real(given)
    output_gradient = torch.linspace(1, 2, x.numel(), dtype=torch.float64).reshape(x.shape)
    output.backward(output_gradient)
    keep = (given.grad != 0).to(torch.float64)
    if channels:
        flat = keep.flatten(2)
        assert torch.equal(flat.amin(2), flat.amax(2)), "whole channels"
    restated = x.clone().requires_grad_()
    expected = formula(restated, keep)
    expected.backward(output_gradient)
    assert torch.allclose(output, expected, rtol=1e-14, atol=1e-15)
    assert torch.allclose(given.grad, restated.grad, rtol=1e-14, atol=0)


def compare_alpha_bits(rate: float) -> None:
    """In float32 PyTorch's alpha dropout is f32(f32(x * scale) + offset) or the fill, to the bit."""
    torch.manual_seed(6)
    x = torch.linspace(-3, 3, 4001)
    given = x.clone().requires_grad_()
    output = torch.nn.functional.alpha_dropout(given, rate, True)
    output.backward(torch.ones_like(x))
    law = alpha_law_f32(rate)
    kept = x.numpy() * law["scale"] + law["offset"]
    assert np.array_equal(output.detach().numpy(), np.where(given.grad.numpy() != 0, kept, law["fill"]))
    assert np.array_equal(given.grad.numpy(), np.where(given.grad.numpy() != 0, law["scale"], np.float32(0)))


def rate_at(rate: float | dict, step: int) -> float:
    if isinstance(rate, float):
        return rate
    if rate["kind"] == "piecewise":
        return [piece["rate"] for piece in rate["pieces"] if piece["fromStep"] <= step][-1]
    first, last = rate["initial"], rate["final"]
    if step >= rate["length"]:
        return last
    return first + (last - first) * (step / rate["length"])


def add_monte_carlo(
    cases: Cases, number: int, layers: list[dict], row: list[int], rows: int, samples: int, step
) -> None:
    seed, data_seed = 1234 + number, 31 + number
    inputs = streams.uniform(streams.stream_key(data_seed, 1), rows * math.prod(row)) * np.float32(2) - np.float32(1)
    inputs = inputs.reshape(rows, *row)
    start = initial_weights(seed, row, layers)
    parameters = {name: torch.tensor(values, dtype=torch.float64) for name, values in start.items()}
    outputs = []
    for sample in range(samples):
        masks, width = [], math.prod(row)
        for layer in layers:
            width = layer.get("units", width)
            if layer["kind"] != "dropout":
                continue
            rate = rate_at(layer["rate"], step or 0)
            key = streams.stream_key(seed, streams.MONTE_CARLO_DROPOUT, len(masks), sample)
            shape = [1 if axis in layer.get("sharedAxes", []) else n for axis, n in enumerate([rows, width])]
            keep = streams.bernoulli(key, 1 - rate, math.prod(shape)).reshape(shape)
            masks.append((torch.tensor(keep), float(scale(rate))))
        outputs.append(forward(layers, torch.tensor(inputs, dtype=torch.float64), parameters, masks).numpy())
    given = {
        "operation": "monte-carlo",
        "model": {"inputShape": row, "layers": layers},
        "seed": seed_hex(seed),
        "samples": samples,
        "inputs": tensor(inputs),
    }
    if step is not None:
        given["step"] = step
    expect = {
        "mean": tensor(np.mean(outputs, axis=0)),
        "population": tensor(np.var(outputs, axis=0)),
        "unbiased": tensor(np.var(outputs, axis=0, ddof=1)),
        "samples": f32_hex(np.array(outputs)),
    }
    cases.add("dropout-family.monte-carlo", "derived", given, expect)
