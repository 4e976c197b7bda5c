"""Softmax cross-entropy and mean squared error with their gradients, by PyTorch in float64."""

import numpy as np
import torch

import streams
from vector_format import Cases, f32_hex, f64_hex, tensor, vector_file

DATA_SEED = 20_240_609

CLASSIFICATION_SIZES = [(1, 2), (5, 3), (16, 10), (7, 33)]
"""Rows, classes."""
EXTREME_LOGITS = [
    # Rows far right and far wrong; each case has a row of ordinary loss, so that its sum is one.
    ([[80, -80, 0], [-80, 80, 0], [80, 80, -80], [-80, -80, -80], [0.5, 0.25, -1]], [0, 0, 1, 2, 1]),
    ([[1e4, 0, -1e4], [0, 1, 2], [88.5, 88, 87], [-104, -88, -87]], [2, 1, 0, 0]),
    # Differences of a few units on a large common part: the largest logit has to be taken off before exp.
    ([[1000, 1001, 1002], [-1000, -1001, -1002], [3e4, 3e4, 3e4 + 2]], [0, 1, 2]),
]
TIES = [
    # The first of several largest outputs is the prediction.
    ([[1, 1, 0], [1, 1, 0], [0, 1, 1], [0, 1, 1]], [0, 1, 1, 2]),
    ([[2, 2, 2], [2, 2, 2], [-1, -2, -1], [0, 0, 1]], [0, 2, 2, 2]),
    ([[0, 0], [0.0, -0.0], [-0.0, 0.0], [80, 80]], [0, 1, 0, 1]),
]
REGRESSION_SHAPES = [[1, 1], [4, 1], [6, 3], [3, 2, 2]]


def generate() -> dict:
    cases = Cases()
    for number, (rows, classes) in enumerate(CLASSIFICATION_SIZES):
        logits = uniform(number, (rows, classes)) * np.float32(3)
        labels = streams.words(streams.stream_key(DATA_SEED, 100 + number), rows) % classes
        add_classification(cases, logits, labels)
    for logits, labels in EXTREME_LOGITS + TIES:
        add_classification(cases, np.array(logits, np.float32), np.array(labels))
    for number, shape in enumerate(REGRESSION_SHAPES):
        add_regression(cases, uniform(200 + number, shape), uniform(300 + number, shape))
    values, targets = [[1e4, -1e4], [0, 0], [1, 1]], [[0, 1], [0, -0.0], [1, 1]]
    add_regression(cases, np.array(values, np.float32), np.array(targets, np.float32))
    return vector_file("losses", "losses.py", ["torch", "jax", "numpy"], cases)


def uniform(stream: int, shape) -> np.ndarray:
    """f32 numbers in [-1, 1)."""
    u = streams.uniform(streams.stream_key(DATA_SEED, stream), int(np.prod(shape)))
    return (u * np.float32(2) - np.float32(1)).reshape(shape)


def row_weights(rows: int) -> list[np.ndarray | None]:
    """No weights; fractions; and whole numbers with a row that counts for nothing."""
    fractions = np.float32(0.1) + uniform(400 + rows, rows) ** 2
    whole = np.array([(row * 2 + 1) % 4 for row in range(rows)], np.float32)
    if rows > 1:
        whole[rows // 2] = 0
    return [None, fractions.astype(np.float32), whole]


def add_classification(cases: Cases, logits: np.ndarray, labels: np.ndarray) -> None:
    labels = labels.astype(np.int64)
    for weights in row_weights(len(labels)):
        outputs = torch.tensor(logits, dtype=torch.float64, requires_grad=True)
        row_loss = torch.nn.functional.cross_entropy(outputs, torch.tensor(labels), reduction="none")
        # NumPy documents that argmax takes the first of equals; PyTorch leaves it open.
        correct = np.argmax(logits, axis=1) == labels
        targets = {"shape": [len(labels)], "data": labels.tolist()}
        add(cases, "softmax-cross-entropy", outputs, targets, row_loss, weights, correct)


def add_regression(cases: Cases, values: np.ndarray, targets: np.ndarray) -> None:
    for weights in row_weights(len(values)):
        outputs = torch.tensor(values, dtype=torch.float64, requires_grad=True)
        squares = torch.nn.functional.mse_loss(outputs, torch.tensor(targets, dtype=torch.float64), reduction="none")
        row_loss = squares.reshape(len(values), -1).mean(dim=1)
        add(cases, "mean-squared-error", outputs, tensor(targets), row_loss, weights, None)


def add(
    cases: Cases,
    kind: str,
    outputs: torch.Tensor,
    targets: dict,
    row_loss: torch.Tensor,
    weights: np.ndarray | None,
    correct: np.ndarray | None,
) -> None:
    weight = np.ones(len(row_loss)) if weights is None else weights.astype(np.float64)
    loss_sum = (row_loss * torch.tensor(weight)).sum()
    loss_sum.backward()
    given = {"loss": {"kind": kind}, "outputs": tensor(outputs.detach().numpy()), "targets": targets}
    if weights is not None:
        given["weights"] = f32_hex(weights)
    expect = {
        "lossSum": f64_hex(loss_sum.item()),
        "weightSum": f64_hex(weight.sum()),
        "gradient": f32_hex(outputs.grad.numpy()),
    }
    if correct is not None:
        expect["correctCount"] = f64_hex((weight * correct).sum())
    cases.add(f"loss.{kind}", "derived", given, expect)
