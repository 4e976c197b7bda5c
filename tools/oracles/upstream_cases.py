"""
Cases that restate tests of other projects: inputs and expected results in our own words, each with its source.

A restatement is a table in an `upstream_*.py` script. Where the project's library is at hand the script drives it with
the same inputs first, so that a wrong restatement fails here.
"""

from vector_format import Cases

ABSOLUTE = 1e-5
"""The tolerance of PyTorch's tests of learning rates."""


class Source:
    """A file of tests of a project at a commit."""

    def __init__(self, project: str, file: str, commit: str) -> None:
        self.project, self.file, self.commit = project, file, commit

    def test(self, name: str, note: str | None = None) -> dict:
        """One test of the file; the note says what the restatement changes."""
        source = {"project": self.project, "file": self.file, "commit": self.commit, "test": name}
        return source if note is None else {**source, "note": note}


class UpstreamCases(Cases):
    """Cases with a source. Their numbers agree to an absolute tolerance, the upstream test's, or exactly."""

    def restate(self, prefix: str, source: dict, input: dict, expect: dict, absolute: float | None = None) -> None:
        level = "exact" if absolute is None else "absolute"
        self.add(prefix, level, input, expect, absolute)
        case = self.list[-1]
        self.list[-1] = {name: case[name] for name in ("id", "level", "tolerance") if name in case}
        self.list[-1] |= {"source": source, "input": input, "expect": expect}
