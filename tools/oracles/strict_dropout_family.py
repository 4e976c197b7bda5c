"""
Whole training runs with every member of the dropout family in strict float32, bit for bit: the promise of the reference
engine. As `strict_trajectories.py`, with DropConnect in the weights and the members' own laws.
"""

import math

import numpy as np

import streams
import strict_arithmetic as strict
from dropout_family import alpha_law_f32, rate_at, shared_axes
from dropout_masks import scale
from initial_weights import dense, initial_weights
from noise import noise_values
from strict_trajectories import own_parameters, row_weights
from trajectories import batches, data, is_classification
from vector_format import Cases, f32_hex, f64_hex, seed_hex, tensor, tensor_digest, vector_file

f32 = np.float32
FAMILY = ("dropout", "alpha-dropout", "feature-alpha-dropout", "gaussian-dropout", "gaussian-noise", "stochastic-depth")
LINE = {"kind": "linear", "initial": 0.0, "final": 0.5, "length": 12}
PIECES = {"kind": "piecewise", "pieces": [{"fromStep": 0, "rate": 0.4}, {"fromStep": 5, "rate": 0.0}]}

RUNS = [
    {
        "seed": 77,
        "dataSeed": 21,
        "rows": 41,
        "model": {
            "inputShape": [9],
            "layers": [
                {"kind": "gaussian-noise", "standardDeviation": 0.1},
                dense(12) | {"dropConnect": 0.3},
                {"kind": "leaky-relu", "slope": 0.1},
                {"kind": "alpha-dropout", "rate": 0.2},
                dense(10, bias=False),
                {"kind": "gaussian-dropout", "rate": 0.25},
                {"kind": "dropout", "rate": 0.3, "sharedAxes": [0]},
                dense(8) | {"dropConnect": LINE},
                {"kind": "stochastic-depth", "rate": 0.2, "mode": "row"},
                dense(4),
            ],
        },
        "loss": {"kind": "softmax-cross-entropy"},
        "optimizer": {"learningRate": 0.1, "momentum": 0.9, "weightDecay": 0.003},
        "batchSize": 11,
        "lastBatch": "keep",
        "order": "shuffled",
        "steps": 20,
        "weighted": True,
    },
    {
        "seed": 2**33 + 5,
        "dataSeed": 22,
        "rows": 26,
        "model": {
            "inputShape": [7],
            "layers": [
                {"kind": "dropout", "rate": PIECES},
                dense(9),
                {"kind": "feature-alpha-dropout", "rate": LINE},
                dense(8) | {"dropConnect": PIECES},
                {"kind": "gaussian-dropout", "rate": LINE},
                {"kind": "stochastic-depth", "rate": 0.3, "mode": "batch"},
                {"kind": "relu"},
                {"kind": "gaussian-noise", "standardDeviation": PIECES},
                dense(3),
            ],
        },
        "loss": {"kind": "mean-squared-error"},
        "optimizer": {"learningRate": 0.05},
        "batchSize": 8,
        "lastBatch": "keep",
        "order": "shuffled",
        "steps": 16,
        "weighted": False,
    },
]


def generate() -> dict:
    cases = Cases()
    for run in RUNS:
        inputs, targets = data(run)
        listed = {"shape": [run["rows"]], "data": targets.tolist()} if is_classification(run) else tensor(targets)
        given = {name: value for name, value in run.items() if name != "weighted"}
        given |= {"seed": seed_hex(run["seed"]), "dataSeed": seed_hex(run["dataSeed"])}
        given |= {"inputs": tensor(inputs), "targets": listed}
        if run["weighted"]:
            given["weights"] = f32_hex(row_weights(run))
        cases.add("dropout-family.strict-run", "exact", given, train(run))
    libraries = ["jax", "numpy", "mpmath"]
    clause = "DRP-5 DRP-6 DRP-8 DRP-9 DRP-10 DRP-11"
    return vector_file("strict-dropout-family", "strict_dropout_family.py", libraries, cases)


