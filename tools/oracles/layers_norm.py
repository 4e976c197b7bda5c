"""
Norms and activations forward and backward, by PyTorch in float64, rounded to f32 at the end. NumPy restates each from its
formula, and both must agree to 1e-10 of the largest magnitude.
"""

import numpy as np
import scipy.special
import torch
import torch.nn.functional as F

from layers import Data, plant_zeros
from vector_format import Cases, f32_hex, tensor, vector_file

AGREEMENT = 1e-10
DATA_SEED_STREAM = 1000
"""Streams of `layers.py`'s data seed from here on, which it does not reach."""

BATCH_NORMS = [
    # rows, shape of a row, options, batches tracked before
    (4, [3], {}, 0),
    (7, [5], {"momentum": 0.3}, 2),
    (2, [4], {"momentum": "cumulative"}, 0),
    (3, [4, 5], {"momentum": "cumulative"}, 3),
    (1, [3, 6], {"epsilon": 0.1}, 1),
    (3, [3, 4, 2], {}, 11),
    (2, [2, 2, 3, 2], {"momentum": 1}, 4),
    (5, [6], {"affine": False}, 0),
    (2, [3, 2, 2], {"affine": False, "momentum": 0.01, "epsilon": 0.001}, 0),
    (6, [3], {"trackRunningStats": False}, 0),
    (2, [3, 4], {"trackRunningStats": False, "affine": False}, 0),
]
LAYER_NORMS = [
    (3, [7], {}),
    (2, [3, 4], {}),
    (2, [3, 4], {"normalizedShape": [4]}),
    (2, [2, 3, 5], {"normalizedShape": [3, 5]}),
    (3, [2, 2, 6], {"normalizedShape": [6], "epsilon": 0.1}),
    (4, [5], {"bias": False}),
    (4, [5], {"affine": False, "bias": False}),
    (1, [1, 3], {"epsilon": 1e-12}),
]
GROUP_NORMS = [
    (3, [4], {"groups": 2}),
    (2, [6, 3], {"groups": 3}),
    (2, [6, 2, 2], {"groups": 1}),
    (2, [6, 2, 3], {"groups": 2, "epsilon": 0.1}),
    (2, [4, 2, 2, 2], {"groups": 2, "affine": False}),
    (2, [3, 5], {"groups": "channels", "affine": False}),
    (2, [3, 2, 3], {"groups": "channels"}),
]
ACTIVATIONS = [
    {"kind": "gelu", "approximate": "none"},
    {"kind": "gelu", "approximate": "tanh"},
    {"kind": "silu"},
    {"kind": "selu"},
    {"kind": "elu", "alpha": 1.0},
    {"kind": "elu", "alpha": 0.3},
    {"kind": "softplus", "beta": 1.0, "threshold": 20.0},
    {"kind": "softplus", "beta": 2.5, "threshold": 4.0},
    {"kind": "hardtanh", "min": -1.0, "max": 1.0},
    {"kind": "hardtanh", "min": 0.0, "max": 6.0},
]
ACTIVATION_SHAPES = [[4, 9], [2, 3, 4]]
WIDE = np.array([[0, -0.0, 1e-30, -1e-30, 20, -20, 1e-6, -1e-6], [6, -6, 1, -1, 95, -95, 1e4, -1e4]], np.float32)
SOFTMAXES = [([3, 5], -1), ([2, 1], -1), ([2, 3, 4], -1), ([2, 3, 4], 1), ([2, 3, 2, 2], 1), ([2, 3, 2, 2], -2)]
WIDE_SOFTMAX = np.array([[0, 1000, -1000, 999, 1e4], [-1e4, -1e4, -1e4, -1e4, -1e4], [1e-30, 0, 0, -0.0, 0]], np.float32)


