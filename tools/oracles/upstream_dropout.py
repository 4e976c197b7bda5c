"""
A test of a dropout layer, restated: a layer, an input, and the laws that the test asserts of output and gradient.

Where a test asserts something of random draws, so does its restatement, of the draws that our seeds give. The laws:

- `shape`: the output has the input's shape.
- `identity`, `not-identity`: the output is, or is not, the input.
- `evaluation`: without a mask the output is the input, and the gradient is what was given.
- `mean`, `deviation`, `maximum`: of the output or the input gradient (`of`), `near` a number (or the `input`'s own)
  `within` a distance.
- `alike`: the elements at indices 0 and 1 along `axes` are equal.
- `all-or-nothing`: for each index of the first `from` axes, none or all of the elements are 0.
- `kept-scaled`: an element is 0 or `scale` times the input `within` a distance.
- `gradient`: every element of the input gradient of the output's sum is `value`.
"""

import numpy as np

from upstream_cases import UpstreamCases
from vector_format import f32_hex

SEED = 0x5EED


def data(values, shape: list[int]) -> dict:
    """An input whose numbers are given."""
    return {"shape": shape, "data": f32_hex(np.asarray(values).reshape(-1))}


def fill_of(value: float, *shape: int) -> dict:
    """An input of one number."""
    return {"shape": list(shape), "fill": value}


def normal_of(*shape: int) -> dict:
    """An input of normal draws of our own: `normal(keyFromSeed(1), size)`."""
    return {"shape": list(shape), "normal": 1}


def uniform_of(*shape: int) -> dict:
    """An input of uniform draws of our own: `uniform(keyFromSeed(1), size)`."""
    return {"shape": list(shape), "uniform": 1}


def mean(near, within: float, of: str = "output") -> dict:
    return {"law": "mean", "of": of, "near": near, "within": within}


def deviation(near, within: float, of: str = "output") -> dict:
    return {"law": "deviation", "of": of, "near": near, "within": within}


GROUPS = {
    "alpha-dropout": "alpha",
    "feature-alpha-dropout": "alpha",
    "gaussian-dropout": "gaussian",
    "gaussian-noise": "gaussian",
}
"""The layers by what specifies them; dropout with shared axes is a group of its own."""


def add_dropout(
    cases: UpstreamCases, project: str, source: dict, layer: dict, inputs: dict, laws: list[dict], gradient=None
) -> None:
    """`gradient` is that of the output, like an input; given where a law is about the input gradient."""
    shares = layer["kind"] == "dropout" and "sharedAxes" in layer
    group = "shared-axes" if shares else GROUPS.get(layer["kind"], "dropout")
    given = {"dropout": layer, "seed": hex(SEED), "inputs": inputs}
    if gradient is not None:
        given["outputGradient"] = gradient
    cases.restate(f"{project}.{group}", source, given, {"laws": laws})


def add_refusal(cases: UpstreamCases, project: str, source: dict, layer: dict) -> None:
    """A layer that may not be made, for its rate or for its shared axes."""
    group = "dropout-refused" if not 0 <= layer["rate"] <= 1 else "axes-refused"
    cases.restate(f"{project}.{group}", source, {"dropout": layer}, {"code": "INVALID_OPTION"})


def add_missing_axes(cases: UpstreamCases, project: str, source: dict, layer: dict, row: list[int]) -> None:
    """A layer that may not stand where a row has this shape, which lacks an axis that it shares."""
    cases.restate(f"{project}.axes-refused", source, {"dropout": layer, "row": row}, {"code": "SHAPE_MISMATCH"})
