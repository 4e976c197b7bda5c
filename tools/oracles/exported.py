"""
Networks as PyTorch's own exporters write them, and what five steps of SGD make of their initializers.

Writes `packages/onnxruntime-web/test/exported`, not conformance vectors:

- `MODEL.EXPORTER-OPSET-MODE.onnx`, what PyTorch wrote but for its descriptions of nodes. OPSET is what was asked for. A
  name that ends in `-fixed` has a constant number of rows, all others an open one.
- `MODEL.safetensors`: the batches, and the expected tensors of all files of a model, in f32; equal ones are there once.
- `cases.json`: one case a file, with the keys of its tensors; `exported-cases.ts` beside it describes the fields.

What is expected is PyTorch's: the module that was exported is trained in float64, with the file's initializers as its
parameters (`exported_twins.py`). Which initializer stands for which parameters is found by value, and proved by the
file: with every initializer changed, ONNX's reference evaluator gives the module's outputs (`exported_bindings.py`); so
it does with the trained tensors, and for the first loss, under the same dropout masks (`exported_runs.py`).

What the exporters do, which the cases say file by file:

- Norms that follow a convolution are folded, except by TorchScript in training mode; the folded convolution is what
  trains. Norms that stay are frozen in evaluation, and so they are in what dynamo makes of a module in training mode.
- Equal initializers are merged: one tensor, several parameters, their gradients summed. A zero bias may be left out,
  and is then no parameter any more. The scale of a new norm is even merged with its running variance, both being ones:
  the first trains, and the second stays as it is in the file (`alsoStatistics`).
- Dynamo leaves out the dropout of attention weights. TorchScript writes it without the input `training_mode`, so that
  by ONNX's word it drops nothing; such files have runs where it drops, as PyTorch does, and runs where its rate is 0.
- `notParameters` lists the f32 initializers that are no parameters: rates, bounds and scales.
- Where norms train, running statistics have two laws. ONNX's adds the variance over n, PyTorch's that over n - 1.
"""

import json
from pathlib import Path

import numpy as np
import onnx
import torch
from safetensors import numpy as safetensors_numpy

from exported_bindings import bind
from exported_files import dropout_nodes, export, float_initializers, opset_of, shape_of
from exported_models import MODELS, STEPS, Model
from exported_runs import Run, check, check_statistics, float32_gap, train
from exported_twins import Dropout, Twin
from vector_format import seed_hex

FOLDER = Path(__file__).resolve().parents[2] / "packages/onnxruntime-web/test/exported"
SEED = 2**32 + 7
MOMENTA = [0, 0.9]
DTYPES = {onnx.TensorProto.FLOAT: "float32", onnx.TensorProto.INT64: "int64"}

EVERY = [
    *(("torchscript", opset, mode) for opset in (17, 18, 19, 20) for mode in ("training", "eval")),
    *(("dynamo", opset, mode) for opset in (18, 19, 20) for mode in ("training", "eval")),
]
EXPORTS = {
    # Dynamo builds opset 18, and converts it down where its converter knows how.
    "mlp": [*EVERY, ("dynamo", 17, "eval"), ("torchscript", 17, "training-fixed")],
    "lenet": EVERY,
    "alexnet": [
        ("torchscript", 18, "training"),
        ("torchscript", 18, "eval"),
        ("torchscript", 18, "training-fixed"),
        ("dynamo", 19, "training"),
        ("dynamo", 19, "eval"),
    ],
    "resnet": [
        ("torchscript", 17, "training"),
        ("torchscript", 17, "eval"),
        ("torchscript", 20, "training"),
        ("dynamo", 18, "eval"),
        ("dynamo", 20, "training"),
        # Where the converter does not: it says so in a log, and writes 18.
        ("dynamo", 17, "eval"),
    ],
    "separable": [
        ("torchscript", 19, "training"),
        ("torchscript", 19, "eval"),
        ("dynamo", 18, "training"),
        ("dynamo", 20, "eval"),
    ],
    # In training mode nothing of it is merged.
    "tied-separable": [
        ("torchscript", 17, "eval"),
        ("dynamo", 20, "eval"),
    ],
    "transformer": [
        ("torchscript", 17, "training"),
        ("torchscript", 17, "eval"),
        ("torchscript", 20, "training"),
        ("dynamo", 18, "training"),
        ("dynamo", 18, "eval-fixed"),
        ("dynamo", 20, "training"),
        ("dynamo", 20, "eval"),
    ],
    "tied-transformer": [
        ("torchscript", 18, "training"),
        ("torchscript", 18, "eval"),
        ("dynamo", 19, "training"),
        ("dynamo", 20, "eval"),
    ],
    "autoencoder": [
        ("torchscript", 20, "training"),
        ("torchscript", 20, "eval"),
        ("dynamo", 18, "eval"),
        ("dynamo", 20, "eval-fixed"),
    ],
}


class Tensors:
    """The tensors of a model's safetensors file, where arrays with equal shapes and bytes are one."""

    def __init__(self) -> None:
        self.arrays: dict[str, np.ndarray] = {}
        self._keys: dict[tuple, str] = {}

    def add(self, name: str, array: np.ndarray) -> str:
        """The key under which the array stands: `name`, with a number where that is taken."""
        array = np.ascontiguousarray(array if array.dtype == np.int64 else array.astype("<f4"))
        content = (str(array.dtype), array.shape, array.tobytes())
        if content not in self._keys:
            taken = sum(key == name or key.startswith(f"{name}#") for key in self.arrays)
            self._keys[content] = f"{name}#{taken + 1}" if taken else name
            self.arrays[self._keys[content]] = array
        return self._keys[content]


