"""Runs exported files by ONNX's reference evaluator, which has nothing of PyTorch, with Lockstep's dropout masks."""

import numpy as np
import onnx
from onnx.reference import ReferenceEvaluator
from onnx.reference.op_run import OpRun

import exported_twins
from dropout_masks import scale


def evaluate(
    proto: onnx.ModelProto,
    inputs: np.ndarray,
    dropout: "exported_twins.Dropout | None" = None,
    step: int = 0,
    outputs: list[str] | None = None,
) -> np.ndarray | list[np.ndarray]:
    """
    The output, or the named ones. A Dropout node's site is the number of those that ran before it; it takes a mask even
    if it does not say that it trains, as those of attention do not.
    """
    sites = iter(range(1_000))

    class Dropout(OpRun):
        op_domain = ""

        def _run(self, x, ratio=None, training_mode=None, seed=None):
            site = next(sites)
            if dropout is None:
                return x, np.ones(x.shape, bool)
            rate = dropout.rates[site]
            assert np.float32(ratio) == np.float32(rate) or (rate == 0 and not training_mode)
            keep = exported_twins.keep_mask(dropout.seed, site, step, rate, x.shape)
            return np.where(keep, x * scale(rate), np.float32(0)), keep

    results = ReferenceEvaluator(proto, new_ops=[Dropout]).run(outputs, {"input": inputs})
    return results if outputs else results[0]
