"""
Lockstep's own early stopping by a second implementation, written from the specification: it looks at the whole history
at every check instead of keeping a state, and decides Prechelt's criteria in rational arithmetic.
"""

import math
import random
from fractions import Fraction

from early_stopping_cases import DIGITS, Options, maybe, min_delta, mode, palette, patience, played, sequence
from vector_format import Cases, f64_hex, vector_file

RULES = 60
CRITERIA = 60
SEQUENCES = 5
STEPS = 10
"""Optimiser steps of an epoch in these runs."""
SECONDS = 60
"""Seconds of one."""


def generate() -> dict:
    cases = Cases()
    draw = random.Random("early stopping, our own")
    for _ in range(RULES):
        options = default_options(draw)
        values, edge = palette(draw, options)
        texts = [sequence(draw, values, edge, options["mode"]) for _ in range(SEQUENCES)]
        add(cases, "stopping.default", options, values, texts, None)
    for _ in range(CRITERIA):
        options = {"mode": mode(draw), "criteria": criterion(draw), **maybe(draw, 0.3, {"nonFinite": "count"})}
        options |= maybe(draw, 0.2, {"nonFinite": "ignore"})
        values = coarse_palette(draw)
        finite = [index for index, value in enumerate(values) if math.isfinite(value)]
        texts = [sequence(draw, values, finite, options["mode"]) for _ in range(SEQUENCES)]
        losses = ["".join(DIGITS[draw.choice(finite)] for _ in text) for text in texts]
        add(cases, "stopping.criteria", options, values, texts, losses)
    return vector_file("early-stopping-rules", "early_stopping_rules.py", ["numpy"], cases)


def default_options(draw: random.Random) -> Options:
    lower = {"mode": mode(draw), "patience": patience(draw, least=1), "minDelta": min_delta(draw)}
    limits = {"stopAt": -1.5, "divergeAt": 2.5} if lower["mode"] == "min" else {"stopAt": 2.5, "divergeAt": -1.5}
    return {
        **lower,
        **maybe(draw, 0.3, {"minDeltaMode": "relative"}),
        **maybe(draw, 0.3, {"baseline": draw.choice([0.5, 1.0, 0.7, -1.0])}),
        **maybe(draw, 0.3, {"startEpoch": draw.randint(1, 4)}),
        **maybe(draw, 0.2, {"stopAt": limits["stopAt"]}),
        **maybe(draw, 0.2, {"divergeAt": limits["divergeAt"]}),
        **maybe(draw, 0.6, {"nonFinite": draw.choice(["count", "ignore"])}),
        **maybe(draw, 0.2, {"restoreBest": False}),
        **maybe(draw, 0.2, {"checkEvery": draw.choice([{"epochs": 2}, {"steps": 20}, {"steps": 15}])}),
    }


def coarse_palette(draw: random.Random) -> list[float]:
    """Eighths, so that ties and limits are met exactly, and a few that are not finite."""
    values = [draw.randint(-4 if draw.random() < 0.3 else 1, 24) / 8 for _ in range(10)]
    return values + draw.choice([[], [], [math.nan], [math.inf, -math.inf]])


