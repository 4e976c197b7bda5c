"""
What shares early stopping's monitor: ReduceLROnPlateau of PyTorch and Keras 3, and Keras 3's ModelCheckpoint, driven;
and Lockstep's own rule for saving the best, from its specification.
"""

import math
import os
import random
import warnings

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import torch  # noqa: E402

from early_stopping_cases import DIGITS, Options, maybe, min_delta, mode, palette, played, sequence  # noqa: E402
from early_stopping_frameworks import FakeModel  # noqa: E402
from vector_format import Cases, f64_hex, vector_file  # noqa: E402

OPTION_SETS = 40
SEQUENCES = 4


def generate() -> dict:
    warnings.filterwarnings("ignore")
    cases = Cases()
    add_plateaus(cases, "pytorch", pytorch_options, pytorch)
    add_plateaus(cases, "keras3", keras3_options, keras3)
    add_checkpoints(cases, "best", best_options, save_best)
    add_checkpoints(cases, "keras3", keras3_checkpoint_options, model_checkpoint)
    return vector_file(
        "early-stopping-siblings", "early_stopping_siblings.py", ["torch", "keras"], cases
    )


def add_plateaus(cases: Cases, dialect: str, draw_options, play) -> None:
    draw = random.Random(f"plateau, {dialect}")
    for _ in range(OPTION_SETS):
        options = {"dialect": dialect, **draw_options(draw)}
        rate = draw.choice([0.1, 0.05, 1.0, 3e-8])
        values, edge = palette(draw, {"minDelta": options.get("minDelta", 1e-4)})
        texts = [sequence(draw, values, edge, options["mode"]) for _ in range(SEQUENCES)]
        given = {"options": options, "learningRate": rate, "palette": f64_hex(values), "sequences": texts}
        runs = [play(options, rate, played(values, text)) for text in texts]
        expect = {
            "reductions": [changes(rates) for _, rates in runs],
            "learningRate": [f64_hex(rates[-1]) for _, rates in runs],
            "best": [f64_hex(best) for best, _ in runs],
        }
        cases.add(f"plateau.{dialect}", "exact", given, expect)


def changes(rates: list[float]) -> list[int]:
    """The checks that changed the learning rate; the first element is the rate before any check."""
    return [check for check in range(len(rates) - 1) if rates[check + 1] != rates[check]]


def common_options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": draw.choice([0, 0, 1, 1, 2, 3]),
        "factor": draw.choice([0.1, 0.5, 0.3]),
        **maybe(draw, 0.7, {"minDelta": draw.choice([0.0, 0.1, 0.3, 1e-3])}),
        **maybe(draw, 0.4, {"cooldown": draw.randint(1, 3)}),
        **maybe(draw, 0.3, {"minLearningRate": draw.choice([0.02, 0.01])}),
    }


def pytorch_options(draw: random.Random) -> Options:
    return {
        **common_options(draw),
        **maybe(draw, 0.4, {"minDeltaMode": "absolute"}),
        **maybe(draw, 0.2, {"eps": 0.02}),
    }


def pytorch(options: Options, rate: float, values: list[float]) -> tuple[float, list[float]]:
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=rate)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimizer,
        mode=options["mode"],
        factor=options["factor"],
        patience=options["patience"],
        threshold=options.get("minDelta", 1e-4),
        threshold_mode={"absolute": "abs"}.get(options.get("minDeltaMode"), "rel"),
        cooldown=options.get("cooldown", 0),
        min_lr=options.get("minLearningRate", 0),
        eps=options.get("eps", 1e-8),
    )
    rates = [rate]
    for value in values:
        scheduler.step(value)
        rates.append(optimizer.param_groups[0]["lr"])
    return scheduler.best, rates


def keras3_options(draw: random.Random) -> Options:
    return common_options(draw)


def keras3(options: Options, rate: float, values: list[float]) -> tuple[float, list[float]]:
    model = FakeModel()
    model.optimizer = keras.optimizers.SGD(learning_rate=rate)
    callback = keras.callbacks.ReduceLROnPlateau(
        monitor="metric",
        mode=options["mode"],
        factor=options["factor"],
        patience=options["patience"],
        min_delta=options.get("minDelta", 1e-4),
        cooldown=options.get("cooldown", 0),
        min_lr=options.get("minLearningRate", 0.0),
    )
    callback.set_model(model)
    callback.on_train_begin()
    current = lambda: float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))  # noqa: E731
    rates = [current()]
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {"metric": value})
        rates.append(current())
    return callback.best, rates


def add_checkpoints(cases: Cases, name: str, draw_options, play) -> None:
    draw = random.Random(f"checkpoint, {name}")
    for _ in range(OPTION_SETS):
        options = draw_options(draw)
        values, edge = palette(draw, options)
        texts = [sequence(draw, values, edge, options["mode"]) for _ in range(SEQUENCES)]
        given = {"options": options, "palette": f64_hex(values), "sequences": texts}
        saved = [play(options, played(values, text)) for text in texts]
        expect = {"saved": ["".join(DIGITS[epoch] for epoch in epochs) for epochs in saved]}
        cases.add(f"checkpoint.{name}", "exact", given, expect)


def best_options(draw: random.Random) -> Options:
    initial = {"initialValue": draw.choice([0.5, 1.0, 0.0])}
    return {"mode": mode(draw), "minDelta": min_delta(draw), **maybe(draw, 0.4, initial)}


def save_best(options: Options, values: list[float]) -> list[int]:
    """The epochs that are saved: each finite value better than the last saved one by more than minDelta."""
    saved, best = [], options.get("initialValue")
    for epoch, value in enumerate(values):
        if not math.isfinite(value):
            continue
        gain = math.inf if best is None else best - value if options["mode"] == "min" else value - best
        if gain > options["minDelta"]:
            saved.append(epoch)
            best = value
    return saved


def keras3_checkpoint_options(draw: random.Random) -> Options:
    initial = {"initialValue": draw.choice([0.5, 1.0, 0.0])}
    return {"dialect": "keras3", "mode": mode(draw), **maybe(draw, 0.4, initial)}


class SavingModel(FakeModel):
    """Notes the epoch at which it is saved."""

    def __init__(self) -> None:
        super().__init__()
        self.saved = []

    def save_weights(self, _path, overwrite: bool) -> None:
        self.saved.append(self.now)


def model_checkpoint(options: Options, values: list[float]) -> list[int]:
    callback = keras.callbacks.ModelCheckpoint(
        "best.weights.h5",
        monitor="metric",
        mode=options["mode"],
        save_best_only=True,
        save_weights_only=True,
        initial_value_threshold=options.get("initialValue"),
    )
    model = SavingModel()
    callback.set_model(model)
    for epoch, value in enumerate(values):
        model.now = epoch
        callback.on_epoch_end(epoch, {"metric": value})
    return model.saved
