"""
What the scripts of the demo's PyTorch section print, for several seeds and sizes.

Each script is taken from the page's own sources, its names in capitals replaced as the page replaces them, and executed
as it stands; PyTorch's words are all that is written down. Run by itself: it writes the demo's vectors, none of the kit.
"""

import io
import json
import platform
from contextlib import redirect_stdout
from pathlib import Path

import torch

DEMO = Path(__file__).parents[2] / "apps" / "demo"
SCRIPTS = DEMO / "src" / "pytorch-section" / "python"
VECTORS = DEMO / "test" / "pytorch-section" / "vectors.json"

DEFAULT = {"seed": 42, "rate": 0.5, "rows": 8, "units": 16, "count": 20, "batch": 8, "inputs": 4, "outputs": 3}
CASES = {
    "dropout": [
        {},
        {"seed": 0, "rate": 0.3, "rows": 3, "units": 7},
        {"seed": -1, "rate": 0.25, "rows": 25, "units": 40},
        {"seed": 2**32 + 42, "rate": 0.9, "rows": 1, "units": 1},
        {"seed": 2**64 - 1, "rate": 0.2, "rows": 2, "units": 33},
        {"seed": -(2**63), "rate": 0.75, "rows": 25, "units": 1},
        {"rate": 0.0, "rows": 2, "units": 30},
        {"rate": 1.0, "rows": 2, "units": 30},
        {"seed": 4, "rate": 0.999, "rows": 25, "units": 40},
        {"rate": 1e-9},
        # 1 / (1 - rate) is 1.03125: its fourth digit is a tie.
        {"rate": 1 / 33, "rows": 4, "units": 12},
        {"rate": 1 / 32, "rows": 4, "units": 12},
    ],
    "permutation": [
        {},
        {"seed": 0, "count": 10, "batch": 4},
        {"seed": -1, "count": 7, "batch": 7},
        {"seed": 2**32 + 42},
        {"seed": 2**63 + 1, "count": 1, "batch": 5},
        {"seed": 123456789, "count": 2000, "batch": 300},
        {"seed": -(2**63), "count": 2, "batch": 1},
    ],
    "weights": [
        {},
        {"seed": 0, "inputs": 1, "outputs": 1},
        {"seed": -7, "inputs": 64, "outputs": 12},
        {"seed": 2**32 + 42, "inputs": 10, "outputs": 2},
        {"seed": 2**64 - 1, "inputs": 3, "outputs": 20},
        {"seed": -(2**63), "inputs": 64, "outputs": 5},
    ],
    "whole-run": [{}, {"seed": -3, "rate": 0.2}, {"seed": 2**32 + 2, "rate": 0.0}],
}
CASES["weight-bits"] = CASES["weights"]
# What a kept unit becomes at rates that keep next to none: no seed worth waiting for shows one.
KEPT = [2e8, 1e8, 123456.789, 1000.5, 99999.9999, 16777216.0]


def main() -> None:
    # One thread: the order of a sum must not depend on the machine's number of cores.
    torch.set_num_threads(1)
    capability = torch.backends.cpu.get_cpu_capability()
    # Without fused multiply-add half of the initial weights differ in their last bit.
    assert capability in ("AVX2", "AVX512"), f"PyTorch runs as {capability}: it takes AVX2 to write this file"
    cases = [case(script, DEFAULT | changed) for script, given in CASES.items() for changed in given]
    printed = [{"kept": float(value), "printed": str(torch.tensor([[0.0, value]] * 2))} for value in torch.tensor(KEPT).tolist()]
    by = {"torch": torch.__version__.split("+")[0], "machine": platform.machine()}
    VECTORS.parent.mkdir(parents=True, exist_ok=True)
    VECTORS.write_text(json.dumps({"by": by, "cases": cases, "masks": printed}, indent=1) + "\n")
    print(f"{VECTORS.name}: {len(cases)} cases")


def case(script: str, settings: dict) -> dict:
    text = filled((SCRIPTS / f"{script}.py").read_text(), settings)
    said = io.StringIO()
    with redirect_stdout(said):
        exec(compile(text, script, "exec"), {})
    # A seed of 64 bits is no number in JSON.
    return {
        "script": script,
        "settings": settings | {"seed": str(settings["seed"])},
        "python": text,
        "printed": said.getvalue().removesuffix("\n"),
    }


def filled(text: str, settings: dict) -> str:
    for name, value in settings.items():
        text = text.replace(name.upper(), str(value))
    return text.rstrip()


if __name__ == "__main__":
    main()