def generate() -> dict:
    cases = Cases()
    data = Data(DATA_SEED_STREAM)
    for rows, shape, options, tracked in BATCH_NORMS:
        defaults = {"epsilon": 1e-5, "momentum": 0.1, "affine": True, "trackRunningStats": True}
        layer = {"kind": "batch-norm"} | defaults | options
        add_batch_norm(cases, layer, inputs_of(data, rows, shape), affine(layer, [shape[0]], data), tracked, data)
    for rows, shape, options in LAYER_NORMS:
        layer = {"kind": "layer-norm", "epsilon": 1e-5, "affine": True, "bias": True} | options
        own = affine(layer, layer.get("normalizedShape", shape), data)
        add(cases, layer, inputs_of(data, rows, shape), own, data)
    for rows, shape, options in GROUP_NORMS:
        layer = {"kind": "group-norm", "epsilon": 1e-5, "affine": True} | options
        add(cases, layer, inputs_of(data, rows, shape), affine(layer, [shape[0]], data), data)
    # A mean far from 0, where a variance from a sum of squares has no right digit.
    for layer in (
        {"kind": "layer-norm", "epsilon": 1e-5, "affine": False, "bias": False},
        {"kind": "group-norm", "epsilon": 1e-5, "affine": False, "groups": 2},
    ):
        add(cases, layer, data.next([2, 8]) + np.float32(4096), {}, data)
    for layer in ACTIVATIONS:
        for shape in ACTIVATION_SHAPES:
            inputs = data.next(shape) * np.float32(4)
            plant_zeros(inputs)
            add(cases, layer, inputs, {}, data)
        # The bounds themselves, where there are any.
        add(cases, layer, np.array([[-1, 1, 0, 6, 1.6, 1.7]], np.float32), {}, data)
        add(cases, layer, WIDE, {}, data)
    for kind in ("softmax", "log-softmax"):
        for shape, axis in SOFTMAXES:
            add(cases, {"kind": kind, "axis": axis}, data.next(shape) * np.float32(4), {}, data)
        add(cases, {"kind": kind, "axis": -1}, WIDE_SOFTMAX, {}, data)
    return vector_file("layers-norm", "layers_norm.py", ["torch", "jax", "numpy", "scipy"], cases)


def inputs_of(data: Data, rows: int, shape: list[int]) -> np.ndarray:
    return data.next([rows, *shape]) * np.float32(2) + np.float32(0.5)


def affine(layer: dict, shape: list[int], data: Data) -> dict[str, np.ndarray]:
    own = {"weight": data.next(shape) + np.float32(1.25)} if layer["affine"] else {}
    return own | ({"bias": data.next(shape)} if layer.get("bias", layer["affine"]) else {})


def apply_layer(layer: dict, x: torch.Tensor, own: dict[str, torch.Tensor]) -> torch.Tensor:
    weight, bias = own.get("weight"), own.get("bias")
    match layer["kind"]:
        case "layer-norm":
            return F.layer_norm(x, layer.get("normalizedShape", x.shape[1:]), weight, bias, layer["epsilon"])
        case "group-norm":
            groups = x.shape[1] if layer["groups"] == "channels" else layer["groups"]
            return F.group_norm(x, groups, weight, bias, layer["epsilon"])
        case "gelu":
            return F.gelu(x, approximate=layer["approximate"])
        case "silu":
            return F.silu(x)
        case "selu":
            return F.selu(x)
        case "elu":
            return F.elu(x, layer["alpha"])
        case "softplus":
            return F.softplus(x, layer["beta"], layer["threshold"])
        case "hardtanh":
            return F.relu6(x) if layer["max"] == 6 else F.hardtanh(x, layer["min"], layer["max"])
        case "softmax":
            return F.softmax(x, layer["axis"])
        case "log-softmax":
            return F.log_softmax(x, layer["axis"])
    raise ValueError(layer["kind"])


def add(cases: Cases, layer: dict, inputs: np.ndarray, parameters: dict[str, np.ndarray], data: Data) -> None:
    x, own = leaves(inputs, parameters)
    output = apply_layer(layer, x, own)
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    found = (output.detach().numpy(), x.grad.numpy(), {role: values.grad.numpy() for role, values in own.items()})
    agree(found, restated(layer, inputs.astype(np.float64), parameters, output_gradient.astype(np.float64)))
    given = {
        "layer": layer,
        "inputs": tensor(inputs),
        "parameters": {role: tensor(values) for role, values in parameters.items()},
        "outputGradient": f32_hex(output_gradient),
    }
    cases.add(f"layer.{layer['kind']}", "derived", given, expectation(*found))


def expectation(output: np.ndarray, input_gradient: np.ndarray, gradients: dict[str, np.ndarray]) -> dict:
    return {
        "output": tensor(output),
        "inputGradient": f32_hex(input_gradient),
        "parameterGradients": {role: f32_hex(values) for role, values in gradients.items()},
    }


