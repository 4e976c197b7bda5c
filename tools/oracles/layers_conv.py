"""
Convolutions and transposed ones, forward and backward, by PyTorch in float64 over a table of shapes and attributes. A
restatement in NumPy, written from the clauses, must agree to 1e-10; in strict f32 it also gives the reference engine's
bits of the output.
"""

import itertools
import math

import numpy as np
import torch

from layers import Data
from vector_format import Cases, f32_hex, tensor, vector_file

AGREEMENT = 1e-10

CONVOLUTIONS = [
    # axes, shape of the input, channels of the output, options
    (1, [2, 3, 9], 4, {"kernelSize": 3}),
    (1, [1, 2, 8], 2, {"kernelSize": 4, "padding": "same"}),
    (1, [3, 4, 11], 6, {"kernelSize": 3, "stride": 2, "padding": 2, "dilation": 2, "groups": 2, "bias": False}),
    (1, [2, 1, 1], 3, {"kernelSize": 1}),
    (2, [1, 1, 1, 1], 1, {"kernelSize": 1}),
    (2, [2, 1, 6, 6], 3, {"kernelSize": 5}),
    (2, [2, 3, 5, 7], 4, {"kernelSize": [3, 2]}),
    (2, [3, 3, 5, 4], 2, {"kernelSize": 3, "padding": 1, "bias": False}),
    (2, [2, 2, 7, 8], 5, {"kernelSize": [3, 4], "stride": [2, 3], "padding": [1, 0]}),
    (2, [1, 2, 4, 5], 2, {"kernelSize": [4, 3], "padding": "same"}),
    (2, [1, 2, 6, 5], 3, {"kernelSize": [2, 3], "padding": "same", "dilation": [3, 1]}),
    (2, [2, 2, 4, 4], 2, {"kernelSize": 2, "padding": "valid"}),
    (2, [1, 2, 9, 7], 3, {"kernelSize": 3, "dilation": [2, 3], "padding": [0, 1]}),
    (2, [2, 4, 3, 4], 4, {"kernelSize": 3, "padding": 1, "groups": 2}),
    (2, [2, 3, 5, 5], 3, {"kernelSize": 3, "padding": 1, "groups": 3}),
    (2, [2, 3, 5, 4], 6, {"kernelSize": [3, 2], "stride": 2, "padding": 1, "groups": 3, "bias": False}),
    (2, [3, 5, 3, 3], 4, {"kernelSize": 1, "stride": 2}),
    (2, [1, 1, 2, 2], 2, {"kernelSize": 2, "padding": 2}),
    (2, [5, 2, 3, 3], 5, {"kernelSize": 3}),
    (3, [2, 2, 3, 3, 2], 3, {"kernelSize": 2}),
    (3, [1, 1, 3, 4, 5], 2, {"kernelSize": [1, 2, 3], "padding": "same"}),
    (3, [1, 2, 4, 5, 3], 4, {"kernelSize": [2, 3, 2], "stride": [1, 2, 1], "padding": [1, 1, 0], "groups": 2}),
    (3, [1, 2, 5, 3, 5], 2, {"kernelSize": [2, 1, 2], "dilation": [2, 1, 3], "groups": 2, "bias": False}),
]
TRANSPOSED = [
    (1, [2, 3, 4], 2, {"kernelSize": 3}),
    (1, [2, 2, 5], 4, {"kernelSize": 4, "stride": 2, "padding": 1, "groups": 2}),
    (1, [1, 2, 4], 3, {"kernelSize": 2, "stride": 3, "outputPadding": 2, "bias": False}),
    (1, [1, 1, 3], 2, {"kernelSize": 3, "dilation": 3, "outputPadding": 2}),
    (2, [1, 1, 1, 1], 1, {"kernelSize": 1}),
    (2, [2, 3, 3, 2], 4, {"kernelSize": [3, 2]}),
    (2, [2, 2, 2, 3], 3, {"kernelSize": 3, "stride": 2, "padding": 1, "outputPadding": 1}),
    (2, [2, 4, 2, 3], 2, {"kernelSize": [2, 4], "stride": [2, 1], "padding": [0, 1], "groups": 2, "bias": False}),
    (2, [1, 2, 3, 3], 2, {"kernelSize": 3, "stride": [1, 3], "dilation": [2, 1], "outputPadding": [1, 2]}),
    (2, [2, 3, 3, 3], 3, {"kernelSize": 2, "stride": 2, "groups": 3}),
    (2, [1, 3, 3, 3], 6, {"kernelSize": 4, "stride": 2, "padding": 1, "groups": 3}),
    (2, [3, 2, 2, 3], 5, {"kernelSize": 1}),
]
DEFAULTS = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1, "bias": True}


