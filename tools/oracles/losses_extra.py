"""
Losses beyond the basic two, with their gradients, by PyTorch in float64. A restatement in NumPy, from the
specification, is held to 1e-10 of it.
"""

import numpy as np
import torch

import streams
from vector_format import Cases, f32_hex, f64_hex, tensor, vector_file

RESTATED = 1e-10
DATA_SEED = 20_240_718

CLASSIFICATION_SIZES = [(1, 2), (5, 3), (9, 10), (3, 17)]
"""Rows, classes."""
SHAPES = [[1, 1], [4, 1], [6, 3], [3, 2, 2], [2, 3, 2, 2]]
"""Rows and the shape of a row's output."""
SOFTMAX_OPTIONS = [
    {"labelSmoothing": 0.1},
    {"labelSmoothing": 1.0},
    {"ignoreIndex": -100},
    {"ignoreIndex": 1},
    {"labelSmoothing": 0.25, "ignoreIndex": -1},
]
EXTREME_LOGITS = [[80, -80, 0], [-80, 80, 0], [1e4, 0, -1e4], [1000, 1001, 1002], [0.5, 0.25, -1], [2, 2, 2]]
EXTREME_LABELS = [0, 0, 1, 2, 1, 0]


def generate() -> dict:
    cases = Cases()
    data = Data()
    for rows, classes in CLASSIFICATION_SIZES:
        logits = data.next([rows, classes]) * np.float32(3)
        labels = data.labels(rows, classes)
        for options in SOFTMAX_OPTIONS:
            add_classes(cases, {"kind": "softmax-cross-entropy"} | options, logits, ignored(labels, options), data)
        values = torch.log_softmax(torch.tensor(logits), dim=1).numpy()
        for options in ({}, {"ignoreIndex": -100}):
            add_classes(cases, {"kind": "negative-log-likelihood"} | options, values, ignored(labels, options), data)
    logits, labels = np.array(EXTREME_LOGITS, np.float32), np.array(EXTREME_LABELS)
    add_classes(cases, {"kind": "softmax-cross-entropy", "labelSmoothing": 0.1}, logits, labels, data)
    # Whatever stands there, the largest decides which row is right, the first of several.
    add_classes(cases, {"kind": "negative-log-likelihood"}, logits, labels, data)

    for shape in SHAPES:
        length = int(np.prod(shape[1:]))
        lists = {"posWeight": [0.5 + place for place in range(length)]}
        for options in [{}, {"posWeight": 3}, {"posWeight": 0.25}] + ([lists] if length > 1 else []):
            loss = {"kind": "binary-cross-entropy-with-logits"} | options
            add_values(cases, loss, data.next(shape) * np.float32(4), data.answers(shape), data)
        for loss in (
            {"kind": "mean-absolute-error"},
            {"kind": "huber", "delta": 1},
            {"kind": "huber", "delta": 0.3},
            {"kind": "smooth-l1", "beta": 1},
            {"kind": "smooth-l1", "beta": 0.3},
        ):
            add_values(cases, loss, data.next(shape), data.next(shape), data)
    wide = [[0, -0.0, 20, -20], [88, -88, 120, -120], [1e4, -1e4, 1e4, -1e4], [1, 1, -30, 30]]
    answers = [[0.5, 1, 1, 0], [1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 1]]
    for options in ({}, {"posWeight": 2}):
        loss = {"kind": "binary-cross-entropy-with-logits"} | options
        add_values(cases, loss, np.array(wide, np.float32), np.array(answers, np.float32), data)
    # Equal, at the turn to either side, and far off.
    values, targets = [[0, 1, -1, 1e4], [1, 0.5, -0.5, -1e4]], [[-0.0, 1, -1, 0], [0, 0, 0, 1]]
    for loss in (
        {"kind": "mean-absolute-error"},
        {"kind": "huber", "delta": 0.5},
        {"kind": "huber", "delta": 1},
        {"kind": "smooth-l1", "beta": 0.5},
        {"kind": "smooth-l1", "beta": 1},
    ):
        add_values(cases, loss, np.array(values, np.float32), np.array(targets, np.float32), data)
    return vector_file("losses-extra", "losses_extra.py", ["torch", "jax", "numpy"], cases)