def add_batch_norm(
    cases: Cases, layer: dict, inputs: np.ndarray, parameters: dict[str, np.ndarray], tracked: int, data: Data
) -> None:
    channels = inputs.shape[1]
    module = [torch.nn.BatchNorm1d, torch.nn.BatchNorm1d, torch.nn.BatchNorm2d, torch.nn.BatchNorm3d][inputs.ndim - 2](
        channels,
        eps=layer["epsilon"],
        momentum=None if layer["momentum"] == "cumulative" else layer["momentum"],
        affine=layer["affine"],
        track_running_stats=layer["trackRunningStats"],
        dtype=torch.float64,
    )
    buffers = {}
    if layer["trackRunningStats"]:
        mean, variance = data.next([channels]), data.next([channels]) + np.float32(1.5)
        buffers = {"running_mean": mean, "running_var": variance, "num_batches_tracked": np.float32(tracked)}
        for role, values in buffers.items():
            getattr(module, role).copy_(torch.tensor(values))
    for role, values in parameters.items():
        getattr(module, role).data.copy_(torch.tensor(values))
    x, _ = leaves(inputs, {})
    evaluated = module.eval()(x).detach().numpy()
    output = module.train()(x)
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    gradients = {role: getattr(module, role).grad.numpy() for role in parameters}
    after = {role: getattr(module, role).numpy().astype(np.float64) for role in buffers}

    found = (output.detach().numpy(), x.grad.numpy(), gradients)
    wide = inputs.astype(np.float64)
    axes = tuple(axis for axis in range(wide.ndim) if axis != 1)
    agree(found, normalised(layer, wide, parameters, output_gradient.astype(np.float64), axes, channel_shape(wide)))
    agree_batch_norm(layer, wide, parameters, buffers, evaluated, after, axes)
    given = {
        "layer": layer,
        "inputs": tensor(inputs),
        "parameters": {role: tensor(values) for role, values in parameters.items()},
        "buffers": {role: tensor(values) for role, values in buffers.items()},
        "outputGradient": f32_hex(output_gradient),
    }
    expect = expectation(*found)
    expect |= {"evaluation": tensor(evaluated), "buffers": {role: tensor(values) for role, values in after.items()}}
    cases.add("layer.batch-norm", "derived", given, expect)


def leaves(inputs: np.ndarray, parameters: dict[str, np.ndarray]):
    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=True)
    return x, {role: torch.tensor(v, dtype=torch.float64, requires_grad=True) for role, v in parameters.items()}


# The second generator: the formulas of the specification, in NumPy.


def channel_shape(x: np.ndarray) -> list[int]:
    return [1, x.shape[1]] + [1] * (x.ndim - 2)


def restated(layer: dict, x: np.ndarray, parameters: dict[str, np.ndarray], g: np.ndarray):
    match layer["kind"]:
        case "layer-norm":
            shape = list(layer.get("normalizedShape", x.shape[1:]))
            axes = tuple(range(x.ndim - len(shape), x.ndim))
            return normalised(layer, x, parameters, g, axes, [1] * (x.ndim - len(shape)) + shape)
        case "group-norm":
            return group_normalised(layer, x, parameters, g)
        case "softmax" | "log-softmax" as kind:
            axis = layer["axis"]
            shifted = x - x.max(axis, keepdims=True)
            total = np.exp(shifted).sum(axis, keepdims=True)
            shares = np.exp(shifted) / total
            if kind == "softmax":
                return shares, shares * (g - (g * shares).sum(axis, keepdims=True)), {}
            return shifted - np.log(total), g - shares * g.sum(axis, keepdims=True), {}
    value, slope = activation(layer, x)
    return value, g * slope, {}


