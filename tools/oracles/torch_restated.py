"""
A PyTorch training script restated from the ground: its draws by the rules of `torch_cpu_rules.py`, its arithmetic by hand
in float64. Nothing here calls PyTorch.
"""

import math
from dataclasses import dataclass

import numpy as np

from torch_cpu_rules import Rules


def initial_weights(rules: Rules, model: dict) -> dict[str, np.ndarray]:
    """Layer after layer, by the names of `state_dict`, as fused multiply-add rounds them."""
    (width,) = model["inputShape"]
    weights = {}
    for index, layer in enumerate(model["layers"]):
        if layer["kind"] != "dense":
            continue
        drawn = rules.default_init([layer["units"], width], layer["bias"], "fma")
        weights |= {f"{index}.{name}": values for name, values in zip(("weight", "bias"), drawn, strict=False)}
        width = layer["units"]
    return weights


def epoch_batches(run: dict, world: Rules, own: Rules | None):
    """One pass over the DataLoader, lazily, for the draws of the layers come in between."""
    rows, size = run["rows"], run.get("microBatchSize", run["batchSize"])
    (own or world).next63()  # The workers' base seed, wanted or not.
    if not run["shuffle"]:
        order = list(range(rows))
    elif own is None:
        order = Rules(world.next63()).randperm(rows).tolist()
    else:
        order = own.randperm(rows).tolist()
    end = rows - rows % size if run["lastBatch"] == "drop" else rows
    for start in range(0, end, size):
        yield order[start : min(start + size, end)]
    if run["shuffle"] and own is not None:
        own.randperm(rows)  # Drawn at the end of an epoch, and thrown away.


@dataclass
class RestatedStep:
    rows: list[list[int]]
    """Of every micro-batch."""
    masks: list[list[np.ndarray]]
    loss: float
    learning_rate: float
    gradient_norm: float
    """Before clipping."""


@dataclass
class Restated:
    initial_weights: dict[str, np.ndarray]
    final_weights: dict[str, np.ndarray]
    epochs: list[list[RestatedStep]]
    validation_losses: list[float]
    best_epoch: int | None


def restate(run: dict, inputs: np.ndarray, targets: np.ndarray, validation: tuple | None) -> Restated:
    """A whole script: its draws bit for bit, its numbers in float64."""
    world = Rules(run["manualSeed"])
    own = Rules(run["generatorSeed"]) if "generatorSeed" in run else None
    start = initial_weights(world, run["model"])
    weights = {name: values.astype(np.float64) for name, values in start.items()}
    velocity: dict[str, np.ndarray] = {}
    schedule, stopping = Schedule(run), Stopping(run.get("earlyStoppingPatience"))
    accumulate = run["batchSize"] // run.get("microBatchSize", run["batchSize"])
    epochs: list[list[RestatedStep]] = []
    validation_losses: list[float] = []

    while len(epochs) < run["epochs"] and not stopping.stopped:
        steps: list[RestatedStep] = []
        epochs.append(steps)
        rows, masks, losses, gradients = [], [], [], {}
        # Batch by batch, since the masks of one are drawn before the next is fetched.
        for batch in epoch_batches(run, world, own):
            passed = forward(run["model"], weights, inputs[batch], world)
            loss, gradient = loss_and_gradient(run["loss"], passed[-1].output, targets[batch])
            for name, values in backward(passed, weights, gradient).items():
                gradients[name] = gradients.get(name, 0) + values / accumulate
            rows.append(batch)
            masks.append([layer.keep for layer in passed if layer.keep is not None])
            losses.append(loss)
            if len(rows) < accumulate:
                continue
            norm = math.sqrt(sum(float((values**2).sum()) for values in gradients.values()))
            rate = schedule.rate(sum(map(len, epochs)), len(epochs) - 1)
            update(run, weights, velocity, clipped(run, gradients, norm), rate)
            steps.append(RestatedStep(rows, masks, float(np.mean(losses)), rate, norm))
            rows, masks, losses, gradients = [], [], [], {}
        if validation is not None:
            world.next63()  # The validation loader's base seed.
            output = forward(run["model"], weights, validation[0], None)[-1].output
            validation_losses.append(loss_and_gradient(run["loss"], output, validation[1])[0])
            schedule.observe(validation_losses[-1])
            stopping.observe(len(epochs) - 1, validation_losses[-1], weights)

    final = weights if stopping.best_weights is None else stopping.best_weights
    return Restated(start, final, epochs, validation_losses, stopping.best_epoch)


@dataclass
class Passed:
    """A layer after its forward pass."""

    index: int
    layer: dict
    input: np.ndarray
    output: np.ndarray
    keep: np.ndarray | None = None


def forward(model: dict, weights: dict, values: np.ndarray, rules: Rules | None) -> list[Passed]:
    """Every layer's output; without rules to draw by dropout is the identity."""
    passed = []
    for index, layer in enumerate(model["layers"]):
        keep = None
        match layer["kind"]:
            case "dense":
                output = values @ weights[f"{index}.weight"].T + weights.get(f"{index}.bias", 0)
            case "relu":
                output = np.maximum(values, 0)
            case "leaky-relu":
                output = np.where(values > 0, values, layer["slope"] * values)
            case "tanh":
                output = np.tanh(values)
            case "sigmoid":
                output = 1 / (1 + np.exp(-values))
            case "dropout" if rules is None:
                output = values
            case "dropout":
                keep = rules.bernoulli(1 - layer["rate"], values.size).reshape(values.shape)
                output = values * keep / (1 - layer["rate"])
        passed.append(Passed(index, layer, values, output, keep))
        values = output
    return passed


