"""
The clauses that name each group of vectors, read from the `Proved by:` lines of packages/core/spec.

As a command it rewrites what is derived from the specifications: the `clauses` header of every vector file and the list
in the specifications' README. It needs nothing but Python's own library.
"""

import json
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "packages" / "conformance" / "vectors"
SPEC = ROOT / "packages" / "core" / "spec"

CLAUSE = re.compile(r"^## ([A-Z]{3}-\d+) ", re.MULTILINE)
PROVED_BY = re.compile(r"^Proved by:(.*)\Z", re.MULTILINE | re.DOTALL)
INDEX = re.compile(r"(<!-- index: .*? -->\n).*(<!-- end of index -->)", re.DOTALL)


def clauses_of(subject: str) -> dict[str, str]:
    """For each prefix of the subject's ids that a clause names, the clauses: `{"layer.dense": "LAY-1 LAY-2"}`."""
    named: dict[str, list[str]] = {}
    for path in specifications():
        for clause, text in clauses_in(path.read_text("utf-8")):
            for prefix in groups_of(subject, text):
                named.setdefault(prefix, []).append(clause)
    return {prefix: " ".join(clauses) for prefix, clauses in sorted(named.items())}


def specifications() -> list[Path]:
    return sorted(path for path in SPEC.glob("*.md") if path.name != "README.md")


def clauses_in(text: str) -> list[tuple[str, str]]:
    """The clauses of a specification in order, each with its text."""
    _, *parts = CLAUSE.split(text)
    return list(zip(parts[0::2], parts[1::2]))


def groups_of(subject: str, text: str) -> list[str]:
    """The prefixes of the subject's ids that a clause's text names as its proof."""
    proof = PROVED_BY.search(text.strip())
    return re.findall(rf"`{re.escape(subject)}/([^`/]+)`", proof[1]) if proof else []


def index() -> str:
    """The list of the specifications: a line a file."""
    lines = []
    for path in specifications():
        text = path.read_text("utf-8")
        title = re.match(r"# (.+)", text)
        ids = [clause for clause, _ in clauses_in(text)]
        lines.append(f"- [{title[1] if title else path.stem}]({path.name}): {ids[0]} to {ids[-1].split('-')[1]}")
    return "\n" + "\n".join(lines) + "\n\n"


def rewrite(path: Path, text: str) -> None:
    if path.read_text("utf-8") != text:
        path.write_bytes(text.encode())
        print(f"{path.relative_to(ROOT)} rewritten")


if __name__ == "__main__":
    for path in sorted(VECTORS.glob("*.json")):
        if path.name != "vectors.schema.json":
            header = json.dumps(clauses_of(path.stem), separators=(",", ":"))
            text = path.read_text("utf-8")
            rewrite(path, re.sub(r'^"clauses": .*,$', lambda _: f'"clauses": {header},', text, count=1, flags=re.MULTILINE))
    readme = SPEC / "README.md"
    rewrite(readme, INDEX.sub(lambda found: found[1] + index() + found[2], readme.read_text("utf-8")))
