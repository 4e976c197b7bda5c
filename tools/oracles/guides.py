"""
Runs the Python that the guide shows, as it stands there, and holds what it prints to the `text` block below it.

The files that it writes for the TypeScript beside it go into the folder of the page's name, from which that code is run
in the tests. Run by itself: it writes no vectors. What Python does with files that TypeScript wrote is not run here.
"""

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

GUIDE = Path(__file__).resolve().parents[2] / "docs/guide"
BLOCK = re.compile(r"^```python\n# (\S+\.py)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Page:
    name: str
    scripts: list[str]
    """Those that need nothing of TypeScript's, in order."""
    files: list[str]
    """What they leave for TypeScript."""


PAGES = [
    Page("onnx", ["export.py", "new_head.py"], ["model.onnx", "rows.csv"]),
    Page("pytorch", ["lesson.py", "weights.py"], ["weights.safetensors"]),
]


def run(page: Page) -> None:
    text = (GUIDE / f"{page.name}.md").read_text()
    blocks = {name: (code, shown) for name, code, shown in BLOCK.findall(text)}
    with tempfile.TemporaryDirectory() as folder:
        for script in page.scripts:
            code, shown = blocks[script]
            (Path(folder) / script).write_text(code)
            command = [sys.executable, "-W", "ignore", script]
            printed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
            assert printed == shown, f"{page.name}.md shows of {script}:\n{shown}\nit prints:\n{printed}"
            print(f"{page.name}.md: {script} prints what is shown")
        for file in page.files:
            save(GUIDE / page.name / file, (Path(folder) / file).read_bytes())


def save(path: Path, data: bytes) -> None:
    state = "unchanged" if path.exists() and path.read_bytes() == data else "written"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    print(f"{path.name:24} {len(data):6} bytes  {state}")


if __name__ == "__main__":
    for each in PAGES:
        run(each)
