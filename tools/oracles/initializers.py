"""
Initial weights by named laws: bounds and standard deviations as `torch.nn.init` hands them to its generators, applied to
the words of JAX by NumPy in f32.
"""

import math
from unittest import mock

import numpy as np
import scipy.stats
import torch

import streams
from noise import quantiles
from vector_format import Cases, seed_hex, tensor, tensor_digest, vector_file

f32 = np.float32
LARGEST_LISTED = 32

FIRST_INTERVAL = math.ceil(scipy.stats.norm.cdf(-2) * 2**23)
INTERVALS = 2**23 - 2 * FIRST_INTERVAL
CUT_DEVIATION = 0.8796256610342398
"""Of a standard normal that is cut at 2 on both sides."""
assert (FIRST_INTERVAL, INTERVALS) == (190842, 8006924)
assert abs(scipy.stats.truncnorm(-2, 2).std() - CUT_DEVIATION) < 1e-15

SHAPES = [[3, 4], [5, 1], [4, 2, 3], [8, 3, 5, 5], [2, 2, 2, 2, 2]]
KAIMING = [
    {},
    {"mode": "fan-out"},
    {"nonlinearity": "linear"},
    {"nonlinearity": "sigmoid"},
    {"nonlinearity": "tanh", "mode": "fan-out"},
    {"nonlinearity": "relu"},
    {"nonlinearity": "leaky-relu"},
    {"nonlinearity": "leaky-relu", "slope": 0.2, "mode": "fan-out"},
    {"nonlinearity": "leaky-relu", "slope": math.sqrt(5)},
    {"nonlinearity": "selu"},
    {"gain": 0.7},
]
OTHERS = [
    {"kind": "xavier-uniform"},
    {"kind": "xavier-uniform", "gain": 2.0},
    {"kind": "xavier-normal"},
    {"kind": "xavier-normal", "gain": 5 / 3},
    {"kind": "lecun-normal"},
    {"kind": "uniform", "min": -0.05, "max": 0.05},
    {"kind": "uniform", "min": 0.1, "max": 3.0},
    {"kind": "normal", "standardDeviation": 0.02},
    {"kind": "normal", "mean": 1.5, "standardDeviation": 0.3},
    {"kind": "normal", "standardDeviation": 0.0},
    {"kind": "truncated-normal", "standardDeviation": 0.02},
    {"kind": "truncated-normal", "mean": -1.0, "standardDeviation": 0.5},
    {"kind": "constant", "value": 0.0},
    {"kind": "constant", "value": 0.1},
]


def dense(units: int, **options) -> dict:
    return {"kind": "dense", "units": units, "bias": True} | options


KERAS = {"initializer": {"kind": "xavier-uniform", "gain": 1.0}, "biasInitializer": {"kind": "constant", "value": 0.0}}
MODELS = [
    # seed, length of a row, dense layers
    (42, 3, [dense(4, **KERAS), dense(2, **KERAS)]),
    (42, 3, [dense(4, initializer={"kind": "kaiming-normal", "mode": "fan-in", "gain": math.sqrt(2)}), dense(2)]),
    (2**32 + 7, 5, [dense(3), dense(3, biasInitializer={"kind": "normal", "mean": 0.0, "standardDeviation": 0.1})]),
]


def generate() -> dict:
    cases = Cases()
    kaiming = [{"kind": f"kaiming-{law}"} | options for law in ("uniform", "normal") for options in KAIMING]
    for number, initializer in enumerate([*kaiming, *OTHERS]):
        # Every law on two of the shapes, so that each shape meets each family.
        for shape in (SHAPES[number % len(SHAPES)], SHAPES[(number + 2) % len(SHAPES)]):
            seed, address = [42, 2**32 + 42][number % 2], [number % 3, number % 2]
            values = draw(initializer, streams.stream_key(seed, streams.INITIAL_WEIGHTS, *address), shape)
            given = {"seed": seed_hex(seed), "address": address, "shape": shape, "initializer": initializer}
            cases.add(f"initializer.{initializer['kind']}", "exact", given, {"values": encoded(values)})
    for seed, inputs, layers in MODELS:
        given = {"seed": seed_hex(seed), "model": {"inputShape": [inputs], "layers": layers}}
        listed = {name: encoded(values) for name, values in model_weights(seed, inputs, layers).items()}
        cases.add("initializer.model", "exact", given, {"parameters": listed})
    return vector_file("initializers", "initializers.py", ["torch", "jax", "numpy", "scipy", "mpmath"], cases)