def criterion(draw: random.Random, depth: int = 0) -> dict:
    kinds = ["patience", "gl", "gl", "pq", "pq", "up", "up", "threshold", "divergence", "limit", "any", "all"]
    kind = draw.choice(kinds)
    if kind in ("any", "all") and depth < 2:
        parts = [criterion(draw, depth + 1) for _ in range(draw.randint(2, 3))]
        return {"kind": f"{kind}-of", "criteria": parts}
    if kind == "gl":
        return {"kind": "generalization-loss", "percent": draw.choice([5, 25, 50, 100])}
    if kind == "pq":
        limit, strip = draw.choice([0.01, 0.05, 0.125, 0.75]), draw.choice([2, 3, 4])
        return {"kind": "progress-quotient", "limit": limit, "strip": strip, "tolerance": draw.choice([0, 250])}
    if kind == "up":
        return {"kind": "up-strips", "strips": draw.randint(1, 3), "strip": draw.choice([1, 1, 2, 3])}
    if kind == "threshold":
        return {"kind": "threshold", "value": draw.choice([0.25, 0.5, 2.5])}
    if kind == "divergence":
        return {"kind": "divergence", "value": draw.choice([0.25, 2.5, 2.75])}
    if kind == "limit":
        return draw.choice(
            [
                {"kind": "epoch-limit", "epochs": draw.randint(3, 9)},
                {"kind": "step-limit", "steps": draw.choice([35, 50, 80])},
                {"kind": "time-limit", "seconds": draw.choice([100, 240, 500.5])},
                {"kind": "not-finite"},
            ]
        )
    return {
        "kind": "patience",
        "checks": draw.randint(1, 4),
        "minDelta": draw.choice([0, 0, 0.125, 0.25]),
        "minDeltaMode": draw.choice(["absolute", "absolute", "relative"]),
        "baseline": draw.choice([None, None, 0.75]),
    }


def add(
    cases: Cases, prefix: str, options: Options, values: list[float], texts: list[str], losses: list[str] | None
) -> None:
    given = {"options": options, "palette": "".join(f64_hex(value) for value in values), "sequences": texts}
    if losses is not None:
        given["trainingLosses"] = losses
    expect = {"stop": [], "reason": [], "best": "", "restored": []}
    for index, text in enumerate(texts):
        training = played(values, losses[index]) if losses is not None else [1.0] * len(text)
        stop, reason, best, kept = run(options, played(values, text), training)
        expect["stop"].append(stop)
        expect["reason"].append(reason)
        expect["best"] += "-" if best is None else text[best]
        expect["restored"].append(kept)
    cases.add(prefix, "exact", given, expect)


def run(options: Options, values: list[float], training: list[float]):
    """Where the rule stops and why, the epoch of the best value and the epoch whose weights remain."""
    restores = options.get("restoreBest", True)
    for epoch in range(len(values)):
        history = due(options, values[: epoch + 1], training)
        if not history or history[-1]["epoch"] != epoch:
            continue
        reason = why_stop(options, history)
        if reason is not None:
            best = best_of(options, history)
            return epoch, reason, best, best if restores else None
    best = best_of(options, due(options, values, training))
    return None, None, best, best if restores else None


def due(options: Options, values: list[float], training: list[float]) -> list[dict]:
    """The checks that are looked at."""
    every = options.get("checkEvery", {"epochs": 1})
    checks = []
    for epoch, value in enumerate(values):
        done = (epoch + 1) % every["epochs"] if "epochs" in every else STEPS * (epoch + 1) % every["steps"]
        if done == 0 and epoch >= options.get("startEpoch", 0):
            checks.append({"epoch": epoch, "value": value, "training": training[epoch]})
    return checks


def finite(history: list[dict]) -> list[dict]:
    return [check for check in history if math.isfinite(check["value"])]


def best_of(options: Options, history: list[dict]) -> int | None:
    checks = finite(history)
    if not checks:
        return None
    pick = min if options["mode"] == "min" else max
    return pick(checks, key=lambda check: check["value"])["epoch"]


def why_stop(options: Options, history: list[dict]) -> str | None:
    last = history[-1]["value"]
    policy = options.get("nonFinite", "stop")
    if not math.isfinite(last) and policy == "stop":
        return "non-finite"
    if options.get("stopAt") is not None and holds(options, {"kind": "threshold", "value": options["stopAt"]}, history):
        return "threshold"
    if options.get("divergeAt") is not None:
        if holds(options, {"kind": "divergence", "value": options["divergeAt"]}, history):
            return "divergence"
    rule = options.get("criteria") or {
        "kind": "patience",
        "checks": options["patience"],
        "minDelta": options["minDelta"],
        "minDeltaMode": options.get("minDeltaMode", "absolute"),
        "baseline": options.get("baseline"),
    }
    return holds(options, rule, history)


