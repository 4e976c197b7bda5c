"""Small .onnx files by ONNX's own library, for reading and writing them: packages/onnx/test/model-file. No vectors, so not
part of `generate.py`. What the checker of ONNX accepts is checked by it; the numbers of every tensor go into a JSON file."""

import json
from pathlib import Path

import ml_dtypes
import numpy as np
import onnx
from onnx import TensorProto as T
from onnx import helper, numpy_helper

FOLDER = Path(__file__).parents[2] / "packages/onnx/test/model-file"

BITS16 = (T.FLOAT16, T.BFLOAT16)


def values() -> dict[str, np.ndarray]:
    """Edge values of every element type that has an array in JavaScript."""
    arrays = {
        "float32": np.array([[1.5, -2.25, 0.1], [3e38, 1e-45, -0.0]], np.float32),
        "float64": np.array([0.1, -1e300, 5e-324]),
        "float16": np.array([1 / 3, -65504, 2.0**-24, 6e-5, np.inf, -0.0], np.float16),
        "bfloat16": np.array([1 / 3, -3e38, 1e-40, np.inf], ml_dtypes.bfloat16),
        "bool": np.array([True, False, True]),
        "int64": np.array([2**63 - 1, -(2**63), 0, -1], np.int64),
        "uint64": np.array([2**64 - 1, 0], np.uint64),
        "uint32": np.array([2**32 - 1, 7], np.uint32),
        "int32": np.array([-(2**31), 2**31 - 1], np.int32),
        "int16": np.array([-(2**15), 2**15 - 1], np.int16),
        "uint16": np.array([2**16 - 1, 1], np.uint16),
        "int8": np.array([-128, 127, -1], np.int8),
        "uint8": np.array([255, 0], np.uint8),
    }
    return {**arrays, "scalar": np.array(2.5, np.float32), "empty": np.zeros((0, 4), np.float32)}


def typed(name: str, array: np.ndarray) -> T:
    """The tensor with its elements one by one, in the field that belongs to the type."""
    data_type = helper.np_dtype_to_tensor_dtype(array.dtype)
    flat = array.flatten()
    tensor = T(name=name, data_type=data_type, dims=array.shape)
    if data_type in BITS16:
        tensor.int32_data.extend(flat.view(np.uint16).tolist())
    elif data_type == T.FLOAT:
        tensor.float_data.extend(flat.tolist())
    elif data_type == T.DOUBLE:
        tensor.double_data.extend(flat.tolist())
    elif data_type == T.INT64:
        tensor.int64_data.extend(flat.tolist())
    elif data_type in (T.UINT32, T.UINT64):
        tensor.uint64_data.extend(flat.tolist())
    else:
        tensor.int32_data.extend(flat.astype(np.int64).tolist())
    assert np.array_equal(numpy_helper.to_array(tensor), array, equal_nan=True), name
    return tensor


def numbers(array: np.ndarray) -> list[str]:
    """As texts: bigints, infinities and the sign of zero have none in JSON."""
    flat = array.flatten()
    if array.dtype.kind in "iu":
        return [str(int(value)) for value in flat]
    if array.dtype.kind == "b":
        return [str(int(value)) for value in flat]
    return [repr(float(value)).replace("inf", "Infinity") for value in flat]


def model(name: str, graph: onnx.GraphProto, opset: int = 18, domains: dict[str, int] | None = None, **more) -> onnx.ModelProto:
    imports = [helper.make_opsetid(domain, version) for domain, version in {"": opset, **(domains or {})}.items()]
    return helper.make_model(graph, opset_imports=imports, ir_version=8, producer_name=f"onnx-files {name}", **more)


def write(name: str, proto: onnx.ModelProto, check: bool = True) -> None:
    if check:
        onnx.checker.check_model(proto, full_check=True)
    (FOLDER / f"{name}.onnx").write_bytes(proto.SerializeToString(deterministic=True))


def floats(name: str, *shape: int | str | None) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, T.FLOAT, shape)


