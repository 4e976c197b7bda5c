"""Lightning's tests of its early stopping, restated and played on Lightning."""

import math

from early_stopping_frameworks import lightning as play
from upstream_cases import Source, UpstreamCases
from upstream_stopping import add_stop, rule
from vector_format import vector_file

TESTS = Source(
    "Lightning-AI/pytorch-lightning",
    "tests/tests_pytorch/callbacks/test_early_stopping.py",
    "014994ad91a56a71bbe3d6675f42b6f125789a26",
)

VALLEY = [8, 4, 2, 3, 4, 5, 8, 10]
PATIENCE = [([6, 5, 5, 5, 5, 5], 3, 4), ([6, 5, 4, 4, 3, 3], 1, 3), ([6, 5, 6, 5, 5, 5], 3, 4)]

# Test, options, values, the check that stops, the reason.
RESTATED = [
    *(("test_early_stopping_patience", {"patience": p}, losses, stop, "patience") for losses, p, stop in PATIENCE),
    *(
        ("test_early_stopping_patience_train", {"patience": p}, losses, stop, "patience")
        for losses, p, stop in PATIENCE
    ),
    ("test_early_stopping_thresholds", {}, VALLEY, 5, "patience"),
    ("test_early_stopping_thresholds", {"stopAt": 2.9}, [9, 8, 7, 6, 5, 6, 4, 3, 2, 1], 8, "threshold"),
    ("test_early_stopping_thresholds", {"divergeAt": 15.9}, [9, 4, 2, 16, 32, 64], 3, "divergence"),
    ("test_early_stopping_on_non_finite_monitor", {"checkFinite": True}, [4, 3, math.inf, 2, 1], 2, "non-finite"),
    ("test_early_stopping_on_non_finite_monitor", {"checkFinite": True}, [4, 3, math.nan, 2, 1], 2, "non-finite"),
    ("test_early_stopping_reasons", {"patience": 2}, [10.0] * 10, 2, "patience"),
    ("test_early_stopping_reasons", {"stopAt": 0.6}, [5.0, 3.0, 1.0, 0.5], 3, "threshold"),
    ("test_early_stopping_reasons", {"divergeAt": 8.0}, [1.0, 2.0, 5.0, 10.0], 3, "divergence"),
    ("test_early_stopping_reasons", {"checkFinite": True}, [1.0, 0.5, math.nan], 2, "non-finite"),
    ("test_early_stopping_reasons", {"patience": 3}, [5.0, 4.0, 3.0], None, None),
]

# Several rules, each with its metric: the first to stop ends training. The second test of three has two processes.
ABC, CBA = ({"patience": 3}, VALLEY), ({"patience": 3}, [0] * 8)
TWO_RANKS = [({"patience": 1}, [8, 4, 10, 10, 10, 10, 10, 10]), ({"patience": 1}, VALLEY), CBA, CBA]
MULTIPLE = [([ABC, CBA], 3), ([CBA, ABC], 3), (TWO_RANKS, 2)]


def generate() -> dict:
    cases = UpstreamCases()
    for test, options, values, stop, reason in RESTATED:
        given = complete(options)
        assert play(given, values)[0] == stop, (test, options)
        add_stop(cases, "upstream-lightning", TESTS.test(test), [rule(given, values)], stop, len(values), reason=reason)
    for rules, stop in MULTIPLE:
        given = [(complete(options), values) for options, values in rules]
        stops = [play(options, values)[0] for options, values in given]
        assert min(check for check in stops if check is not None) == stop, stops
        note = "a rule for each of two processes, of which any stops both" if rules is TWO_RANKS else None
        source = TESTS.test("test_multiple_early_stopping_callbacks", note)
        add_stop(cases, "upstream-lightning", source, [rule(*one) for one in given], stop, len(VALLEY))
    # A metric that never moves, looked at after every second epoch: the second look stops, at the fourth epoch.
    note = "the test's verdicts, go on and then stop, are those of a patience of 1 on its constant metric"
    source = TESTS.test("test_check_on_train_epoch_end_smart_handling[check_val_every_n_epoch]", note)
    every = {**complete({"patience": 1}), "checkEvery": {"epochs": 2}}
    add_stop(cases, "upstream-lightning", source, [rule(every, [1] * 5)], 3, 5)
    cases.restate(
        "upstream-lightning.stopping-refused",
        TESTS.test("test_early_stopping_mode_options"),
        {"rule": {"dialect": "lightning", "monitor": "validationLoss", "mode": "unknown_option"}},
        {"code": "INVALID_OPTION"},
    )
    return vector_file("upstream-lightning", "upstream_lightning.py", ["lightning"], cases)


def complete(options: dict) -> dict:
    return {"dialect": "lightning", "mode": "min", "patience": 3, "minDelta": 0, "checkFinite": True, **options}
