"""Fingerprints of data: two lanes of MurmurHash3_x86_32 over the words, in whole numbers."""

import numpy as np

from vector_format import Cases, f32_hex, vector_file

LANE_SEEDS = [0x9747B28C, 0x1B873593]


def rotate(word: int, bits: int) -> int:
    return (word << bits | word >> (32 - bits)) & 0xFFFFFFFF


def murmur3(words: list[int], seed: int) -> int:
    state = seed
    for word in words:
        word = word * 0xCC9E2D51 & 0xFFFFFFFF
        state ^= rotate(word, 15) * 0x1B873593 & 0xFFFFFFFF
        state = (rotate(state, 13) * 5 + 0xE6546B64) & 0xFFFFFFFF
    state ^= 4 * len(words)
    state = (state ^ state >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    state = (state ^ state >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return state ^ state >> 16


def fingerprint(array: np.ndarray) -> str:
    words = [int(word) for word in array.reshape(-1).view(np.uint32)]
    shape = ", ".join(str(length) for length in array.shape)
    digest = "".join(f"{murmur3(words, seed):08x}" for seed in LANE_SEEDS)
    return f"{'int32' if array.dtype == np.int32 else 'f32'}[{shape}] {digest}"


def generate() -> dict:
    # The known answer of the algorithm's author for a word of zeros, and the empty text.
    assert murmur3([0], 0) == 0x2362F9DE and murmur3([], 1) == 0x514E28B7
    cases = Cases()
    rows = np.arange(12, dtype=np.float32).reshape(3, 2, 2) / 7
    labels = np.array([2, 0, 1], np.int32)
    weights = np.array([0.5, 0, 3], np.float32)
    sets = [
        (rows, labels, None),
        (rows, labels, weights),
        (-rows, labels, None),
        (rows, rows[:, 0, :], None),
        (np.array([[np.inf, -0.0]], np.float32), np.array([1.5], np.float32), np.array([1], np.float32)),
    ]
    for inputs, targets, row_weights in sets:
        inputs, targets = np.ascontiguousarray(inputs), np.ascontiguousarray(targets)
        given = {"inputs": {"shape": list(inputs.shape), "data": f32_hex(inputs)}}
        integers = targets.dtype == np.int32
        given["targets"] = {"shape": list(targets.shape), "data": targets.tolist() if integers else f32_hex(targets)}
        text = f"inputs {fingerprint(inputs)}, targets {fingerprint(targets)}"
        if row_weights is not None:
            given["weights"] = f32_hex(row_weights)
            text += f", weights {fingerprint(row_weights)}"
        cases.add("data.fingerprint", "exact", given, {"fingerprint": text})
    return vector_file("fingerprints", "fingerprints.py", ["numpy"], cases)
