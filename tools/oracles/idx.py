"""IDX files of every type, written by `struct` and read back by NumPy."""

import math
import struct

import numpy as np

from number_files import DTYPES, bits, encoded, samples
from vector_format import Cases, vector_file

CODES = {"u8": (0x08, "B"), "i8": (0x09, "b"), "i16": (0x0B, "h"), "i32": (0x0C, "i"), "f32": (0x0D, "f"), "f64": (0x0E, "d")}


def idx(name: str, array: np.ndarray) -> bytes:
    code, letter = CODES[name]
    header = struct.pack(f">BBBB{array.ndim}I", 0, 0, code, array.ndim, *array.shape)
    return header + b"".join(struct.pack(f">{letter}", number) for number in array.reshape(-1).tolist())


def check(data: bytes, array: np.ndarray) -> None:
    found = np.frombuffer(data, array.dtype.newbyteorder(">"), offset=4 + 4 * array.ndim).reshape(array.shape)
    assert np.array_equal(found, array, equal_nan=array.dtype.kind == "f")


def generate() -> dict:
    cases = Cases()
    for name in CODES:
        for shape in [(6,), (2, 3), (3, 2, 2)]:
            array = samples(name, math.prod(shape)).reshape(shape).astype(DTYPES[name])
            data = idx(name, array)
            check(data, array)
            cases.add("idx.read", "exact", {"file": encoded(data)}, {"array": bits(array)})
    return vector_file("idx", "idx.py", ["numpy"], cases)
