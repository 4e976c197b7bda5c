"""
PyTorch's tests of learning-rate schedulers, restated and stepped in PyTorch. Its tests have parameter groups, which are
cases of their own here.
"""

import math
import warnings

import torch
from torch.optim import lr_scheduler as lr

from early_stopping_siblings import pytorch as play_plateau
from upstream_cases import ABSOLUTE, Source, UpstreamCases
from vector_format import f64_hex

TESTS = Source("pytorch/pytorch", "test/optim/test_lrscheduler.py", "70f364554f849d6ea059ddf7e985e8eaa6c4320f")

SLOW, SLOWER = [10 - i * 0.0167 for i in range(20)], [10 - i * 0.0165 for i in range(22)]
COOLING = [0.5] * 6 + [0.05] * 11 + [0.005] * 4
UP = {"mode": "max", "minDelta": 0.1}
LONG = {"patience": 5, "cooldown": 5}

# Number of the test, options, metrics, expected rates; from 0.5 on.
PLATEAUS = [
    (1, {"mode": "min", "minDeltaMode": "absolute", "minDelta": 0.01, **LONG}, SLOW[:10], [0.5] * 10),
    (
        2,
        {"mode": "min", "minDeltaMode": "absolute", "minDelta": 0.1, "patience": 5, "cooldown": 0},
        SLOWER,
        [0.5] * 6 + [0.05] * 7 + [0.005] * 7 + [0.0005] * 2,
    ),
    (
        3,
        {"mode": "max", "minDeltaMode": "absolute", **LONG},
        [-0.8] * 2 + [-0.234] * 20,
        [0.5] * 8 + [0.05] * 11 + [0.005] * 4,
    ),
    (4, {**UP, "patience": 3}, [1.5 * 1.025**i for i in range(20)], [0.5] * 20),
    (5, {**UP, **LONG}, [1.5 * 1.005**i for i in range(20)], COOLING),
    (6, {"mode": "min", "minDelta": 0.1}, [1.5 * 0.85**i for i in range(20)], [0.5] * 20),
    (7, {"mode": "min", "minDelta": 0.1, **LONG}, [1] * 7 + [0.6] + [0.5] * 12, COOLING),
    (8, {**UP, **LONG, "minLearningRate": 0.4}, [1.5 * 1.005**i for i in range(20)], [0.5] * 6 + [0.4] * 14),
    (8, {**UP, **LONG, "minLearningRate": 0.3}, [1.5 * 1.005**i for i in range(20)], [0.5] * 6 + [0.3] * 14),
]


def add_rates(cases: UpstreamCases) -> None:
    warnings.simplefilter("ignore")
    for number, options, metrics, targets in PLATEAUS:
        targets = targets[: len(metrics)]
        given = {"patience": 10, "factor": 0.1, **options}
        require_close(play_plateau(given, 0.5, metrics)[1][1:], targets)
        source = TESTS.test(f"test_reduce_lr_on_plateau{number}", "a group of the optimiser" if number == 8 else None)
        input = {"options": {"dialect": "pytorch", **given}, "learningRate": 0.5, "values": f64_hex(metrics)}
        cases.restate("upstream-pytorch.plateau", source, input, {"rates": f64_hex(targets)}, ABSOLUTE)
    for test, base, schedule, targets, make in schedules():
        require_close(stepped(base, make, len(targets)), targets)
        group, expect = f"upstream-pytorch.{schedule['kind']}", {"rates": f64_hex(targets)}
        cases.restate(group, TESTS.test(test), {"schedule": schedule}, expect, ABSOLUTE)


def schedules():
    """Test, rate of the group, our schedule, expected rates of the epochs, PyTorch's scheduler."""
    for base in (0.05, 0.5):
        yield from of_group(base)
    tenth = {"kind": "step-decay", "initial": 0.1, "factor": 0.1, "every": 3}
    rates = [0.1] * 3 + [0.01] * 3 + [0.001] * 3 + [0.0001]
    yield "test_get_last_lr_step_lr", 0.1, tenth, rates, lambda o: lr.StepLR(o, 3, 0.1)
    yield from sequences()
    line = {"kind": "linear", "initial": 0.02, "final": 0.05, "length": 3}
    rates = [0.02, 0.03, 0.04] + [0.05] * 7
    yield "test_chained_lr2", 0.05, line, rates, lambda o: lr.ChainedScheduler([lr.LinearLR(o, 0.4, total_iters=3)])
    yield from cycles()


