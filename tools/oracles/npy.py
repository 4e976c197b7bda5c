"""NumPy files: what `numpy.save` and `numpy.lib.format` write, what is to be read from it, and what it is in f32."""

import io

import numpy as np
from numpy.lib import format as npy_format

from number_files import DTYPES, bits, encoded, samples, single_precision
from vector_format import Cases, vector_file

SHAPES = [(), (5,), (2, 3), (2, 1, 4), (0, 3)]


def saved(array: np.ndarray, version: tuple[int, int] | None = None) -> bytes:
    file = io.BytesIO()
    npy_format.write_array(file, array, version=version)
    data = file.getvalue()
    assert np.array_equal(np.load(io.BytesIO(data)), array, equal_nan=array.dtype.kind == "f")
    return data


def generate() -> dict:
    cases = Cases()

    def read(array: np.ndarray, version: tuple[int, int] | None = None) -> None:
        cases.add("npy.read", "exact", {"file": encoded(saved(array, version))}, {"array": bits(array)})

    for name, dtype in DTYPES.items():
        if name == "bf16":
            continue  # NumPy has none.
        for shape in SHAPES:
            read(samples(name, int(np.prod(shape))).reshape(shape))
        if dtype.itemsize > 1:
            read(samples(name, 14).reshape(2, 7).astype(dtype.newbyteorder(">")))
    order = np.arange(24, dtype=np.int16)
    for shape in [(4, 6), (2, 3, 4), (2, 2, 2, 3), (24,), (1, 24)]:
        read(np.asfortranarray(order.reshape(shape)))
    read(np.asfortranarray(order.reshape(4, 6).astype(">i2")))
    for version in [(1, 0), (2, 0), (3, 0)]:
        read(order.reshape(2, 12), version)

    for name in DTYPES:
        if name in ("f16", "bf16"):
            continue
        for shape in [(), (5,), (2, 3)]:
            array = samples(name, int(np.prod(shape))).reshape(shape)
            cases.add("npy.write", "exact", {"array": bits(array)}, {"file": encoded(saved(array))})
    cases.add("npy.write", "exact", {"array": bits(np.zeros((0, 3)))}, {"file": encoded(saved(np.zeros((0, 3))))})

    tie = 2**61 + 2**37
    wide = {
        "i64": np.array([2**53, 2**53 + 1, tie, tie + 1, tie - 1, -tie - 1, 2**24 + 1, 2**63 - 1, -(2**63)], np.int64),
        "u64": np.array([2**64 - 1, 2**63 + 2**39, 2**63 + 2**39 + 1, 2**63 + 3 * 2**39], np.uint64),
        "u32": np.array([2**32 - 1, 2**24 + 1, 2**24 + 3], np.uint32),
        "i32": np.array([2**31 - 1, -(2**24) - 1], np.int32),
        "f64": np.array([1 + 2.0**-24, 1 + 2.0**-24 + 2.0**-52, 1e-46, 1e-45, 3.4e38, np.nan, -np.inf, -0.0, 0.1]),
        "u8": np.array([0, 255], np.uint8),
        "bool": np.array([True, False]),
        "f16": samples("f16", 14),
    }
    for array in wide.values():
        given = {"file": encoded(saved(array))}
        cases.add("numbers.to-f32", "exact", given, {"values": single_precision(array)})

    refused = [
        np.array([{}, None], object),
        np.array(["a", "bc"]),
        np.array([b"a"]),
        np.array([1j]),
        np.array(["2020-01-01"], "datetime64[D]"),
        np.array([(1, 2.0)], [("x", "<i4"), ("y", "<f8")]),
        np.zeros(2, np.longdouble),
    ]
    for array in refused:
        file = io.BytesIO()
        npy_format.write_array(file, array)
        cases.add("npy.refused", "exact", {"file": encoded(file.getvalue())}, {"code": "INVALID_DATA"})
    archive = io.BytesIO()
    np.savez(archive, x=order)
    cases.add("npy.refused", "exact", {"file": encoded(archive.getvalue()[:64])}, {"code": "INVALID_DATA"})

    return vector_file("npy", "npy.py", ["numpy"], cases)
