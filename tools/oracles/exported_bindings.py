"""Finds which parameters the initializers of an exported file stand for, and proves it by the file's own outputs."""

import itertools

import numpy as np
import onnx
import torch

from exported_files import float_initializers, with_initializers
from exported_models import Model
from exported_reference import evaluate
from exported_twins import Binding, Twin

STATISTICS = ("running_mean", "running_var")


def bind(model: Model, proto: onnx.ModelProto) -> Twin:
    """The twin of a file, with each of its initializers in its place."""
    initializers = float_initializers(proto)
    twin = Twin(model, proto)
    tensors = {name: values.numpy() for name, values in twin.tensors().items()}
    for name, array in initializers.items():
        # By name for statistics: tracing in training mode moved them.
        if name in tensors and (same(array, tensors[name]) or name.endswith(STATISTICS)):
            twin.bindings[name] = [Binding(name, False)]
    own = set(twin.bindings)
    for name, array in initializers.items():
        others = [
            Binding(other, transposed)
            for other, values in tensors.items()
            if other not in own
            for transposed in (False, True)
            if same(array, values.T if transposed else values) and not (transposed and same(array, values))
        ]
        if others:
            twin.bindings[name] = [*twin.bindings.get(name, []), *others]
    if not model.filled:
        choose_merged(model, proto, twin, own)
    # A module's own statistics move in place while its norms train; none may be a parameter besides.
    assert not (twin.norms_train and twin.also_statistics())
    assert_bound(model, proto, twin, list(twin.bindings))
    return twin


def same(one: np.ndarray, two: np.ndarray) -> bool:
    """Equal but for the roundings of a fold, of which the exporters have their own order."""
    return one.ndim > 0 and one.shape == two.shape and np.allclose(one, two, rtol=1e-5, atol=1e-6)


def choose_merged(model: Model, proto: onnx.ModelProto, twin: Twin, own: set[str]) -> None:
    """
    Where many parameters are equal, an initializer may stand for any of them: the exporter may have merged them, or
    have left one out because it is zero. Only one choice gives the file's outputs when the initializer is changed.
    """
    for name, candidates in list(twin.bindings.items()):
        first = [candidate for candidate in candidates if name in own and candidate.tensor == name]
        rest = [candidate for candidate in candidates if candidate not in first]
        if not rest or len(candidates) == 1:
            continue
        fitting = []
        for size in range(len(rest) + 1):
            for chosen in itertools.combinations(rest, size):
                twin.bindings[name] = [*first, *chosen]
                if twin.bindings[name] and difference(model, proto, twin, [name]) < 1e-5:
                    fitting.append(twin.bindings[name])
        assert len(fitting) == 1, f"{name} may stand for {fitting}"
        twin.bindings[name] = fitting[0]


def assert_bound(model: Model, proto: onnx.ModelProto, twin: Twin, names: list[str]) -> None:
    """With every initializer changed, each in its own way, the file and the twin still agree."""
    assert difference(model, proto, twin, []) < 2e-6
    assert difference(model, proto, twin, names) < 1e-5


def difference(model: Model, proto: onnx.ModelProto, twin: Twin, names: list[str]) -> float:
    """Between the outputs of file and twin, once the named initializers are changed; relative to the largest output."""
    random = np.random.default_rng(7)
    values = float_initializers(proto)
    for name in names:
        noise = random.uniform(-0.25, 0.25, values[name].shape)
        # Variances stay positive.
        values[name] = (values[name] + np.abs(noise) if name.endswith("running_var") else values[name] + noise).astype(
            np.float32
        )
    inputs = model.batch(0)[0]
    expected = evaluate(with_initializers(proto, values), inputs)
    with torch.no_grad():
        tensors = {name: torch.tensor(values[name]) for name in twin.bindings}
        output = twin.run(tensors, torch.tensor(inputs)).numpy()
    return float(np.abs(output - expected).max() / np.abs(expected).max())
