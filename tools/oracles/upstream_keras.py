"""Keras's tests of early stopping, of the plateau and of dropout, restated and played on Keras."""

import os

os.environ.setdefault("KERAS_BACKEND", "torch")

import numpy as np

from early_stopping_frameworks import keras3
from early_stopping_siblings import keras3 as keras3_plateau
from upstream_cases import Source, UpstreamCases
from upstream_keras_dropout import add_dropouts
from upstream_stopping import add_stop, rule
from vector_format import f64_hex, vector_file

PROJECT = "keras-team/keras"
FOLDER = "keras/src/callbacks"
STOPPING = Source(PROJECT, f"{FOLDER}/early_stopping_test.py", "136da6b4355b967d81fa134ed10461252aaec1de")
PLATEAU = Source(PROJECT, f"{FOLDER}/reduce_lr_on_plateau_test.py", "1cbb88bc30c2932ab53fa059f6cadb5cc6c31abd")

RESTORED = "test_early_stopping_final_weights_when_restoring_model_weights"
TURN = [10.0, 9.0, 8.0, 9.0, 8.9, 8.8, 8.7, 8.6, 8.5]
UNDER = {"patience": 5, "baseline": 0.5, "restoreBest": True}

# Test, options, values, the check that stops, the check whose weights remain.
STOPS = [
    *(("test_early_stopping_patience", {"patience": p}, TURN, max(p, 1) + 2, None) for p in (0, 1, 2, 3)),
    (RESTORED, {"patience": 2, "restoreBest": True}, [0.2, 0.15, 0.1, 0.11, 0.12], 4, 2),
    (RESTORED, UNDER, [0.9, 0.8, 0.7, 0.71, 0.72, 0.73], 4, 2),
    # Something else ends this one after four epochs.
    (RESTORED, UNDER, [0.9, 0.8, 0.7, 0.71], None, 2),
]

# What the modes of test_early_stopping mean: of two values, whether the second improves on the first.
MODES = [("max", [1.0, 2.0], 2), ("max", [2.0, 1.0], 1), ("min", [2.0, 1.0], 2), ("min", [1.0, 2.0], 1)]

# Test, options, epochs, the learning rate at the end (0.1 at the beginning), the tolerance; None for equal f32 numbers.
RATES = [
    ("test_reduces_lr_with_model_fit", {"minDelta": 100}, 2, 0.01, None),
    ("test_honors_min_lr", {"minDelta": 10, "minLearningRate": 0.005}, 4, 0.005, None),
    ("test_cooldown", {"minDelta": 100, "cooldown": 2}, 4, 0.001, 1e-6),
]


def generate() -> dict:
    cases = UpstreamCases()
    for test, options, values, stop, restored in STOPS:
        given = {"dialect": "keras3", "mode": "min", "minDelta": 0, "restoreBest": False, **options}
        stopped, _, kept = keras3(given, values)
        assert (stopped, kept) == (stop, restored), (test, stopped, kept)
        rules = [rule(given, values)]
        add_stop(cases, "upstream-keras", STOPPING.test(test), rules, stop, len(values), restored=restored)
    for mode, values, improvements in MODES:
        given = {"dialect": "keras3", "mode": mode, "minDelta": 0, "restoreBest": False, "patience": 2}
        assert keras3(given, values)[1] == values[improvements - 1]
        note = "the direction is given; Keras also guesses it from a metric's name"
        source = STOPPING.test("test_early_stopping", note)
        add_stop(cases, "upstream-keras", source, [rule(given, values)], None, 2, improvements=improvements)
    cases.restate(
        "upstream-keras.stopping-refused",
        STOPPING.test("test_early_stopping"),
        {"rule": {"dialect": "keras3", "monitor": "unknown", "mode": "min", "patience": 0}},
        {"code": "INVALID_OPTION"},
    )
    for test, options, checks, rate, tolerance in RATES:
        given = {"dialect": "keras3", "mode": "min", "patience": 1, "factor": 0.1, **options}
        losses = [1 / (epoch + 1) for epoch in range(checks)]
        assert abs(keras3_plateau(given, 0.1, losses)[1][-1] - float(np.float32(rate))) <= (tolerance or 0), test
        note = "the losses are any that gain less than minDelta"
        input = {"options": given, "learningRate": 0.1, "values": f64_hex(losses)}
        expect = {"last": f64_hex(float(np.float32(rate)))}
        cases.restate("upstream-keras.plateau", PLATEAU.test(test, note), input, expect, tolerance)
    add_dropouts(cases)
    return vector_file("upstream-keras", "upstream_keras.py", ["keras"], cases)
