"""
Dense layers on the last axis, embeddings, attention and recurrent layers: forward and backward by PyTorch's own modules in
float64, and by `layers_seq_restated.py` in NumPy, which must agree to 1e-10.

PyTorch's recurrent layers cannot be given masks: where a case drops, its numbers are those of the same formulas in
PyTorch's operations, which must give the module's where nothing is dropped.
"""

import unittest.mock

import numpy as np
import torch

import layers_seq_restated as restated
import streams
from dropout_masks import scale
from layers import Data
from vector_format import Cases, f32_hex, seed_hex, tensor, vector_file

AGREEMENT = 1e-10
SEED = 42
STEP = 3


def mha(heads: int, **options) -> dict:
    return {"kind": "multi-head-attention", "heads": heads, "bias": True, "causal": False} | options


def recurrent(kind: str, hidden: int, **options) -> dict:
    common = {"layers": 1, "bidirectional": False, "bias": True, "returnSequence": "all"}
    return {"kind": kind, "hidden": hidden} | common | options


DENSE = [
    # layer, shape of the input
    ({"kind": "dense", "units": 5, "bias": True}, [2, 3, 4]),
    ({"kind": "dense", "units": 3, "bias": False}, [3, 1, 7]),
    ({"kind": "dense", "units": 1, "bias": True}, [1, 2, 1]),
    ({"kind": "dense", "units": 6, "bias": True}, [2, 2, 3, 5]),
    ({"kind": "dense", "units": 4, "bias": True, "dropConnect": 0.4}, [2, 3, 5]),
]
EMBEDDINGS = [
    ({"kind": "embedding", "count": 5, "size": 3}, [2, 4]),
    ({"kind": "embedding", "count": 1, "size": 1}, [1, 1]),
    ({"kind": "embedding", "count": 7, "size": 2, "paddingIndex": 0}, [4, 3]),
    ({"kind": "embedding", "count": 4, "size": 5, "paddingIndex": 3}, [2, 2, 5]),
    ({"kind": "embedding", "count": 3, "size": 4}, [9, 1]),
]
POSITIONAL = [({"kind": "positional-embedding"}, shape) for shape in ([1, 1, 1], [2, 3, 4], [5, 4, 2])]
ATTENTION = [
    (mha(1), [1, 1, 1]),
    (mha(1), [2, 3, 4]),
    (mha(2), [3, 4, 4]),
    (mha(4), [2, 5, 8]),
    (mha(3, bias=False), [2, 3, 6]),
    (mha(2, causal=True), [2, 5, 4]),
    (mha(1, causal=True, bias=False), [1, 4, 3]),
    (mha(2, dropout=0.3), [2, 4, 4]),
    (mha(2, dropout=0.5, causal=True), [3, 4, 6]),
    (mha(1, dropout=1.0), [2, 2, 2]),
    (mha(1, dropout=0.0), [2, 2, 3]),
]
RECURRENT = [
    # options, shape of the input
    (1, {}, [1, 1, 1]),
    (2, {}, [2, 3, 3]),
    (4, {}, [3, 5, 2]),
    (3, {"returnSequence": "last"}, [2, 4, 3]),
    (3, {"bias": False}, [2, 3, 2]),
    (2, {"layers": 2}, [2, 3, 3]),
    (2, {"bidirectional": True}, [2, 3, 3]),
    (2, {"bidirectional": True, "returnSequence": "last"}, [2, 4, 2]),
    (2, {"layers": 2, "bidirectional": True, "returnSequence": "last"}, [2, 3, 2]),
    (3, {"inputDropout": 0.4}, [3, 4, 3]),
    (3, {"recurrentDropout": 0.4}, [3, 4, 3]),
    (2, {"inputDropout": 0.3, "recurrentDropout": 0.5, "returnSequence": "last"}, [3, 3, 4]),
    (2, {"layers": 2, "bidirectional": True, "inputDropout": 0.4, "recurrentDropout": 0.3}, [2, 3, 3]),
    (2, {"inputDropout": 1.0, "recurrentDropout": 0.0}, [2, 3, 2]),
]


def generate() -> dict:
    torch.set_num_threads(1)
    cases = Cases()
    data = Data()
    for prefix, table in (
        ("dense-on-last-axis", DENSE),
        ("embedding", EMBEDDINGS),
        ("positional-embedding", POSITIONAL),
        ("multi-head-attention", ATTENTION),
        ("gru", [(recurrent("gru", hidden, **options), shape) for hidden, options, shape in RECURRENT]),
        ("lstm", [(recurrent("lstm", hidden, **options), shape) for hidden, options, shape in RECURRENT]),
    ):
        for layer, shape in table:
            add(cases, f"layer.{prefix}", layer, inputs_of(layer, shape, data), data)
    return vector_file("layers-seq", "layers_seq.py", ["torch", "jax", "numpy"], cases)


