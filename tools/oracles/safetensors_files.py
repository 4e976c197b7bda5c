"""safetensors files by the format's own library: every type, any order, metadata; and the layout that Lockstep writes."""

import json
import struct

import ml_dtypes
import numpy as np
from safetensors import numpy as safetensors_numpy

from number_files import DTYPES, bits, encoded, samples, single_precision
from vector_format import Cases, vector_file

def own_file(arrays: dict[str, np.ndarray], metadata: dict[str, str]) -> bytes:
    """The layout of the specification: the record's order, the header padded with spaces to a multiple of 8 bytes."""
    header: dict = {"__metadata__": metadata}
    end = 0
    for key, array in arrays.items():
        header[key] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [end, end + array.nbytes]}
        end += array.nbytes
    text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    data = struct.pack("<Q", len(text)) + text + b"".join(array.astype("<f4").tobytes() for array in arrays.values())
    found = safetensors_numpy.load(data)
    assert all(np.array_equal(found[key], array, equal_nan=True) for key, array in arrays.items())
    return data


def generate() -> dict:
    cases = Cases()

    def read(arrays: dict[str, np.ndarray], metadata: dict[str, str] | None = None) -> None:
        given = {"file": encoded(safetensors_numpy.save(arrays, metadata))}
        expect = {"arrays": {key: bits(array) for key, array in arrays.items()}, "metadata": metadata or {}}
        cases.add("safetensors.read", "exact", given, expect)

    for name in DTYPES:
        read({"x": samples(name, 14).reshape(2, 7)})
    read({name: samples(name, 6).reshape(3, 1, 2) for name in DTYPES})
    read({"scalar": np.array(2.5, np.float32), "empty": np.zeros((0, 4), np.float32), "one": np.ones(1, np.int64)})
    # One entry of metadata at a time: the library writes them in no fixed order.
    read({"größe.weight": np.arange(3, dtype=np.float32)}, {"note": 'a "quoted" \n line, ünicode'})
    read({}, {"only": "metadata"})

    floats = {
        "f64": np.array([0.1, 1 + 2.0**-24, -0.0, np.inf]),
        "bf16": np.array([1 / 3, 3e38, 1e-40], ml_dtypes.bfloat16),
        "f16": np.array([1 / 3, 65504, 2.0**-24], np.float16),
        "i64": np.array([2**53 + 1, 2**61 + 2**37 + 1, -3], np.int64),
        "u8": np.array([0, 255], np.uint8),
        "bool": np.array([True, False]),
        "f32": np.array([np.nan, 2.0**-149], np.float32),
    }
    given = {"file": encoded(safetensors_numpy.save(floats))}
    cases.add("safetensors.to-f32", "exact", given, {"values": {key: single_precision(a) for key, a in floats.items()}})

    written = [
        ({"0.weight": samples("f32", 14).reshape(2, 7), "0.bias": np.arange(2, dtype=np.float32)}, {}),
        ({"größe": np.ones((1, 1), np.float32), "": np.zeros(3, np.float32)}, {"note": "größer", "b": ""}),
    ]
    for arrays, metadata in written:
        given = {"tensors": {key: bits(array) for key, array in arrays.items()}, "metadata": metadata}
        cases.add("safetensors.write", "exact", given, {"file": encoded(own_file(arrays, metadata))})

    return vector_file("safetensors", "safetensors_files.py", ["ml_dtypes", "numpy", "safetensors"], cases)
