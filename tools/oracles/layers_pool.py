"""
Pools, reshape and permute, forward and backward, by PyTorch in float64. A restatement in NumPy, one window at a time
from the specification, is held to 1e-10 of it.
"""

import itertools
import math

import numpy as np
import torch

import streams
from vector_format import Cases, f32_hex, tensor, vector_file

RESTATED = 1e-10
DATA_SEED = 20_240_717

MAX_POOLS = [
    # Rows and shape of a row, kernel, stride, padding, dilation, rounding.
    ([2, 3, 9], [2], [2], [0], [1], "floor"),
    ([2, 2, 9], [2], [2], [0], [1], "ceil"),
    ([1, 2, 10], [3], [1], [1], [1], "floor"),
    ([2, 1, 11], [3], [2], [1], [2], "ceil"),
    ([1, 1, 4], [4], [4], [2], [1], "floor"),
    ([2, 2, 6, 6], [2, 2], [2, 2], [0, 0], [1, 1], "floor"),
    ([2, 2, 7, 7], [3, 3], [2, 2], [0, 0], [1, 1], "floor"),
    ([1, 2, 7, 8], [3, 2], [2, 3], [1, 1], [1, 1], "ceil"),
    ([1, 2, 7, 6], [3, 3], [1, 1], [1, 1], [1, 1], "floor"),
    ([2, 1, 8, 9], [2, 3], [2, 1], [0, 1], [3, 2], "floor"),
    ([1, 1, 5, 5], [2, 2], [3, 3], [1, 1], [1, 1], "ceil"),
    ([1, 2, 4, 5], [4, 5], [1, 1], [0, 0], [1, 1], "floor"),
    ([1, 2, 4, 4, 4], [2, 2, 2], [2, 2, 2], [0, 0, 0], [1, 1, 1], "floor"),
    ([2, 1, 3, 5, 4], [1, 3, 2], [1, 2, 2], [0, 1, 1], [1, 1, 2], "ceil"),
    ([1, 1, 5, 4, 5], [3, 2, 3], [2, 1, 2], [1, 0, 1], [1, 1, 1], "floor"),
]
AVG_POOLS = [
    # Rows and shape of a row, kernel, stride, padding, rounding, count padding, divisor.
    ([2, 3, 9], [2], [2], [0], "floor", True, None),
    ([1, 2, 10], [3], [2], [1], "floor", True, None),
    ([1, 2, 10], [3], [2], [1], "ceil", True, None),
    ([1, 2, 10], [3], [2], [1], "ceil", False, None),
    ([1, 2, 9], [4], [4], [2], "ceil", True, None),
    ([2, 2, 6, 6], [2, 2], [2, 2], [0, 0], "floor", True, None),
    ([1, 2, 7, 7], [3, 3], [1, 1], [1, 1], "floor", True, None),
    ([1, 2, 7, 7], [3, 3], [1, 1], [1, 1], "floor", False, None),
    ([1, 2, 7, 8], [3, 2], [2, 3], [1, 1], "ceil", True, None),
    ([1, 2, 7, 8], [3, 2], [2, 3], [1, 1], "ceil", False, None),
    ([1, 1, 7, 8], [3, 2], [2, 3], [1, 1], "ceil", True, 5),
    ([2, 1, 5, 5], [2, 2], [1, 1], [0, 0], "floor", True, 1),
    ([1, 2, 4, 4, 4], [2, 2, 2], [2, 2, 2], [0, 0, 0], "floor", True, None),
    ([1, 1, 4, 5, 4], [3, 2, 2], [2, 2, 3], [1, 1, 0], "ceil", True, None),
    ([1, 1, 4, 5, 4], [3, 2, 2], [2, 2, 3], [1, 1, 0], "ceil", False, None),
    ([1, 1, 4, 5, 4], [3, 2, 2], [2, 2, 3], [1, 1, 0], "floor", False, 7),
]
GLOBAL_SHAPES = [[2, 3, 5], [3, 2, 4, 3], [1, 2, 2, 3, 4], [2, 3, 1, 1]]
ADAPTIVE = [
    ([2, 2, 6, 6], [3, 3]),
    ([1, 2, 7, 5], [3, 2]),
    ([1, 2, 7, 5], [1, 1]),
    ([2, 1, 5, 8], [5, 3]),
    ([1, 1, 3, 4], [5, 7]),  # more windows than elements
]
RESHAPES = [([2, 12], [3, 4]), ([2, 3, 4], [-1]), ([1, 2, 3, 4], [4, -1]), ([3, 6], [1, -1, 2])]
ORDERS = [([2, 3, 4], [1, 0]), ([2, 2, 3, 4], [2, 0, 1]), ([1, 2, 3, 4], [1, 2, 0]), ([1, 2, 3, 2, 2], [3, 1, 0, 2]), ([2, 5], [0])]