def inputs_of(layer: dict, shape: list[int], data: Data) -> np.ndarray:
    numbers = data.next(shape)
    if layer["kind"] != "embedding":
        return numbers
    return np.floor((numbers + np.float32(1)) * np.float32(layer["count"] / 2)).astype(np.float32)


def parameter_shapes(layer: dict, shape: list[int]) -> dict[str, list[int]]:
    """PyTorch's names, in the order of its modules."""
    features = shape[-1]
    match layer["kind"]:
        case "dense":
            shapes = {"weight": [layer["units"], features]}
            return shapes | ({"bias": [layer["units"]]} if layer["bias"] else {})
        case "embedding":
            return {"weight": [layer["count"], layer["size"]]}
        case "positional-embedding":
            return {"weight": shape[1:]}
    return {name: list(values.shape) for name, values in module_of(layer, features).named_parameters()}


def module_of(layer: dict, features: int) -> torch.nn.Module:
    if layer["kind"] == "multi-head-attention":
        bias = {"bias": layer["bias"], "batch_first": True, "dtype": torch.float64}
        return torch.nn.MultiheadAttention(features, layer["heads"], layer.get("dropout", 0.0), **bias)
    module = torch.nn.GRU if layer["kind"] == "gru" else torch.nn.LSTM
    options = {"num_layers": layer["layers"], "bias": layer["bias"], "bidirectional": layer["bidirectional"]}
    return module(features, layer["hidden"], batch_first=True, dtype=torch.float64, **options)


def site_shapes(layer: dict, shape: list[int]) -> list[tuple[float, list[int]]]:
    """The rate and the mask's shape of each random site, in forward order."""
    if layer["kind"] == "dense":
        return [(layer["dropConnect"], [layer["units"], shape[-1]])] if "dropConnect" in layer else []
    if layer["kind"] == "multi-head-attention":
        rows, positions, _ = shape
        return [(layer["dropout"], [rows, layer["heads"], positions, positions])] if "dropout" in layer else []
    sites = []
    if layer["kind"] in ("gru", "lstm"):
        directions = 2 if layer["bidirectional"] else 1
        for number in range(layer["layers"]):
            inputs = shape[-1] if number == 0 else layer["hidden"] * directions
            for _ in range(directions):
                for name, length in (("inputDropout", inputs), ("recurrentDropout", layer["hidden"])):
                    if name in layer:
                        sites.append((layer[name], [shape[0], 1, length]))
    return sites


def draw_masks(layer: dict, shape: list[int]) -> list[np.ndarray]:
    """What each site multiplies by: the scale or 0."""
    masks = []
    for site, (rate, mask_shape) in enumerate(site_shapes(layer, shape)):
        words = streams.words(streams.stream_key(SEED, streams.DROPOUT, site, STEP), int(np.prod(mask_shape)))
        threshold = np.ceil(np.float64(np.float32(1 - rate)) * 2**23)
        masks.append(((words >> 9) < threshold).reshape(mask_shape) * np.float64(scale(rate)))
    return masks


def torch_forward(layer: dict, x: torch.Tensor, p: dict[str, torch.Tensor], masks: list[torch.Tensor]) -> torch.Tensor:
    match layer["kind"]:
        case "dense":
            weight = p["weight"] * masks[0] if masks else p["weight"]
            return torch.nn.functional.linear(x, weight, p.get("bias"))
        case "embedding":
            ids = x.detach().to(torch.int64)
            return torch.nn.functional.embedding(ids, p["weight"], padding_idx=layer.get("paddingIndex"))
        case "positional-embedding":
            return x + torch.nn.functional.embedding(torch.arange(x.shape[1]), p["weight"])
        case "multi-head-attention":
            return torch_attention(layer, x, p, masks)
    output = torch_recurrent(layer, x, p, masks)
    if not masks:
        assert_close(output, torch_module(layer, x, p), 1e-12)
    return output


def torch_attention(layer: dict, x: torch.Tensor, p: dict, masks: list[torch.Tensor]) -> torch.Tensor:
    """The module itself, with its dropout's draws replaced."""
    module = module_of(layer, x.shape[-1])
    positions = x.shape[1]
    hidden = torch.ones(positions, positions, dtype=torch.bool).triu(1) if layer["causal"] else None

    def drop(weights: torch.Tensor, p: float, *_args, **_options) -> torch.Tensor:
        return weights * masks[0].reshape(weights.shape) if masks else weights

    with unittest.mock.patch("torch.nn.functional.dropout", drop):
        output, weights = torch.func.functional_call(module, p, (x, x, x), {"attn_mask": hidden})
    assert weights is not None, "the path that drops in float64 is the one that returns its weights"
    return output