def encoded(values: np.ndarray) -> dict:
    return tensor(values) if values.size <= LARGEST_LISTED else tensor_digest(values)


def draw(initializer: dict, key, shape: list[int]) -> np.ndarray:
    size = math.prod(shape)
    kind = initializer["kind"]
    if kind == "constant":
        return np.full(shape, initializer["value"], f32)
    if kind in ("truncated-normal", "lecun-normal"):
        words = streams.words(key, size).astype(np.uint64)
        interval = np.uint64(FIRST_INTERVAL) + (((words >> np.uint64(2)) * np.uint64(INTERVALS)) >> np.uint64(30))
        z = quantiles((interval << np.uint64(9)).astype(np.uint32))
        assert np.abs(z).max() <= 2
        mean, deviation = initializer.get("mean", 0.0), initializer.get("standardDeviation")
        if kind == "lecun-normal":
            deviation = 1 / math.sqrt(shape[1] * math.prod(shape[2:])) / CUT_DEVIATION
        return checked(z * f32(deviation) + f32(mean), shape)
    law, first, second = torch_arguments(initializer, shape)
    if law == "uniform_":
        low, high = f32(first), f32(second)
        return checked(streams.uniform(key, size) * (high - low) + low, shape)
    return checked(quantiles(streams.words(key, size)) * f32(second) + f32(first), shape)


def checked(values: np.ndarray, shape: list[int]) -> np.ndarray:
    assert values.dtype == f32
    return values.reshape(shape)


def torch_arguments(initializer: dict, shape: list[int]) -> tuple[str, float, float]:
    """What `torch.nn.init` asks its generator for: the bounds of `uniform_`, or the mean and deviation of `normal_`."""
    init, weight, calls = torch.nn.init, torch.empty(shape), []

    def record(name: str):
        def recorder(values, first, second, **_):
            calls.append((name, first, second))
            return values

        return recorder

    kind, _, law = initializer["kind"].partition("-")
    with (
        mock.patch.object(torch.Tensor, "uniform_", record("uniform_")),
        mock.patch.object(torch.Tensor, "normal_", record("normal_")),
    ):
        match kind:
            case "kaiming" if "gain" in initializer:
                # PyTorch takes no gain here: the formula of `kaiming_uniform_`, with the fan that it counts.
                deviation = initializer["gain"] / math.sqrt(init._calculate_correct_fan(weight, "fan_in"))
                bound = math.sqrt(3.0) * deviation
                return ("uniform_", -bound, bound) if law == "uniform" else ("normal_", 0.0, deviation)
            case "kaiming":
                getattr(init, f"kaiming_{law}_")(
                    weight,
                    a=initializer.get("slope", 0.01),
                    mode=initializer.get("mode", "fan-in").replace("-", "_"),
                    nonlinearity=initializer.get("nonlinearity", "relu").replace("-", "_"),
                )
            case "xavier":
                getattr(init, f"xavier_{law}_")(weight, initializer.get("gain", 1.0))
            case "uniform":
                init.uniform_(weight, initializer["min"], initializer["max"])
            case "normal":
                init.normal_(weight, initializer.get("mean", 0.0), initializer["standardDeviation"])
    (call,) = calls
    return call


def model_weights(seed: int, inputs: int, layers: list[dict]) -> dict[str, np.ndarray]:
    """A parameter without an initialiser of its own has the law of `nn.Linear`: uniform within 1 / sqrt(inputs)."""
    parameters = {}
    for index, layer in enumerate(layers):
        bound = float(f32(1 / math.sqrt(inputs)))
        default = {"kind": "uniform", "min": -bound, "max": bound}
        own = {
            "weight": ([layer["units"], inputs], layer.get("initializer", default)),
            "bias": ([layer["units"]], layer.get("biasInitializer", default)),
        }
        for number, (role, (shape, initializer)) in enumerate(own.items()):
            key = streams.stream_key(seed, streams.INITIAL_WEIGHTS, index, number)
            parameters[f"{index}.{role}"] = draw(initializer, key, shape)
        inputs = layer["units"]
    return parameters
