"""
Initial weights by the laws of PyTorch's modules: for nn.Linear and convolutions f32(f32(u * f32(2b)) - f32(b)) with b = 1 / sqrt(fan in);
for embeddings the normal quantile; for attention Xavier's bound and zeros; for recurrent layers b = 1 / sqrt(hidden).
"""

import math

import numpy as np

import streams
from noise import quantiles
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
SEQUENCE_MODELS = [
    (42, [4], [{"kind": "embedding", "count": 6, "size": 3}, {"kind": "positional-embedding"}]),
    (7, [4], [{"kind": "embedding", "count": 5, "size": 2, "paddingIndex": 1}, FLATTEN, dense(2)]),
    (42, [3, 4], [{"kind": "multi-head-attention", "heads": 2, "bias": True, "causal": False}, dense(2)]),
    (2**33, [2, 6], [{"kind": "multi-head-attention", "heads": 3, "bias": False, "causal": True}]),
]
for number, kind in enumerate(("gru", "lstm")):
    for options in ({"bidirectional": False, "bias": True}, {"bidirectional": True, "bias": False}):
        layer = {"kind": kind, "hidden": 3, "layers": 2, "returnSequence": "last"} | options
        SEQUENCE_MODELS.append((42 + number, [5, 2], [layer, dense(2)]))


def initial_weights(seed: int, input_shape: list[int], layers: list[dict]) -> dict[str, np.ndarray]:
    """Parameters by PyTorch's names for the same nn.Sequential, f32."""
    parameters = {}
    shape, parametric = list(input_shape), 0
    for index, layer in enumerate(layers):
        laws, shape = laws_of(layer, shape)
        for number, (name, (parameter_shape, law)) in enumerate(laws.items()):
            key = streams.stream_key(seed, streams.INITIAL_WEIGHTS, parametric, number)
            values = draw(law, key, parameter_shape)
            if layer.get("paddingIndex") is not None:
                values[layer["paddingIndex"]] = 0
            assert values.dtype == np.float32
            parameters[f"{index}.{name}"] = values
        parametric += len(laws) > 0
    return parameters


def convolution_shapes(layer: dict, shape: list[int]) -> tuple[list[int], list[int]]:
    """A convolution's weight, and what its rows become."""
    channels, kernel, groups = layer["outChannels"], layer["kernelSize"], layer["groups"]
    if layer["kind"].startswith("conv-transpose"):
        lengths = [length + k - 1 for length, k in zip(shape[1:], kernel)]
        return [shape[0], channels // groups, *kernel], [channels, *lengths]
    lengths = [length - k + 1 for length, k in zip(shape[1:], kernel)]
    return [channels, shape[0] // groups, *kernel], [channels, *lengths]


def laws_of(layer: dict, shape: list[int]) -> tuple[dict[str, tuple[list[int], str | float]], list[int]]:
    """
    The shape and the law of each parameter, and the shape of a row of output. A law is `normal`, or the bound of a uniform
    one.
    """
    last = shape[-1]
    by_inputs = 1 / math.sqrt(last)
    match layer["kind"]:
        case "dense":
            units = layer["units"]
            bias = {"bias": ([units], by_inputs)} if layer["bias"] else {}
            return {"weight": ([units, last], by_inputs)} | bias, [*shape[:-1], units]
        case kind if kind.startswith("conv"):
            weight, output = convolution_shapes(layer, shape)
            bound = 1 / math.sqrt(math.prod(weight[1:]))
            return {"weight": (weight, bound)} | ({"bias": ([output[0]], bound)} if layer["bias"] else {}), output
        case "flatten":
            return {}, [math.prod(shape)]
        case "embedding":
            return {"weight": ([layer["count"], layer["size"]], "normal")}, [*shape, layer["size"]]
        case "positional-embedding":
            return {"weight": (shape, "normal")}, shape
        case "multi-head-attention":
            laws = {"in_proj_weight": ([3 * last, last], math.sqrt(6 / (4 * last)))}
            laws |= {"in_proj_bias": ([3 * last], 0.0)} if layer["bias"] else {}
            laws |= {"out_proj.weight": ([last, last], by_inputs)}
            return laws | ({"out_proj.bias": ([last], 0.0)} if layer["bias"] else {}), shape
        case "gru" | "lstm":
            hidden, gates = layer["hidden"], 3 if layer["kind"] == "gru" else 4
            directions = ("", "_reverse")[: 2 if layer["bidirectional"] else 1]
            laws = {}
            for number in range(layer["layers"]):
                inputs = last if number == 0 else hidden * len(directions)
                for suffix in (f"l{number}{direction}" for direction in directions):
                    laws[f"weight_ih_{suffix}"] = ([gates * hidden, inputs], 1 / math.sqrt(hidden))
                    laws[f"weight_hh_{suffix}"] = ([gates * hidden, hidden], 1 / math.sqrt(hidden))
                    for name in ("bias_ih", "bias_hh") if layer["bias"] else ():
                        laws[f"{name}_{suffix}"] = ([gates * hidden], 1 / math.sqrt(hidden))
            assert layer["returnSequence"] == "last"
            return laws, [hidden * len(directions)]
    return {}, shape


def draw(law: str | float, key, shape: list[int]) -> np.ndarray:
    count = math.prod(shape)
    if law == "normal":
        return quantiles(streams.words(key, count)).reshape(shape)
    bound = np.float32(law)
    if bound == 0:
        return np.zeros(shape, np.float32)
    return (streams.uniform(key, count) * np.float32(2 * float(bound)) - bound).reshape(shape)


def generate() -> dict:
    cases = Cases()
    groups = {
        "model.initial-weights": MODELS,
        "model.convolution-weights": CONVOLUTIONAL,
        "model.initial-weights-of-sequences": SEQUENCE_MODELS,
    }
    for prefix, (seed, input_shape, layers) in ((prefix, model) for prefix, models in groups.items() for model in models):
        parameters = initial_weights(seed, input_shape, layers)
        listed = {
            name: tensor(values) if values.size <= LARGEST_LISTED else tensor_digest(values)
            for name, values in parameters.items()
        }
        given = {"seed": seed_hex(seed), "model": {"inputShape": input_shape, "layers": layers}}
        cases.add(prefix, "exact", given, {"parameters": listed})
    return vector_file("initial-weights", "initial_weights.py", ["jax", "numpy"], cases)
