"""
Learning rates over a run: PyTorch's and Keras's own schedulers, stepped in float64, and beside them the closed forms of
the specification from 200 bits of mpmath.
"""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import mpmath
import torch
from mpmath import mpf
from torch.optim import lr_scheduler

from vector_format import Cases, f64_hex, vector_file

PRECISION = 200
STEPS_PER_EPOCH = 2
TOLERANCE = 1e-13
"""Of the largest rate: PyTorch multiplies rates up step by step, Keras takes logarithms."""


def generate() -> dict:
    keras.config.set_floatx("float64")
    cases = Cases()
    gaps = {}
    for prefix, schedule, count, library in CASES:
        rates = library(schedule, count)
        with mpmath.workprec(PRECISION):
            closed = [float(closed_form(schedule, step, step // STEPS_PER_EPOCH)) for step in range(count)]
        gap = max(abs(a - b) for a, b in zip(rates, closed, strict=True)) / max(closed)
        assert gap <= TOLERANCE / 2, (prefix, schedule, gap)
        cases.add(
            f"schedule.{prefix}",
            "relative",
            {"schedule": schedule, "stepsPerEpoch": STEPS_PER_EPOCH},
            {"rates": f64_hex(rates), "closedForm": f64_hex(closed)},
            TOLERANCE,
            "largest",
        )
        gaps[prefix] = max(gaps.get(prefix, 0), gap)
    measured = {"largestGapOfTheLibraryToTheClosedForm": {name: float(f"{gap:.3g}") for name, gap in gaps.items()}}
    clauses = " ".join([f"SCH-{number}" for number in range(1, 11)] + ["SGD-9"])
    libraries = ["torch", "keras", "mpmath"]
    return vector_file("learning-rate-schedules", "learning_rate_schedules.py", libraries, cases, measured)


# The closed forms, written from the specification.


def closed_form(schedule: dict | float, step: int, epoch: int) -> mpf:
    if not isinstance(schedule, dict):
        return mpf(schedule)
    s = {name: mpf(value) if isinstance(value, int | float) else value for name, value in schedule.items()}
    default = "step" if s["kind"] in ("one-cycle", "warm-up") else "epoch"
    t = mpf(step if s.get("interval", default) == "step" else epoch)
    final = s.get("final", mpf(0))
    match s["kind"]:
        case "step-decay":
            return s["initial"] * s["factor"] ** mpmath.floor(t / s["every"])
        case "multi-step":
            return s["initial"] * s["factor"] ** sum(milestone <= t for milestone in s["milestones"])
        case "exponential":
            return s["initial"] * s["factor"] ** (t / s.get("every", mpf(1)))
        case "cosine":
            end = s["length"]
            progress = mpmath.fmod(t, 2 * end) / end if s.get("afterEnd") == "mirror" else min(t / end, mpf(1))
            return mix(s["initial"], final, wave(progress))
        case "cosine-restarts":
            length, since = s["length"], t
            while since >= length:
                since, length = since - length, length * s.get("multiplier", 1)
            return mix(s["initial"], final, wave(since / length))
        case "linear":
            return mix(s["initial"], final, min(t / s["length"], mpf(1)))
        case "polynomial":
            return mix(final, s["initial"], (1 - min(t / s["length"], mpf(1))) ** s.get("power", mpf(1)))
        case "inverse-time":
            return s["initial"] / (1 + s["decay"] * t / s.get("every", mpf(1)))
        case "one-cycle":
            return one_cycle(s, t)
        case "warm-up":
            factor = mix(s.get("startFactor", mpf(0)), mpf(1), min(t / s["length"], mpf(1)))
            return factor * closed_form(schedule["schedule"], step, epoch)
        case "sequence":
            passed = [milestone for milestone in s["milestones"] if milestone <= t]
            since = int(t) - (passed[-1] if passed else 0)
            return closed_form(schedule["schedules"][len(passed)], since, since)
    raise ValueError(s["kind"])


def one_cycle(s: dict, t: mpf) -> mpf:
    initial = s.get("initial", s["peak"] / 25)
    final = s.get("final", initial / 10_000)
    top, last = s.get("peakAt", mpf(0.3)) * s["length"] - 1, s["length"] - 1
    t = min(t, last)
    if s.get("phases", 2) == 2:
        pieces = [(top, initial, s["peak"]), (last, s["peak"], final)]
    else:
        pieces = [(top, initial, s["peak"]), (2 * top, s["peak"], initial), (last, initial, final)]
    begin = mpf(0)
    for end, low, high in pieces:
        if t <= end:
            progress = (t - begin) / (end - begin) if end > begin else mpf(1)
            return mix(low, high, progress if s.get("curve") == "linear" else wave(progress))
        begin = end
    raise ValueError("after the end")


def mix(start: mpf, end: mpf, weight: mpf) -> mpf:
    return (1 - weight) * start + weight * end


def wave(progress: mpf) -> mpf:
    return (1 - mpmath.cos(mpmath.pi * progress)) / 2


# The libraries. A scheduler that counts epochs is stepped after every second step.


def stepped(schedule: dict, count: int, base: float, make, key: str = "lr") -> list[float]:
    """The rates of an optimiser under a PyTorch scheduler, or under one of steps and one of epochs together."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base, momentum=0.5)
    made = make(optimizer)
    by_step, by_epoch = made if isinstance(made, tuple) else (made, None)
    if not isinstance(made, tuple) and interval_of(schedule) == "epoch":
        by_step, by_epoch = None, made
    rates = []
    for step in range(count):
        rates.append(float(optimizer.param_groups[0][key]))
        if step == count - 1:
            break  # OneCycleLR divides by zero after its end.
        optimizer.step()
        if by_step is not None:
            by_step.step()
        if by_epoch is not None and step % STEPS_PER_EPOCH == STEPS_PER_EPOCH - 1:
            by_epoch.step()
    return rates


def interval_of(schedule: dict) -> str:
    return schedule.get("interval", "step" if schedule["kind"] in ("one-cycle", "warm-up") else "epoch")


def pytorch(make, base=None, key: str = "lr"):
    """`make` gets the optimiser and the schedule."""

    def rates(schedule: dict, count: int) -> list[float]:
        initial = base if base is not None else schedule["initial"]
        return stepped(schedule, count, initial, lambda optimizer: make(optimizer, schedule), key)

    return rates


def by_keras(make):
    def rates(schedule: dict, count: int) -> list[float]:
        law = make(schedule)
        counts = [step if interval_of(schedule) == "step" else step // STEPS_PER_EPOCH for step in range(count)]
        return [float(law(keras.ops.convert_to_tensor(t, "float64"))) for t in counts]

    return rates


schedules = keras.optimizers.schedules


def step_lr(o, s):
    return lr_scheduler.StepLR(o, step_size=s["every"], gamma=s["factor"])


def multi_step_lr(o, s):
    return lr_scheduler.MultiStepLR(o, milestones=s["milestones"], gamma=s["factor"])


def exponential_lr(o, s):
    return lr_scheduler.ExponentialLR(o, gamma=s["factor"])


def cosine_lr(o, s):
    return lr_scheduler.CosineAnnealingLR(o, T_max=s["length"], eta_min=s.get("final", 0))


def restarts_lr(o, s):
    return lr_scheduler.CosineAnnealingWarmRestarts(
        o, T_0=s["length"], T_mult=s.get("multiplier", 1), eta_min=s.get("final", 0)
    )


def linear_lr(o, s):
    # LinearLR takes factors of at most 1: the rate that they refer to is the larger end.
    base = max(s["initial"], s["final"])
    return lr_scheduler.LinearLR(
        o, start_factor=s["initial"] / base, end_factor=s["final"] / base, total_iters=s["length"]
    )


def linear_rates(s, count):
    return stepped(s, count, max(s["initial"], s["final"]), lambda o: linear_lr(o, s))


def polynomial_lr(o, s):
    return lr_scheduler.PolynomialLR(o, total_iters=s["length"], power=s.get("power", 1))


def one_cycle_lr(o, s):
    return lr_scheduler.OneCycleLR(
        o,
        max_lr=s["peak"],
        total_steps=s["length"],
        pct_start=s.get("peakAt", 0.3),
        anneal_strategy={"cosine": "cos", "linear": "linear"}[s.get("curve", "cosine")],
        cycle_momentum=False,
        div_factor=s["peak"] / s["initial"] if "initial" in s else 25.0,
        final_div_factor=s["initial"] / s["final"] if "final" in s else 1e4,
        three_phase=s.get("phases", 2) == 3,
    )


def momentum_cycle(o, s):
    return lr_scheduler.OneCycleLR(
        o,
        max_lr=0.1,
        total_steps=s["length"],
        pct_start=s.get("peakAt", 0.3),
        anneal_strategy={"cosine": "cos", "linear": "linear"}[s.get("curve", "cosine")],
        base_momentum=s["peak"],
        max_momentum=s["initial"],
        three_phase=s.get("phases", 2) == 3,
    )


def warm_up_lr(inner):
    """One scheduler of steps and another on the same optimiser, which is how PyTorch scripts chain them."""

    def make(o, s):
        warm = lr_scheduler.LinearLR(o, start_factor=s["startFactor"], end_factor=1.0, total_iters=s["length"])
        then = inner(o, s["schedule"])
        if interval_of(s["schedule"]) == "step":
            return lr_scheduler.ChainedScheduler([warm, then])
        return warm, then

    def rates(s, count):
        return stepped(s, count, s["schedule"]["initial"], lambda o: make(o, s))

    return rates


def warm_up_from_zero(s, count):
    """LinearLR refuses a factor of 0; LambdaLR does not."""
    return stepped(
        s, count, s["schedule"], lambda o: lr_scheduler.LambdaLR(o, lambda t: min(t / s["length"], 1.0))
    )


def sequential_lr(*parts, base):
    def rates(s, count):
        def make(o):
            made = [part(o, own) for part, own in zip(parts, s["schedules"], strict=True)]
            return lr_scheduler.SequentialLR(o, schedulers=made, milestones=s["milestones"])

        return stepped(s, count, base, make)

    return rates


def constant_lr(o, rate):
    """The optimiser's own rate times a factor, for longer than any run here."""
    return lr_scheduler.ConstantLR(o, factor=rate / o.defaults["lr"], total_iters=10_000)


def keras_piecewise(s, count):
    # Keras goes on to the next value after the boundary, not at it.
    law = schedules.PiecewiseConstantDecay([milestone - 1 for milestone in s["milestones"]], s["schedules"])
    return [float(law(keras.ops.convert_to_tensor(step, "int32"))) for step in range(count)]


STEP = {"interval": "step"}
CASES = [
    ("step-decay", {"kind": "step-decay", "initial": 0.1, "factor": 0.5, "every": 3}, 40, pytorch(step_lr)),
    ("step-decay", {"kind": "step-decay", "initial": 0.3, "factor": 0.1, "every": 7} | STEP, 40, pytorch(step_lr)),
    (
        "step-decay",
        {"kind": "step-decay", "initial": 0.05, "factor": 0.96, "every": 4} | STEP,
        40,
        by_keras(lambda s: schedules.ExponentialDecay(s["initial"], s["every"], s["factor"], staircase=True)),
    ),
    ("step-decay", {"kind": "step-decay", "initial": 1e-3, "factor": 1.1, "every": 1} | STEP, 40, pytorch(step_lr)),
    (
        "multi-step",
        {"kind": "multi-step", "initial": 0.1, "factor": 0.1, "milestones": [3, 8, 9]},
        40,
        pytorch(multi_step_lr),
    ),
    (
        "multi-step",
        {"kind": "multi-step", "initial": 0.2, "factor": 0.3, "milestones": [1, 20]} | STEP,
        40,
        pytorch(multi_step_lr),
    ),
    ("exponential", {"kind": "exponential", "initial": 0.1, "factor": 0.95}, 60, pytorch(exponential_lr)),
    ("exponential", {"kind": "exponential", "initial": 0.1, "factor": 0.9} | STEP, 40, pytorch(exponential_lr)),
    (
        "exponential",
        {"kind": "exponential", "initial": 0.01, "factor": 0.9, "every": 7.5} | STEP,
        40,
        by_keras(lambda s: schedules.ExponentialDecay(s["initial"], s["every"], s["factor"])),
    ),
    ("cosine", {"kind": "cosine", "initial": 0.1, "length": 20}, 42, pytorch(cosine_lr)),
    ("cosine", {"kind": "cosine", "initial": 0.1, "final": 0.001, "length": 39} | STEP, 40, pytorch(cosine_lr)),
    (
        "cosine",
        {"kind": "cosine", "initial": 0.3, "final": 0.02, "length": 6, "afterEnd": "mirror"} | STEP,
        40,
        pytorch(cosine_lr),
    ),
    (
        "cosine",
        {"kind": "cosine", "initial": 0.25, "final": 0.0625, "length": 12, "afterEnd": "hold"} | STEP,
        40,
        by_keras(lambda s: schedules.CosineDecay(s["initial"], s["length"], alpha=s["final"] / s["initial"])),
    ),
    ("cosine-restarts", {"kind": "cosine-restarts", "initial": 0.1, "length": 5}, 42, pytorch(restarts_lr)),
    (
        "cosine-restarts",
        {"kind": "cosine-restarts", "initial": 0.1, "final": 0.002, "length": 3, "multiplier": 2} | STEP,
        50,
        pytorch(restarts_lr),
    ),
    (
        "cosine-restarts",
        {"kind": "cosine-restarts", "initial": 0.5, "length": 8, "multiplier": 3} | STEP,
        40,
        by_keras(lambda s: schedules.CosineDecayRestarts(s["initial"], s["length"], t_mul=s["multiplier"])),
    ),
    ("linear", {"kind": "linear", "initial": 0.1, "final": 0.01, "length": 7}, 30, linear_rates),
    ("linear", {"kind": "linear", "initial": 0.05, "final": 0.4, "length": 13} | STEP, 30, linear_rates),
    ("polynomial", {"kind": "polynomial", "initial": 0.1, "length": 20}, 50, pytorch(polynomial_lr)),
    (
        "polynomial",
        {"kind": "polynomial", "initial": 0.1, "length": 30, "power": 0.9} | STEP,
        40,
        pytorch(polynomial_lr),
    ),
    (
        "polynomial",
        {"kind": "polynomial", "initial": 0.2, "final": 0.01, "length": 25, "power": 2.5} | STEP,
        40,
        by_keras(
            lambda s: schedules.PolynomialDecay(
                s["initial"], s["length"], end_learning_rate=s["final"], power=s["power"]
            )
        ),
    ),
    (
        "inverse-time",
        {"kind": "inverse-time", "initial": 0.1, "decay": 0.5, "every": 3} | STEP,
        40,
        by_keras(lambda s: schedules.InverseTimeDecay(s["initial"], s["every"], s["decay"])),
    ),
    (
        "inverse-time",
        {"kind": "inverse-time", "initial": 0.4, "decay": 0.1},
        40,
        by_keras(lambda s: schedules.InverseTimeDecay(s["initial"], 1, s["decay"])),
    ),
    ("one-cycle", {"kind": "one-cycle", "peak": 0.1, "length": 40}, 40, pytorch(one_cycle_lr, 0.1)),
    (
        "one-cycle",
        {"kind": "one-cycle", "peak": 0.4, "initial": 0.05, "final": 0.0005, "length": 33, "curve": "linear"},
        33,
        pytorch(one_cycle_lr, 0.1),
    ),
    (
        "one-cycle",
        {"kind": "one-cycle", "peak": 0.1, "length": 37, "peakAt": 0.25, "phases": 3},
        37,
        pytorch(one_cycle_lr, 0.1),
    ),
    (
        "one-cycle",
        {"kind": "one-cycle", "peak": 0.1, "length": 20, "peakAt": 0.5, "phases": 3, "curve": "linear"},
        20,
        pytorch(one_cycle_lr, 0.1),
    ),
    ("one-cycle", {"kind": "one-cycle", "peak": 0.1, "length": 12, "peakAt": 0.0}, 12, pytorch(one_cycle_lr, 0.1)),
    ("one-cycle", {"kind": "one-cycle", "peak": 0.1, "length": 12, "peakAt": 1.0}, 12, pytorch(one_cycle_lr, 0.1)),
    (
        "one-cycle",
        {"kind": "one-cycle", "peak": 0.2, "length": 11} | {"interval": "epoch"},
        22,
        pytorch(one_cycle_lr, 0.1),
    ),
    # As a momentum: down to the lowest and up again.
    (
        "one-cycle-momentum",
        {"kind": "one-cycle", "peak": 0.85, "initial": 0.95, "final": 0.95, "length": 30},
        30,
        pytorch(momentum_cycle, 0.1, "momentum"),
    ),
    (
        "one-cycle-momentum",
        {"kind": "one-cycle", "peak": 0.8, "initial": 0.9, "final": 0.9, "length": 30, "phases": 3, "curve": "linear"},
        30,
        pytorch(momentum_cycle, 0.1, "momentum"),
    ),
    (
        "warm-up",
        {
            "kind": "warm-up",
            "length": 5,
            "startFactor": 0.2,
            "schedule": {"kind": "exponential", "initial": 0.1, "factor": 0.97, "every": 1, "interval": "step"},
        },
        30,
        warm_up_lr(exponential_lr),
    ),
    (
        "warm-up",
        {
            "kind": "warm-up",
            "length": 7,
            "startFactor": 0.25,
            "schedule": {"kind": "step-decay", "initial": 0.1, "factor": 0.5, "every": 2, "interval": "epoch"},
        },
        30,
        warm_up_lr(step_lr),
    ),
    ("warm-up", {"kind": "warm-up", "length": 6, "startFactor": 0.0, "schedule": 0.1}, 20, warm_up_from_zero),
    (
        "sequence",
        {
            "kind": "sequence",
            "schedules": [
                {"kind": "linear", "initial": 0.01, "final": 0.1, "length": 5},
                {"kind": "cosine", "initial": 0.1, "length": 12},
            ],
            "milestones": [5],
        },
        34,
        sequential_lr(linear_lr, cosine_lr, base=0.1),
    ),
    (
        "sequence",
        {
            "kind": "sequence",
            "interval": "step",
            "schedules": [
                0.025,
                {"kind": "exponential", "initial": 0.1, "factor": 0.9, "interval": "step"},
                {"kind": "step-decay", "initial": 0.1, "factor": 0.1, "every": 4, "interval": "step"},
            ],
            "milestones": [4, 15],
        },
        30,
        sequential_lr(constant_lr, exponential_lr, step_lr, base=0.1),
    ),
    (
        "sequence",
        {"kind": "sequence", "interval": "step", "schedules": [0.1, 0.02, 0.005], "milestones": [6, 17]},
        30,
        keras_piecewise,
    ),
]
