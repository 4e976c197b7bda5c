"""The format `lockstep-vectors/1`: bits as hex, long arrays as digests, one case a line."""

import hashlib
import json
from importlib.metadata import version

import numpy as np

from clauses import VECTORS, clauses_of

FORMAT = "lockstep-vectors/1"

LONGEST_BIT_STRING = 256
"""Masks of more elements are stored as digests."""
HEAD_BITS = 64
HEAD_ELEMENTS = 16


def f32_hex(values) -> str:
    """Bits of f32 numbers, 8 hex digits each, big-endian, concatenated. Wider numbers are rounded first."""
    return np.asarray(values, dtype=np.float32).astype(">f4").tobytes().hex()


def f64_hex(values) -> str:
    """Bits of f64 numbers, 16 hex digits each, big-endian, concatenated."""
    return np.asarray(values, dtype=np.float64).astype(">f8").tobytes().hex()


def u32_hex(words) -> str:
    """Unsigned 32-bit words, 8 hex digits each, concatenated."""
    return np.asarray(words, dtype=np.uint32).astype(">u4").tobytes().hex()


def seed_hex(seed: int) -> str:
    """A seed of up to 64 bits as `0x...`, since JSON numbers stop at 2^53."""
    return hex(seed)


def tensor(array) -> dict:
    """A shape and its f32 elements, row-major."""
    array = np.asarray(array, dtype=np.float32)
    return {"shape": list(array.shape), "data": f32_hex(array)}


def tensor_digest(array) -> dict:
    """A shape and the SHA-256 of its f32 elements as little-endian bytes, with the first and last 16 in the open."""
    array = np.asarray(array, dtype=np.float32)
    flat = array.reshape(-1)
    sha256 = hashlib.sha256(flat.astype("<f4").tobytes()).hexdigest()
    head, tail = f32_hex(flat[:HEAD_ELEMENTS]), f32_hex(flat[-HEAD_ELEMENTS:])
    return {"shape": list(array.shape), "sha256": sha256, "head": head, "tail": tail}


def float_digest(values) -> dict:
    """The SHA-256 of f32 numbers as little-endian bytes, with the first and last 16 in the open."""
    digest = tensor_digest(values)
    return {name: digest[name] for name in ("sha256", "head", "tail")}


def index_digest(indices) -> dict:
    """The SHA-256 of u32 indices as little-endian bytes, with the first and last 16 in the open."""
    indices = np.asarray(indices, dtype=np.uint32)
    sha256 = hashlib.sha256(indices.astype("<u4").tobytes()).hexdigest()
    return {"sha256": sha256, "head": u32_hex(indices[:HEAD_ELEMENTS]), "tail": u32_hex(indices[-HEAD_ELEMENTS:])}


def mask(bits) -> str | dict:
    """
    A mask in row-major order: a string of 0 and 1 up to 256 elements, else the SHA-256 of its bits packed LSB first
    (the last byte padded with zeros), the number of ones, and the first and last 64 bits.
    """
    bits = np.asarray(bits, dtype=bool).reshape(-1)
    if bits.size <= LONGEST_BIT_STRING:
        return bit_string(bits)
    return {
        "sha256": hashlib.sha256(np.packbits(bits, bitorder="little").tobytes()).hexdigest(),
        "popcount": int(bits.sum()),
        "head": bit_string(bits[:HEAD_BITS]),
        "tail": bit_string(bits[-HEAD_BITS:]),
    }


def bit_string(bits) -> str:
    return "".join("1" if bit else "0" for bit in bits)


class Cases:
    """Collects cases and numbers each under its prefix: `dropout.mask.0001`. Append only: an id is never reused."""

    def __init__(self) -> None:
        self.list: list[dict] = []
        self._counts: dict[str, int] = {}

    def add(
        self,
        prefix: str,
        level: str,
        input: dict,
        expect: dict,
        tolerance: float | None = None,
        relative_to: str | None = None,
    ) -> None:
        self._counts[prefix] = self._counts.get(prefix, 0) + 1
        case = {"id": f"{prefix}.{self._counts[prefix]:04d}", "level": level}
        if tolerance is not None:
            case["tolerance"] = tolerance
        if relative_to is not None:
            case["relativeTo"] = relative_to
        self.list.append({**case, "input": input, "expect": expect})


def vector_file(
    subject: str, generator: str, libraries: list[str], cases: Cases, measured: dict | None = None
) -> dict:
    """
    A whole file; `generator` is the name of the script, `measured` what a tolerance was derived from. Its clauses are
    those whose `Proved by:` line names it.
    """
    provenance: dict = {
        "generator": f"tools/oracles/{generator}",
        # Without the build tag, so that the CPU and the CUDA build of torch name themselves alike.
        "libraries": {name: version(name).split("+")[0] for name in libraries},
    }
    if measured is not None:
        provenance["measured"] = measured
    clauses = clauses_of(subject)
    return {"format": FORMAT, "subject": subject, "clauses": clauses, "provenance": provenance, "cases": cases.list}


def write(file: dict) -> None:
    """Writes `<subject>.json`, one case a line, and prints its size."""
    lines = [f'"{name}": {compact(file[name])},' for name in ("format", "subject", "clauses", "provenance")]
    cases = ",\n".join(compact(case) for case in file["cases"])
    text = "{\n" + "\n".join(lines) + f'\n"cases": [\n{cases}\n]\n}}\n'
    path = VECTORS / f"{file['subject']}.json"
    state = "unchanged" if path.exists() and path.read_bytes() == text.encode() else "written"
    path.write_bytes(text.encode())
    print(f"{path.name:24} {len(file['cases']):4} cases {len(text):8} bytes  {state}", flush=True)


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