def train(run: dict) -> dict:
    """Loss sums of the steps, and digests of the state that they leave."""
    layers = run["model"]["layers"]
    parameters = initial_weights(run["seed"], run["model"]["inputShape"], layers)
    velocity = {name: np.zeros_like(values) for name, values in parameters.items()}
    inputs, targets = data(run)
    weights = row_weights(run)
    loss = strict.softmax_cross_entropy if is_classification(run) else strict.mean_squared_error
    losses = []
    for step, rows in enumerate(batches(run, run["steps"])):
        drawn = draw_step(run, step, len(rows))
        own = own_parameters(layers, parameters)
        for index, layer in enumerate(layers):
            if "dropConnect" in layer:
                own[index] = own[index] | {"weight": select(own[index]["weight"], drawn[index])}
        values = [inputs[rows]]
        for index, layer in enumerate(layers):
            values.append(strict.checked(member_forward(layer, values[-1], own[index], drawn[index])))
        loss_sum, gradient = loss(values[-1], targets[rows], weights[rows])
        losses.append(loss_sum)
        gradients = {}
        for index in reversed(range(len(layers))):
            x, y = values[index : index + 2]
            gradient, of_own = member_backward(layers[index], gradient, x, y, own[index], drawn[index])
            strict.checked(gradient)
            if "dropConnect" in layers[index]:
                of_own["weight"] = select(of_own["weight"], drawn[index])
            gradients |= {f"{index}.{role}": of_role for role, of_role in of_own.items()}
        total = sum(float(weight) for weight in weights[rows])
        for name, gradient_sum in gradients.items():
            mean = (gradient_sum.astype(np.float64) / total).astype(f32)
            parameters[name], velocity[name] = strict.sgd_update(
                parameters[name], mean, velocity[name], run["optimizer"], step
            )
    return {
        "lossSums": f64_hex(losses),
        "parameters": {name: tensor_digest(values) for name, values in parameters.items()},
        "velocity": {name: tensor_digest(values) for name, values in velocity.items()},
    }


def draw_step(run: dict, step: int, rows: int) -> list:
    """For every layer what it draws: bits with their law, or noise; None where it draws nothing."""
    drawn, width, site = [], math.prod(run["model"]["inputShape"]), 0
    for layer in run["model"]["layers"]:
        shape = [1 if axis in shared_axes(layer, 2) else n for axis, n in enumerate([rows, width])]
        if layer["kind"] == "dense":
            shape, width = [layer["units"], width], layer["units"]
        if layer["kind"] not in FAMILY and "dropConnect" not in layer:
            drawn.append(None)
            continue
        rate = layer.get("rate", layer.get("dropConnect", layer.get("standardDeviation")))
        drawn.append(draw(layer, rate_at(rate, step), shape, (run["seed"], site, step)))
        site += 1
    return drawn


def draw(layer: dict, rate: float, shape: list[int], address: tuple[int, int, int]):
    seed, site, step = address
    if layer["kind"] in ("gaussian-dropout", "gaussian-noise"):
        name = "rate" if layer["kind"] == "gaussian-dropout" else "standardDeviation"
        key = streams.stream_key(seed, streams.NOISE, site, step)
        return noise_values({"kind": layer["kind"], name: rate}, key, shape)
    keep = streams.bernoulli(streams.stream_key(seed, streams.DROPOUT, site, step), 1 - rate, math.prod(shape))
    law = alpha_law_f32(rate) if "alpha" in layer["kind"] else {"scale": scale(rate)}
    return keep.reshape(shape), law


def select(values: np.ndarray, drawn: tuple[np.ndarray, dict]) -> np.ndarray:
    """Scaled where kept, +0 elsewhere: DropConnect in both directions, and every member that drops backward."""
    keep, law = drawn
    return np.where(keep, values * law["scale"], f32(0))


def member_forward(layer: dict, x: np.ndarray, own: dict[str, np.ndarray], drawn) -> np.ndarray:
    match layer["kind"]:
        case "gaussian-dropout":
            return x * drawn
        case "gaussian-noise":
            return x + drawn
        case kind if kind in FAMILY:
            keep, law = drawn
            if "offset" not in law:
                return select(x, drawn)
            return np.where(keep, x * law["scale"] + law["offset"], law["fill"])
    return strict.layer_forward(layer, x, own, None)


def member_backward(layer: dict, g: np.ndarray, x: np.ndarray, y: np.ndarray, own: dict[str, np.ndarray], drawn):
    match layer["kind"]:
        case "gaussian-dropout":
            return g * drawn, {}
        case "gaussian-noise":
            return g, {}
        case kind if kind in FAMILY:
            return select(g, drawn), {}
    return strict.layer_backward(layer, g, x, y, own, None)
