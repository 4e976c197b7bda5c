"""Flax's tests of its early stopping, restated and played on Flax."""

from early_stopping_frameworks import FlaxEarlyStopping
from upstream_cases import Source, UpstreamCases
from upstream_stopping import add_stop, rule
from vector_format import vector_file

TESTS = Source("google/flax", "tests/early_stopping_test.py", "442df07ca1a90f04c685cdae9f8e488bbffc2f83")

FLAT = [1.0] * 10
FALLING = [0.01, 0.005, 0.0033, 0.0025, 0.002, 0.0017, 0.0014, 0.0012, 0.0011, 0.001]


def creeping() -> list[float]:
    """From 1 down by 1e-4 a check, subtracted one after the other as the test does."""
    values, metric = [], 1.0
    for _ in range(100):
        metric -= 1e-4
        values.append(metric)
    return values


# Test, min_delta, patience, metrics, the check that stops, checks that improve or None if it is not asked.
RESTATED = [
    ("test_update", 0.0, 0, FLAT, 1, 1),
    ("test_patience", 0.0, 0, FLAT, 1, None),
    ("test_patience", 0.0, 6, FLAT, 7, None),
    ("test_delta", 0.0, 0, creeping(), None, None),
    ("test_delta", 1e-3, 0, creeping(), 1, None),
    ("test_delta", 1e-3, 1, FALLING, 6, 4),
]


def generate() -> dict:
    cases = UpstreamCases()
    for test, min_delta, patience, metrics, stop, improvements in RESTATED:
        require_true(min_delta, patience, metrics, stop, improvements)
        options = {"dialect": "flax", "mode": "min", "minDelta": min_delta, "patience": patience}
        more = {} if improvements is None else {"improvements": improvements}
        # Flax counts the checks that do not improve in test_update, of two; here the other one is counted.
        add_stop(cases, "upstream-flax", TESTS.test(test), [rule(options, metrics)], stop, len(metrics), **more)
    return vector_file("upstream-flax", "upstream_flax.py", ["flax"], cases)


def require_true(min_delta: float, patience: int, metrics: list[float], stop: int | None, improvements) -> None:
    state = FlaxEarlyStopping(min_delta=min_delta, patience=patience)
    improved, stopped = 0, None
    for check, metric in enumerate(metrics):
        state = state.update(metric)
        improved += state.has_improved
        if state.should_stop:
            stopped = check
            break
    assert stopped == stop, (stopped, stop)
    assert improvements in (None, improved), (improved, improvements)