def activation(layer: dict, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The function and its derivative."""
    sigma = scipy.special.expit
    match layer["kind"]:
        case "gelu" if layer["approximate"] == "none":
            share = scipy.special.ndtr(x)
            return x * share, share + x * np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
        case "gelu":
            v = 2 * np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)
            slope = 2 * np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * x**2)
            return x * sigma(v), sigma(v) + x * sigma(v) * sigma(-v) * slope
        case "silu":
            return x * sigma(x), sigma(x) * (1 + x * sigma(-x))
        case "selu":
            value, slope = exponential_unit(x, 1.6732632423543772)
            return 1.0507009873554805 * value, 1.0507009873554805 * slope
        case "elu":
            return exponential_unit(x, layer["alpha"])
        case "softplus":
            scaled = layer["beta"] * x
            straight = scaled > layer["threshold"]
            smooth = np.logaddexp(0, scaled) / layer["beta"]
            return np.where(straight, x, smooth), np.where(straight, 1.0, sigma(scaled))
        case "hardtanh":
            between = (x > layer["min"]) & (x < layer["max"])
            return np.clip(x, layer["min"], layer["max"]), between.astype(np.float64)
    raise ValueError(layer["kind"])


def exponential_unit(x: np.ndarray, alpha: float) -> tuple[np.ndarray, np.ndarray]:
    low = np.minimum(x, 0)
    return np.where(x > 0, x, alpha * np.expm1(low)), np.where(x > 0, 1.0, alpha * np.exp(low))


def normalised(layer: dict, x, parameters, g, axes: tuple[int, ...], own: list[int]):
    """Normalises over some axes; the parameters have the shape `own` once theirs is padded to x's axes."""
    n = np.prod([x.shape[axis] for axis in axes])
    mean = x.sum(axes, keepdims=True) / n
    scale = 1 / np.sqrt(((x - mean) ** 2).sum(axes, keepdims=True) / n + layer["epsilon"])
    normal = (x - mean) * scale
    weight = parameters.get("weight", np.ones(own)).astype(np.float64).reshape(own)
    bias = parameters.get("bias", np.zeros(own)).astype(np.float64).reshape(own)
    h = g * weight
    a, b = h.sum(axes, keepdims=True), (h * normal).sum(axes, keepdims=True)
    shared = tuple(axis for axis in range(x.ndim) if own[axis] == 1)
    gradients = {"weight": (g * normal).sum(shared), "bias": g.sum(shared)}
    return normal * weight + bias, scale * (h - a / n - normal * b / n), gradients


def group_normalised(layer: dict, x: np.ndarray, parameters, g: np.ndarray):
    groups = x.shape[1] if layer["groups"] == "channels" else layer["groups"]
    split = [x.shape[0], groups, -1]
    own = channel_shape(x)
    weight = parameters.get("weight", np.ones(own)).astype(np.float64).reshape(own)
    bias = parameters.get("bias", np.zeros(own)).astype(np.float64).reshape(own)
    plain = {"epsilon": layer["epsilon"]}
    normal, gradient, _ = normalised(plain, x.reshape(split), {}, (g * weight).reshape(split), (2,), [1, 1, 1])
    normal = normal.reshape(x.shape)
    shared = tuple(axis for axis in range(x.ndim) if axis != 1)
    gradients = {"weight": (g * normal).sum(shared), "bias": g.sum(shared)}
    return normal * weight + bias, gradient.reshape(x.shape), gradients


def agree_batch_norm(layer: dict, x, parameters, buffers, evaluated, after, axes) -> None:
    own = channel_shape(x)
    weight = parameters.get("weight", np.ones(own)).astype(np.float64).reshape(own)
    bias = parameters.get("bias", np.zeros(own)).astype(np.float64).reshape(own)
    n = x.size // x.shape[1]
    mean, variance = x.mean(axes), x.var(axes)
    if buffers:
        old_mean, old_variance, tracked = (np.asarray(values, np.float64) for values in buffers.values())
        share = 1 / (tracked + 1) if layer["momentum"] == "cumulative" else layer["momentum"]
        near(after["num_batches_tracked"], tracked + 1)
        near(after["running_mean"], (1 - share) * old_mean + share * mean)
        near(after["running_var"], (1 - share) * old_variance + share * (variance * n / (n - 1)))
        mean, variance = old_mean, old_variance
    normal = (x - mean.reshape(own)) / np.sqrt(variance.reshape(own) + layer["epsilon"])
    near(evaluated, normal * weight + bias)


def agree(found, expected) -> None:
    for a, b in zip(found[:2], expected[:2], strict=True):
        near(a, b)
    for role, values in found[2].items():
        near(values, expected[2][role].reshape(values.shape))


def near(a: np.ndarray, b: np.ndarray) -> None:
    scale = max(np.abs(b).max(), 1e-300)
    assert np.shape(a) == np.shape(b) and np.abs(a - b).max() <= AGREEMENT * scale, (a, b)