NAN, INF = math.nan, math.inf
TIES = [
    # The first of several largest takes the gradient; windows that overlap add theirs up.
    [[1, 1, 1, 1], [1, 2, 2, 1], [1, 2, 2, 1], [0, 0, 0, 0]],
    [[0.0, -0.0, 0.0, -0.0], [-1, -1, -1, -1], [3, 3, 3, 3], [3, 3, 3, 3]],
    [[-8, -8, -8, 0], [-8, -8, 0, 1], [5, 4, 4, 5], [-8, 4, 5, 4]],
]
NOT_NUMBERS = [[-INF, -INF, 2, 3], [-INF, -INF, 4, 5], [INF, 1, NAN, -INF], [2, 0, 0, NAN]]


def generate() -> dict:
    cases = Cases()
    data = Data()
    for shape, kernel, stride, padding, dilation, rounding in MAX_POOLS:
        layer = {
            "kind": f"max-pool{len(kernel)}d",
            "kernelSize": kernel,
            "stride": stride,
            "padding": padding,
            "rounding": rounding,
            "dilation": dilation,
        }
        add(cases, layer, data.apart(shape), data)
    for values in TIES:
        for kind in ("max-pool2d", "adaptive-max-pool2d", "global-max-pool"):
            inputs = np.array(values, np.float32).reshape(1, 1, 4, 4)
            add(cases, max_layer(kind), inputs, data)
    for kind in ("max-pool2d", "adaptive-max-pool2d", "global-max-pool"):
        inputs = np.array(NOT_NUMBERS, np.float32).reshape(1, 1, 4, 4)
        add(cases, max_layer(kind), inputs, data, output_only=True)
    for shape, kernel, stride, padding, rounding, count_padding, divisor in AVG_POOLS:
        layer = {
            "kind": f"avg-pool{len(kernel)}d",
            "kernelSize": kernel,
            "stride": stride,
            "padding": padding,
            "rounding": rounding,
            "countPadding": count_padding,
        } | ({} if divisor is None else {"divisor": divisor})
        add(cases, layer, data.next(shape), data)
    for shape in GLOBAL_SHAPES:
        add(cases, {"kind": "global-avg-pool"}, data.next(shape), data)
        add(cases, {"kind": "global-max-pool"}, data.apart(shape), data)
    for shape, size in ADAPTIVE:
        add(cases, {"kind": "adaptive-avg-pool2d", "outputSize": size}, data.next(shape), data)
        add(cases, {"kind": "adaptive-max-pool2d", "outputSize": size}, data.apart(shape), data)
    for shape, new_shape in RESHAPES:
        add(cases, {"kind": "reshape", "shape": new_shape}, data.next(shape), data)
    for shape, order in ORDERS:
        add(cases, {"kind": "permute", "order": order}, data.next(shape), data)
    return vector_file("layers-pool", "layers_pool.py", ["torch", "jax", "numpy"], cases)


def max_layer(kind: str) -> dict:
    """Windows of 3 by 3 that overlap, or all there is."""
    if kind == "max-pool2d":
        window = {"kernelSize": [3, 3], "stride": [1, 1], "padding": [1, 1], "rounding": "floor", "dilation": [1, 1]}
        return {"kind": kind} | window
    return {"kind": kind} | ({"outputSize": [3, 2]} if kind == "adaptive-max-pool2d" else {})