def every_type(name: str, store) -> None:
    tensors = [store(key, array) for key, array in values().items()]
    node = helper.make_node("Add", ["x", "scalar"], ["y"])
    write(name, model(name, helper.make_graph([node], name, [floats("x", "rows", 3)], [floats("y", "rows", 3)], tensors)))


def strings_and_narrow() -> None:
    """Tensors that no array holds."""
    tensors = [
        helper.make_tensor("texts", T.STRING, [2], [b"a", "größe".encode()]),
        numpy_helper.from_array(np.array([1, -2, 3], ml_dtypes.int4), "narrow"),
        numpy_helper.from_array(np.array([1 + 2j], np.complex64), "complex"),
    ]
    node = helper.make_node("Neg", ["x"], ["y"])
    graph = helper.make_graph([node], "strings-and-narrow", [floats("x", 2)], [floats("y", 2)], tensors)
    write("strings-and-narrow", model("strings-and-narrow", graph))


def constants() -> None:
    """Every form of `Constant`."""
    forms = {
        "value": numpy_helper.from_array(np.array([[1, 2]], np.float32)),
        "value_float": 0.5,
        "value_floats": [1.5, -2.0],
        "value_int": -(2**62),
        "value_ints": [3, 2**53 + 1],
    }
    nodes = [helper.make_node("Constant", [], [key], **{key: value}) for key, value in forms.items()]
    nodes += [helper.make_node("Mul", ["x", "value"], ["y"])]
    graph = helper.make_graph(nodes, "constants", [floats("x", "rows", 2)], [floats("y", "rows", 2)])
    write("constants", model("constants", graph))


def external() -> None:
    weight = np.array([[1.5, -2.0, 0.25], [4.0, 5.0, -6.5]], np.float32)
    bias = np.array([0.5, -0.5], np.float32)
    tensors = [T(name=key, data_type=T.FLOAT, dims=array.shape) for key, array in {"weight": weight, "bias": bias}.items()]
    # An odd offset: nothing may rely on alignment. No length for the second.
    places = [{"location": "data/external.bin", "offset": "3", "length": "24"}, {"location": "data/external.bin", "offset": "27"}]
    for tensor, place in zip(tensors, places):
        tensor.data_location = T.EXTERNAL
        for key, value in place.items():
            tensor.external_data.add(key=key, value=value)
    node = helper.make_node("Gemm", ["x", "weight", "bias"], ["y"], transB=1)
    graph = helper.make_graph([node], "external", [floats("x", "rows", 3)], [floats("y", "rows", 2)], tensors)
    write("external", model("external", graph), check=False)
    (FOLDER / "external.bin").write_bytes(b"\xff\xff\xff" + weight.tobytes() + bias.tobytes())


def functions() -> None:
    body = [helper.make_node("Neg", ["a"], ["b"]), helper.make_node("Add", ["b", "b"], ["c"])]
    function = helper.make_function("own", "MinusTwo", ["a"], ["c"], body, [helper.make_opsetid("", 18)])
    node = helper.make_node("MinusTwo", ["x"], ["y"], domain="own", name="call")
    graph = helper.make_graph([node], "functions", [floats("x", 2)], [floats("y", 2)])
    write("functions", model("functions", graph, domains={"own": 1}, functions=[function]))


def subgraphs() -> None:
    """`If` whose branches read values of the graph around them, one by a graph within the branch; a dropout in one branch."""
    inner = helper.make_graph([helper.make_node("Mul", ["h", "w"], ["inner"])], "inner", [], [floats("inner", 2)])
    other = helper.make_graph([helper.make_node("Neg", ["h"], ["other"])], "other", [], [floats("other", 2)])
    then_nodes = [helper.make_node("If", ["flag"], ["nested"], then_branch=inner, else_branch=other, name="nested")]
    else_nodes = [
        helper.make_node("Dropout", ["h", "ratio", "on"], ["dropped"], name="drop"),
    ]
    then_graph = helper.make_graph(then_nodes, "then", [], [floats("nested", 2)])
    else_graph = helper.make_graph(else_nodes, "else", [], [floats("dropped", 2)])
    nodes = [
        helper.make_node("Relu", ["x"], ["h"]),
        helper.make_node("If", ["flag"], ["y"], then_branch=then_graph, else_branch=else_graph),
    ]
    tensors = [
        numpy_helper.from_array(np.array([2, 3], np.float32), "w"),
        numpy_helper.from_array(np.array(0.5, np.float32), "ratio"),
        numpy_helper.from_array(np.array(True), "on"),
    ]
    inputs = [floats("x", 2), helper.make_tensor_value_info("flag", T.BOOL, [])]
    write("subgraphs", model("subgraphs", helper.make_graph(nodes, "subgraphs", inputs, [floats("y", 2)], tensors)))


