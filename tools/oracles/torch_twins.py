"""
Ten plain PyTorch scripts: initial weights, order of the rows, masks, losses and learning rates of a whole run.

Every number comes twice, from PyTorch, looked on by hooks, and from a restatement over NumPy that never calls PyTorch.
Weights, rows and masks have to be equal, and float32 losses within half the tolerance of the restatement's float64.
"""

import numpy as np
import torch

from torch_recorder import MicroBatch, Recording, Step, record
from torch_restated import Restated, RestatedStep, restate
from vector_format import Cases, f64_hex, mask, tensor, vector_file

TOLERANCE = 1e-6
"""Relative, of every loss, and of the final weights by the largest of their parameter."""


def dense(units: int, bias: bool = True) -> dict:
    return {"kind": "dense", "units": units, "bias": bias}


def dropout(rate: float) -> dict:
    return {"kind": "dropout", "rate": rate}


RELU, TANH, SIGMOID = {"kind": "relu"}, {"kind": "tanh"}, {"kind": "sigmoid"}
CROSS_ENTROPY, SQUARED_ERROR = {"kind": "softmax-cross-entropy"}, {"kind": "mean-squared-error"}


def script(
    name: str, seed: int, rows: int, layers: list[dict], optimizer: dict, loss: dict = CROSS_ENTROPY, **rest
) -> dict:
    """What a script says, as data. Most train for three epochs of shuffled batches of eight and keep the last one."""
    usual = {"epochs": 3, "batchSize": 8, "lastBatch": "keep", "shuffle": True}
    model = {"inputShape": [6], "layers": layers}
    given = {"script": name, "manualSeed": seed, "rows": rows, "model": model, "loss": loss, "optimizer": optimizer}
    return {**given, **usual, **rest}


SCRIPTS = [
    script("01_mlp.py", 42, 42, [dense(16), RELU, dense(3)], {"learningRate": 0.1}),
    script("02_dropout.py", 7, 43, [dense(16), RELU, dropout(0.5), dense(3)], {"learningRate": 0.1}),
    script(
        "03_two_dropouts.py",
        2**32 + 2,
        40,
        [dropout(0.2), dense(16), RELU, dropout(0.5), dense(3)],
        {"learningRate": 0.05, "momentum": 0.9},
    ),
    script(
        "04_explicit_generator.py",
        0,
        42,
        [dense(16), TANH, dropout(0.3), dense(3)],
        {"learningRate": 0.1},
        generatorSeed=99,
    ),
    script(
        "05_nesterov_accumulation.py",
        5,
        43,
        [dropout(0.1), dense(16), RELU, dropout(0.25), dense(3)],
        {"learningRate": 0.05, "momentum": 0.9, "nesterov": True, "weightDecay": 0.01},
        microBatchSize=4,
        lastBatch="drop",
    ),
    script(
        "06_multi_step.py",
        123,
        44,
        [dense(16), {"kind": "leaky-relu", "slope": 0.1}, dropout(0.2), dense(3, bias=False)],
        {"learningRate": 0.2, "momentum": 0.5},
        generatorSeed=123,
        lastBatch="drop",
        schedule={"kind": "multi-step", "milestones": [1, 2], "gamma": 0.25},
    ),
    script(
        "07_warm_up_cosine.py",
        2024,
        40,
        [dense(16), RELU, dropout(0.1), dense(3)],
        {"learningRate": 0.2, "momentum": 0.9},
        schedule={
            "kind": "warm-up-cosine",
            "warmUpSteps": 4,
            "startFactor": 0.25,
            "cosineSteps": 11,
            "minimum": 0.001,
        },
    ),
    script(
        "08_clip_norm_one_cycle.py",
        31337,
        41,
        [dense(16), RELU, dropout(0.5), dense(8), RELU, dropout(0.25), dense(3)],
        {"learningRate": 0.2, "momentum": 0.9},
        schedule={"kind": "one-cycle", "maximum": 0.2, "totalSteps": 18},
        clipNorm=0.75,
    ),
    script(
        "09_clip_value_regression.py",
        -3,
        42,
        [dense(16), TANH, dropout(0.2), dense(8), SIGMOID, dense(2)],
        {"learningRate": 0.1, "momentum": 0.8, "dampening": 0.5},
        SQUARED_ERROR,
        shuffle=False,
        clipValue=0.02,
    ),
    script(
        "10_early_stopping.py",
        11,
        40,
        [dense(16), RELU, dropout(0.5), dense(3)],
        {"learningRate": 0.4, "momentum": 0.5},
        epochs=20,
        schedule={"kind": "on-plateau", "factor": 0.5},
        earlyStoppingPatience=2,
    ),
]


def generate() -> dict:
    # One thread: the order of a sum must not depend on the machine's number of cores.
    torch.set_num_threads(1)
    capability = torch.backends.cpu.get_cpu_capability()
    # Without fused multiply-add half of the initial weights differ in their last bit.
    assert capability in ("AVX2", "AVX512"), f"PyTorch runs as {capability}: it takes AVX2 to write this file"
    cases = Cases()
    gaps = {}
    for run in SCRIPTS:
        recording = record(run["script"])
        training, validation = data_of(recording)
        restated = restate(run, *training, validation)
        require_same_draws(run, recording, restated)
        require_effect(run, recording, restated)
        gaps[run["script"]] = float(f"{largest_gap(recording, restated):.3g}")
        input, expect = given(run, training, validation), expected(recording, restated)
        cases.add("torch.twin", "relative", input, expect, TOLERANCE, "element")
    assert max(gaps.values()) < TOLERANCE / 2, gaps
    measured = {"largestRelativeGapOfFloat32ToFloat64": gaps, "cpuCapability": capability}
    return vector_file("torch-twins", "torch_twins.py", ["torch", "numpy"], cases, measured)