class Data:
    """Arrays, each from a stream of its own."""

    def __init__(self) -> None:
        self._stream = 0

    def next(self, shape: list[int]) -> np.ndarray:
        """f32 numbers in [-1, 1)."""
        return (self._uniform(shape) * np.float32(2) - np.float32(1)).reshape(shape)

    def answers(self, shape: list[int]) -> np.ndarray:
        """No, yes, and shares between."""
        u = self._uniform(shape)
        return np.where(u < 0.4, 0, np.where(u < 0.8, 1, u)).astype(np.float32).reshape(shape)

    def labels(self, rows: int, classes: int) -> np.ndarray:
        return (self._uniform([rows]) * classes).astype(np.int64)

    def weights(self, rows: int) -> list[np.ndarray | None]:
        """None; or fractions with a row that counts for nothing."""
        fractions = np.float32(0.1) + self._uniform([rows])
        if rows > 2:
            fractions[rows // 2] = 0
        return [None, fractions.astype(np.float32)]

    def _uniform(self, shape: list[int]) -> np.ndarray:
        key = streams.stream_key(DATA_SEED, self._stream)
        self._stream += 1
        return streams.uniform(key, int(np.prod(shape)))


def ignored(labels: np.ndarray, options: dict) -> np.ndarray:
    """Labels of which every third, but not the first, is the ignored one."""
    labels = labels.copy()
    if "ignoreIndex" in options:
        labels[1::3] = options["ignoreIndex"]
        if labels[0] == options["ignoreIndex"]:
            labels[0] = 0
    return labels


def add_classes(cases: Cases, loss: dict, values: np.ndarray, labels: np.ndarray, data: Data) -> None:
    function = {
        "softmax-cross-entropy": torch.nn.functional.cross_entropy,
        "negative-log-likelihood": torch.nn.functional.nll_loss,
    }[loss["kind"]]
    options = {"ignore_index": loss.get("ignoreIndex", -1_000_000)}
    if loss["kind"] == "softmax-cross-entropy":
        options["label_smoothing"] = loss.get("labelSmoothing", 0.0)
    counted = labels != options["ignore_index"]
    targets = {"shape": [len(labels)], "data": labels.tolist()}
    correct = np.argmax(values, axis=1) == labels
    for weights in data.weights(len(labels)):
        outputs = torch.tensor(values, dtype=torch.float64, requires_grad=True)
        row_loss = function(outputs, torch.tensor(labels), reduction="none", **options)
        if weights is None:
            # PyTorch's own mean is over the rows that count.
            mean = function(outputs, torch.tensor(labels), **options)
            np.testing.assert_allclose(mean.item(), row_loss.sum().item() / counted.sum(), rtol=RESTATED)
        restated = restate_classes(loss, values.astype(np.float64), labels, counted)
        add(cases, loss, outputs, targets, row_loss, weights, counted, correct, restated)


def restate_classes(loss: dict, x: np.ndarray, labels: np.ndarray, counted: np.ndarray):
    """Losses of the rows and their derivatives."""
    wanted = np.zeros_like(x)
    wanted[np.arange(len(x))[counted], labels[counted]] = 1
    if loss["kind"] == "negative-log-likelihood":
        return (-wanted * x).sum(axis=1), -wanted
    smoothing = loss.get("labelSmoothing", 0)
    wanted = ((1 - smoothing) * wanted + smoothing / x.shape[1]) * counted[:, None]
    shifted = x - x.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -(wanted * log_probabilities).sum(axis=1), np.exp(log_probabilities) * counted[:, None] - wanted


def add_values(cases: Cases, loss: dict, values: np.ndarray, targets: np.ndarray, data: Data) -> None:
    functional = torch.nn.functional
    t = torch.tensor(targets, dtype=torch.float64)
    for weights in data.weights(len(values)):
        outputs = torch.tensor(values, dtype=torch.float64, requires_grad=True)
        match loss["kind"]:
            case "binary-cross-entropy-with-logits":
                weight = loss.get("posWeight", 1)
                positive = torch.tensor(weight, dtype=torch.float64)
                positive = positive.reshape(outputs.shape[1:]) if isinstance(weight, list) else positive
                each = functional.binary_cross_entropy_with_logits(outputs, t, pos_weight=positive, reduction="none")
            case "mean-absolute-error":
                each = functional.l1_loss(outputs, t, reduction="none")
            case "huber":
                each = functional.huber_loss(outputs, t, delta=loss["delta"], reduction="none")
            case "smooth-l1":
                each = functional.smooth_l1_loss(outputs, t, beta=loss["beta"], reduction="none")
        row_loss = each.reshape(len(values), -1).mean(dim=1)
        restated = restate_values(loss, values.astype(np.float64), targets.astype(np.float64))
        add(cases, loss, outputs, tensor(targets), row_loss, weights, np.ones(len(values), bool), None, restated)


def restate_values(loss: dict, y: np.ndarray, t: np.ndarray):
    """Losses of the rows and their derivatives."""
    difference = y - t
    size = np.abs(difference)
    match loss["kind"]:
        case "binary-cross-entropy-with-logits":
            weight = loss.get("posWeight", 1)
            positive = t * (np.reshape(weight, y.shape[1:]) if isinstance(weight, list) else weight)
            value = positive * np.logaddexp(0, -y) + (1 - t) * np.logaddexp(0, y)
            slope = (1 - t) * logistic(y) - positive * logistic(-y)
        case "mean-absolute-error":
            value, slope = size, np.sign(difference)
        case "huber":
            delta = loss["delta"]
            value = np.where(size <= delta, size**2 / 2, delta * (size - delta / 2))
            slope = np.clip(difference, -delta, delta)
        case "smooth-l1":
            beta = loss["beta"]
            value = np.where(size < beta, size**2 / 2 / beta, size - beta / 2)
            slope = np.clip(difference / beta, -1, 1)
    return value.reshape(len(y), -1).mean(axis=1), slope / y[0].size


def logistic(x: np.ndarray) -> np.ndarray:
    return np.exp(-np.logaddexp(0, -x))


def add(
    cases: Cases,
    loss: dict,
    outputs: torch.Tensor,
    targets: dict,
    row_loss: torch.Tensor,
    weights: np.ndarray | None,
    counted: np.ndarray,
    correct: np.ndarray | None,
    restated: tuple[np.ndarray, np.ndarray],
) -> None:
    weight = counted * (np.ones(len(row_loss)) if weights is None else weights.astype(np.float64))
    loss_sum = (row_loss * torch.tensor(weight)).sum()
    loss_sum.backward()
    gradient = outputs.grad.numpy()
    losses, slopes = restated
    np.testing.assert_allclose((losses * weight).sum(), loss_sum.item(), rtol=RESTATED, atol=RESTATED, err_msg=str(loss))
    own = slopes * weight.reshape(-1, *[1] * (slopes.ndim - 1))
    np.testing.assert_allclose(own, gradient, rtol=RESTATED, atol=RESTATED, err_msg=str(loss))
    given = {"loss": loss, "outputs": tensor(outputs.detach().numpy()), "targets": targets}
    if weights is not None:
        given["weights"] = f32_hex(weights)
    expect = {
        "lossSum": f64_hex(loss_sum.item()),
        "weightSum": f64_hex(weight.sum()),
        "gradient": f32_hex(gradient),
    }
    if correct is not None:
        expect["correctCount"] = f64_hex((weight * correct).sum())
    cases.add(group(loss), "derived", given, expect)


def group(loss: dict) -> str:
    if "ignoreIndex" in loss:
        return "loss.ignore-index"
    return "loss.label-smoothing" if "labelSmoothing" in loss else f"loss.{loss['kind']}"
