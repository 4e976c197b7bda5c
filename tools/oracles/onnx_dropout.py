"""The twelve node tests of ONNX's operator Dropout, as the package makes them."""

import warnings

import numpy as np
from onnx import numpy_helper
from onnx.backend.test.case.node import collect_testcases
from onnx.helper import get_attribute_value

from vector_format import Cases, f32_hex, mask, vector_file

RELATIVE = 1e-3
"""ONNX's own tolerance, to which it adds 1e-7."""


def generate() -> dict:
    cases = Cases()
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # It makes the tests of all operators first, some of which overflow on purpose.
        warnings.simplefilter("ignore")
        tests = [test for test in collect_testcases("Dropout") if "dropout" in test.name]
    assert len(tests) == 12, [test.name for test in tests]
    for test in sorted(tests, key=lambda test: test.name):
        (node,) = test.model.graph.node
        ((inputs, outputs),) = test.data_sets
        inputs, outputs = ([to_array(value) for value in values] for values in (inputs, outputs))
        attributes = {attribute.name: get_attribute_value(attribute) for attribute in node.attribute}
        x, ratio, training = (inputs + [None, None])[:3]
        # Until opset 11 the ratio was an attribute; a float of 32 bits, as it is as an input.
        ratio = attributes.get("ratio", ratio)
        given = {"test": test.name, "data": f32_hex(x)}
        if ratio is not None:
            given["ratio"] = float(np.float32(ratio))
        if training is not None:
            given["trainingMode"] = bool(training)
        if "seed" in attributes:
            given["seed"] = int(attributes["seed"])
        expect = {"output": f32_hex(outputs[0])}
        if len(outputs) > 1:
            expect["mask"] = mask(outputs[1])
        require_restated(x, given, outputs)
        cases.add("onnx.dropout", "relative", given, expect, RELATIVE, "element")
    return vector_file("onnx-dropout", "onnx_dropout.py", ["onnx", "numpy"], cases)


def to_array(value) -> np.ndarray:
    return numpy_helper.to_array(value) if hasattr(value, "raw_data") else np.asarray(value)


def require_restated(x: np.ndarray, given: dict, outputs: list[np.ndarray]) -> None:
    """The rule on raw words of the Mersenne Twister gives the same masks, and outputs within the tolerance."""
    keep, scale = np.ones(x.size, bool), 1.0
    ratio = given.get("ratio", 0.5)
    if given.get("trainingMode", False) and ratio > 0:
        words = np.random.RandomState(given.get("seed", 0))._bit_generator.random_raw(2 * x.size)
        keep = (words[0::2] >> 5) * 2**26 + (words[1::2] >> 6) >= ratio * 2**53
        scale = 1 / (1 - ratio)
    np.testing.assert_allclose(outputs[0].reshape(-1), keep * x.reshape(-1) * scale, RELATIVE, 1e-7)
    if len(outputs) > 1:
        np.testing.assert_array_equal(outputs[1].reshape(-1), keep)