def holds(options: Options, rule: dict, history: list[dict]) -> str | None:
    """The reason to stop at the last check of a history, or None."""
    kind = rule["kind"]
    if kind == "any-of":
        return next((reason for part in rule["criteria"] if (reason := holds(options, part, history))), None)
    if kind == "all-of":
        return "all-of" if all(holds(options, part, history) for part in rule["criteria"]) else None
    return kind.replace("not-", "non-") if HOLDS[kind](options, rule, history) else None


def worse_by(options: Options, value: float, other: float) -> Fraction:
    return (Fraction(value) - Fraction(other)) * (1 if options["mode"] == "min" else -1)


def patience_holds(options: Options, rule: dict, history: list[dict]) -> bool:
    """In f64, since it is met on the very edge of a gain."""
    reference, bad = rule["baseline"], 0
    for check in history:
        value = check["value"]
        if not math.isfinite(value):
            bad += 1 if options.get("nonFinite") == "count" else 0
            continue
        if reference is not None:
            gain = reference - value if options["mode"] == "min" else value - reference
            wanted = rule["minDelta"] * (abs(reference) if rule["minDeltaMode"] == "relative" else 1)
            if not gain > wanted:
                bad += 1
                continue
        reference, bad = value, 0
    return bad >= rule["checks"]


def loss_holds(options: Options, rule: dict, history: list[dict]) -> bool:
    if not math.isfinite(history[-1]["value"]):
        return False
    loss, best = generalization_loss(options, history)
    return loss * 100 > rule["percent"] * best


def generalization_loss(options: Options, history: list[dict]) -> tuple[Fraction, Fraction]:
    """How much worse the last value is than the best, and the magnitude of the best."""
    values = [check["value"] for check in finite(history)]
    best = min(values) if options["mode"] == "min" else max(values)
    return worse_by(options, values[-1], best), abs(Fraction(best))


def quotient_holds(options: Options, rule: dict, history: list[dict]) -> bool:
    """At the end of the last whole strip; its verdict stands until the next."""
    checks = finite(history)
    whole = checks[: len(checks) - len(checks) % rule["strip"]]
    if not whole:
        return False
    losses = [Fraction(check["training"]) for check in whole[-rule["strip"] :]]
    least = min(losses)
    spread = 1000 * (sum(losses) / len(losses) - least)
    if spread <= Fraction(rule["tolerance"]) * abs(least):
        return True
    loss, best = generalization_loss(options, whole)
    return 100 * loss * abs(least) > Fraction(rule["limit"]) * spread * best


def strips_hold(options: Options, rule: dict, history: list[dict]) -> bool:
    """Prechelt's recursion: UP_s holds at t if UP_{s-1} holds at t - k and the value is worse than at t - k."""
    checks = finite(history)
    strip = rule["strip"]

    def up(strips: int, at: int) -> bool:
        if strips == 0:
            return True
        before = at - strip
        if before < strip:
            return False
        return worse_by(options, checks[at - 1]["value"], checks[before - 1]["value"]) > 0 and up(strips - 1, before)

    return up(rule["strips"], len(checks) - len(checks) % strip)


def threshold_holds(options: Options, rule: dict, history: list[dict]) -> bool:
    value = history[-1]["value"]
    return math.isfinite(value) and worse_by(options, value, rule["value"]) <= 0


def divergence_holds(options: Options, rule: dict, history: list[dict]) -> bool:
    value = history[-1]["value"]
    return math.isfinite(value) and worse_by(options, value, rule["value"]) >= 0


HOLDS = {
    "patience": patience_holds,
    "generalization-loss": loss_holds,
    "progress-quotient": quotient_holds,
    "up-strips": strips_hold,
    "threshold": threshold_holds,
    "divergence": divergence_holds,
    "epoch-limit": lambda options, rule, history: history[-1]["epoch"] + 1 >= rule["epochs"],
    "step-limit": lambda options, rule, history: STEPS * (history[-1]["epoch"] + 1) >= rule["steps"],
    "time-limit": lambda options, rule, history: SECONDS * (history[-1]["epoch"] + 1) >= rule["seconds"],
    "not-finite": lambda options, rule, history: not math.isfinite(history[-1]["value"]),
}