def of_group(base: float):
    step = {"kind": "step-decay", "initial": base, "factor": 0.1, "every": 3}
    yield "test_step_lr", base, step, [base * 0.1 ** (i // 3) for i in range(10)], lambda o: lr.StepLR(o, 3, 0.1)
    marks = {"kind": "multi-step", "initial": base, "factor": 0.1, "milestones": [2, 5, 9]}
    falls = [base] * 2 + [base / 10] * 3 + [base / 100] * 4 + [base / 1000]
    multi_step = lambda o: lr.MultiStepLR(o, [2, 5, 9], 0.1)  # noqa: E731
    yield "test_multi_step_lr", base, marks, falls, multi_step
    half = {"kind": "sequence", "schedules": [base / 2, base], "milestones": [5]}
    yield "test_constantlr", base, half, [base / 2] * 5 + [base] * 5, lambda o: lr.ConstantLR(o, 0.5, 5)
    line = {"kind": "linear", "initial": base / 2, "final": base, "length": 4}
    rates = [base * (0.5 + i * 0.5 / 4) for i in range(4)] + [base] * 6
    yield "test_linearlr", base, line, rates, lambda o: lr.LinearLR(o, 0.5, total_iters=4)
    line = {"kind": "linear", "initial": base / 4, "final": base * 3 / 5, "length": 4}
    rates = [base * (0.25 + i * (0.6 - 0.25) / 4) for i in range(4)] + [base * 0.6] * 6
    yield "test_get_last_lr_linearlr", base, line, rates, lambda o: lr.LinearLR(o, 0.25, 0.6, 4)
    powers = {"kind": "exponential", "initial": base, "factor": 0.9}
    yield "test_exp_lr", base, powers, [base * 0.9**i for i in range(10)], lambda o: lr.ExponentialLR(o, 0.9)
    polynomial = {"kind": "polynomial", "initial": base, "final": 0, "length": 5, "power": 0.9}
    rates = [base * (1 - i / 5) ** 0.9 for i in range(5)] + [0.0] * 5
    yield "test_poly_lr", base, polynomial, rates, lambda o: lr.PolynomialLR(o, 5, 0.9)
    cosine = {"kind": "cosine", "initial": base, "final": 1e-10, "length": 10, "afterEnd": "mirror"}
    waves = [half_wave(base, i / 10) for i in range(10)]
    yield "test_cos_anneal_lr", base, cosine, waves, lambda o: lr.CosineAnnealingLR(o, 10, 1e-10)
    for multiplier in (1, 2, 4):
        test = f"test_CosineAnnealingWarmRestarts_lr1[T_mult={multiplier}]"
        restarts = {"kind": "cosine-restarts", "initial": base, "final": 1e-10, "length": 10, "multiplier": multiplier}
        make = lambda o, m=multiplier: lr.CosineAnnealingWarmRestarts(o, 10, m, 1e-10)  # noqa: E731
        yield test, base, restarts, restarted(base, multiplier), make
    # Two schedulers on one optimiser multiply: the line is a warm-up of the other.
    ramp = [0.4 + i * 0.6 / 4 for i in range(4)] + [1] * 6
    warm = {"kind": "warm-up", "length": 4, "startFactor": 0.4, "interval": "epoch"}
    line = lambda o: lr.LinearLR(o, 0.4, total_iters=4)  # noqa: E731
    rates = [a * b for a, b in zip(falls, ramp)]
    both = lambda o: [multi_step(o), line(o)]  # noqa: E731
    yield "test_compound_linearlr_and_multistep_lr", base, {**warm, "schedule": marks}, rates, both
    rates = [a * b for a, b in zip(waves, ramp)]
    both = lambda o: [line(o), lr.CosineAnnealingLR(o, 10, 1e-10)]  # noqa: E731
    yield "test_compound_cosanneal_and_linearlr", base, {**warm, "schedule": cosine}, rates, both


def half_wave(base: float, progress: float) -> float:
    return 1e-10 + (base - 1e-10) * (1 + math.cos(math.pi * progress)) / 2


def restarted(base: float, multiplier: int) -> list[float]:
    rates, since, length = [], 0, 10
    for _ in range(100):
        if since >= length:
            since, length = 0, length * multiplier
        rates.append(half_wave(base, since / length))
        since += 1
    return rates


def sequences():
    power = {"kind": "exponential", "initial": 0.05, "factor": 0.8}
    steps = {"kind": "step-decay", "initial": 0.05, "factor": 0.1}
    first = {"kind": "sequence", "schedules": [power, {**steps, "every": 4}], "milestones": [3]}
    rates = [0.05, 0.04, 0.032] + [0.05 * 0.1 ** (i // 4) for i in range(16)]
    parts = lambda o: [lr.ExponentialLR(o, 0.8), lr.StepLR(o, 4, 0.1)]  # noqa: E731
    yield "test_sequentiallr1", 0.05, first, rates, lambda o: lr.SequentialLR(o, parts(o), [3])
    second = {"kind": "sequence", "schedules": [0.005, {**power, "factor": 0.9}], "milestones": [3]}
    rates = [0.005] * 3 + [0.05 * 0.9**i for i in range(10)]
    two = lambda o: [lr.ConstantLR(o, 0.1, 3), lr.ExponentialLR(o, 0.9)]  # noqa: E731
    yield "test_sequentiallr2", 0.05, second, rates, lambda o: lr.SequentialLR(o, two(o), [3])
    third = {"kind": "sequence", "schedules": [0.005, power, {**steps, "every": 2}], "milestones": [3, 6]}
    rates = [0.005] * 3 + [0.05, 0.04, 0.032] + [0.05, 0.05, 0.005, 0.005, 0.0005, 0.0005]
    three = lambda o: [lr.ConstantLR(o, 0.1, 3), lr.ExponentialLR(o, 0.8), lr.StepLR(o, 2, 0.1)]  # noqa: E731
    yield "test_sequentiallr3", 0.05, third, rates, lambda o: lr.SequentialLR(o, three(o), [3, 6])


def cycles():
    cycle = {"kind": "one-cycle", "peak": 25, "initial": 1, "length": 10, "interval": "epoch"}
    down = [25, 21.5, 18, 14.5, 11, 7.5, 4, 0.5]
    linear = {**cycle, "final": 0.5, "curve": "linear"}
    make = lambda o, **more: lr.OneCycleLR(o, 25, total_steps=10, **more)  # noqa: E731
    straight = lambda o: make(o, final_div_factor=2, anneal_strategy="linear")  # noqa: E731
    yield "test_onecycle_lr_linear_annealing", 0.05, linear, [1, 13, *down], straight
    three = {**linear, "final": 0.25, "peakAt": 0.4, "phases": 3}
    rates = [1, 9, 17, 25, 17, 9, 1, 0.75, 0.5, 0.25]
    options = {"final_div_factor": 4, "anneal_strategy": "linear", "pct_start": 0.4, "three_phase": True}
    folded = lambda o: make(o, **options)  # noqa: E731
    yield "test_onecycle_lr_linear_annealing_three_phases", 0.05, three, rates, folded
    rates = [1, 13, *(0.5 + 24.5 / 2 * (1 + math.cos(math.pi * i / 7)) for i in range(7)), 0.5]
    curved = lambda o: make(o, final_div_factor=2)  # noqa: E731
    yield "test_onecycle_lr_cosine_annealing", 0.05, {**cycle, "final": 0.5}, rates, curved
    # CyclicLR itself is not offered; its triangle is a sequence of lines.
    up = {"kind": "linear", "initial": 1, "final": 5, "length": 4}
    triangle = {"kind": "sequence", "schedules": [up, {**up, "initial": 5, "final": 1}, up], "milestones": [4, 8]}
    rates = [1, 2, 3, 4, 5, 4, 3, 2, 1, 2, 3]
    cyclic = lambda o: lr.CyclicLR(o, 1, 5, 4, cycle_momentum=False)  # noqa: E731
    yield "test_cycle_lr_triangular_mode_one_lr_no_momentum", 0.05, triangle, rates, cyclic


def stepped(base: float, make, count: int) -> list[float]:
    """The rates of an optimiser of one group before each of so many epochs."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=base, momentum=0.5)
    made = make(optimizer)
    rates = []
    for epoch in range(count):
        rates.append(float(optimizer.param_groups[0]["lr"]))
        if epoch == count - 1:
            break  # OneCycleLR refuses a step after its end.
        optimizer.step()
        for scheduler in made if isinstance(made, list) else [made]:
            scheduler.step()
    return rates


def require_close(rates: list[float], targets: list[float]) -> None:
    assert len(rates) == len(targets), (len(rates), len(targets))
    assert all(abs(a - b) <= ABSOLUTE for a, b in zip(rates, targets)), list(zip(rates, targets))
