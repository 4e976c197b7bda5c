"""
Early stopping of TensorFlow.js, driven: `early_stopping_tfjs.mjs` plays the sequences with the real callback. npm
installs the packages into a temporary folder.
"""

import json
import random
import struct
import subprocess
import tempfile
from pathlib import Path

from early_stopping_cases import Options, add_case, draw_inputs, maybe, min_delta, mode, patience, played
from vector_format import Cases, f64_hex, vector_file

VERSION = "4.22.0"
PACKAGES = ["@tensorflow/tfjs-core", "@tensorflow/tfjs-layers"]
SCRIPT = Path(__file__).with_name("early_stopping_tfjs.mjs")


def generate() -> dict:
    inputs = draw_inputs("tfjs", options)
    runs = [
        {"options": given, "sequences": [f64_hex(played(values, text)) for text in texts]}
        for given, values, texts in inputs
    ]
    cases = Cases()
    for (given, values, texts), outcomes in zip(inputs, play(runs), strict=True):
        results = [(stop, struct.unpack(">d", bytes.fromhex(best))[0], None) for stop, best in outcomes]
        add_case(cases, given, values, texts, results)
    file = vector_file("early-stopping-dialects-tfjs", "early_stopping_tfjs.py", [], cases)
    file["provenance"]["libraries"] = {package: VERSION for package in PACKAGES}
    return file


def options(draw: random.Random) -> Options:
    return {
        "mode": mode(draw),
        "patience": patience(draw),
        "minDelta": draw.choice([1, 1, -1]) * min_delta(draw) + 0.0,
        **maybe(draw, 0.4, {"baseline": draw.choice([0.5, 1.0, 0.7, 0.0, -1.0])}),
    }


def play(runs: list[dict]) -> list[list[tuple[int | None, str]]]:
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-save", *(f"{package}@{VERSION}" for package in PACKAGES)]
        subprocess.run(install, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        node = ["node", str(SCRIPT), folder]
        done = subprocess.run(node, input=json.dumps(runs), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
