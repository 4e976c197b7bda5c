"""
PyTorch's tests of its dropouts, restated and run on PyTorch. Its input of 1000 numbers is a batch of 20 rows of 50.
"""

import numpy as np
import torch

from upstream_cases import Source, UpstreamCases
from upstream_dropout import add_dropout, add_missing_axes, add_refusal, deviation, fill_of, mean, normal_of
from upstream_laws import require_laws, values_of

TESTS = Source("pytorch/pytorch", "test/nn/test_dropout.py", "09d3a8687489ca4b89f667780644d6aceea9e30b")

SPATIAL = {"Dropout": [], "Dropout1d": [2], "Dropout2d": [2, 3], "Dropout3d": [2, 3, 4]}
"""The axes that each module's mask shares."""


def module(name: str, rate: float) -> dict:
    shared = {"sharedAxes": SPATIAL[name]} if SPATIAL[name] else {}
    return {"kind": "dropout", "rate": rate, **shared}


def of_torch(layer: dict) -> torch.nn.Module:
    if layer["kind"] == "dropout":
        names = {tuple(axes): name for name, axes in SPATIAL.items()}
        return getattr(torch.nn, names[tuple(layer.get("sharedAxes", []))])(layer["rate"])
    return {"alpha-dropout": torch.nn.AlphaDropout, "feature-alpha-dropout": torch.nn.FeatureAlphaDropout}[
        layer["kind"]
    ](layer["rate"])


def require_true(layer: dict, inputs: dict, laws: list[dict], gradient) -> None:
    torch.manual_seed(1234)  # PyTorch seeds its tests so: of few channels the mean would be off at others.
    draw = np.random.default_rng(0)
    made = of_torch(layer)
    x = torch.from_numpy(values_of(inputs, draw)).requires_grad_()
    y = made(x)
    if gradient is not None:
        y.backward(torch.from_numpy(values_of(gradient, draw)))
    grad = None if x.grad is None else x.grad.numpy()
    require_laws(laws, x.detach().numpy(), y.detach().numpy(), made.eval()(x).detach().numpy(), grad)


def add_dropouts(cases: UpstreamCases) -> None:
    def add(source: dict, layer: dict, inputs: dict, laws: list[dict], gradient=None) -> None:
        require_true(layer, inputs, laws, gradient)
        add_dropout(cases, "upstream-pytorch", source, layer, inputs, laws, gradient)

    add_alpha(add)
    for rate in (0, 1):
        source = TESTS.test("test_native_dropout_corner_case", "the fused operator is compared with what both must be")
        laws = [{"law": "evaluation"}, {"law": "gradient", "value": 1 - rate}]
        add(source, module("Dropout", rate), normal_of(1, 5), laws, fill_of(1, 1, 5))
    for name in SPATIAL:
        for rate in (-0.1, 1.1):
            add_refusal(cases, "upstream-pytorch", TESTS.test("test_invalid_dropout_p"), module(name, rate))

    shapes = {
        "Dropout": (20, 50),
        "Dropout1d": (15, 15, 15),
        "Dropout2d": (1000, 3, 4, 2),
        "Dropout3d": (1000, 3, 2, 4, 2),
    }
    for name, shape in shapes.items():
        add_means(add, name, shape)
    add_identities(add)
    for name, shape in [("Dropout1d", (10, 4, 2)), ("Dropout2d", (10, 4, 2, 2)), ("Dropout3d", (10, 4, 2, 2, 2))]:
        add(TESTS.test(f"test_{name}"), module(name, 0.5), fill_of(1, *shape), [{"law": "all-or-nothing", "from": 2}])
    add_axes(cases)


def add_means(add, name: str, shape: tuple) -> None:
    """Of 1 - p everywhere, mean output and mean gradient are 1 - p; evaluation changes nothing."""
    keep = 1 - 0.2
    laws = [mean(keep, 0.05), mean(keep, 0.05, "gradient"), {"law": "evaluation"}]
    filled = fill_of(keep, *shape)
    note = None if name == "Dropout" else "lengths that the test draws, taken from their ranges"
    add(TESTS.test(f"test_{name}", note), module(name, 0.2), filled, laws, filled)


def add_identities(add) -> None:
    """At a rate of 0, and of next to 0, the output is the input; memory layouts are not ours to have."""
    for name in ("Dropout", "Dropout2d"):
        for rate in (0, 1e-10):
            add(TESTS.test(f"test_{name}"), module(name, rate), fill_of(1, 2, 3, 3, 3), [{"law": "identity"}])
    for rate in (1e-10, 0.3, 0.5, 0.7):
        last = {"law": "identity" if rate == 1e-10 else "not-identity"}
        # 0.5 and half of the mean of 1 is what the test allows.
        add(TESTS.test("test_Dropout"), module("Dropout", rate), fill_of(1, 2, 3, 4, 5), [mean(1, 1), last])


def add_alpha(add) -> None:
    """Mean and deviation stay within 0.1 of the input's."""
    laws = [mean("input", 0.1), deviation("input", 0.1)]
    for rate in (0.2, 0.5, 0.8):
        layer = {"kind": "alpha-dropout", "rate": rate}
        add(TESTS.test("test_AlphaDropout", "5000 numbers in rows of 50"), layer, normal_of(100, 50), laws)
        layer = {"kind": "feature-alpha-dropout", "rate": rate}
        note = "lengths that the test draws, taken from their ranges"
        add(TESTS.test("test_FeatureAlphaDropout", note), layer, normal_of(1000, 3, 2, 4, 2), laws)
        note = "maps of 8 times 8 for 64 times 64"
        add(TESTS.test("test_FeatureAlphaDropout", note), layer, normal_of(50, 20, 8, 8), laws)


def add_axes(cases: UpstreamCases) -> None:
    """An input without the axes that a mask shares. PyTorch refuses one and warns of the others."""
    warns = "PyTorch warns and goes on"
    for name, row, note in [
        ("Dropout1d", [2], "a vector alone is a row here"),
        ("Dropout2d", [2], warns),
        ("Dropout2d", [2, 2], warns),
        ("Dropout3d", [2, 2], warns),
    ]:
        add_missing_axes(cases, "upstream-pytorch", TESTS.test(f"test_{name}", note), module(name, 0.5), row)
