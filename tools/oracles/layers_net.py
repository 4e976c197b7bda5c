"""
Layers made of others: whole small models, forward and backward, by PyTorch in float64. The modules are PyTorch's own
containers, so that the names of the parameters are what its `state_dict` gives. A restatement in NumPy must agree.
"""

import math

import numpy as np
import torch
from torch import nn

from layers import Data
from layers_net_restated import gradients_of
from vector_format import Cases, bit_string, f32_hex, tensor, vector_file

MASK_SEED = 20_241_102


def dense(units: int, bias: bool = True, name: str | None = None) -> dict:
    return named({"kind": "dense", "units": units, "bias": bias}, name)


def conv(channels: int, size: int, name: str | None = None) -> dict:
    layer = {"kind": "conv2d", "outChannels": channels, "kernelSize": [size, size], "padding": [size // 2, size // 2]}
    return named(layer, name)


def residual(body: list[dict], shortcut: list[dict] | None = None, name: str | None = None) -> dict:
    layer = {"kind": "residual", "body": body} | ({} if shortcut is None else {"shortcut": shortcut})
    return named(layer, name)


def parallel(branches: list[list[dict]], combine: str, axis: int | None = None) -> dict:
    return {"kind": "parallel", "branches": branches, "combine": combine} | ({} if axis is None else {"axis": axis})


def named(layer: dict, name: str | None) -> dict:
    return layer if name is None else layer | {"name": name}


TANH, RELU, FLATTEN = {"kind": "tanh"}, {"kind": "relu"}, {"kind": "flatten"}


def drop(rate: float) -> dict:
    return {"kind": "dropout", "rate": rate}


def depth(rate: float, mode: str = "row") -> dict:
    return {"kind": "stochastic-depth", "rate": rate, "mode": mode}


GROUPS = {
    "net.residual": [
        ([5], 4, [dense(4), residual([dense(6), TANH, dense(4)])]),
        ([5], 3, [residual([dense(5, bias=False)]), dense(2)]),
        ([4], 4, [dense(6), residual([dense(3), RELU], [dense(3, bias=False)]), dense(2)]),
        ([4], 3, [dense(4), residual([residual([dense(4), TANH]), dense(3)], [TANH, dense(3)]), TANH]),
        ([3], 6, [dense(4), residual([dense(5), drop(0.25), dense(4), depth(0.5)]), dense(2)]),
        ([3], 4, [dense(4), residual([dense(4), depth(0.5, "batch")]), residual([TANH, depth(0.5)]), dense(2)]),
        ([2, 5, 4], 2, [conv(3, 3), residual([RELU, conv(3, 3)], [conv(3, 1)]), FLATTEN]),
    ],
    "net.parallel": [
        ([4], 3, [dense(4), parallel([[dense(3), TANH], [], [dense(2)]], "concat", 1)]),
        ([4], 3, [dense(4), parallel([[dense(3)], [dense(3), TANH], [dense(3, bias=False)]], "add")]),
        ([3], 4, [dense(4), parallel([[drop(0.5), dense(4)], [TANH, drop(0.25)]], "add"), dense(2)]),
        ([2, 4, 3], 2, [conv(2, 3), parallel([[conv(2, 1)], [conv(3, 3), TANH], []], "concat", 1), FLATTEN]),
        ([2, 4, 3], 2, [conv(2, 3), parallel([[conv(2, 3)], [TANH]], "concat", 2), FLATTEN]),
        ([2, 4, 3], 2, [conv(2, 1), parallel([[RELU], [], [conv(2, 1)]], "concat", 3), FLATTEN]),
        ([4], 3, [dense(3), parallel([[residual([dense(3), TANH])], [parallel([[], [dense(1)]], "concat")]], "concat")]),
    ],
    "net.named": [
        ([4], 3, [dense(4, name="fc1"), RELU, dense(2, name="fc2")]),
        (
            [2, 4, 4],
            2,
            [
                conv(2, 3, "conv1"),
                residual([conv(2, 3, "conv1"), RELU, conv(3, 3, "conv2")], [conv(3, 1, "downsample.0")], "layer1.0"),
                RELU,
                residual([conv(3, 3, "conv1"), RELU, conv(3, 3)], name="layer1.1"),
                FLATTEN,
                dense(2, name="fc"),
            ],
        ),
    ],
}
"""Shape of a row, rows, layers."""


class Residual(nn.Module):
    def __init__(self, body: nn.Sequential, shortcut: nn.Sequential) -> None:
        super().__init__()
        self.body, self.shortcut = body, shortcut

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.body(x) + self.shortcut(x)


class Parallel(nn.Module):
    def __init__(self, branches: list[nn.Sequential], combine: str, axis: int) -> None:
        super().__init__()
        self.branches, self.combine, self.axis = nn.ModuleList(branches), combine, axis

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        outputs = [branch(x) for branch in self.branches]
        return torch.cat(outputs, dim=self.axis) if self.combine == "concat" else sum(outputs[1:], outputs[0])


class Masked(nn.Module):
    """Dropout by a given mask."""

    def __init__(self, mask: torch.Tensor, rate: float) -> None:
        super().__init__()
        # Not a buffer: `state_dict` would name it.
        self.factor = [mask / (1 - rate)]

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x * self.factor[0]


class Builder:
    """Builds PyTorch modules of layers, and draws the masks of those that drop, in forward order."""

    def __init__(self, rows: int, seed: int) -> None:
        self.rows, self.random = rows, np.random.default_rng(seed)
        self.masks: list[np.ndarray] = []

    def sequence(self, layers: list[dict], shape: list[int]) -> tuple[nn.Sequential, list[int]]:
        modules = []
        for layer in layers:
            module, shape = self.module(layer, shape)
            modules.append(module)
        return nn.Sequential(*modules), shape

    def module(self, layer: dict, shape: list[int]) -> tuple[nn.Module, list[int]]:
        match layer["kind"]:
            case "dense":
                return nn.Linear(shape[0], layer["units"], bias=layer["bias"]), [layer["units"]]
            case "conv2d":
                channels = layer["outChannels"]
                module = nn.Conv2d(shape[0], channels, layer["kernelSize"], padding=layer["padding"])
                return module, [channels, *shape[1:]]
            case "tanh":
                return nn.Tanh(), shape
            case "relu":
                return nn.ReLU(), shape
            case "flatten":
                return nn.Flatten(), [int(np.prod(shape))]
            case "dropout":
                return self.masked([self.rows, *shape], layer["rate"]), shape
            case "stochastic-depth":
                rows = self.rows if layer["mode"] == "row" else 1
                return self.masked([rows, *[1 for _ in shape]], layer["rate"]), shape
            case "residual":
                body, output = self.sequence(layer["body"], shape)
                shortcut, _ = self.sequence(layer.get("shortcut", []), shape)
                return Residual(body, shortcut), output
            case "parallel":
                pairs = [self.sequence(branch, shape) for branch in layer["branches"]]
                axis = layer.get("axis", 1)
                output = list(pairs[0][1])
                if layer["combine"] == "concat":
                    output[axis - 1] = sum(shape[axis - 1] for _, shape in pairs)
                return Parallel([branch for branch, _ in pairs], layer["combine"], axis), output
        raise ValueError(layer["kind"])

    def masked(self, shape: list[int], rate: float) -> Masked:
        keep = self.random.random(shape) >= rate
        # Something is kept and something dropped, where there are two.
        keep.reshape(-1)[0], keep.reshape(-1)[-1] = False, True
        self.masks.append(keep)
        return Masked(torch.tensor(keep, dtype=torch.float64), rate)


def layer_names(layers: list[dict], path: str = "", part: str = "") -> list[tuple[str, str]]:
    """
    For every layer its name within PyTorch's containers, and that which the specification gives it: a name of its own
    replaces its number and, inside a layer that is made of others, what stands before the number.
    """
    pairs = []
    for index, layer in enumerate(layers):
        plain, own = f"{part}{index}", layer.get("name", f"{part}{index}")
        inside = {"body.": layer.get("body", []), "shortcut.": layer.get("shortcut", [])}
        inside |= {f"branches.{number}.": branch for number, branch in enumerate(layer.get("branches", []))}
        pairs.append((plain, path + own))
        for step, branch in inside.items():
            pairs += [(f"{plain}.{inner}", name) for inner, name in layer_names(branch, f"{path}{own}.", step)]
    return pairs


def own_names(layers: list[dict], keys: list[str]) -> dict[str, str]:
    """The name of every tensor in the model, by that in the `state_dict` of PyTorch's containers."""
    pairs = sorted(layer_names(layers), key=lambda pair: -len(pair[0]))
    found = {}
    for key in keys:
        plain, own = next((plain, own) for plain, own in pairs if key.startswith(f"{plain}."))
        found[key] = own + key[len(plain) :]
    return found


def generate() -> dict:
    cases = Cases()
    data = Data()
    for group, models in GROUPS.items():
        for number, (shape, rows, layers) in enumerate(models):
            add(cases, group, shape, rows, layers, MASK_SEED + number, data)
    return vector_file("layers-net", "layers_net.py", ["torch", "jax", "numpy"], cases)


def add(
    cases: Cases, group: str, shape: list[int], rows: int, layers: list[dict], seed: int, data: Data
) -> None:
    builder = Builder(rows, seed)
    module, _ = builder.sequence(layers, shape)
    module = module.double()
    names = own_names(layers, list(module.state_dict()))
    with torch.no_grad():
        for parameter in module.parameters():
            # By a power of two, under which signals keep their size: an f32 engine's differences are then sharp.
            fan_in = math.prod(parameter.shape[1:])
            scale = np.float32(2.0 ** round(math.log2(math.sqrt(3 / fan_in))))
            parameter.copy_(torch.tensor(data.next(list(parameter.shape)) * scale, dtype=torch.float64))
    inputs = data.next([rows, *shape])
    x = torch.tensor(inputs, dtype=torch.float64)
    output = module(x)
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    parameters = {names[name]: values.detach().numpy() for name, values in module.named_parameters()}
    gradients = {names[name]: values.grad.numpy() for name, values in module.named_parameters()}

    masks = [keep / (1 - rate) for keep, rate in zip(builder.masks, rates_of(layers), strict=True)]
    restated = gradients_of(layers, parameters, masks, inputs.astype(np.float64), output_gradient.astype(np.float64))
    assert_close(restated[0], output.detach().numpy())
    assert restated[1].keys() == gradients.keys()
    for name, values in gradients.items():
        assert_close(restated[1][name], values)

    given = {
        "model": {"inputShape": shape, "layers": layers},
        "parameters": {name: tensor(values) for name, values in parameters.items()},
        "inputs": tensor(inputs),
        "masks": [
            {"keep": bit_string(keep.reshape(-1)), "rate": rate, "shape": list(keep.shape)}
            for keep, rate in zip(builder.masks, rates_of(layers), strict=True)
        ],
        "outputGradient": f32_hex(output_gradient),
    }
    expect = {
        "output": tensor(output.detach().numpy()),
        "gradients": {name: f32_hex(values) for name, values in gradients.items()},
    }
    cases.add(group, "derived", given, expect)


def rates_of(layers: list[dict]) -> list[float]:
    """The rates of layers that drop, in forward order."""
    rates = []
    for layer in layers:
        rates += [layer["rate"]] if "rate" in layer else []
        for branch in [layer.get("body", []), layer.get("shortcut", []), *layer.get("branches", [])]:
            rates += rates_of(branch)
    return rates


def assert_close(actual: np.ndarray, expected: np.ndarray) -> None:
    assert actual.shape == expected.shape
    assert np.abs(actual - expected).max() <= 1e-10 * max(1.0, np.abs(expected).max())
