"""
PyTorch modules that compute what an exported file computes, of the file's own initializers, so that training them says
what those become.

A twin is the module that was exported, with a file's initializers in place of its parameters, transposed where the
exporter transposed them. One that the exporter merged from several parameters stands in the place of each, so that
autograd sums its gradients. Dropout has Lockstep's masks, at the sites that the file has.
"""

import contextlib
import functools
from dataclasses import dataclass

import numpy as np
import onnx
import torch
from torch import nn

import streams
from dropout_masks import scale
from exported_files import count, drops_attention
from exported_models import Model


@dataclass(frozen=True)
class Dropout:
    """Masks of a run: the site of a Dropout node is its number in the graph, the step that of the optimiser."""

    seed: int
    rates: list[float]


@functools.cache
def keep_mask(seed: int, site: int, step: int, rate: float, shape: tuple[int, ...]) -> np.ndarray:
    # The file has the rate as an f32, which must not choose another threshold than the decimal that it came from.
    assert streams.threshold(1 - rate) == streams.threshold(1 - float(np.float32(rate)))
    size = int(np.prod(shape))
    return streams.bernoulli(streams.stream_key(seed, streams.DROPOUT, site, step), 1 - rate, size).reshape(shape)


@dataclass(frozen=True)
class Binding:
    """A parameter or buffer of the twin that an initializer stands in for."""

    tensor: str
    transposed: bool


class Twin:
    """
    :ivar module: the exported module, or the one whose norms are folded, in evaluation mode unless norms train.
    :ivar bindings: by initializer, what it stands in for.
    """

    def __init__(self, model: Model, proto: onnx.ModelProto, bindings: dict[str, list[Binding]] | None = None) -> None:
        self.norms_train = any(
            attribute.name == "training_mode" and attribute.i == 1
            for node in proto.graph.node
            if node.op_type == "BatchNormalization"
            for attribute in node.attribute
        )
        module = model.module()
        self.module = module.train() if self.norms_train else model.folded(module)
        norms = sum(isinstance(part, nn.BatchNorm2d) for part in self.module.modules())
        assert count(proto, "BatchNormalization") == norms, "the exporter folded other norms than the model lists"
        self.drops_attention = drops_attention(proto)
        self.bindings = bindings or {}

    def tensors(self) -> dict[str, torch.Tensor]:
        """Parameters and floating-point buffers, also those that share their values with others."""
        named = [*self.module.named_parameters(), *self.module.named_buffers()]
        return {name: values.detach() for name, values in named if values.is_floating_point()}

    def is_buffer(self, name: str) -> bool:
        return name in dict(self.module.named_buffers())

    def trained(self) -> list[str]:
        """Initializers that stand in for parameters."""
        return [name for name, bound in self.bindings.items() if not all(self.is_buffer(one.tensor) for one in bound)]

    def buffers(self) -> list[str]:
        """Initializers that are running statistics and nothing else."""
        return [name for name, bound in self.bindings.items() if all(self.is_buffer(one.tensor) for one in bound)]

    def also_statistics(self) -> list[str]:
        """Initializers that stand in for parameters and for running statistics that are equal to them."""
        return [name for name in self.trained() if any(self.is_buffer(one.tensor) for one in self.bindings[name])]

    def run(
        self,
        values: dict[str, torch.Tensor],
        inputs: torch.Tensor,
        dropout: Dropout | None = None,
        step: int = 0,
        statistics: dict[str, torch.Tensor] | None = None,
    ) -> torch.Tensor:
        """
        The output. Running statistics among `values` are moved in place where norms train.

        :param statistics: by initializer, what it is as running statistics if that is not its value as a parameter.
        """
        state = {}
        for name, bound in self.bindings.items():
            for binding in bound:
                value = values[name]
                if statistics and name in statistics and self.is_buffer(binding.tensor):
                    value = statistics[name]
                state[binding.tensor] = value.T if binding.transposed else value
        with replaced_dropout(self.drops_attention, dropout, step):
            return torch.func.functional_call(self.module, state, (inputs,))


@contextlib.contextmanager
def replaced_dropout(drops_attention: bool, dropout: Dropout | None, step: int):
    """While it lasts, PyTorch's dropouts take our masks in the order of their calls, or do nothing."""
    site = 0

    def drop(x: torch.Tensor, *_args, **_options) -> torch.Tensor:
        nonlocal site
        if dropout is None:
            return x
        rate = dropout.rates[site]
        keep = torch.tensor(keep_mask(dropout.seed, site, step, rate, tuple(x.shape)))
        site += 1
        return torch.where(keep, x * float(scale(rate)), torch.zeros_like(x))

    def attend(queries, keys, values, attn_mask=None, dropout_p=0.0, is_causal=False):
        assert attn_mask is None and not is_causal
        weights = torch.softmax(queries @ keys.transpose(-2, -1) / queries.shape[-1] ** 0.5, -1)
        return (drop(weights) if drops_attention else weights) @ values

    functional = nn.functional
    originals = functional.dropout, functional.scaled_dot_product_attention
    fast = torch.backends.mha.get_fastpath_enabled()
    functional.dropout, functional.scaled_dot_product_attention = drop, attend
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
        assert dropout is None or site == len(dropout.rates), "the twin has other sites than the file"
    finally:
        functional.dropout, functional.scaled_dot_product_attention = originals
        torch.backends.mha.set_fastpath_enabled(fast)
