"""Initial weights: PyTorch's law for nn.Linear and convolutions, f32(f32(u * f32(2b)) - f32(b)) with b = 1 / sqrt(fan in)."""

import math

import numpy as np

import streams
from vector_format import Cases, seed_hex, tensor, tensor_digest, vector_file

LARGEST_LISTED = 1000


def dense(units: int, bias: bool = True) -> dict:
    return {"kind": "dense", "units": units, "bias": bias}


def convolution(kind: str, channels: int, kernel: list[int], groups: int = 1, bias: bool = True) -> dict:
    """Stride 1, no padding: a convolution shortens each axis by the kernel's length less 1, a transposed one adds it."""
    return {"kind": kind, "outChannels": channels, "kernelSize": kernel, "groups": groups, "bias": bias}


RELU, FLATTEN = {"kind": "relu"}, {"kind": "flatten"}
DROPOUT = {"kind": "dropout", "rate": 0.5}
MODELS = [
    # seed, shape of one row, layers
    (0, [3], [dense(2)]),
    (42, [3], [dense(2)]),
    (42, [1], [dense(1)]),
    (42, [7], [dense(5, bias=False)]),
    (42, [4], [dense(3, bias=False), dense(2), dense(2, bias=False)]),
    (1234, [20], [dense(16), RELU, dense(4)]),
    # The same numbers as the model before: dropout has no parameters and so does not count.
    (1234, [20], [dense(16), RELU, DROPOUT, dense(4)]),
    (2**32 - 1, [6], [dense(8), dense(8), dense(3)]),
    (2**32 + 42, [6], [dense(8), dense(3)]),
    (2**64 - 1, [2, 3, 4], [FLATTEN, dense(10)]),
    (42, [784], [dense(128), RELU, dense(10)]),
]
CONVOLUTIONAL = [
    (42, [2, 6, 6], [convolution("conv2d", 4, [3, 2]), RELU, convolution("conv2d", 6, [2, 2], groups=2, bias=False)]),
    (1234, [1, 5], [convolution("conv1d", 3, [3])]),
    (0, [2, 3, 3, 3], [convolution("conv3d", 2, [2, 1, 3])]),
    (7, [4, 3], [convolution("conv-transpose1d", 6, [3], groups=2)]),
    (2**64 - 1, [3, 2, 2], [convolution("conv-transpose2d", 2, [2, 3]), RELU, convolution("conv2d", 2, [1, 1])]),
    (42, [2, 3, 3], [convolution("conv2d", 3, [2, 2]), FLATTEN, dense(2)]),
]


def initial_weights(seed: int, input_shape: list[int], layers: list[dict]) -> dict[str, np.ndarray]:
    """Parameters by PyTorch's names for the same nn.Sequential, f32."""
    parameters = {}
    shape, parametric = input_shape, 0
    for index, layer in enumerate(layers):
        if layer["kind"] == "flatten":
            shape = [math.prod(shape)]
        weight, shape = weight_and_output_shape(layer, shape)
        if weight is None:
            continue
        shapes = {"weight": weight} | ({"bias": [shape[0]]} if layer["bias"] else {})
        for number, (name, lengths) in enumerate(shapes.items()):
            size = math.prod(lengths)
            u = streams.uniform(streams.stream_key(seed, streams.INITIAL_WEIGHTS, parametric, number), size)
            bound = np.float32(1 / math.sqrt(math.prod(weight[1:])))
            values = u * np.float32(2 * float(bound)) - bound
            assert values.dtype == np.float32
            parameters[f"{index}.{name}"] = values.reshape(lengths)
        parametric += 1
    return parameters


def weight_and_output_shape(layer: dict, shape: list[int]) -> tuple[list[int] | None, list[int]]:
    """A layer's weight, if it has any, and what its rows become."""
    if layer["kind"] == "dense":
        return [layer["units"], shape[0]], [layer["units"]]
    if not layer["kind"].startswith("conv"):
        return None, shape
    channels, kernel, groups = layer["outChannels"], layer["kernelSize"], layer["groups"]
    if layer["kind"].startswith("conv-transpose"):
        lengths = [length + k - 1 for length, k in zip(shape[1:], kernel)]
        return [shape[0], channels // groups, *kernel], [channels, *lengths]
    lengths = [length - k + 1 for length, k in zip(shape[1:], kernel)]
    return [channels, shape[0] // groups, *kernel], [channels, *lengths]


def generate() -> dict:
    cases = Cases()
    groups = [("model.initial-weights", MODELS), ("model.convolution-weights", CONVOLUTIONAL)]
    for prefix, (seed, input_shape, layers) in ((prefix, model) for prefix, models in groups for model in models):
        parameters = initial_weights(seed, input_shape, layers)
        listed = {
            name: tensor(values) if values.size <= LARGEST_LISTED else tensor_digest(values)
            for name, values in parameters.items()
        }
        given = {"seed": seed_hex(seed), "model": {"inputShape": input_shape, "layers": layers}}
        cases.add(prefix, "exact", given, {"parameters": listed})
    return vector_file("initial-weights", "initial_weights.py", ["jax", "numpy"], cases)
