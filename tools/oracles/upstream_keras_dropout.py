"""Keras's tests of its layers that draw, restated and run on Keras."""

import math
import os

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras
import numpy as np

from upstream_cases import Source, UpstreamCases
from upstream_dropout import add_dropout, add_refusal, deviation, fill_of, mean, uniform_of
from upstream_laws import require_laws, values_of

FOLDER = "keras/src/layers/regularization"


def source_of(name: str, commit: str) -> Source:
    return Source("keras-team/keras", f"{FOLDER}/{name}_test.py", commit)


DROPOUT = source_of("dropout", "43b31f1032b6dabc6ff150501986a8a0186c7e1c")
SPATIAL = source_of("spatial_dropout", "1cbb88bc30c2932ab53fa059f6cadb5cc6c31abd")
ALPHA = source_of("alpha_dropout", "4977afaaf6969278ff6b1d70daf0e644697fb052")
GAUSSIAN = source_of("gaussian_dropout", "51d7e77046f5b562fbde669068a29b4b33e1f745")
NOISE = source_of("gaussian_noise", "3859fb42a8e103c6d8f1c5dd9e219d9e59a8e522")

ONES = fill_of(1, 20, 500)
SEQUENCE = fill_of(1, 20, 5, 10)
SHAPE = [{"law": "shape"}]
NOISE_SHAPE = "the noise shape is told by its shared axis"


def dropout(rate: float, **more) -> dict:
    return {"kind": "dropout", "rate": rate, **more}


def of_keras(layer: dict, shape: list[int]) -> keras.layers.Layer:
    """Spatial dropout is told by its noise shape too: that is what Keras makes of it."""
    match layer["kind"]:
        case "gaussian-dropout":
            return keras.layers.GaussianDropout(layer["rate"], seed=1337)
        case "gaussian-noise":
            return keras.layers.GaussianNoise(layer["standardDeviation"], seed=1337)
    noise_shape = [1 if axis in layer.get("sharedAxes", []) else length for axis, length in enumerate(shape)]
    made = keras.layers.Dropout if layer["kind"] == "dropout" else keras.layers.AlphaDropout
    return made(layer["rate"], noise_shape=noise_shape, seed=1337)


def require_true(layer: dict, inputs: dict, laws: list[dict]) -> None:
    x = values_of(inputs, np.random.default_rng(0))
    made = of_keras(layer, inputs["shape"])
    y, evaluated = (keras.ops.convert_to_numpy(made(x, training=training)) for training in (True, False))
    require_laws(laws, x, y, evaluated)


def add_dropouts(cases: UpstreamCases) -> None:
    def add(source: dict, layer: dict, inputs: dict, laws: list[dict]) -> None:
        require_true(layer, inputs, laws)
        add_dropout(cases, "upstream-keras", source, layer, inputs, laws)

    def refuse(source: dict, layer: dict) -> None:
        add_refusal(cases, "upstream-keras", source, layer)

    add(DROPOUT.test("test_dropout_basics"), dropout(0.2), uniform_of(2, 3), SHAPE)
    maximum = {"law": "maximum", "of": "output", "near": 2, "within": 1e-6}
    add(DROPOUT.test("test_dropout_rescaling"), dropout(0.5), ONES, [mean(1, 0.02), maximum])
    for kind in ("dynamic", "static"):
        source = DROPOUT.test(f"test_dropout_partial_noise_shape_{kind}", NOISE_SHAPE)
        add(source, dropout(0.5, sharedAxes=[1]), SEQUENCE, [{"law": "alike", "axes": [1]}])
    refuse(DROPOUT.test("test_dropout_negative_rate"), dropout(-0.5))
    refuse(DROPOUT.test("test_dropout_rate_greater_than_one"), dropout(1.5))
    refuse(DROPOUT.test("test_validate_noise_shape_non_iterable"), dropout(0.5, sharedAxes="Invalid"))
    refuse(DROPOUT.test("test_validate_noise_shape_invalid_type"), dropout(0.5, sharedAxes=[1.5]))
    refuse(DROPOUT.test("test_validate_noise_shape_negative_value"), dropout(0.5, sharedAxes=[-1]))

    add_spatial(add)

    add(ALPHA.test("test_alpha_dropout_basics"), alpha(0.2), uniform_of(2, 3), SHAPE)
    add(ALPHA.test("test_alpha_dropout_correctness"), alpha(0.3), ONES, [deviation(1, 0.1)])
    for kind in ("dynamic", "static"):
        source = ALPHA.test(f"test_alpha_dropout_partial_noise_shape_{kind}", NOISE_SHAPE)
        add(source, alpha(0.5, sharedAxes=[1]), SEQUENCE, [{"law": "alike", "axes": [1]}])
    refuse(ALPHA.test("test_alpha_dropout_negative_rate"), alpha(-0.5))
    refuse(ALPHA.test("test_alpha_dropout_rate_greater_than_one"), alpha(1.5))

    gaussian = {"kind": "gaussian-dropout"}
    add(GAUSSIAN.test("test_gaussian_dropout_basics"), {**gaussian, "rate": 0.2}, uniform_of(2, 3), SHAPE)
    near = deviation(math.sqrt(0.3 / (1 - 0.3)), 0.02)
    add(GAUSSIAN.test("test_gaussian_dropout_correctness"), {**gaussian, "rate": 0.3}, ONES, [near])
    noise = {"kind": "gaussian-noise"}
    add(NOISE.test("test_gaussian_noise_basics"), {**noise, "standardDeviation": 0.2}, uniform_of(2, 3), SHAPE)
    near = deviation(0.3, 0.02)
    add(NOISE.test("test_gaussian_noise_correctness"), {**noise, "standardDeviation": 0.3}, ONES, [near])


def alpha(rate: float, **more) -> dict:
    return {"kind": "alpha-dropout", "rate": rate, **more}


def add_spatial(add) -> None:
    """Keras's default has the channels last, so that its spatial axes begin at 1."""
    last = "channels last"
    both = [{"law": "shape"}, {"law": "evaluation"}]
    add(SPATIAL.test("test_spatial_dropout_1d", last), dropout(0.5, sharedAxes=[1]), uniform_of(2, 3, 4), both)
    add(SPATIAL.test("test_spatial_dropout_2d", last), dropout(0.5, sharedAxes=[1, 2]), uniform_of(2, 3, 4, 5), SHAPE)
    add(SPATIAL.test("test_spatial_dropout_2d"), dropout(0.5, sharedAxes=[2, 3]), uniform_of(2, 3, 4, 5), SHAPE)
    shape = (2, 3, 4, 4, 5)
    add(SPATIAL.test("test_spatial_dropout_3d", last), dropout(0.5, sharedAxes=[1, 2, 3]), uniform_of(*shape), SHAPE)
    add(SPATIAL.test("test_spatial_dropout_3d"), dropout(0.5, sharedAxes=[2, 3, 4]), uniform_of(*shape), SHAPE)
    for name, shape, axes, note in [
        ("1D", (10, 3, 10), [1], last),
        ("2D", (10, 3, 3, 10), [1, 2], last),
        ("2D", (10, 10, 3, 3), [2, 3], None),
        ("3D", (10, 3, 3, 3, 10), [1, 2, 3], last),
        ("3D", (10, 10, 3, 3, 3), [2, 3, 4], None),
    ]:
        source = SPATIAL.test(f"test_spatial_dropout_{name}_correctness", note)
        add(source, dropout(0.5, sharedAxes=axes), fill_of(1, *shape), [{"law": "alike", "axes": axes}])
