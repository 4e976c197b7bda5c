"""
Files of checkpoints: one composed here, byte by byte, from the specification's words, and read back by the safetensors
library; one of the same content written by that library, which orders tensors and header in its own way.
"""

import json

import numpy as np
from safetensors.numpy import load, save

from vector_format import Cases, u32_hex, vector_file

# Bits, not numbers: both zeros, a subnormal, infinities, NaNs with payloads.
CORNERS = [0x3F800000, 0x80000000, 0x00000000, 0x00000001, 0x7F800000, 0xFF800000, 0x7FC00001, 0xFFA00003]
RUNS = [
    {
        "rest": {
            "format": "lockstep-checkpoint/2",
            "epoch": 2,
            "batch": 5,
            "row": 40,
            "step": 33,
            "lossSums": {"weightSum": 80, "valueSum": 12.625},
            "history": [
                {"epoch": 0, "trainingLoss": 0.5, "validationLoss": 0.75, "elapsedSeconds": 1.5},
                {"epoch": 1, "trainingLoss": {"number": "NaN"}, "validationLoss": {"number": "-Infinity"}},
            ],
            "checks": [{"epoch": 2, "step": 30, "trainingLoss": 0.25, "elapsedSeconds": 3}],
            "earlyStopping": {"best": 0.75, "bestEpoch": 0, "margin": {"number": "Infinity"}, "note": "größer"},
            "plateau": {"learningRate": 0.05, "best": "Infinity"},
            "saved": {"decision": "skip", "best": 0.75},
            "elapsedSeconds": 3.25,
            "randomness": {"generator": "00ff", "position": 7},
            "fingerprints": {"seed": "42", "model": "dense(4)", "data": "f32[3, 2] 0011"},
        },
        "tensors": {
            "state.parameters.0.weight": ([4, 2], CORNERS),
            "state.parameters.0.bias": ([4], [0x3E800000, 0x3F000000, 0xBF000000, 0x40490FDB]),
            "state.velocity.0.weight": ([4, 2], CORNERS[::-1]),
            "state.velocity.0.bias": ([4], [0, 0, 0, 0x80000000]),
            "best.parameters.0.weight": ([4, 2], [0x3F800000 + i for i in range(8)]),
            "best.parameters.0.bias": ([4], [1, 2, 3, 4]),
        },
    },
    {
        # The first moment of a run: no velocity, no best, nothing recorded.
        "rest": {
            "format": "lockstep-checkpoint/2",
            "epoch": 0,
            "batch": 0,
            "row": 0,
            "step": 0,
            "lossSums": {"weightSum": 0, "valueSum": 0},
            "history": [],
            "checks": [],
            "earlyStopping": None,
            "plateau": None,
            "saved": None,
            "elapsedSeconds": 0,
            "randomness": None,
            "fingerprints": {},
        },
        "tensors": {"state.parameters.10.weight": ([1, 1], [0xBF800000])},
    },
]


def compose(rest: dict, tensors: dict) -> bytes:
    """The file by the clause: the header's length, the header padded with spaces to 8 bytes, the elements."""
    header: dict = {"__metadata__": {"lockstep": compact(rest)}}
    end = 0
    for name, (shape, words) in tensors.items():
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [end, end + 4 * len(words)]}
        end += 4 * len(words)
    text = compact(header).encode()
    text += b" " * (-len(text) % 8)
    elements = b"".join(np.array(words, "<u4").tobytes() for _, words in tensors.values())
    return len(text).to_bytes(8, "little") + text + elements


def compact(value) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def arrays(tensors: dict) -> dict[str, np.ndarray]:
    return {name: np.array(words, np.uint32).view(np.float32).reshape(shape) for name, (shape, words) in tensors.items()}


def generate() -> dict:
    cases = Cases()
    for prefix in ("checkpoint.file", "checkpoint.library"):
        for run in RUNS:
            rest, tensors = run["rest"], run["tensors"]
            own = compose(rest, tensors)
            file = own if prefix == "checkpoint.file" else save(arrays(tensors), {"lockstep": compact(rest)})
            read = load(file)
            assert read.keys() == tensors.keys()
            for name, (shape, words) in tensors.items():
                assert list(read[name].shape) == shape
                assert read[name].view(np.uint32).reshape(-1).tolist() == words
            expected = {name: {"shape": shape, "data": u32_hex(words)} for name, (shape, words) in tensors.items()}
            cases.add(prefix, "exact", {"bytes": file.hex()}, {"rest": rest, "tensors": expected})
    return vector_file("checkpoints", "checkpoints.py", ["safetensors", "numpy"], cases)
