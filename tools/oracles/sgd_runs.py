"""
Whole training runs with schedules, clipping and max-norm: by PyTorch in float64, and in strict float32 bit for bit.

The first are made as `trajectories.py` makes its runs, the second as `strict_trajectories.py` does.
"""

import mpmath
import torch
from torch.optim import lr_scheduler

import strict_trajectories
from initial_weights import dense
from learning_rate_schedules import PRECISION, closed_form
from strict_trajectories import row_weights
from trajectories import data, is_classification, largest_gap, series, tolerance_above, train
from vector_format import Cases, f32_hex, seed_hex, tensor, vector_file

CLASSIFIER = {
    "rows": 60,
    "model": {
        "inputShape": [12],
        "layers": [dense(16), {"kind": "relu"}, {"kind": "dropout", "rate": 0.3}, dense(8), {"kind": "tanh"}, dense(4)],
    },
    "loss": {"kind": "softmax-cross-entropy"},
}
REGRESSION = {
    "rows": 41,
    "model": {"inputShape": [7], "layers": [dense(12), {"kind": "tanh"}, dense(6), {"kind": "leaky-relu", "slope": 0.1}, dense(3)]},
    "loss": {"kind": "mean-squared-error"},
}

RUNS = [
    CLASSIFIER
    | {
        "seed": 7,
        "dataSeed": 27,
        "batchSize": 16,
        "lastBatch": "keep",
        "order": "shuffled",
        "steps": 44,
        "optimizer": {
            # Steps 41 to 43 lie behind the wave's end, where PyTorch goes back up.
            "learningRate": {
                "kind": "cosine",
                "initial": 0.4,
                "final": 0.01,
                "length": 40,
                "afterEnd": "mirror",
                "interval": "step",
            },
            "momentum": 0.9,
            "clip": {"kind": "norm", "limit": 0.4},
            "maxNorm": 1.0,
        },
    },
    REGRESSION
    | {
        "seed": 8,
        "dataSeed": 28,
        "batchSize": 9,
        "lastBatch": "keep",
        "order": "shuffled",
        "steps": 40,
        "optimizer": {
            "learningRate": {
                "kind": "warm-up",
                "length": 8,
                "startFactor": 0.25,
                "schedule": {"kind": "step-decay", "initial": 0.2, "factor": 0.5, "every": 3},
            },
            "momentum": 0.8,
            "nesterov": True,
            "weightDecay": 0.01,
            "clip": {"kind": "value", "limit": 0.01},
        },
    },
    CLASSIFIER
    | {
        "seed": 9,
        "dataSeed": 29,
        "batchSize": 20,
        "lastBatch": "drop",
        "order": "sequential",
        "steps": 30,
        "optimizer": {
            "learningRate": {"kind": "one-cycle", "peak": 0.3, "length": 30, "peakAt": 0.4},
            "momentum": {"kind": "one-cycle", "peak": 0.8, "initial": 0.9, "final": 0.9, "length": 30, "peakAt": 0.4},
            "clip": {"kind": "norm", "limit": 0.25},
        },
    },
]


def cosine(sgd):
    return [(lr_scheduler.CosineAnnealingLR(sgd, T_max=40, eta_min=0.01), 1)]


def warm_up(sgd):
    warm = lr_scheduler.LinearLR(sgd, start_factor=0.25, end_factor=1.0, total_iters=8)
    # An epoch has five steps.
    return [(warm, 1), (lr_scheduler.StepLR(sgd, step_size=3, gamma=0.5), 5)]


def one_cycle(sgd):
    scheduler = lr_scheduler.OneCycleLR(
        sgd, max_lr=0.3, total_steps=31, pct_start=0.4, base_momentum=0.8, max_momentum=0.9
    )
    # One more step than the run has, which PyTorch needs to be stepped after the last: the phases are the run's own.
    for phase, end in zip(scheduler._schedule_phases, (0.4 * 30 - 1, 29), strict=True):
        phase["end_step"] = end
    return [(scheduler, 1)]


PYTORCH = [
    # What stands for the rate and the momentum where the run begins, and the schedulers.
    ({"learningRate": 0.4}, cosine),
    ({"learningRate": 0.2}, warm_up),
    ({"learningRate": 0.1, "momentum": 0.9}, one_cycle),
]

STRICT_RUNS = [run | {"weighted": weighted} for run, weighted in zip(RUNS, (True, False, True), strict=True)]


def generate() -> dict:
    torch.set_num_threads(1)
    cases = Cases()
    gaps = {}
    for run, (start, schedulers_of) in zip(RUNS, PYTORCH, strict=True):
        begun = run | {"optimizer": run["optimizer"] | start}
        double, single = (train(begun, dtype, schedulers_of) for dtype in (torch.float64, torch.float32))
        gap = largest_gap(double, single)
        for part in ("clip", "maxNorm"):
            if part not in run["optimizer"]:
                continue
            without = {name: value for name, value in begun["optimizer"].items() if name != part}
            other = train(begun | {"optimizer": without}, torch.float64, schedulers_of)
            assert largest_gap(double, other) > 0.01, f"{part} changes nothing: choose another limit"
        cases.add("sgd.run", "relative", given_of(run), {"float64": series(double)}, tolerance_above(gap), "largest")
        gaps[cases.list[-1]["id"]] = float(f"{gap:.3g}")
    for run in STRICT_RUNS:
        given = given_of({name: value for name, value in run.items() if name != "weighted"})
        if run["weighted"]:
            given["weights"] = f32_hex(row_weights(run))
        expect = strict_trajectories.train(run, lambda step, run=run: numbers_of(run, step))
        cases.add("sgd.strict-run", "exact", given, expect)
    measured = {"largestRelativeGapOfFloat32ToFloat64": gaps}
    return vector_file("sgd-runs", "sgd_runs.py", ["torch", "jax", "numpy", "mpmath"], cases, measured)


def given_of(run: dict) -> dict:
    inputs, targets = data(run)
    listed = {"shape": [run["rows"]], "data": targets.tolist()} if is_classification(run) else tensor(targets)
    seeds = {"seed": seed_hex(run["seed"]), "dataSeed": seed_hex(run["dataSeed"])}
    return {**run, **seeds, "inputs": tensor(inputs), "targets": listed}


def numbers_of(run: dict, step: int) -> dict:
    """The rate and the momentum of a step, by the closed forms."""
    epoch = step // steps_per_epoch(run)
    with mpmath.workprec(PRECISION):
        return {
            name: float(closed_form(run["optimizer"].get(name, 0), step, epoch)) for name in ("learningRate", "momentum")
        }


def steps_per_epoch(run: dict) -> int:
    whole, rest = divmod(run["rows"], run["batchSize"])
    return whole + (1 if rest and run["lastBatch"] == "keep" else 0)
