"""
State dicts of the ready-made networks, as PyTorch modules of the same names export them by safetensors, and the outputs of
those modules in float64. Long files are given as their header and a formula for the numbers.
"""

import base64
import hashlib
import math

import numpy as np
import torch
from safetensors.torch import save
from torch import nn

import streams
from vector_format import Cases, seed_hex, tensor, vector_file

SEED = 20_241_103
INPUTS = 1_000
"""First number of the streams of inputs; before it stand the tensors', in the order of their bytes."""


class LeNet5(nn.Module):
    def __init__(self, classes: int = 10) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5, padding=2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.fc1, self.fc2, self.fc3 = nn.Linear(400, 120), nn.Linear(120, 84), nn.Linear(84, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        pool = nn.functional.avg_pool2d
        x = pool(torch.tanh(self.conv1(x)), 2)
        x = pool(torch.tanh(self.conv2(x)), 2).flatten(1)
        return self.fc3(torch.tanh(self.fc2(torch.tanh(self.fc1(x)))))


class SmallAlexNet(nn.Module):
    def __init__(self, inputShape: list[int], classes: int, width: int, units: int, flat: int, rate: float = 0.5) -> None:
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(inputShape[0], width, 5, padding=2),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(width, 2 * width, 5, padding=2),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, stride=2),
            nn.Conv2d(2 * width, 3 * width, 3, padding=1),
            nn.ReLU(inplace=True),
            nn.Conv2d(3 * width, 2 * width, 3, padding=1),
            nn.ReLU(inplace=True),
            nn.Conv2d(2 * width, 2 * width, 3, padding=1),
            nn.ReLU(inplace=True),
            nn.MaxPool2d(3, stride=2),
        )
        self.classifier = nn.Sequential(
            nn.Dropout(rate),
            nn.Linear(flat, units),
            nn.ReLU(inplace=True),
            nn.Dropout(rate),
            nn.Linear(units, units),
            nn.ReLU(inplace=True),
            nn.Linear(units, classes),
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.classifier(torch.flatten(self.features(x), 1))


class BasicBlock(nn.Module):
    def __init__(self, inputs: int, channels: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, channels, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels)
        self.downsample = None
        if stride != 1 or inputs != channels:
            shortcut = nn.Conv2d(inputs, channels, 1, stride, bias=False)
            self.downsample = nn.Sequential(shortcut, nn.BatchNorm2d(channels))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        shortcut = x if self.downsample is None else self.downsample(x)
        body = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(body + shortcut)


class SmallResNet(nn.Module):
    def __init__(self, inputShape: list[int], classes: int, width: int, blocks: list[int]) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputShape[0], width, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.stages = len(blocks)
        inputs = width
        for stage, count in enumerate(blocks):
            channels = width * 2**stage
            members = []
            for index in range(count):
                members.append(BasicBlock(inputs, channels, 2 if stage > 0 and index == 0 else 1))
                inputs = channels
            setattr(self, f"layer{stage + 1}", nn.Sequential(*members))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = torch.relu(self.bn1(self.conv1(x)))
        for stage in range(self.stages):
            x = getattr(self, f"layer{stage + 1}")(x)
        return self.fc(x.mean(dim=(2, 3)))


class TransformerEncoder(nn.Module):
    def __init__(
        self,
        vocabulary: int,
        length: int,
        classes: int,
        features: int,
        heads: int,
        hidden: int,
        layers: int,
        norm: str = "before",
        activation: str = "gelu",
    ) -> None:
        super().__init__()
        self.embedding, self.position = nn.Embedding(vocabulary, features), nn.Embedding(length, features)
        before = norm == "before"
        block = nn.TransformerEncoderLayer(
            features, heads, hidden, 0.1, activation, batch_first=True, norm_first=before
        )
        final = nn.LayerNorm(features) if before else None
        self.encoder = nn.TransformerEncoder(block, layers, norm=final, enable_nested_tensor=False)
        self.head = nn.Linear(features, classes)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        positions = torch.arange(x.shape[1])
        return self.head(self.encoder(self.embedding(x) + self.position(positions)).mean(dim=1))


ALEX_NET = {"inputShape": [1, 28, 28], "classes": 10, "width": 8, "units": 32}
RES_NET = {"inputShape": [3, 16, 16], "classes": 10, "width": 4, "blocks": [1, 2]}
TINY_RES_NET = {"inputShape": [1, 8, 8], "classes": 3, "width": 2, "blocks": [1, 1]}
ENCODER = {"vocabulary": 50, "length": 12, "classes": 4, "features": 16, "heads": 4, "hidden": 24, "layers": 2}
TINY_ENCODER = {"vocabulary": 11, "length": 5, "classes": 3, "features": 8, "heads": 2, "hidden": 12, "layers": 1}
PAPER = {"norm": "after", "activation": "relu"}


def generate() -> dict:
    cases = Cases()
    add(cases, "leNet5", {}, LeNet5(), [1, 28, 28])
    add(cases, "smallAlexNet", ALEX_NET, SmallAlexNet(**ALEX_NET, flat=16 * 2 * 2), [1, 28, 28])
    wide = {"inputShape": [3, 32, 32], "classes": 5, "width": 4, "units": 16}
    add(cases, "smallAlexNet", wide | {"rate": 0.25}, SmallAlexNet(**wide, flat=8 * 3 * 3), [3, 32, 32], rows=1)
    add(cases, "smallResNet", RES_NET, SmallResNet(**RES_NET), [3, 16, 16])
    trained = SmallResNet(**TINY_RES_NET).double()
    train(trained, [1, 8, 8])
    add(cases, "smallResNet", TINY_RES_NET, trained, [1, 8, 8], whole=torch.float32)
    add(cases, "transformerEncoder", ENCODER, TransformerEncoder(**ENCODER), [12], vocabulary=50)
    add(cases, "transformerEncoder", ENCODER | PAPER, TransformerEncoder(**ENCODER, **PAPER), [12], vocabulary=50)
    for dtype in (torch.float16, torch.bfloat16):
        twin = TransformerEncoder(**TINY_ENCODER)
        add(cases, "transformerEncoder", TINY_ENCODER, twin, [5], vocabulary=11, whole=dtype)
    return vector_file("state-dicts", "state_dicts.py", ["torch", "safetensors", "jax", "numpy"], cases)


def train(module: nn.Module, shape: list[int]) -> None:
    """A few steps, so that running statistics and counters are PyTorch's own."""
    torch.manual_seed(SEED)
    for parameter in module.parameters():
        nn.init.uniform_(parameter, -0.5, 0.5)
    optimizer = torch.optim.SGD(module.parameters(), lr=0.1)
    for _ in range(3):
        optimizer.zero_grad()
        module(torch.rand(4, *shape, dtype=torch.float64)).square().mean().backward()
        optimizer.step()


def add(
    cases: Cases,
    network: str,
    options: dict,
    module: nn.Module,
    shape: list[int],
    rows: int = 2,
    vocabulary: int | None = None,
    whole: torch.dtype | None = None,
) -> None:
    """
    :param whole: type of the numbers of a file that is given byte for byte; by default it is its header and a formula.
    """
    if whole is None or whole.itemsize == 2:
        fills = fill(module)
    state = {
        name: values.to(whole or torch.float32) if values.is_floating_point() else values
        for name, values in module.state_dict().items()
    }
    file = save(state, {"format": "pt"})
    header = file[: 8 + int.from_bytes(file[:8], "little")]
    module.load_state_dict(state)
    module = module.double().eval()
    given: dict = {"network": network, "options": options}
    if whole is None:
        given |= {
            "header": base64.b64encode(header).decode(),
            "sha256": hashlib.sha256(file).hexdigest(),
            "seed": seed_hex(SEED),
            "fills": fills,
        }
    else:
        given["file"] = base64.b64encode(file).decode()
    uniform = streams.uniform(streams.stream_key(SEED, INPUTS + len(cases.list)), rows * math.prod(shape))
    if vocabulary is None:
        inputs = (uniform * np.float32(2) - np.float32(1)).reshape(rows, *shape)
        x = torch.tensor(inputs, dtype=torch.float64)
    else:
        inputs = np.floor(uniform * np.float32(vocabulary)).reshape(rows, *shape)
        x = torch.tensor(inputs, dtype=torch.int64)
    with torch.no_grad():
        output = module(x).numpy()
    assert np.abs(output).max() > 0.01
    cases.add(
        "net.state-dict", "derived", given | {"inputs": tensor(inputs)}, {"output": tensor(output)}
    )


def fill(module: nn.Module) -> dict[str, dict]:
    """
    Fills a module's tensors: element i of the tensor with number n in the order of names is (2u - 1)·scale + offset, with u
    element i of the uniform stream [n]. Counters are what they are told.
    """
    fills: dict[str, dict] = {}
    for number, (name, values) in enumerate(sorted(module.state_dict().items())):
        if not values.is_floating_point():
            values.fill_(number)
            fills[name] = {"count": number}
            continue
        scale, offset = law(name, list(values.shape))
        u = streams.uniform(streams.stream_key(SEED, number), values.numel())
        numbers = (u * np.float32(2) - np.float32(1)) * np.float32(scale) + np.float32(offset)
        values.copy_(torch.tensor(numbers.reshape(values.shape)))
        fills[name] = {"stream": number, "scale": scale, "offset": offset}
    return fills


def law(name: str, shape: list[int]) -> tuple[float, float]:
    """Scale, a power of two, and offset of a tensor's numbers, under which signals neither die nor saturate."""
    if name.endswith("running_var"):
        return 0.5, 1.0
    if name.endswith(("embedding.weight", "position.weight")):
        return 1.0, 0.0
    if len(shape) > 1:
        return 2.0 ** round(math.log2(math.sqrt(3 / math.prod(shape[1:])))), 0.0
    return 0.25, 1.0 if name.endswith("weight") else 0.0
