"""Five steps of SGD on the twin of an exported file: float64 is what is expected, float32 tells what that is worth."""

import contextlib
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from torch import nn

from exported_files import float_initializers, with_initializers, with_own_statistics
from exported_models import ROWS, STEPS, Model
from exported_reference import evaluate
from exported_twins import Dropout, Twin


@dataclass(frozen=True)
class Run:
    """
    What came of a run.

    :ivar values: by initializer, trained ones and running statistics by PyTorch's law, variance over n - 1.
    :ivar population: running statistics by ONNX's law, variance over n.
    """

    losses: list[float]
    values: dict[str, np.ndarray]
    population: dict[str, np.ndarray]


def train(
    model: Model,
    proto: onnx.ModelProto,
    twin: Twin,
    momentum: float,
    dropout: Dropout | None,
    dtype: torch.dtype,
    shift: int = 0,
) -> Run:
    """:param shift: above 0, a seed by which every initializer is shifted by up to 1e-6 of each element."""
    initializers = float_initializers(proto)
    if shift > 0:
        random = np.random.default_rng(shift)
        initializers = {
            name: array * (1 + 1e-6 * random.uniform(-1, 1, array.shape)) for name, array in initializers.items()
        }
    values = {name: torch.tensor(initializers[name], dtype=dtype) for name in twin.bindings}
    # As they are in the file, also where an initializer is a parameter besides, which trains.
    frozen = {name: values[name].clone() for name in twin.also_statistics()}
    trained = [values[name].requires_grad_() for name in twin.trained()]
    optimizer = torch.optim.SGD(trained, lr=model.learning_rate, momentum=momentum, foreach=False)
    twin.module.to(dtype)
    population = {name: values[name].clone() for name in twin.buffers()} if twin.norms_train else {}
    losses = []
    with recorded_statistics(twin, population):
        for step in range(STEPS):
            inputs, targets = (torch.tensor(array) for array in model.batch(step))
            outputs = twin.run(values, cast(inputs, dtype), dropout, step, frozen)
            loss = loss_of(model, outputs, targets)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    final = {name: tensor.detach().numpy() for name, tensor in values.items()}
    return Run(losses, final, {name: tensor.numpy() for name, tensor in population.items()})


def cast(inputs: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """Numbers in another precision, token ids as they are."""
    return inputs.to(dtype) if inputs.is_floating_point() else inputs


def loss_of(model: Model, outputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    if model.loss == "cross-entropy":
        return nn.functional.cross_entropy(outputs, targets)
    return nn.functional.mse_loss(outputs, targets.to(outputs.dtype))


@contextlib.contextmanager
def recorded_statistics(twin: Twin, population: dict[str, torch.Tensor]):
    """While it lasts, moves `population` as ONNX's BatchNormalization moves its running statistics."""

    def mover(name: str):
        def move(norm: nn.BatchNorm2d, arguments: tuple[torch.Tensor]) -> None:
            x = arguments[0].detach().transpose(0, 1).flatten(1)
            for role, batch in (("running_mean", x.mean(1)), ("running_var", x.var(1, correction=0))):
                running = population[f"{name}.{role}"]
                running.copy_((1 - norm.momentum) * running + norm.momentum * batch)

        return move

    norms = twin.module.named_modules() if population else []
    hooks = [norm.register_forward_pre_hook(mover(name)) for name, norm in norms if isinstance(norm, nn.BatchNorm2d)]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()


def largest_gap(one: Run, two: Run) -> float:
    """Over losses and tensors: the largest difference, relative to the tensor's largest magnitude."""
    pairs = [(np.array([loss]), np.array([other])) for loss, other in zip(one.losses, two.losses)]
    for values, others in ((one.values, two.values), (one.population, two.population)):
        pairs += [(array, others[name]) for name, array in values.items()]
    return max(float(np.abs(a - b).max() / np.abs(a).max()) for a, b in pairs)


def float32_gap(
    model: Model, proto: onnx.ModelProto, twin: Twin, run: Run, momentum: float, dropout: Dropout | None
) -> float:
    """
    How far PyTorch's own float32 is from the run. Refuses runs that rounding alone could turn, because an element
    stands at the edge of a ReLU or two compete in a window: those are not to be met by anyone.
    """
    for shift in (1, 2, 3):
        shifted = train(model, proto, twin, momentum, dropout, torch.float64, shift)
        assert largest_gap(run, shifted) < 2e-5, f"{model.name} is unstable, choose other data"
    return largest_gap(run, train(model, proto, twin, momentum, dropout, torch.float32))


def check(model: Model, proto: onnx.ModelProto, twin: Twin, run: Run, dropout: Dropout | None) -> None:
    """Holds a run to the file itself: the first loss, and the output of the trained file, by ONNX's reference."""
    inputs, targets = model.batch(0)
    first = torch.tensor(evaluate(proto, inputs, dropout, 0))
    assert abs(loss_of(model, first, torch.tensor(targets)).item() / run.losses[0] - 1) < 2e-6
    trained = evaluate(with_initializers(with_own_statistics(proto), run.values), inputs, dropout, STEPS)
    initializers = float_initializers(proto)
    twin.module.double()
    with torch.no_grad():
        values = {name: torch.tensor(array) for name, array in run.values.items()}
        frozen = {name: torch.tensor(initializers[name]).double() for name in twin.also_statistics()}
        expected = twin.run(values, cast(torch.tensor(inputs), torch.float64), dropout, STEPS, frozen).numpy()
    assert np.abs(trained - expected).max() < 1e-5 * np.abs(expected).max()
    for name in twin.trained():
        moved = np.abs(run.values[name] - initializers[name]).max() / np.abs(run.values[name]).max()
        assert moved > 5e-3, f"{model.name}: {name} moves by {moved} of its largest, too little to test by"


def check_statistics(model: Model, proto: onnx.ModelProto, twin: Twin) -> None:
    """Holds the running statistics after one batch to what ONNX's reference evaluator says they are."""
    initializers = float_initializers(proto)
    population = {name: torch.tensor(initializers[name], dtype=torch.float64) for name in twin.buffers()}
    values = {name: torch.tensor(initializers[name], dtype=torch.float64) for name in twin.bindings}
    inputs = model.batch(0)[0]
    twin.module.double()
    with torch.no_grad(), recorded_statistics(twin, population):
        twin.run(values, torch.tensor(inputs).double())
    moved = {
        node.input[place]: node.output[place - 2]
        for node in proto.graph.node
        if node.op_type == "BatchNormalization"
        for place in (3, 4)
    }
    assert set(moved) == set(population)
    for name, found in zip(moved, evaluate(proto, inputs, outputs=list(moved.values()))):
        expected = population[name].numpy()
        assert np.abs(found - expected).max() < 1e-5 * np.abs(expected).max()
        if name.endswith("running_var"):
            # PyTorch's own law differs from ONNX's by n / (n - 1) in what the batch adds.
            start, norm = initializers[name], twin.module.get_submodule(name.removesuffix(".running_var"))
            kept = (1 - norm.momentum) * start
            ratio = (values[name].numpy() - kept) / (expected - kept)
            n = 1 / (1 - 1 / ratio.mean())
            assert abs(n - round(n)) < 1e-3 * n and round(n) % ROWS == 0
