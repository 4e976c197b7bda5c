"""PyTorch's default initial weights, with the kernels that fuse a multiplication with an addition and those that do not."""

import math

import numpy as np

import torch_jobs
from initial_weights import weight_and_output_shape
from torch_cpu_rules import Rules
from vector_format import Cases, seed_hex, tensor, tensor_digest, u32_hex, vector_file

LARGEST_LISTED = 300


def dense(units: int, bias: bool = True) -> dict:
    return {"kind": "dense", "units": units, "bias": bias}


def conv2d(channels: int, kernel: list[int], groups: int = 1, bias: bool = True) -> dict:
    return {"kind": "conv2d", "outChannels": channels, "kernelSize": kernel, "groups": groups, "bias": bias}


RELU, FLATTEN, DROPOUT = {"kind": "relu"}, {"kind": "flatten"}, {"kind": "dropout", "rate": 0.5}
LINEAR = [
    # seed, inputs, outputs, bias
    (0, 3, 2, True),
    (42, 3, 2, True),
    (42, 1, 1, True),
    (42, 7, 5, False),
    (2**32 + 42, 20, 8, True),
    (2**64 - 1, 49, 6, True),
    (1234, 784, 128, True),
]
CONV2D = [
    # seed, channels in and out, kernel, groups, bias
    (0, 1, 2, 3, 1, True),
    (42, 3, 4, [3, 2], 1, True),
    (42, 6, 6, 3, 6, True),
    (7, 8, 4, 1, 2, False),
    (1234, 16, 32, 5, 1, True),
]
MODELS = [
    # seed, shape of one row, layers
    (42, [3], [dense(2)]),
    (42, [4], [dense(3, bias=False), dense(2), dense(2, bias=False)]),
    (1234, [20], [dense(8), RELU, DROPOUT, dense(4)]),
    (2**64 - 1, [2, 3, 4], [FLATTEN, dense(10)]),
    (42, [784], [dense(128), RELU, DROPOUT, dense(10)]),
]
CONVOLUTIONAL = [
    (42, [1, 6, 6], [conv2d(3, [3, 2]), RELU, conv2d(4, [2, 2], bias=False), FLATTEN, dense(2)]),
    (2**64 - 1, [4, 3, 3], [conv2d(4, [3, 3], groups=4), conv2d(6, [1, 1], groups=2)]),
]


def generate() -> dict:
    jobs = [
        *({"kind": "linear", "seed": s, "inputs": i, "outputs": o, "bias": b} for s, i, o, b in LINEAR),
        *(
            {"kind": "conv2d", "seed": s, "inChannels": i, "outChannels": o, "kernelSize": k, "groups": g, "bias": b}
            for s, i, o, k, g, b in CONV2D
        ),
        *({"kind": "sequential", "seed": s, "model": {"inputShape": i, "layers": l}} for s, i, l in MODELS),
        *(
            {"kind": "convolutional", "seed": s, "model": {"inputShape": i, "layers": l}}
            for s, i, l in CONVOLUTIONAL
        ),
    ]
    cases = Cases()
    for variant in ("fma", "nofma"):
        for job, (arrays, after) in zip(jobs, torch_jobs.draw_all(jobs, variant)):
            rules = Rules(job["seed"])
            for array, restated in zip(arrays, restate(rules, job, variant), strict=True):
                np.testing.assert_array_equal(array, restated)
            assert rules.random64(1) == after
            listed = [tensor(a) if a.size <= LARGEST_LISTED else tensor_digest(a) for a in arrays]
            expect = {"parameters": listed, "next": u32_hex([after >> 32, after & 0xFFFFFFFF])}
            cases.add(f"torch.{job['kind']}", "exact", {**job, "seed": seed_hex(job["seed"]), "variant": variant}, expect)
    return vector_file("torch-initial-weights", "torch_initial_weights.py", ["torch", "numpy"], cases)


def restate(rules: Rules, job: dict, variant: str) -> list[np.ndarray]:
    if job["kind"] == "linear":
        return rules.default_init([job["outputs"], job["inputs"]], job["bias"], variant)
    if job["kind"] == "conv2d":
        kernel = job["kernelSize"] if isinstance(job["kernelSize"], list) else [job["kernelSize"]] * 2
        shape = [job["outChannels"], job["inChannels"] // job["groups"], *kernel]
        return rules.default_init(shape, job["bias"], variant)
    shape, parameters = job["model"]["inputShape"], []
    for layer in job["model"]["layers"]:
        weight, shape = weight_and_output_shape(layer, [math.prod(shape)] if layer["kind"] == "flatten" else shape)
        if weight is not None:
            parameters += rules.default_init(weight, layer["bias"], variant)
    return parameters
