"""
Whole training runs by PyTorch in float64: an independent end-to-end check. The tolerance comes from the same runs in
PyTorch's float32.

Initial weights, batch order and dropout masks are drawn from the streams here, not taken from any engine.
"""

import math

import numpy as np
import torch

import streams
from dropout_masks import scale
from initial_weights import dense, initial_weights
from layers import apply_layer
from permutations import epoch_order
from sgd_clipping import clip_gradients, limit_norms
from vector_format import Cases, f32_hex, f64_hex, seed_hex, tensor, vector_file

STEPS = 50
INPUT_STREAM, LABEL_STREAM, TARGET_STREAM = 100, 101, 102

RUNS = [
    {
        "seed": 42,
        "dataSeed": 7,
        "rows": 70,
        "model": {
            "inputShape": [20],
            "layers": [
                dense(32),
                {"kind": "relu"},
                {"kind": "dropout", "rate": 0.5},
                dense(16),
                {"kind": "relu"},
                {"kind": "dropout", "rate": 0.2},
                dense(4),
            ],
        },
        "loss": {"kind": "softmax-cross-entropy"},
        "optimizer": {"learningRate": 0.05, "momentum": 0.9},
        "batchSize": 16,
        "lastBatch": "keep",
        "order": "shuffled",
    },
    {
        "seed": 2**32 + 42,
        "dataSeed": 8,
        "rows": 43,
        "model": {
            "inputShape": [6],
            "layers": [dense(16), {"kind": "tanh"}, dense(8), {"kind": "sigmoid"}, dense(3)],
        },
        "loss": {"kind": "mean-squared-error"},
        "optimizer": {"learningRate": 0.05, "momentum": 0.9, "nesterov": True, "weightDecay": 0.01},
        "batchSize": 8,
        "lastBatch": "drop",
        "order": "shuffled",
    },
    {
        "seed": 1234,
        "dataSeed": 9,
        "rows": 60,
        "model": {
            "inputShape": [10],
            "layers": [
                dense(24),
                {"kind": "leaky-relu", "slope": 0.1},
                {"kind": "dropout", "rate": 0.3},
                dense(12, bias=False),
                {"kind": "leaky-relu", "slope": 0.01},
                dense(5),
            ],
        },
        "loss": {"kind": "softmax-cross-entropy"},
        "optimizer": {"learningRate": 0.1},
        "batchSize": 25,
        "lastBatch": "keep",
        "order": "sequential",
    },
]


def generate() -> dict:
    # One thread: the order of a sum must not depend on the machine's number of cores.
    torch.set_num_threads(1)
    cases = Cases()
    gaps = {}
    for run in RUNS:
        double, single = train(run, torch.float64), train(run, torch.float32)
        gap = largest_gap(double, single)
        inputs, targets = data(run)
        listed = {"shape": [run["rows"]], "data": targets.tolist()} if is_classification(run) else tensor(targets)
        given = {**run, "seed": seed_hex(run["seed"]), "dataSeed": seed_hex(run["dataSeed"]), "steps": STEPS}
        given |= {"inputs": tensor(inputs), "targets": listed}
        expect = {
            "batchRows": batches(run, STEPS),
            "keptCounts": double["keptCounts"],
            "float64": series(double),
        }
        cases.add("training.run", "relative", given, expect, tolerance_above(gap), "largest")
        gaps[cases.list[-1]["id"]] = float(f"{gap:.3g}")
    measured = {"largestRelativeGapOfFloat32ToFloat64": gaps}
    return vector_file("trajectories", "trajectories.py", ["torch", "jax", "numpy"], cases, measured)


def is_classification(run: dict) -> bool:
    return run["loss"]["kind"] == "softmax-cross-entropy"


def data(run: dict) -> tuple[np.ndarray, np.ndarray]:
    """Inputs in [-1, 1), and labels or targets in [0, 1), from the data seed's streams."""
    rows, seed = run["rows"], run["dataSeed"]
    shape = (rows, *run["model"]["inputShape"])
    u = streams.uniform(streams.stream_key(seed, INPUT_STREAM), math.prod(shape))
    inputs = (u * np.float32(2) - np.float32(1)).reshape(shape)
    outputs = run["model"]["layers"][-1]["units"]
    if is_classification(run):
        return inputs, (streams.words(streams.stream_key(seed, LABEL_STREAM), rows) % outputs).astype(np.int64)
    return inputs, streams.uniform(streams.stream_key(seed, TARGET_STREAM), rows * outputs).reshape(rows, outputs)


def batches(run: dict, count: int) -> list[list[int]]:
    """The rows of every step's batch, epoch after epoch."""
    rows, size = run["rows"], run["batchSize"]
    steps: list[list[int]] = []
    epoch = 0
    while len(steps) < count:
        order = epoch_order(run["seed"], epoch, rows) if run["order"] == "shuffled" else list(range(rows))
        end = rows - rows % size if run["lastBatch"] == "drop" else rows
        steps += [order[start : min(start + size, end)] for start in range(0, end, size)]
        epoch += 1
    return steps[:count]


