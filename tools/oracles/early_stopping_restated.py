"""
Early stopping of Ignite (pytorch/ignite 0.6, ignite/handlers/early_stopping.py) and XGBoost (dmlc/xgboost 3,
python-package/xgboost/callback.py), restated from their sources, since they do not install everywhere.
"""

import random

from early_stopping_cases import Options, Outcome, add_case, add_dialect, maybe, min_delta, mode, patience, played
from vector_format import Cases, vector_file


def generate() -> dict:
    cases = Cases()
    add_dialect(cases, "ignite", ignite_options, ignite)
    add_dialect(cases, "xgboost", xgboost_options, xgboost)
    # 0.1 + 0.2 rounds up: it beats 0.1 by more than 0.2 if that is subtracted from it, not if it is added to 0.1.
    for direction in ("min", "max"):
        sign = 1 if direction == "max" else -1
        given = {"dialect": "xgboost", "mode": direction, "patience": 1, "minDelta": 0.2, "restoreBest": True}
        values = [sign * 0.1, sign * (0.1 + 0.2)]
        add_case(cases, given, values, ["011"], [xgboost(given, played(values, "011"))])
    return vector_file(
        "early-stopping-dialects-restated", "early_stopping_restated.py", ["numpy"], cases
    )


def ignite_options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": patience(draw, least=1),
        "minDelta": min_delta(draw),
        **maybe(draw, 0.4, {"minDeltaMode": "relative"}),
        **maybe(draw, 0.5, {"cumulative": True}),
    }


def ignite(options: Options, values: list[float]) -> Outcome:
    """Restated: patience >= 1, the first score is the best, and whatever is not `no improvement` is an improvement."""
    lower = options["mode"] == "min"
    best, bad = None, 0
    for check, score in enumerate(values):
        if best is None:
            best = score
            continue
        change = -options["minDelta"] if lower else options["minDelta"]
        bar = best * (1 + change) if options.get("minDeltaMode") == "relative" else best + change
        if score >= bar if lower else score <= bar:
            if not options.get("cumulative", False):
                best = min(score, best) if lower else max(score, best)
            bad += 1
            if bad >= options["patience"]:
                return check, best, None
        else:
            best, bad = score, 0
    return None, best, None


def xgboost_options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": patience(draw),
        "minDelta": min_delta(draw),
        "restoreBest": draw.random() < 0.6,
    }


def xgboost(options: Options, values: list[float]) -> Outcome:
    """Restated: the first score is the best whatever it is; minDelta is taken from the larger side."""
    rounds, delta = options["patience"], options["minDelta"]
    best, best_round, current = None, None, 0
    for check, score in enumerate(values):
        if best is None:
            improved = True
        elif options["mode"] == "max":
            improved = score - delta > best
        else:
            improved = best - delta > score
        if improved:
            best, best_round, current = score, check, 0
        else:
            current += 1
        if current >= rounds:
            return check, best, best_round if options["restoreBest"] else None
    return None, best, best_round if options["restoreBest"] else None