def write() -> None:
    """Writes every file and prints its size. A second run changes nothing."""
    # One thread: the order of a sum must not depend on the machine's number of cores.
    torch.set_num_threads(1)
    FOLDER.mkdir(parents=True, exist_ok=True)
    cases = []
    for model in MODELS:
        tensors = Tensors()
        batches = []
        for step in range(STEPS):
            arrays = zip(("inputs", "targets"), model.batch(step))
            batches.append({role: tensors.add(f"batch{step}.{role}", array) for role, array in arrays})
        for exporter, opset, mode in EXPORTS[model.name]:
            cases.append(case_of(model, exporter, opset, mode, batches, tensors))
        save(f"{model.name}.safetensors", safetensors_numpy.save(tensors.arrays))
    lines = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in cases)
    save("cases.json", f"[\n{lines}\n]\n".encode())


def case_of(model: Model, exporter: str, opset: int, mode: str, batches: list[dict], tensors: Tensors) -> dict:
    mode, _, fixed = mode.partition("-")
    proto = export(model, exporter, opset, mode, fixed != "")
    name = f"{model.name}.{exporter}-{opset}-{mode}{'-fixed' if fixed else ''}.onnx"
    save(name, proto.SerializeToString(deterministic=True))
    twin = bind(model, proto)
    given, output = proto.graph.input[0], proto.graph.output[0]
    norms = sum(node.op_type == "BatchNormalization" for node in proto.graph.node)
    return {
        "file": name,
        "model": model.name,
        "exporter": exporter,
        "askedOpset": opset,
        "opset": opset_of(proto),
        "mode": mode,
        "input": {
            "name": given.name,
            "dtype": DTYPES[given.type.tensor_type.elem_type],
            "shape": shape_of(given),
        },
        "output": output.name,
        "loss": model.loss,
        "learningRate": model.learning_rate,
        "tensors": f"{model.name}.safetensors",
        "batches": batches,
        "norms": ("batch" if twin.norms_train else "frozen") if norms else None,
        "notParameters": sorted(set(float_initializers(proto)) - set(twin.bindings)),
        "buffers": sorted(twin.buffers()),
        "standsFor": {name: [binding.tensor for binding in twin.bindings[name]] for name in sorted(twin.trained())},
        "alsoStatistics": sorted(twin.also_statistics()),
        "transposed": sorted(name for name in twin.trained() if any(bound.transposed for bound in twin.bindings[name])),
        "dropouts": dropout_nodes(proto),
        "runs": runs_of(model, proto, twin, tensors),
    }


def runs_of(model: Model, proto: onnx.ModelProto, twin: Twin, tensors: Tensors) -> list[dict]:
    if twin.norms_train:
        check_statistics(model, proto, twin)
    runs = []
    for group, dropout in dropouts_of(proto).items():
        for momentum in MOMENTA:
            double = train(model, proto, twin, momentum, dropout, torch.float64)
            check(model, proto, twin, double, dropout)
            gap = float32_gap(model, proto, twin, double, momentum, dropout)
            prefix = f"{'momentum' if momentum else 'plain'}{group}"
            runs.append(
                {
                    "momentum": momentum,
                    "dropout": None if dropout is None else masks_of(dropout),
                    "losses": double.losses,
                    "tensors": {
                        name: tensors.add(f"{prefix}.{name}", double.values[name]) for name in sorted(twin.trained())
                    },
                    "statistics": statistics_of(prefix, double, twin, tensors) if twin.norms_train else {},
                    "float32Gap": float(f"{gap:.2g}"),
                }
            )
    return runs


def dropouts_of(proto: onnx.ModelProto) -> dict[str, Dropout | None]:
    """Without dropout; with it at every node; and, where that differs, at those nodes that say that they train."""
    nodes = dropout_nodes(proto)
    found: dict[str, Dropout | None] = {"": None}
    if nodes:
        found[".dropout"] = Dropout(SEED, [node["rate"] for node in nodes])
    if not all(node["trainingMode"] for node in nodes):
        found[".declared-dropout"] = Dropout(SEED, [node["rate"] * node["trainingMode"] for node in nodes])
    return found


def masks_of(dropout: Dropout) -> dict:
    return {"seed": seed_hex(dropout.seed), "sites": list(range(len(dropout.rates))), "rates": dropout.rates}


def statistics_of(group: str, run: Run, twin: Twin, tensors: Tensors) -> dict[str, dict[str, str]]:
    """Keys of running statistics after the run, by ONNX's law and by PyTorch's."""
    return {
        name: {
            "population": tensors.add(f"{group}.{name}", run.population[name]),
            "unbiased": tensors.add(f"{group}.{name}", run.values[name]),
        }
        for name in sorted(twin.buffers())
    }


def save(name: str, data: bytes) -> None:
    path = FOLDER / name
    state = "unchanged" if path.exists() and path.read_bytes() == data else "written"
    path.write_bytes(data)
    print(f"{name:50} {len(data):8} bytes  {state}", flush=True)


if __name__ == "__main__":
    write()
