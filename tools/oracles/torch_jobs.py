"""
Draws of PyTorch that depend on whether its kernels fuse a multiplication with an addition. This process fuses (AVX2 or
AVX-512); a second one is started for the kernels that do not.
"""

import json
import os
import subprocess
import sys

import numpy as np
import torch
from torch import nn


def draw(job: dict) -> tuple[list[np.ndarray], int]:
    """The arrays that a job draws after `manual_seed`, and the 64 bits that come next."""
    torch.manual_seed(job["seed"])
    arrays = [array.detach().numpy() for array in KINDS[job["kind"]](job)]
    return arrays, int(torch.empty(1, dtype=torch.int64).random_(-(2**63), None).item()) & (2**64 - 1)


def uniform(job: dict) -> list[torch.Tensor]:
    return [torch.empty(job["count"]).uniform_(job["from"], job["to"])]


def linear(job: dict) -> list[torch.Tensor]:
    return list(nn.Linear(job["inputs"], job["outputs"], bias=job["bias"]).parameters())


def conv2d(job: dict) -> list[torch.Tensor]:
    names = ["inChannels", "outChannels", "kernelSize"]
    inputs, outputs, kernel = (job[name] for name in names)
    kernel = tuple(kernel) if isinstance(kernel, list) else kernel
    return list(nn.Conv2d(inputs, outputs, kernel, groups=job["groups"], bias=job["bias"]).parameters())


def sequential(job: dict) -> list[torch.Tensor]:
    """The parameters of an `nn.Sequential` of a model's layers, in the order of their construction."""
    shape, layers = list(job["model"]["inputShape"]), []
    for layer in job["model"]["layers"]:
        if layer["kind"] == "dense":
            layers.append(nn.Linear(shape[0], layer["units"], bias=layer["bias"]))
            shape = [layer["units"]]
        elif layer["kind"] == "conv2d":
            kernel = layer["kernelSize"]
            options = {name: layer[name] for name in ("groups", "bias")}
            layers.append(nn.Conv2d(shape[0], layer["outChannels"], tuple(kernel), **options))
            shape = [layer["outChannels"], *(length - k + 1 for length, k in zip(shape[1:], kernel))]
        else:
            layers.append({"relu": nn.ReLU, "flatten": nn.Flatten, "dropout": nn.Dropout}[layer["kind"]]())
            shape = [int(np.prod(shape))] if layer["kind"] == "flatten" else shape
    return list(nn.Sequential(*layers).parameters())


KINDS = {"uniform": uniform, "linear": linear, "conv2d": conv2d, "sequential": sequential, "convolutional": sequential}


def draw_all(jobs: list[dict], variant: str) -> list[tuple[list[np.ndarray], int]]:
    if variant == "fma":
        assert torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512"), "this machine's kernels do not fuse"
        return [draw(job) for job in jobs]
    environment = {**os.environ, "ATEN_CPU_CAPABILITY": "default"}
    command = [sys.executable, __file__]
    reply = subprocess.run(command, input=json.dumps(jobs), env=environment, capture_output=True, text=True, check=True)
    return [
        ([np.frombuffer(bytes.fromhex(data), "<f4").reshape(shape) for shape, data in arrays], after)
        for arrays, after in json.loads(reply.stdout)
    ]


if __name__ == "__main__":
    assert torch.backends.cpu.get_cpu_capability() == "DEFAULT"
    results = [draw(job) for job in json.load(sys.stdin)]
    encode = lambda array: (list(array.shape), array.astype("<f4").tobytes().hex())
    print(json.dumps([([encode(array) for array in arrays], after) for arrays, after in results]))
