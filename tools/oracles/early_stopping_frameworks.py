"""Early stopping of Keras 3, Lightning, Flax and Hugging Face, driven one check at a time."""

import os
import random
import warnings
from types import SimpleNamespace

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import torch  # noqa: E402
from flax.training.early_stopping import EarlyStopping as FlaxEarlyStopping  # noqa: E402
from lightning.pytorch.callbacks import EarlyStopping as LightningEarlyStopping  # noqa: E402
from lightning.pytorch.trainer.states import TrainerFn  # noqa: E402
from transformers import EarlyStoppingCallback, Trainer, TrainerControl, TrainerState  # noqa: E402
from transformers.trainer_utils import SaveStrategy  # noqa: E402

from early_stopping_cases import Options, Outcome, add_dialect, maybe, min_delta, mode, patience  # noqa: E402
from vector_format import Cases, vector_file  # noqa: E402


def generate() -> dict:
    warnings.filterwarnings("ignore")
    cases = Cases()
    add_dialect(cases, "keras3", keras3_options, keras3)
    add_dialect(cases, "lightning", lightning_options, lightning)
    add_dialect(cases, "flax", flax_options, flax)
    add_dialect(cases, "huggingface", huggingface_options, huggingface)
    libraries = ["keras", "torch", "lightning", "flax", "transformers"]
    return vector_file(
        "early-stopping-dialects-frameworks",
        "early_stopping_frameworks.py",
        libraries,
        cases,
    )


def keras3_options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": patience(draw),
        "minDelta": draw.choice([1, 1, -1]) * min_delta(draw) + 0.0,
        "restoreBest": draw.random() < 0.7,
        **maybe(draw, 0.3, {"baseline": draw.choice([0.5, 1.0, 0.7, -1.0])}),
        **maybe(draw, 0.3, {"startEpoch": draw.randint(1, 4)}),
        **maybe(draw, 0.3, {"floatx": "float64"}),
    }


class FakeModel:
    """Its weights are the index of the check; setting them records which were restored."""

    def __init__(self) -> None:
        self.stop_training = False
        self.now = 0
        self.restored = None
        self.metrics = []

    def get_weights(self):
        return self.now

    def set_weights(self, weights) -> None:
        self.restored = weights


def keras3(options: Options, values: list[float]) -> Outcome:
    keras.config.set_floatx(options.get("floatx", "float32"))
    callback = keras.callbacks.EarlyStopping(
        monitor="metric",
        mode=options["mode"],
        patience=options["patience"],
        min_delta=options["minDelta"],
        baseline=options.get("baseline"),
        restore_best_weights=options["restoreBest"],
        start_from_epoch=options.get("startEpoch", 0),
    )
    model = FakeModel()
    callback.set_model(model)
    callback.on_train_begin()
    stop = None
    for epoch, value in enumerate(values):
        model.now = epoch
        callback.on_epoch_end(epoch, {"metric": value})
        if model.stop_training:
            stop = epoch
            break
    callback.on_train_end()
    keras.config.set_floatx("float32")
    return stop, callback.best, model.restored


def lightning_options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": patience(draw),
        "minDelta": draw.choice([1, 1, -1]) * min_delta(draw) + 0.0,
        "checkFinite": draw.random() < 0.4,
        **maybe(draw, 0.3, {"stopAt": draw.choice([0.5, 1.0, 0.0])}),
        **maybe(draw, 0.3, {"divergeAt": draw.choice([2.0, -0.5, 1.0])}),
    }


def lightning(options: Options, values: list[float]) -> Outcome:
    callback = LightningEarlyStopping(
        monitor="metric",
        mode=options["mode"],
        patience=options["patience"],
        min_delta=options["minDelta"],
        check_finite=options["checkFinite"],
        stopping_threshold=options.get("stopAt"),
        divergence_threshold=options.get("divergeAt"),
        check_on_train_epoch_end=True,
    )
    trainer = SimpleNamespace(
        callback_metrics={},
        current_epoch=0,
        fast_dev_run=False,
        sanity_checking=False,
        should_stop=False,
        state=SimpleNamespace(fn=TrainerFn.FITTING),
        strategy=SimpleNamespace(reduce_boolean_decision=lambda decision, all: decision),
    )
    for epoch, value in enumerate(values):
        trainer.current_epoch = epoch
        trainer.callback_metrics = {"metric": torch.tensor(value, dtype=torch.float64)}
        callback.on_train_epoch_end(trainer, None)
        if trainer.should_stop:
            return epoch, callback.best_score.item(), None
    return None, callback.best_score.item(), None


def flax_options(draw: random.Random) -> Options:
    return {
        "mode": "min",
        "patience": patience(draw),
        "minDelta": draw.choice([1, 1, -1]) * min_delta(draw) + 0.0,
    }


def flax(options: Options, values: list[float]) -> Outcome:
    state = FlaxEarlyStopping(min_delta=options["minDelta"], patience=options["patience"])
    for check, value in enumerate(values):
        state = state.update(value)
        if state.should_stop:
            return check, state.best_metric, None
    return None, state.best_metric, None


def huggingface_options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": patience(draw),
        "minDelta": draw.choice([1, 1, 1, -1]) * min_delta(draw) + 0.0,
        "restoreBest": draw.random() < 0.7,
    }


def huggingface(options: Options, values: list[float]) -> Outcome:
    """In the Trainer's order: evaluate, which calls the callback, then its own rule for the best metric."""
    callback = EarlyStoppingCallback(options["patience"], options["minDelta"])
    args = SimpleNamespace(
        metric_for_best_model="metric",
        greater_is_better=options["mode"] == "max",
        save_strategy=SaveStrategy.EPOCH,
        load_best_model_at_end=options["restoreBest"],
    )
    state, control = TrainerState(), TrainerControl()
    trainer = SimpleNamespace(args=args, state=state)
    stop = None
    for check, value in enumerate(values):
        state.global_step = check + 1
        metrics = {"eval_metric": value}
        callback.on_evaluate(args, state, control, metrics)
        Trainer._determine_best_metric(trainer, metrics, None)
        if control.should_training_stop:
            stop = check
            break
    step = state.best_global_step
    return stop, state.best_metric, step - 1 if step and options["restoreBest"] else None
