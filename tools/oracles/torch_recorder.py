"""
Runs a plain PyTorch script and writes down what it did. The script is not changed: hooks look on, and a mask is read by
drawing it a second time from the generator state before the layer, so nothing of the run moves.
"""

import contextlib
import io
import runpy
import sys
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import numpy as np
import torch
from torch import nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook
from torch.optim.optimizer import register_optimizer_step_pre_hook
from torch.utils.data import DataLoader
from torch.utils.data._utils.fetch import _MapDatasetFetcher

FOLDER = Path(__file__).resolve().parent / "torch_scripts"


@dataclass
class MicroBatch:
    """One forward pass in training."""

    rows: list[int]
    masks: list[np.ndarray]
    """What every dropout kept, in forward order."""
    loss: float


@dataclass
class Step:
    """One `optimizer.step()`."""

    micro_batches: list[MicroBatch]
    learning_rate: float
    gradients: list[np.ndarray]
    """As the optimiser found them: accumulated and clipped."""


@dataclass
class Recording:
    initial_weights: dict[str, np.ndarray]
    final_weights: dict[str, np.ndarray]
    epochs: list[list[Step]]
    validation_losses: list[float]
    """Means over the rows, one an epoch; empty without a validation loader."""
    variables: dict
    """The script's globals at its end."""

    @property
    def steps(self) -> list[Step]:
        return [step for epoch in self.epochs for step in epoch]


@dataclass
class _Notes:
    """What the hooks have seen so far."""

    epochs: list[list[Step]] = field(default_factory=list)
    initial: list[np.ndarray] | None = None
    rows: list[int] = field(default_factory=list)
    masks: list[np.ndarray] = field(default_factory=list)
    micro_batches: list[MicroBatch] = field(default_factory=list)
    validations: list[list[tuple[int, float]]] = field(default_factory=list)
    training_data: object = None
    generator_states: list[torch.Tensor] = field(default_factory=list)


def record(script: str) -> Recording:
    """Runs `torch_scripts/<script>` to its end."""
    notes = _Notes()
    with contextlib.ExitStack() as stack:
        for handle in (
            register_module_forward_pre_hook(lambda module, _: _before_forward(notes, module)),
            register_module_forward_hook(lambda *call: _after_forward(notes, *call)),
            register_optimizer_step_pre_hook(lambda optimizer, *_: _before_step(notes, optimizer)),
        ):
            stack.callback(handle.remove)
        stack.enter_context(mock.patch.object(DataLoader, "__iter__", _noting_epochs(notes)))
        stack.enter_context(mock.patch.object(_MapDatasetFetcher, "fetch", _noting_rows(notes)))
        stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
        stack.enter_context(mock.patch.object(sys, "path", [str(FOLDER), *sys.path]))
        variables = runpy.run_path(str(FOLDER / script))
    model = variables["model"]
    names = [name for name, _ in model.named_parameters()]
    return Recording(
        initial_weights=dict(zip(names, notes.initial, strict=True)),
        final_weights={name: values.detach().numpy().copy() for name, values in model.named_parameters()},
        epochs=notes.epochs,
        validation_losses=[
            sum(rows * loss for rows, loss in passes) / sum(rows for rows, _ in passes) for passes in notes.validations
        ],
        variables=variables,
    )


def _noting_epochs(notes: _Notes):
    begin = DataLoader.__iter__

    def iterate(loader: DataLoader):
        if notes.training_data is None:
            notes.training_data = loader.dataset  # Every script trains before it measures.
        (notes.epochs if loader.dataset is notes.training_data else notes.validations).append([])
        return begin(loader)

    return iterate


def _noting_rows(notes: _Notes):
    fetch = _MapDatasetFetcher.fetch

    def fetch_and_note(fetcher: _MapDatasetFetcher, rows: list[int]):
        notes.rows = list(rows)
        return fetch(fetcher, rows)

    return fetch_and_note


def _before_forward(notes: _Notes, module: nn.Module) -> None:
    if isinstance(module, nn.Dropout) and module.training:
        notes.generator_states.append(torch.get_rng_state())


def _after_forward(notes: _Notes, module: nn.Module, inputs: tuple, output: torch.Tensor) -> None:
    if isinstance(module, nn.Dropout) and module.training:
        notes.masks.append(_mask_drawn_again(notes.generator_states.pop(), module.p, inputs[0], output))
    elif isinstance(module, nn.CrossEntropyLoss | nn.MSELoss):
        if torch.is_grad_enabled():
            notes.micro_batches.append(MicroBatch(notes.rows, notes.masks, output.item()))
            notes.masks = []
        else:
            notes.validations[-1].append((len(notes.rows), output.item()))


def _mask_drawn_again(state: torch.Tensor, p: float, inputs: torch.Tensor, output: torch.Tensor) -> np.ndarray:
    """The output alone would not tell: a unit that is 0 already looks dropped."""
    after = torch.get_rng_state()
    torch.set_rng_state(state)
    with torch.no_grad():
        noise = torch.nn.functional.dropout(torch.ones_like(inputs), p)
    assert torch.equal(torch.get_rng_state(), after), "the mask took other draws than the layer"
    assert torch.equal(output, inputs * noise), "the mask is not the layer's"
    return (noise != 0).numpy()


def _before_step(notes: _Notes, optimizer: torch.optim.Optimizer) -> None:
    (group,) = optimizer.param_groups
    if notes.initial is None:
        notes.initial = [parameter.detach().numpy().copy() for parameter in group["params"]]
    gradients = [parameter.grad.numpy().copy() for parameter in group["params"]]
    notes.epochs[-1].append(Step(notes.micro_batches, group["lr"], gradients))
    notes.micro_batches = []
