"""
Whole training runs in strict float32, bit for bit: the promise of the reference engine.

The arithmetic is `strict_arithmetic.py`; initial weights, batch order and masks come from the streams.
"""

import numpy as np

import streams
import strict_arithmetic as strict
from initial_weights import dense, initial_weights
from trajectories import batches, data, is_classification, step_masks
from vector_format import Cases, f32_hex, f64_hex, seed_hex, tensor, tensor_digest, vector_file

WEIGHT_STREAM = 103

RUNS = [
    {
        "seed": 42,
        "dataSeed": 17,
        "rows": 53,
        "model": {
            "inputShape": [11],
            "layers": [
                dense(13),
                {"kind": "relu"},
                {"kind": "dropout", "rate": 0.3},
                dense(9, bias=False),
                {"kind": "leaky-relu", "slope": 0.2},
                {"kind": "dropout", "rate": 0.25},
                dense(5),
            ],
        },
        "loss": {"kind": "softmax-cross-entropy"},
        "optimizer": {"learningRate": 0.07, "momentum": 0.9, "dampening": 0.1, "weightDecay": 0.01},
        "batchSize": 13,
        "lastBatch": "keep",
        "order": "shuffled",
        "steps": 50,
        "weighted": True,
    },
    {
        "seed": 2**32 + 42,
        "dataSeed": 18,
        "rows": 31,
        "model": {
            "inputShape": [6],
            "layers": [dense(7), {"kind": "tanh"}, dense(9), {"kind": "sigmoid"}, dense(3, bias=False)],
        },
        "loss": {"kind": "mean-squared-error"},
        "optimizer": {"learningRate": 0.05, "momentum": 0.9, "nesterov": True, "weightDecay": 0.003},
        "batchSize": 7,
        "lastBatch": "drop",
        "order": "shuffled",
        "steps": 30,
        "weighted": True,
    },
    {
        "seed": 1234,
        "dataSeed": 19,
        "rows": 40,
        "model": {
            "inputShape": [10],
            "layers": [
                dense(8),
                {"kind": "leaky-relu", "slope": 0.01},
                {"kind": "dropout", "rate": 0.5},
                dense(6),
                {"kind": "tanh"},
                dense(4),
            ],
        },
        "loss": {"kind": "softmax-cross-entropy"},
        "optimizer": {"learningRate": 0.3},
        "batchSize": 11,
        "lastBatch": "keep",
        "order": "sequential",
        "steps": 24,
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
        cases.add("training.strict-run", "exact", given, train(run))
    libraries = ["jax", "numpy", "mpmath"]
    return vector_file("strict-trajectories", "strict_trajectories.py", libraries, cases)


def row_weights(run: dict) -> np.ndarray:
    """Between 0.25 and 1.25, or 1 throughout."""
    if not run["weighted"]:
        return np.ones(run["rows"], np.float32)
    u = streams.uniform(streams.stream_key(run["dataSeed"], WEIGHT_STREAM), run["rows"])
    return u + np.float32(0.25)


def train(run: dict, numbers_of=lambda step: {}) -> dict:
    """
    Loss sums of the steps (with dropout, before the update), and digests of the state that they leave. `numbers_of` gives
    what a schedule makes of the optimiser's numbers at a step.
    """
    layers = run["model"]["layers"]
    parameters = initial_weights(run["seed"], run["model"]["inputShape"], layers)
    velocity = {name: np.zeros_like(values) for name, values in parameters.items()}
    inputs, targets = data(run)
    weights = row_weights(run)
    loss = strict.softmax_cross_entropy if is_classification(run) else strict.mean_squared_error
    losses = []
    for step, rows in enumerate(batches(run, run["steps"])):
        masks = iter(step_masks(run, step, len(rows)))
        layer_masks = [next(masks) if layer["kind"] == "dropout" else None for layer in layers]
        values = [inputs[rows]]
        for layer, own, mask in zip(layers, own_parameters(layers, parameters), layer_masks, strict=True):
            values.append(strict.checked(strict.layer_forward(layer, values[-1], own, mask)))
        loss_sum, gradient = loss(values[-1], targets[rows], weights[rows])
        losses.append(loss_sum)
        gradients = {}
        for index in reversed(range(len(layers))):
            own = own_parameters(layers, parameters)[index]
            x, y = values[index : index + 2]
            gradient, of_own = strict.layer_backward(layers[index], gradient, x, y, own, layer_masks[index])
            strict.checked(gradient)
            gradients |= {f"{index}.{role}": values for role, values in of_own.items()}
        total = sum(float(weight) for weight in weights[rows])
        # One quotient: the sum is an f32, the total weight an f64.
        means = [(gradients[name].astype(np.float64) / total).astype(np.float32) for name in parameters]
        means = strict.clip_gradients(means, run["optimizer"].get("clip"))
        options = run["optimizer"] | numbers_of(step)
        for name, mean in zip(list(parameters), means, strict=True):
            updated, velocity[name] = strict.sgd_update(parameters[name], mean, velocity[name], options, step)
            parameters[name] = strict.limit_norms(updated, options.get("maxNorm"))
    return {
        "lossSums": f64_hex(losses),
        "parameters": {name: tensor_digest(values) for name, values in parameters.items()},
        "velocity": {name: tensor_digest(values) for name, values in velocity.items()},
    }


def own_parameters(layers: list[dict], parameters: dict[str, np.ndarray]) -> list[dict[str, np.ndarray]]:
    """For every layer its parameters by role."""
    return [
        {role: parameters[f"{index}.{role}"] for role in ("weight", "bias") if f"{index}.{role}" in parameters}
        for index in range(len(layers))
    ]
