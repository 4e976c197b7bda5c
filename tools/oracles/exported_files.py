"""Exports modules by PyTorch's two exporters, and reads what they wrote."""

import contextlib
import copy
import io
import logging
import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from exported_models import ROWS, Model


def export(model: Model, exporter: str, opset: int, mode: str, fixed: bool) -> onnx.ModelProto:
    """
    What PyTorch writes, without the descriptions of where nodes came from, which are most of its bytes.

    :param mode: "training" or "eval", which for the first exporter is also its option.
    :param fixed: whether the number of rows is a constant.
    """
    # A copy: tracing in training mode moves the running statistics of norms.
    module = copy.deepcopy(model.module()).train(mode == "training")
    example = torch.tensor(model.batch(0)[0])
    with quiet():
        if exporter == "torchscript":
            proto = by_torchscript(module, example, opset, mode, fixed)
        else:
            proto = by_dynamo(module, example, opset, fixed)
    strip(proto)
    onnx.checker.check_model(proto, full_check=True)
    return proto


def by_torchscript(module: nn.Module, example: torch.Tensor, opset: int, mode: str, fixed: bool) -> onnx.ModelProto:
    file = io.BytesIO()
    torch.onnx.export(
        module,
        (example,),
        file,
        dynamo=False,
        opset_version=opset,
        training=torch.onnx.TrainingMode.TRAINING if mode == "training" else torch.onnx.TrainingMode.EVAL,
        # The exporter advises against folding in training.
        do_constant_folding=mode == "eval",
        input_names=["input"],
        output_names=["output"],
        dynamic_axes=None if fixed else {"input": {0: "batch"}, "output": {0: "batch"}},
    )
    return onnx.load_from_string(file.getvalue())


def by_dynamo(module: nn.Module, example: torch.Tensor, opset: int, fixed: bool) -> onnx.ModelProto:
    program = torch.onnx.export(
        module,
        (example,),
        dynamo=True,
        opset_version=opset,
        input_names=["input"],
        output_names=["output"],
        dynamic_shapes=None if fixed else ({0: torch.export.Dim("batch")},),
        verbose=False,
    )
    return program.model_proto


@contextlib.contextmanager
def quiet():
    """Both exporters warn of their own deprecations, and log the conversions that they tried."""
    logging.disable(logging.ERROR)
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


def strip(proto: onnx.ModelProto) -> None:
    graph = proto.graph
    for part in (proto, graph, *graph.node, *graph.initializer, *graph.input, *graph.output, *graph.value_info):
        part.ClearField("doc_string")
        part.ClearField("metadata_props")


def opset_of(proto: onnx.ModelProto) -> int:
    return next(entry.version for entry in proto.opset_import if entry.domain == "")


def shape_of(value: onnx.ValueInfoProto) -> list:
    """Lengths, with "rows" where the batch is open."""
    return [axis.dim_value or "rows" for axis in value.type.tensor_type.shape.dim]


def float_initializers(proto: onnx.ModelProto) -> dict[str, np.ndarray]:
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in proto.graph.initializer}
    return {name: array for name, array in arrays.items() if array.dtype == np.float32}


def with_initializers(proto: onnx.ModelProto, values: dict[str, np.ndarray]) -> onnx.ModelProto:
    """A copy in which the named initializers have other values."""
    proto = copy.deepcopy(proto)
    for tensor in proto.graph.initializer:
        if tensor.name in values:
            tensor.CopyFrom(numpy_helper.from_array(values[tensor.name].astype(np.float32), tensor.name))
    return proto


def with_own_statistics(proto: onnx.ModelProto) -> onnx.ModelProto:
    """A copy in which the running statistics of norms have initializers of their own, merged with no parameter."""
    proto = copy.deepcopy(proto)
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in proto.graph.initializer}
    for node in proto.graph.node:
        if node.op_type == "Identity" and node.input[0] in arrays:
            arrays[node.output[0]] = arrays[node.input[0]]
        for place in (3, 4) if node.op_type == "BatchNormalization" else ():
            own = f"{node.input[place]} of {node.output[0]}"
            proto.graph.initializer.append(numpy_helper.from_array(arrays[node.input[place]], own))
            node.input[place] = own
    return proto


def dropout_nodes(proto: onnx.ModelProto) -> list[dict]:
    """Each Dropout node in the graph's order: the shortest decimal of its f32 rate, and whether it says it trains."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in proto.graph.initializer}
    for node in proto.graph.node:
        if node.op_type == "Constant":
            constants[node.output[0]] = numpy_helper.to_array(node.attribute[0].t)
    return [
        {
            "name": node.name,
            "rate": float(str(np.float32(constants[node.input[1]]))),
            "trainingMode": len(node.input) > 2 and bool(constants[node.input[2]]),
        }
        for node in proto.graph.node
        if node.op_type == "Dropout"
    ]


def drops_attention(proto: onnx.ModelProto) -> bool:
    """Whether a Dropout node drops attention weights; one exporter leaves those out."""
    weights = {node.output[0] for node in proto.graph.node if node.op_type == "Softmax"}
    return any(node.op_type == "Dropout" and node.input[0] in weights for node in proto.graph.node)


def count(proto: onnx.ModelProto, op_type: str) -> int:
    return sum(node.op_type == op_type for node in proto.graph.node)


assert ROWS > 1, "norms in training need more rows than one, and so does an example with an open number of rows"
