"""A test of early stopping, restated: rules with their values, and at which check the first of them stops."""

from upstream_cases import UpstreamCases
from vector_format import f64_hex


def rule(options: dict, values: list[float]) -> dict:
    """A rule with one value for each check. Early stopping monitors the validation loss, whatever the test calls it."""
    return {"options": options, "values": f64_hex(values)}


def add_stop(
    cases: UpstreamCases, group: str, source: dict, rules: list[dict], stop: int | None, checked: int, **more
) -> None:
    """
    `stop` is the check at which training ends, None if it never does; `checked` how many checks are played if nothing
    stops. `more` may hold `reason`, `best`, `restored` (the check whose weights remain) and `improvements`.
    """
    expect = {"stop": stop, "checks": checked if stop is None else stop + 1, **more}
    cases.restate(f"{group}.stopping", source, {"rules": rules}, expect)