def torch_module(layer: dict, x: torch.Tensor, p: dict) -> torch.Tensor:
    output, final = torch.func.functional_call(module_of(layer, x.shape[-1]), p, (x,))
    if layer["returnSequence"] == "all":
        return output
    state = final if layer["kind"] == "gru" else final[0]
    directions = 2 if layer["bidirectional"] else 1
    return torch.cat(list(state[-directions:]), dim=-1)


def torch_recurrent(layer: dict, x: torch.Tensor, p: dict, masks: list[torch.Tensor]) -> torch.Tensor:
    masks = list(masks)
    for number in range(layer["layers"]):
        runs = []
        for suffix in (f"l{number}", f"l{number}_reverse")[: 2 if layer["bidirectional"] else 1]:
            inputs = x * masks.pop(0) if "inputDropout" in layer else x
            kept = masks.pop(0)[:, 0] if "recurrentDropout" in layer else None
            h = c = torch.zeros(x.shape[0], layer["hidden"], dtype=torch.float64)
            states = {}
            positions = range(x.shape[1])
            for position in reversed(positions) if suffix.endswith("reverse") else positions:
                taken = h if kept is None else h * kept
                a = torch.nn.functional.linear(inputs[:, position], p[f"weight_ih_{suffix}"], p.get(f"bias_ih_{suffix}"))
                u = torch.nn.functional.linear(taken, p[f"weight_hh_{suffix}"], p.get(f"bias_hh_{suffix}"))
                if layer["kind"] == "gru":
                    (ar, az, an), (ur, uz, un) = a.chunk(3, -1), u.chunk(3, -1)
                    z = torch.sigmoid(az + uz)
                    h = (1 - z) * torch.tanh(an + torch.sigmoid(ar + ur) * un) + z * h
                else:
                    i, f, g, o = (a + u).chunk(4, -1)
                    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
                    h = torch.sigmoid(o) * torch.tanh(c)
                states[position] = h
            runs.append((torch.stack([states[position] for position in positions], dim=1), h))
        x = torch.cat([sequence for sequence, _ in runs], dim=-1)
        last = torch.cat([state for _, state in runs], dim=-1)
    return x if layer["returnSequence"] == "all" else last


def add(cases: Cases, prefix: str, layer: dict, inputs: np.ndarray, data: Data) -> None:
    shapes = parameter_shapes(layer, list(inputs.shape))
    parameters = {name: data.next(shape) for name, shape in shapes.items()}
    masks = draw_masks(layer, list(inputs.shape))
    learns_input = layer["kind"] != "embedding"

    x = torch.tensor(inputs, dtype=torch.float64, requires_grad=learns_input)
    p = {name: torch.tensor(values, dtype=torch.float64, requires_grad=True) for name, values in parameters.items()}
    output = torch_forward(layer, x, p, [torch.tensor(values) for values in masks])
    output_gradient = data.next(list(output.shape))
    output.backward(torch.tensor(output_gradient, dtype=torch.float64))
    gradients = {name: values.grad.numpy() for name, values in p.items()}
    check_restated(layer, inputs, parameters, masks, output_gradient, output, x.grad, gradients)

    given = {
        "layer": layer,
        "inputs": tensor(inputs),
        "parameters": {name: tensor(values) for name, values in parameters.items()},
        "outputGradient": f32_hex(output_gradient),
    } | ({"seed": seed_hex(SEED), "step": STEP} if masks else {})
    expect = {"output": tensor(output.detach().numpy())}
    expect |= {"inputGradient": f32_hex(x.grad.numpy())} if learns_input else {}
    expect |= {"parameterGradients": {name: f32_hex(values) for name, values in gradients.items()}}
    cases.add(prefix, "derived", given, expect)


def check_restated(layer, inputs, parameters, masks, output_gradient, output, input_gradient, gradients) -> None:
    wide = {name: values.astype(np.float64) for name, values in parameters.items()}
    y, backward = restated.forward(layer, inputs.astype(np.float64), wide, masks)
    dx, dp = backward(output_gradient.astype(np.float64))
    assert_close(y, output.detach().numpy(), AGREEMENT)
    if input_gradient is not None:
        assert_close(dx, input_gradient.numpy(), AGREEMENT)
    assert dp.keys() == gradients.keys()
    for name, values in gradients.items():
        assert_close(dp[name], values, AGREEMENT)


def assert_close(actual, expected, tolerance: float) -> None:
    actual, expected = (np.asarray(v.detach() if torch.is_tensor(v) else v) for v in (actual, expected))
    assert actual.shape == expected.shape, (actual.shape, expected.shape)
    assert np.abs(actual - expected).max() <= tolerance * max(1.0, np.abs(expected).max())