def backward(passed: list[Passed], weights: dict, gradient: np.ndarray) -> dict[str, np.ndarray]:
    gradients = {}
    for step in reversed(passed):
        match step.layer["kind"]:
            case "dense":
                gradients[f"{step.index}.weight"] = gradient.T @ step.input
                if step.layer["bias"]:
                    gradients[f"{step.index}.bias"] = gradient.sum(axis=0)
                gradient = gradient @ weights[f"{step.index}.weight"]
            case "relu":
                gradient = gradient * (step.input > 0)
            case "leaky-relu":
                gradient = np.where(step.input > 0, gradient, step.layer["slope"] * gradient)
            case "tanh":
                gradient = gradient * (1 - step.output**2)
            case "sigmoid":
                gradient = gradient * step.output * (1 - step.output)
            case "dropout":
                gradient = gradient * step.keep / (1 - step.layer["rate"])
    return gradients


def loss_and_gradient(loss: dict, outputs: np.ndarray, targets: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean over the batch, and its derivative."""
    if loss["kind"] == "mean-squared-error":
        difference = outputs - targets
        return float((difference**2).mean()), 2 * difference / difference.size
    shifted = outputs - outputs.max(axis=1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    hit = np.eye(outputs.shape[1])[targets]
    return float(-(logs * hit).sum(axis=1).mean()), (np.exp(logs) - hit) / len(outputs)


def clipped(run: dict, gradients: dict, norm: float) -> dict[str, np.ndarray]:
    if "clipValue" in run:
        return {name: np.clip(values, -run["clipValue"], run["clipValue"]) for name, values in gradients.items()}
    if "clipNorm" in run:
        # PyTorch adds 1e-6 to the norm.
        factor = min(1.0, run["clipNorm"] / (norm + 1e-6))
        return {name: values * factor for name, values in gradients.items()}
    return gradients


def update(run: dict, weights: dict, velocity: dict, gradients: dict, rate: float) -> None:
    """`torch.optim.SGD`: the first velocity is the first gradient, undamped."""
    options = run["optimizer"]
    momentum = options.get("momentum", 0)
    for name, gradient in gradients.items():
        gradient = gradient + options.get("weightDecay", 0) * weights[name]
        if momentum:
            kept = (1 - options.get("dampening", 0)) * gradient
            velocity[name] = momentum * velocity[name] + kept if name in velocity else gradient
            gradient = gradient + momentum * velocity[name] if options.get("nesterov") else velocity[name]
        weights[name] = weights[name] - rate * gradient


class Schedule:
    """Closed forms of PyTorch's schedulers."""

    def __init__(self, run: dict) -> None:
        self._base = run["optimizer"]["learningRate"]
        self._options = run.get("schedule", {"kind": "constant"})
        self._best = math.inf
        self._factor = 1.0

    def rate(self, step: int, epoch: int) -> float:
        options = self._options
        match options["kind"]:
            case "multi-step":
                return self._base * options["gamma"] ** sum(epoch >= milestone for milestone in options["milestones"])
            case "warm-up-cosine":
                warm_up, start = options["warmUpSteps"], options["startFactor"]
                if step < warm_up:
                    return self._base * (start + (1 - start) * step / warm_up)
                return anneal(self._base, options["minimum"], (step - warm_up) / options["cosineSteps"])
            case "one-cycle":
                # PyTorch's defaults: from max / 25 up over 30 % of the steps, then down to a 10,000th of the start.
                top, last = options["maximum"], options["totalSteps"] - 1
                peak = 0.3 * options["totalSteps"] - 1
                if step <= peak:
                    return anneal(top / 25, top, step / peak)
                return anneal(top, top / 25 / 1e4, (step - peak) / (last - peak))
            case _:
                return self._base * self._factor

    def observe(self, value: float) -> None:
        """`ReduceLROnPlateau` with patience 0 and threshold 0: any epoch that is not better costs a factor."""
        if self._options["kind"] != "on-plateau":
            return
        if value < self._best:
            self._best = value
        else:
            self._factor *= self._options["factor"]


def anneal(first: float, last: float, share: float) -> float:
    """Along half a cosine."""
    return last + (first - last) * (1 + math.cos(math.pi * share)) / 2


class Stopping:
    """The hand-written rule: stop after so many epochs without a better validation loss, and keep the best weights."""

    def __init__(self, patience: int | None) -> None:
        self._patience = patience
        self._best, self._bad_epochs = math.inf, 0
        self.best_epoch: int | None = None
        self.best_weights: dict[str, np.ndarray] | None = None

    @property
    def stopped(self) -> bool:
        return self._patience is not None and self._bad_epochs >= self._patience

    def observe(self, epoch: int, value: float, weights: dict[str, np.ndarray]) -> None:
        if self._patience is None:
            return
        if value < self._best:
            self._best, self._bad_epochs = value, 0
            self.best_epoch, self.best_weights = epoch, dict(weights)
        else:
            self._bad_epochs += 1