class Data:
    """Arrays of f32 numbers in [-1, 1), each from a stream of its own."""

    def __init__(self) -> None:
        self._stream = 0

    def next(self, shape: list[int]) -> np.ndarray:
        key = streams.stream_key(DATA_SEED, self._stream)
        self._stream += 1
        return (streams.uniform(key, int(np.prod(shape))) * np.float32(2) - np.float32(1)).reshape(shape)

    def apart(self, shape: list[int]) -> np.ndarray:
        """Eighths, no two alike: which is the largest does not hang on a rounding."""
        order = np.argsort(self.next([int(np.prod(shape))]), kind="stable")
        return ((order - order.size // 2) / 8).astype(np.float32).reshape(shape)


def by_torch(layer: dict, x: torch.Tensor) -> torch.Tensor:
    functional = torch.nn.functional
    kind = layer["kind"]
    axes = x.dim() - 2
    match kind.rstrip("123d"):
        case "max-pool":
            pool = getattr(functional, f"max_pool{axes}d")
            ceil = layer["rounding"] == "ceil"
            return pool(x, layer["kernelSize"], layer["stride"], layer["padding"], layer["dilation"], ceil)
        case "avg-pool":
            options = {"ceil_mode": layer["rounding"] == "ceil", "count_include_pad": layer["countPadding"]}
            if "divisor" in layer:
                options["divisor_override"] = layer["divisor"]
            pool = getattr(functional, f"avg_pool{axes}d")
            return pool(x, layer["kernelSize"], layer["stride"], layer["padding"], **options)
        case "adaptive-avg-pool":
            return functional.adaptive_avg_pool2d(x, layer["outputSize"])
        case "adaptive-max-pool":
            return functional.adaptive_max_pool2d(x, layer["outputSize"])
        case "global-avg-pool":
            return getattr(functional, f"adaptive_avg_pool{axes}d")(x, 1).flatten(1)
        case "global-max-pool":
            return getattr(functional, f"adaptive_max_pool{axes}d")(x, 1).flatten(1)
        case "reshape":
            return x.reshape(x.shape[0], *layer["shape"])
        case "permute":
            return x.permute(0, *(axis + 1 for axis in layer["order"]))
    raise ValueError(kind)


def restated(layer: dict, x: np.ndarray, g: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Output and input gradient, from the specification."""
    kind = layer["kind"]
    places = np.arange(x[0].size).reshape(x.shape[1:])
    if kind in ("reshape", "permute"):
        moved = places.reshape(layer["shape"]) if kind == "reshape" else places.transpose(layer["order"])
        output = np.stack([row.reshape(-1)[moved] for row in x])
        gradient = np.zeros_like(x)
        for row, row_gradient in zip(gradient, g):
            row.reshape(-1)[moved.reshape(-1)] = row_gradient.reshape(-1)
        return output, gradient
    windows = [axis_windows(layer, axis, length) for axis, length in enumerate(x.shape[2:])]
    shape = [len(axis) for axis in windows]
    output = np.zeros((*x.shape[:2], *shape))
    gradient = np.zeros_like(x)
    g = g.reshape(output.shape)
    for channel in np.ndindex(*x.shape[:2]):
        for at in np.ndindex(*shape):
            taken = [axis[place] for axis, place in zip(windows, at)]
            elements = list(itertools.product(*(taps for taps, _ in taken)))
            values = [x[(*channel, *element)] for element in elements]
            if "max" in kind:
                largest = 0
                for index, value in enumerate(values):
                    if value > values[largest] or math.isnan(value):
                        largest = index
                output[(*channel, *at)] = values[largest]
                gradient[(*channel, *elements[largest])] += g[(*channel, *at)]
            else:
                padded = math.prod(count for _, count in taken)
                count = layer.get("divisor") or (padded if layer.get("countPadding") else len(elements))
                output[(*channel, *at)] = sum(values) / count
                for element in elements:
                    gradient[(*channel, *element)] += g[(*channel, *at)] / count
    return (output.reshape(*x.shape[:2]) if kind.startswith("global") else output), gradient


def axis_windows(layer: dict, axis: int, length: int) -> list[tuple[list[int], int]]:
    """For each window along an axis its elements, and how many of its places lie on the padded axis."""
    if "kernelSize" not in layer:
        count = layer["outputSize"][axis] if "outputSize" in layer else 1
        edges = [(i * length // count, -(-(i + 1) * length // count)) for i in range(count)]
        return [(list(range(start, end)), end - start) for start, end in edges]
    kernel, stride, padding = (layer[name][axis] for name in ("kernelSize", "stride", "padding"))
    dilation = layer.get("dilation", [1, 1, 1])[axis]
    room = (length + 2 * padding - dilation * (kernel - 1) - 1) / stride
    count = (math.ceil(room) if layer["rounding"] == "ceil" else math.floor(room)) + 1
    if layer["rounding"] == "ceil" and (count - 1) * stride - padding >= length:
        count -= 1
    windows = []
    for start in (i * stride - padding for i in range(count)):
        taps = [start + dilation * tap for tap in range(kernel)]
        counted = min(start + kernel, length + padding) - start
        windows.append(([tap for tap in taps if 0 <= tap < length], counted))
    return windows


def add(cases: Cases, layer: dict, inputs: np.ndarray, data: Data, output_only: bool = False) -> None:
    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=True)
    output = by_torch(layer, x)
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    ours = restated(layer, inputs.astype(np.float64), output_gradient.astype(np.float64))
    for theirs, own in zip((output.detach().numpy(), x.grad.numpy()), ours):
        np.testing.assert_allclose(own, theirs, rtol=RESTATED, atol=RESTATED, err_msg=str(layer))
    given = {"layer": layer, "inputs": tensor(inputs), "parameters": {}, "outputGradient": f32_hex(output_gradient)}
    expect = {"output": tensor(output.detach().numpy())}
    if not output_only:
        expect["inputGradient"] = f32_hex(x.grad.numpy())
    cases.add(f"layer.{layer['kind']}", "derived", given, expect)
