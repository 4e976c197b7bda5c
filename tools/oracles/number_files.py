"""Number types and bits that the vectors of the file formats share, and base64."""

import base64

import ml_dtypes
import numpy as np

DTYPES = {
    "bool": np.dtype(np.bool_),
    "u8": np.dtype(np.uint8),
    "i8": np.dtype(np.int8),
    "u16": np.dtype(np.uint16),
    "i16": np.dtype(np.int16),
    "u32": np.dtype(np.uint32),
    "i32": np.dtype(np.int32),
    "u64": np.dtype(np.uint64),
    "i64": np.dtype(np.int64),
    "f16": np.dtype(np.float16),
    "bf16": np.dtype(ml_dtypes.bfloat16),
    "f32": np.dtype(np.float32),
    "f64": np.dtype(np.float64),
}
NAMES = {dtype: name for name, dtype in DTYPES.items()}


def encoded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def bits(array: np.ndarray) -> dict:
    """
    Type, shape and elements in row-major order, as hex of their big-endian bits. Half precision is widened to f32, which
    is what holds it.
    """
    name = NAMES[array.dtype.newbyteorder("=")]
    wide = array.astype(np.float32) if name in ("f16", "bf16") else array
    data = np.ascontiguousarray(wide).astype(wide.dtype.newbyteorder(">")).tobytes().hex()
    return {"type": name, "shape": list(array.shape), "data": data}


def samples(name: str, count: int) -> np.ndarray:
    """Numbers of a type with its extremes among them."""
    dtype = DTYPES[name]
    if name == "bool":
        return np.arange(count) % 3 == 0
    if name in ("f16", "bf16", "f32", "f64"):
        finfo = ml_dtypes.finfo(dtype)
        special = [0.0, -0.0, 1.0, -1.5, 1 / 3, finfo.max, finfo.tiny, finfo.smallest_subnormal, np.inf, -np.inf, np.nan]
        special += [finfo.smallest_subnormal * 3, 2.5, finfo.eps + 1]
        return np.resize(np.array([float(value) for value in special]).astype(dtype), count)
    iinfo = np.iinfo(dtype)
    special = [0, 1, iinfo.max, iinfo.min, iinfo.max - 1, 2, iinfo.max // 3, iinfo.min // 5]
    return np.resize(np.array(special, dtype), count)


def single_precision(array: np.ndarray) -> str:
    """The nearest f32 of every element, as hex."""
    with np.errstate(over="raise"):
        return array.astype(np.float32).astype(">f4").tobytes().hex()
