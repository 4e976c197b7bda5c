"""Initial weights: PyTorch's law for nn.Linear, f32(f32(u * f32(2b)) - f32(b)) with b = 1 / sqrt(fan in)."""

import math

import numpy as np

import streams
from vector_format import Cases, seed_hex, tensor, tensor_digest, vector_file

LARGEST_LISTED = 1000


def dense(units: int, bias: bool = True) -> dict:
    return {"kind": "dense", "units": units, "bias": bias}


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


def initial_weights(seed: int, input_shape: list[int], layers: list[dict]) -> dict[str, np.ndarray]:
    """Parameters by PyTorch's names for the same nn.Sequential, f32."""
    parameters = {}
    inputs, parametric = math.prod(input_shape), 0
    for index, layer in enumerate(layers):
        if layer["kind"] != "dense":
            continue
        units = layer["units"]
        shapes = {"weight": (units, inputs)} | ({"bias": (units,)} if layer["bias"] else {})
        for number, (name, shape) in enumerate(shapes.items()):
            u = streams.uniform(streams.stream_key(seed, streams.INITIAL_WEIGHTS, parametric, number), math.prod(shape))
            bound = np.float32(1 / math.sqrt(inputs))
            values = u * np.float32(2 * float(bound)) - bound
            assert values.dtype == np.float32
            parameters[f"{index}.{name}"] = values.reshape(shape)
        inputs, parametric = units, parametric + 1
    return parameters


def generate() -> dict:
    cases = Cases()
    for seed, input_shape, layers in MODELS:
        parameters = initial_weights(seed, input_shape, layers)
        listed = {
            name: tensor(values) if values.size <= LARGEST_LISTED else tensor_digest(values)
            for name, values in parameters.items()
        }
        given = {"seed": seed_hex(seed), "model": {"inputShape": input_shape, "layers": layers}}
        cases.add("model.initial-weights", "exact", given, {"parameters": listed})
    return vector_file("initial-weights", "initial_weights.py", ["jax", "numpy"], cases)