def train(run: dict, dtype: torch.dtype, schedulers_of=lambda sgd: []) -> dict:
    """
    Losses of the steps (with dropout, before the update), final parameters, and the loss of all rows at the end.
    `schedulers_of` makes PyTorch's schedulers, each with the number of steps after which it is stepped.
    """
    model = run["model"]
    start = initial_weights(run["seed"], model["inputShape"], model["layers"])
    parameters = {name: torch.nn.Parameter(torch.tensor(values, dtype=dtype)) for name, values in start.items()}
    optimizer = run["optimizer"]
    sgd = torch.optim.SGD(
        parameters.values(),
        lr=optimizer["learningRate"],
        momentum=optimizer.get("momentum", 0),
        nesterov=optimizer.get("nesterov", False),
        weight_decay=optimizer.get("weightDecay", 0),
        foreach=False,
    )
    schedulers = schedulers_of(sgd)
    inputs, targets = (torch.tensor(array) for array in data(run))
    inputs = inputs.to(dtype)
    targets = targets if is_classification(run) else targets.to(dtype)
    losses, kept_counts = [], []
    for step, rows in enumerate(batches(run, run.get("steps", STEPS))):
        masks = [(torch.tensor(keep), factor) for keep, factor in step_masks(run, step, len(rows))]
        loss = loss_of(run, forward(model["layers"], inputs[rows], parameters, masks), targets[rows])
        sgd.zero_grad()
        loss.backward()
        clip_gradients(list(parameters.values()), optimizer.get("clip"))
        sgd.step()
        limit_norms(list(parameters.values()), optimizer.get("maxNorm"))
        for scheduler, interval in schedulers:
            if step % interval == interval - 1:
                scheduler.step()
        losses.append(loss.item())
        kept_counts.append([int(keep.sum()) for keep, _ in masks])
    with torch.no_grad():
        outputs = forward(model["layers"], inputs, parameters, None)
        evaluation = {"loss": loss_of(run, outputs, targets).item()}
        if is_classification(run):
            evaluation["correctCount"] = count_correct(outputs, targets)
    final = {name: values.detach().numpy() for name, values in parameters.items()}
    return {"losses": losses, "keptCounts": kept_counts, "parameters": final, "evaluation": evaluation}


def step_masks(run: dict, step: int, rows: int) -> list[tuple[np.ndarray, float]]:
    """What every dropout layer keeps at a step, and its scale."""
    masks = []
    width = math.prod(run["model"]["inputShape"])
    for layer in run["model"]["layers"]:
        width = layer.get("units", width)
        if layer["kind"] != "dropout":
            continue
        key = streams.stream_key(run["seed"], streams.DROPOUT, len(masks), step)
        keep = streams.bernoulli(key, 1 - layer["rate"], rows * width).reshape(rows, width)
        masks.append((keep, float(scale(layer["rate"]))))
    return masks


def forward(
    layers: list[dict],
    inputs: torch.Tensor,
    parameters: dict[str, torch.Tensor],
    masks: list[tuple[torch.Tensor, float]] | None,
) -> torch.Tensor:
    """The model's output; without masks dropout is the identity."""
    values, site = inputs, 0
    for index, layer in enumerate(layers):
        if layer["kind"] != "dropout":
            names = {"weight": f"{index}.weight", "bias": f"{index}.bias"}
            own = {role: parameters[name] for role, name in names.items() if name in parameters}
            values = apply_layer(layer, values, own)
        elif masks is not None:
            keep, factor = masks[site]
            values = torch.where(keep, values * factor, torch.zeros_like(values))
            site += 1
    return values


def loss_of(run: dict, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """The mean over rows."""
    if is_classification(run):
        return torch.nn.functional.cross_entropy(outputs, targets)
    return torch.nn.functional.mse_loss(outputs, targets)


def count_correct(outputs: torch.Tensor, targets: torch.Tensor) -> int:
    """Rows whose largest output is the target; refuses near ties, where rounding would decide."""
    second, first = torch.sort(outputs, dim=1).values[:, -2:].T
    assert float((first - second).min()) > 1e-4, "choose another data seed"
    return int((outputs.argmax(dim=1) == targets).sum())


def series(result: dict) -> dict:
    evaluation = result["evaluation"]
    return {
        "losses": f64_hex(result["losses"]),
        "parameters": {name: tensor(values) for name, values in result["parameters"].items()},
        "evaluation": {**evaluation, "loss": f64_hex(evaluation["loss"])},
    }


def largest_gap(one: dict, two: dict) -> float:
    """Over the losses and every parameter: the largest difference, relative to the largest magnitude."""
    pairs = [(np.array(one["losses"]), np.array(two["losses"]))]
    pairs += [(values, two["parameters"][name]) for name, values in one["parameters"].items()]
    return max(float(np.abs(a - b).max() / np.abs(a).max()) for a, b in pairs)


def tolerance_above(gap: float) -> float:
    """The next power of ten above eight times what PyTorch's own float32 is away from its float64."""
    return float(f"1e{math.ceil(math.log10(8 * gap))}")