def training() -> None:
    """What the TorchScript exporter writes in training mode, with two dropouts more: one whose mask is read, one that is an output."""
    rng = np.random.default_rng(7)
    tensors = [
        numpy_helper.from_array(rng.standard_normal(shape).astype(np.float32), key)
        for key, shape in {"0.weight": (4, 3), "0.bias": (4,), "1.weight": (4,), "1.bias": (4,), "1.running_mean": (4,)}.items()
    ]
    tensors.append(numpy_helper.from_array(np.array([0.5, 1.0, 2.0, 4.0], np.float32), "1.running_var"))
    nodes = [
        helper.make_node("Gemm", ["x", "0.weight", "0.bias"], ["a"], transB=1, name="/0/Gemm"),
        helper.make_node(
            "BatchNormalization",
            ["a", "1.weight", "1.bias", "1.running_mean", "1.running_var"],
            ["b", "mean", "var"],
            training_mode=1,
            momentum=0.9,
            name="/1/BatchNormalization",
        ),
        helper.make_node("Constant", [], ["ratio"], value=numpy_helper.from_array(np.array(0.5, np.float32))),
        helper.make_node("Constant", [], ["on"], value=numpy_helper.from_array(np.array(True))),
        helper.make_node("Dropout", ["b", "ratio", "on"], ["c", "unread"], name="/2/Dropout"),
        helper.make_node("Dropout", ["c", "half", "on"], ["d", "mask"], name="/3/Dropout"),
        helper.make_node("Where", ["mask", "d", "c"], ["e"], name="/4/Where"),
        helper.make_node("Dropout", ["e", "half", "switch"], ["y"], name="/5/Dropout"),
    ]
    tensors.append(numpy_helper.from_array(np.array(0.25, np.float32), "half"))
    inputs = [floats("x", "rows", 3), helper.make_tensor_value_info("switch", T.BOOL, [])]
    graph = helper.make_graph(nodes, "training", inputs, [floats("y", "rows", 4), floats("mean", 4)], tensors)
    graph.value_info.extend([floats("var", 4), floats("b", "rows", 4)])
    write("training", model("training", graph, 17))


def refused() -> None:
    """Valid models with what cannot be read."""
    sparse = helper.make_sparse_tensor(
        numpy_helper.from_array(np.array([1.5], np.float32), "s"), numpy_helper.from_array(np.array([2], np.int64), "i"), [4]
    )
    node = helper.make_node("Add", ["x", "s"], ["y"])
    graph = helper.make_graph([node], "sparse", [floats("x", 4)], [floats("y", 4)], sparse_initializer=[sparse])
    write("sparse", model("sparse", graph), check=False)
    sequence = helper.make_tensor_sequence_value_info("x", T.FLOAT, [2])
    node = helper.make_node("ConcatFromSequence", ["x"], ["y"], axis=0)
    write("sequence", model("sequence", helper.make_graph([node], "sequence", [sequence], [floats("y", None)])))


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    every_type("every-type-raw", lambda key, array: numpy_helper.from_array(array, key))
    every_type("every-type-typed", typed)
    # Two lines a tensor, as the formatter of the repository has them.
    tensors = [
        f'  "{key}": {{\n    "dims": {json.dumps(list(array.shape))},\n    "values": {json.dumps(numbers(array))}\n  }}'
        for key, array in values().items()
    ]
    (FOLDER / "every-type.json").write_text("{\n" + ",\n".join(tensors) + "\n}\n")
    strings_and_narrow()
    constants()
    external()
    functions()
    subgraphs()
    training()
    refused()


if __name__ == "__main__":
    main()