def data_of(recording: Recording) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray] | None]:
    """Inputs and targets of the script's loaders."""
    loaders = recording.variables
    training = loaders["loader"] if "loader" in loaders else loaders["training"]
    validation = loaders.get("validation")
    tensors = [None if loader is None else loader.dataset.tensors for loader in (training, validation)]
    first, second = [None if pair is None else (pair[0].numpy(), pair[1].numpy()) for pair in tensors]
    assert first is not None
    return first, second


def require_same_draws(run: dict, recording: Recording, restated: Restated) -> None:
    """Initial weights, rows and masks have to be the same, and the numbers of the schedule but for rounding."""
    name = run["script"]
    assert recording.initial_weights.keys() == restated.initial_weights.keys(), name
    for parameter, values in restated.initial_weights.items():
        assert values.tobytes() == recording.initial_weights[parameter].tobytes(), (name, parameter)
    assert [len(epoch) for epoch in recording.epochs] == [len(epoch) for epoch in restated.epochs], name
    for step, again in pairs(recording, restated):
        assert [batch.rows for batch in step.micro_batches] == again.rows, name
        for batch, masks in zip(step.micro_batches, again.masks, strict=True):
            assert len(batch.masks) == len(masks), name
            assert all(np.array_equal(one, two) for one, two in zip(batch.masks, masks, strict=True)), name
        assert np.isclose(step.learning_rate, again.learning_rate, rtol=1e-12, atol=0), (name, step.learning_rate)
    assert recording.variables.get("best_epoch") == restated.best_epoch, name


def require_effect(run: dict, recording: Recording, restated: Restated) -> None:
    """A script that clips has to clip something but not everything, or the case would prove nothing."""
    name = run["script"]
    if "clipNorm" in run:
        clipped = [again.gradient_norm > run["clipNorm"] for _, again in pairs(recording, restated)]
        assert any(clipped) and not all(clipped), (name, clipped)
    if "clipValue" in run:
        elements = np.concatenate([values.reshape(-1) for step in recording.steps for values in step.gradients])
        share = np.mean(np.abs(elements) == np.float32(run["clipValue"]))
        assert 0.05 < share < 0.95, (name, share)
    if "schedule" in run:
        assert len({step.learning_rate for step in recording.steps}) > 1, name


def pairs(recording: Recording, restated: Restated) -> list[tuple[Step, RestatedStep]]:
    steps = [step for epoch in restated.epochs for step in epoch]
    return list(zip(recording.steps, steps, strict=True))


def largest_gap(recording: Recording, restated: Restated) -> float:
    """The largest relative difference between float32 and float64 over all losses and final weights."""
    losses = [(loss_of(step.micro_batches), again.loss) for step, again in pairs(recording, restated)]
    losses += zip(recording.validation_losses, restated.validation_losses, strict=True)
    gaps = [abs(single - double) / double for single, double in losses]
    for name, double in restated.final_weights.items():
        gaps.append(float(np.abs(recording.final_weights[name] - double).max() / np.abs(double).max()))
    return max(gaps)


def loss_of(micro_batches: list[MicroBatch]) -> float:
    """The mean over a step's rows; the micro-batches of the scripts are of one size."""
    return float(np.mean([batch.loss for batch in micro_batches]))


def given(run: dict, training: tuple, validation: tuple | None) -> dict:
    rest = {} if validation is None else {"validation": encoded(*validation)}
    return {**run, **encoded(*training), **rest}


def encoded(inputs: np.ndarray, targets: np.ndarray) -> dict:
    labels = {"shape": list(targets.shape), "data": targets.tolist()}
    return {"inputs": tensor(inputs), "targets": labels if targets.dtype == np.int64 else tensor(targets)}


def expected(recording: Recording, restated: Restated) -> dict:
    steps = recording.steps
    expect = {
        "initialWeights": {name: tensor(values) for name, values in recording.initial_weights.items()},
        "stepsPerEpoch": [len(epoch) for epoch in recording.epochs],
        "rows": [[row for batch in step.micro_batches for row in batch.rows] for step in steps],
        "masks": [[[mask(keep) for keep in batch.masks] for batch in step.micro_batches] for step in steps],
        "learningRates": f64_hex([step.learning_rate for step in steps]),
        "losses": f64_hex([loss_of(step.micro_batches) for step in steps]),
        "float64Losses": f64_hex([again.loss for _, again in pairs(recording, restated)]),
        "finalWeights": {name: tensor(values) for name, values in recording.final_weights.items()},
    }
    if recording.validation_losses:
        expect["validationLosses"] = f64_hex(recording.validation_losses)
    if restated.best_epoch is not None:
        expect["bestEpoch"] = restated.best_epoch
    return expect
