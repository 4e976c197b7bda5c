"""Early stopping of LightGBM and scikit-learn, driven one check at a time."""

import random
import warnings
from types import SimpleNamespace

import lightgbm
import numpy as np
from lightgbm.basic import EvalResult
from lightgbm.callback import CallbackEnv, EarlyStopException
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.neural_network import MLPRegressor

from early_stopping_cases import Options, Outcome, add_dialect, min_delta, mode, patience
from vector_format import Cases, vector_file


def generate() -> dict:
    warnings.filterwarnings("ignore")
    cases = Cases()
    add_dialect(cases, "lightgbm", lightgbm_options, play_lightgbm)
    add_dialect(cases, "sklearn-mlp", sklearn_options, sklearn_mlp)
    add_dialect(cases, "sklearn-hgb", sklearn_options, sklearn_hgb)
    return vector_file(
        "early-stopping-dialects-estimators",
        "early_stopping_estimators.py",
        ["lightgbm", "scikit-learn", "numpy"],
        cases,
    )


def lightgbm_options(draw: random.Random) -> Options:
    rounds = -1 if draw.random() < 0.05 else patience(draw)
    return {"mode": mode(draw), "patience": rounds, "minDelta": min_delta(draw)}


def play_lightgbm(options: Options, values: list[float]) -> Outcome:
    """Once beyond the end, to see where it stops; a run that does not is ended by its last iteration."""
    stop, callback = lightgbm_run(options, values, len(values) + 1)
    if stop is None:
        _, callback = lightgbm_run(options, values, len(values))
    if not callback.enabled:
        return None, None, None
    return stop, callback.best_score[0], callback.best_iter[0]


def lightgbm_run(options: Options, values: list[float], rounds: int):
    callback = lightgbm.early_stopping(options["patience"], verbose=False, min_delta=options["minDelta"])
    for iteration, value in enumerate(values):
        result = EvalResult("valid", "metric", value, options["mode"] == "max")
        try:
            callback(CallbackEnv(None, {}, iteration, 0, rounds, [result]))
        except EarlyStopException as stopped:
            assert stopped.best_iteration == callback.best_iter[0]
            return iteration, callback
    return None, callback


def sklearn_options(draw: random.Random) -> Options:
    return {"mode": mode(draw), "patience": patience(draw), "minDelta": min_delta(draw)}


class ScriptedMlp(MLPRegressor):
    """The real `fit`, in which the validation scores or the losses are given."""

    def play(self, values: list[float]) -> "ScriptedMlp":
        self.script, self.seen = iter(values), []
        rows = np.array([[0.0], [1.0], [2.0], [3.0], [4.0], [5.0], [6.0], [7.0]])
        return self.fit(rows, rows[:, 0])

    def _validate_params(self) -> None:
        """Lets a patience of 0 through, which `fit` handles although it is refused."""

    def _score(self, *_arguments, **_options) -> float:
        self.seen.append(self.coefs_[0].copy())
        return next(self.script)

    def _backprop(self, *arguments):
        loss, *gradients = super()._backprop(*arguments)
        return (loss if self.early_stopping else next(self.script), *gradients)


def sklearn_mlp(options: Options, values: list[float]) -> Outcome:
    scored = options["mode"] == "max"
    model = ScriptedMlp(
        hidden_layer_sizes=(1,),
        solver="sgd",
        early_stopping=scored,
        validation_fraction=0.5,
        n_iter_no_change=options["patience"],
        tol=options["minDelta"],
        max_iter=len(values) + 1,
        batch_size=8,
        random_state=1,
    )
    try:
        model.play(values)
        stop = model.n_iter_ - 1
    except StopIteration:
        stop = None
        model = ScriptedMlp(**{**model.get_params(), "max_iter": len(values)}).play(values)
    if not scored:
        return stop, model.best_loss_, None
    restored = [check for check, weights in enumerate(model.seen) if np.array_equal(weights, model.coefs_[0])]
    assert len(restored) <= 1
    return stop, model.best_validation_score_, restored[0] if restored else None


def sklearn_hgb(options: Options, values: list[float]) -> Outcome:
    """Its own rule on its own list of scores: a loss goes in negated, as scikit-learn does itself."""
    model = SimpleNamespace(n_iter_no_change=options["patience"], tol=options["minDelta"])
    scores = []
    for check, value in enumerate(values):
        scores.append(value if options["mode"] == "max" else -value)
        if HistGradientBoostingRegressor._should_stop(model, scores):
            return check, None, None
    return None, None, None
