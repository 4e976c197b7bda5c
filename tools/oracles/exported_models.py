"""
The small networks that PyTorch exports for `exported.py`, and the batches they are trained on.

Those that `state_dicts.py` has too are its modules, narrower. Parameters come from its `fill`, so that no two tensors
are equal. The models called `tied` are as PyTorch initialises them: norms are all ones and zeros, layers of an encoder
are equal, and exporters merge what is equal.
"""

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn

import streams
from state_dicts import SmallAlexNet, SmallResNet, TransformerEncoder, fill

ROWS, STEPS = 6, 5
INPUT_STREAM, LABEL_STREAM = 900, 901
"""First numbers of the streams of inputs and labels; the second is the step."""


class LeNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.conv1, self.conv2 = nn.Conv2d(1, 4, 5, padding=2), nn.Conv2d(4, 6, 3)
        self.fc1, self.fc2, self.fc3 = nn.Linear(24, 16), nn.Linear(16, 12), nn.Linear(12, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pool = nn.functional.avg_pool2d
        x = pool(torch.tanh(self.conv1(x)), 2)
        x = pool(torch.tanh(self.conv2(x)), 2).flatten(1)
        return self.fc3(torch.tanh(self.fc2(torch.tanh(self.fc1(x)))))


def mlp() -> nn.Module:
    return nn.Sequential(
        nn.Linear(10, 16),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(16, 12),
        nn.Tanh(),
        nn.Dropout(0.2),
        nn.Linear(12, 4),
    )


def separable() -> nn.Module:
    """The last norm stands behind an activation, where nothing folds it. One depthwise convolution doubles channels."""
    return nn.Sequential(
        nn.Conv2d(2, 6, 3, stride=2, padding=1, bias=False),
        nn.BatchNorm2d(6),
        nn.Hardswish(),
        nn.Conv2d(6, 12, 3, padding=1, groups=6, bias=False),
        nn.BatchNorm2d(12),
        nn.ReLU6(),
        nn.Conv2d(12, 8, 1, bias=False),
        nn.BatchNorm2d(8),
        nn.Conv2d(8, 8, 3, stride=2, padding=1, groups=8),
        nn.ReLU6(),
        nn.BatchNorm2d(8),
        nn.Conv2d(8, 10, 1),
        nn.Hardswish(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(10, 4),
    )


def autoencoder() -> nn.Module:
    return nn.Sequential(
        nn.Conv2d(1, 4, 3, stride=2, padding=1),
        nn.ReLU(),
        nn.Conv2d(4, 6, 3, stride=2, padding=1),
        nn.Tanh(),
        nn.ConvTranspose2d(6, 4, 3, stride=2, padding=1, output_padding=1),
        nn.ReLU(),
        nn.ConvTranspose2d(4, 1, 2, stride=2),
        nn.Sigmoid(),
    )


@dataclass(frozen=True)
class Model:
    name: str
    make: Callable[[], nn.Module]
    shape: list[int]
    classes: int = 0
    """0: the loss is the mean squared error against the inputs themselves."""
    vocabulary: int = 0
    """Above 0: the inputs are token ids below it."""
    learning_rate: float = 0.1
    """High enough that five steps move every tensor by far more than it is compared to."""
    filled: bool = True
    folds: list[tuple[str, str]] = field(default_factory=list)
    """Names of convolutions and of the norms that follow them directly, which exports for evaluation fold."""

    @property
    def loss(self) -> str:
        return "cross-entropy" if self.classes > 0 else "mse"

    def module(self) -> nn.Module:
        torch.manual_seed(5)
        module = self.make()
        if self.filled:
            with torch.no_grad():
                fill(module)
        return module

    def batch(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        """Inputs in [-1, 1), or [0, 1) for an autoencoder, or token ids; and labels, or the inputs again."""
        # The name alone decides, so that a model's data do not depend on which others there are.
        seed = int.from_bytes(self.name.encode()[:6], "little")
        uniform = streams.uniform(streams.stream_key(seed, INPUT_STREAM, step), ROWS * math.prod(self.shape))
        uniform = uniform.reshape(ROWS, *self.shape)
        if self.classes == 0:
            return uniform, uniform
        labels = streams.words(streams.stream_key(seed, LABEL_STREAM, step), ROWS) % self.classes
        if self.vocabulary > 0:
            return np.floor(uniform * np.float32(self.vocabulary)).astype(np.int64), labels.astype(np.int64)
        return uniform * np.float32(2) - np.float32(1), labels.astype(np.int64)

    def folded(self, module: nn.Module) -> nn.Module:
        """A copy whose convolutions have taken in the norms behind them."""
        module = copy.deepcopy(module).eval()
        for convolution, norm in self.folds:
            fused = nn.utils.fuse_conv_bn_eval(module.get_submodule(convolution), module.get_submodule(norm))
            module.set_submodule(convolution, fused)
            module.set_submodule(norm, nn.Identity())
        return module


SEPARABLE_FOLDS = [("0", "1"), ("3", "4"), ("6", "7")]
ENCODER = {"vocabulary": 20, "length": 6, "classes": 3, "features": 8, "heads": 2, "hidden": 12}

MODELS = [
    Model("mlp", mlp, [10], classes=4),
    Model("lenet", LeNet, [1, 12, 12], classes=4),
    Model("alexnet", lambda: SmallAlexNet([1, 17, 17], 4, width=3, units=12, flat=6), [1, 17, 17], classes=4),
    Model(
        "resnet",
        lambda: SmallResNet([2, 8, 8], 3, width=4, blocks=[1, 1]),
        [2, 8, 8],
        classes=3,
        learning_rate=0.5,
        folds=[
            ("conv1", "bn1"),
            *((f"layer{n}.0.conv{m}", f"layer{n}.0.bn{m}") for n in (1, 2) for m in (1, 2)),
            ("layer2.0.downsample.0", "layer2.0.downsample.1"),
        ],
    ),
    Model("separable", separable, [2, 8, 8], classes=4, learning_rate=1.0, folds=SEPARABLE_FOLDS),
    Model("tied-separable", separable, [2, 8, 8], classes=4, learning_rate=2.5, filled=False, folds=SEPARABLE_FOLDS),
    Model(
        "transformer",
        lambda: TransformerEncoder(**ENCODER, layers=1, norm="after"),
        [6],
        classes=3,
        vocabulary=20,
        learning_rate=0.2,
    ),
    Model(
        "tied-transformer",
        lambda: TransformerEncoder(**ENCODER, layers=2, norm="before"),
        [6],
        classes=3,
        vocabulary=20,
        learning_rate=0.5,
        filled=False,
    ),
    Model("autoencoder", autoencoder, [1, 8, 8], learning_rate=4.0),
]