def generate() -> dict:
    cases = Cases()
    data = Data()
    for axes, shape, channels, options in CONVOLUTIONS:
        add(cases, {"kind": f"conv{axes}d", "outChannels": channels, **DEFAULTS, **options}, shape, data)
    for axes, shape, channels, options in TRANSPOSED:
        own = {"outputPadding": 0, **DEFAULTS, **options}
        add(cases, {"kind": f"conv-transpose{axes}d", "outChannels": channels, **own}, shape, data)
    return vector_file("layers-conv", "layers_conv.py", ["torch", "jax", "numpy"], cases)


def add(cases: Cases, layer: dict, shape: list[int], data: Data) -> None:
    inputs = data.next(shape)
    axes, kernel = len(shape) - 2, every(layer["kernelSize"], len(shape) - 2)
    channels, groups = shape[1], layer["groups"]
    outer, inner = (channels, layer["outChannels"]) if is_transposed(layer) else (layer["outChannels"], channels)
    parameters = {"weight": data.next([outer, inner // groups, *kernel])}
    if layer["bias"]:
        parameters["bias"] = data.next([layer["outChannels"]])

    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=True)
    p = {name: torch.tensor(v, dtype=torch.float64, requires_grad=True) for name, v in parameters.items()}
    output = by_torch(layer, axes, x, p)
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    gradients = {"input": x.grad.numpy(), **{name: value.grad.numpy() for name, value in p.items()}}

    restated = Restated(layer, inputs, parameters, np.float64)
    np.testing.assert_allclose(restated.output(), output.detach().numpy(), rtol=0, atol=AGREEMENT)
    for name, values in restated.gradients(output_gradient).items():
        np.testing.assert_allclose(values, gradients[name], rtol=0, atol=AGREEMENT)

    given = {
        "layer": layer,
        "inputs": tensor(inputs),
        "parameters": {name: tensor(values) for name, values in parameters.items()},
        "outputGradient": f32_hex(output_gradient),
    }
    expect = {
        "output": tensor(output.detach().numpy()),
        "strictOutput": f32_hex(Restated(layer, inputs, parameters, np.float32).output()),
        "inputGradient": f32_hex(gradients.pop("input")),
        "parameterGradients": {name: f32_hex(values) for name, values in gradients.items()},
    }
    cases.add(f"layer.{layer['kind']}", "derived", given, expect)


def by_torch(layer: dict, axes: int, x: torch.Tensor, parameters: dict[str, torch.Tensor]) -> torch.Tensor:
    kind = "conv_transpose" if is_transposed(layer) else "conv"
    names = {"outputPadding": "output_padding"}
    attributes = ["stride", "padding", "dilation", "groups", *(["outputPadding"] if is_transposed(layer) else [])]
    options = {names.get(name, name): plain(layer[name]) for name in attributes}
    return getattr(torch.nn.functional, f"{kind}{axes}d")(x, parameters["weight"], parameters.get("bias"), **options)


def plain(value):
    return tuple(value) if isinstance(value, list) else value


def is_transposed(layer: dict) -> bool:
    return layer["kind"].startswith("conv-transpose")


def every(value, axes: int) -> list[int]:
    return list(value) if isinstance(value, list) else [value] * axes


class Restated:
    """
    The clauses in NumPy: a window over a field, and a response at each of its positions. Arrays have the type that is
    computed in; sums run in the order of the clauses, in Python's loops.
    """

    def __init__(self, layer: dict, inputs: np.ndarray, parameters: dict[str, np.ndarray], dtype) -> None:
        axes = inputs.ndim - 2
        self.layer, self.dtype = layer, dtype
        self.x = inputs.astype(dtype)
        self.weight = parameters["weight"].astype(dtype)
        self.bias = parameters["bias"].astype(dtype) if "bias" in parameters else None
        self.kernel, self.stride, self.dilation = (every(layer[n], axes) for n in ("kernelSize", "stride", "dilation"))
        reach = [d * (k - 1) for d, k in zip(self.dilation, self.kernel)]
        if layer["padding"] == "same":
            before, after = [r // 2 for r in reach], [r - r // 2 for r in reach]
        else:
            before = after = every(0 if layer["padding"] == "valid" else layer["padding"], axes)
        lengths = list(inputs.shape[2:])
        self.before = before
        if is_transposed(layer):
            extra = every(layer["outputPadding"], axes)
            self.positions = lengths
            self.field = [
                (n - 1) * s - 2 * b + r + e + 1 for n, s, b, r, e in zip(lengths, self.stride, before, reach, extra)
            ]
        else:
            self.field = lengths
            self.positions = [
                math.floor((n + b + a - r - 1) / s) + 1
                for n, b, a, r, s in zip(lengths, before, after, reach, self.stride)
            ]

    def output(self) -> np.ndarray:
        sums = self.project(self.x) if is_transposed(self.layer) else self.respond(self.x)
        if self.bias is None:
            return sums
        return sums + self.bias.reshape(-1, *[1] * (sums.ndim - 2))

    def gradients(self, output_gradient: np.ndarray) -> dict[str, np.ndarray]:
        g = output_gradient.astype(self.dtype)
        if is_transposed(self.layer):
            gradients = {"input": self.respond(g), "weight": self.correlate(self.x, g)}
        else:
            gradients = {"input": self.project(g), "weight": self.correlate(g, self.x)}
        if self.bias is not None:
            gradients["bias"] = g.sum(axis=(0, *range(2, g.ndim)))
        return gradients

    def respond(self, field: np.ndarray) -> np.ndarray:
        rows, responses = field.shape[0], np.zeros((field.shape[0], self.weight.shape[0], *self.positions), self.dtype)
        for o, c, k in self.products():
            window = self.window(field, k)[:, self.field_channel(o, c)]
            responses[:, o] = responses[:, o] + self.weight[(o, c, *k)] * window
        assert responses.dtype == self.dtype and rows == responses.shape[0]
        return responses

    def project(self, responses: np.ndarray) -> np.ndarray:
        depth, groups = self.weight.shape[1], self.layer["groups"]
        outputs = self.weight.shape[0] // groups
        wide = self.padded(np.zeros((responses.shape[0], depth * groups, *self.field), self.dtype))
        for k in np.ndindex(*self.kernel):
            for channel in range(depth * groups):
                group, c = divmod(channel, depth)
                inner = np.zeros((responses.shape[0], *self.positions), self.dtype)
                for o in range(group * outputs, (group + 1) * outputs):
                    inner = inner + self.weight[(o, c, *k)] * responses[:, o]
                target = (slice(None), channel, *self.met(k))
                wide[target] = wide[target] + inner
        inside = [slice(b, b + n) for b, n in zip(self.before, self.field)]
        return wide[(slice(None), slice(None), *inside)]

    def correlate(self, responses: np.ndarray, field: np.ndarray) -> np.ndarray:
        gradient = np.zeros(self.weight.shape, self.dtype)
        for o, c, k in self.products():
            gradient[(o, c, *k)] = (responses[:, o] * self.window(field, k)[:, self.field_channel(o, c)]).sum()
        return gradient

    def products(self):
        """(response channel, channel within its group, element of the kernel), row-major."""
        for o, c in itertools.product(*map(range, self.weight.shape[:2])):
            for k in np.ndindex(*self.kernel):
                yield o, c, k

    def field_channel(self, o: int, c: int) -> int:
        return o // (self.weight.shape[0] // self.layer["groups"]) * self.weight.shape[1] + c

    def window(self, field: np.ndarray, k: tuple[int, ...]) -> np.ndarray:
        """What element k of the kernel meets at each position."""
        return self.padded(field)[(slice(None), slice(None), *self.met(k))]

    def met(self, k: tuple[int, ...]) -> list[slice]:
        starts = [index * d for index, d in zip(k, self.dilation)]
        return [slice(i, i + (n - 1) * s + 1, s) for i, n, s in zip(starts, self.positions, self.stride)]

    def padded(self, field: np.ndarray) -> np.ndarray:
        """The field in zeros, as far as any window reaches."""
        reach = [(n - 1) * s + (k - 1) * d + 1 for n, s, k, d in zip(self.positions, self.stride, self.kernel, self.dilation)]
        after = [max(0, r - b - n) for r, b, n in zip(reach, self.before, field.shape[2:])]
        return np.pad(field, [(0, 0), (0, 0), *zip(self.before, after)])
