"""Forward and backward of every layer, by PyTorch in float64, rounded to f32 at the end."""

import numpy as np
import torch

import streams
from vector_format import Cases, f32_hex, tensor, vector_file

DATA_SEED = 20_240_608

DENSE_SIZES = [(1, 1, 1), (1, 3, 2), (4, 5, 3), (7, 64, 10), (16, 33, 17), (5, 257, 12)]
"""Rows, inputs, units."""
ACTIVATIONS = [
    {"kind": "relu"},
    {"kind": "leaky-relu", "slope": 0.01},
    {"kind": "leaky-relu", "slope": 0.2},
    {"kind": "tanh"},
    {"kind": "sigmoid"},
]
ACTIVATION_SHAPES = [[1, 1], [4, 9], [2, 3, 4, 5]]
FLATTEN_SHAPES = [[1, 2, 3, 4], [3, 2, 3, 4], [5, 7]]


def apply_layer(layer: dict, inputs: torch.Tensor, parameters: dict[str, torch.Tensor]) -> torch.Tensor:
    match layer["kind"]:
        case "dense":
            return torch.nn.functional.linear(inputs, parameters["weight"], parameters.get("bias"))
        case "relu":
            return torch.relu(inputs)
        case "leaky-relu":
            return torch.nn.functional.leaky_relu(inputs, layer["slope"])
        case "tanh":
            return torch.tanh(inputs)
        case "sigmoid":
            return torch.sigmoid(inputs)
        case "flatten":
            return torch.flatten(inputs, start_dim=1)
    raise ValueError(layer["kind"])


def generate() -> dict:
    cases = Cases()
    data = Data()
    for rows, inputs, units in DENSE_SIZES:
        for bias in (True, False):
            layer = {"kind": "dense", "units": units, "bias": bias}
            parameters = {"weight": data.next([units, inputs])} | ({"bias": data.next([units])} if bias else {})
            add(cases, layer, data.next([rows, inputs]), parameters, data)
    for layer in ACTIVATIONS:
        for shape in ACTIVATION_SHAPES:
            inputs = data.next(shape) * np.float32(4)
            plant_zeros(inputs)
            add(cases, layer, inputs, {}, data)
        wide = np.array([[0, -0.0, 1e-30, -1e-30, 20, -20], [88, -88, 95, -95, 1e4, -1e4]], np.float32)
        add(cases, layer, wide, {}, data)
    for shape in FLATTEN_SHAPES:
        add(cases, {"kind": "flatten"}, data.next(shape), {}, data)
    return vector_file("layers", "layers.py", ["torch", "jax", "numpy"], cases)


class Data:
    """Arrays of f32 numbers in [-1, 1), each from a stream of its own."""

    def __init__(self, first_stream: int = 0) -> None:
        self._stream = first_stream

    def next(self, shape: list[int]) -> np.ndarray:
        key = streams.stream_key(DATA_SEED, self._stream)
        self._stream += 1
        return (streams.uniform(key, int(np.prod(shape))) * np.float32(2) - np.float32(1)).reshape(shape)


def plant_zeros(inputs: np.ndarray) -> None:
    """Both zeros among the inputs: there the derivatives of the relus are a matter of definition."""
    inputs.reshape(-1)[::5] = 0.0
    inputs.reshape(-1)[3::10] = -0.0


def add(cases: Cases, layer: dict, inputs: np.ndarray, parameters: dict[str, np.ndarray], data: Data) -> None:
    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=True)
    p = {name: torch.tensor(v, dtype=torch.float64, requires_grad=True) for name, v in parameters.items()}
    output = apply_layer(layer, x, p)
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    given = {
        "layer": layer,
        "inputs": tensor(inputs),
        "parameters": {name: tensor(values) for name, values in parameters.items()},
        "outputGradient": f32_hex(output_gradient),
    }
    expect = {"output": tensor(output.detach().numpy()), "inputGradient": f32_hex(x.grad.numpy())}
    expect |= {f"{name}Gradient": f32_hex(values.grad.numpy()) for name, values in p.items()}
    cases.add(f"layer.{layer['kind']}", "derived", given, expect)
