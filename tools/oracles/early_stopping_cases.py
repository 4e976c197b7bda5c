"""
Random runs for early stopping: option sets, and for each a palette of values and a few sequences over it.

A palette holds what tells rules apart: a grid (ties), values exactly minDelta and one unit in the last place more or
less away, neighbours that are equal in f32, thresholds and baselines themselves, NaN and the infinities. A sequence is
a text of palette indices, one base-36 digit a check; bests are given by such digits too.
"""

import math
import random
from collections.abc import Callable

from vector_format import Cases, f64_hex

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
OPTION_SETS = 50
SEQUENCES = 6
"""300 sequences a dialect."""

Options = dict
Outcome = tuple[int | None, float | None, int | None]
"""Index at which training stops, the best value, and the index whose weights remain; None where there is none."""


def add_dialect(
    cases: Cases,
    dialect: str,
    draw_options: Callable[[random.Random], Options],
    run: Callable[[Options, list[float]], Outcome],
) -> None:
    """Adds the cases of a dialect: `run` plays one sequence of values with the library."""
    for options, values, texts in draw_inputs(dialect, draw_options):
        add_case(cases, options, values, texts, [run(options, played(values, text)) for text in texts])


def draw_inputs(
    dialect: str, draw_options: Callable[[random.Random], Options]
) -> list[tuple[Options, list[float], list[str]]]:
    """Options, palette and sequences of each of a dialect's cases."""
    draw = random.Random(f"early stopping, {dialect}")
    drawn = []
    for _ in range(OPTION_SETS):
        options = {"dialect": dialect, **draw_options(draw)}
        values, edge = palette(draw, options)
        drawn.append((options, values, [sequence(draw, values, edge, options["mode"]) for _ in range(SEQUENCES)]))
    return drawn


def played(values: list[float], text: str) -> list[float]:
    return [values[DIGITS.index(digit)] for digit in text]


def add_case(
    cases: Cases, options: Options, values: list[float], texts: list[str], outcomes: list[Outcome]
) -> None:
    """Adds one option set with what came out of each of its sequences. A best that was no value joins the palette."""
    known = [f64_hex(value) for value in values]
    bests = ""
    for _, best, _ in outcomes:
        if best is not None and f64_hex(best) not in known:
            known.append(f64_hex(best))
        bests += "-" if best is None else DIGITS[known.index(f64_hex(best))]
    given = {"options": options, "palette": "".join(known), "sequences": texts}
    expect = {"stop": [stop for stop, _, _ in outcomes], "best": bests, "restored": [kept for _, _, kept in outcomes]}
    cases.add(f"stopping.{options['dialect']}", "exact", given, expect)


def palette(draw: random.Random, options: Options) -> tuple[list[float], list[int]]:
    """Up to 20 values in any order, and where a base and the values on the edge of beating it are."""
    step = draw.choice([0.5, 0.25, 0.1, 1.0, 0.3])
    offset = draw.choice([0.0, 1.0, -2.0, 0.7])
    grid = [offset + step * index for index in range(draw.randint(3, 5))]
    delta = abs(options.get("minDelta", 0.0))
    base = draw.choice([*grid, draw.uniform(-3, 3)])
    if options.get("minDeltaMode") == "relative":
        delta *= abs(base)
    bars = [base - delta, base + delta]
    near = [math.nextafter(bar, toward) for bar in bars for toward in (-math.inf, bar, math.inf)]
    single = [base * (1 + 1e-9), base * (1 - 1e-8)]
    marks = [options[name] for name in ("baseline", "stopAt", "divergeAt") if options.get(name) is not None]
    rough = [base, draw.uniform(-3, 3)]
    odd = draw.choice([[], [math.nan], [math.inf], [-math.inf], [math.nan, math.inf], [math.nan, math.inf, -math.inf]])
    values = grid + near + single + marks + rough + odd
    draw.shuffle(values)
    return values, [values.index(value) for value in [base, *near, *single]]


def sequence(draw: random.Random, values: list[float], edge: list[int], mode: str) -> str:
    """6 to 14 checks: noise, a plateau, a descent with plateaus, one that turns, or values on the edge of a gain."""
    length = draw.randint(6, 14)
    order = sorted((index for index, value in enumerate(values) if math.isfinite(value)), key=lambda i: values[i])
    if mode == "min":
        order.reverse()
    kind = draw.choice(["noise", "plateau", "descent", "turn", "turn", "edge", "edge", "edge", "edge"])
    picks: list[int] = []
    for check in range(length):
        if kind == "edge" and draw.random() < 0.85:
            picks.append(edge[0] if check == 0 else draw.choice(edge))
        elif kind == "noise" or draw.random() < 0.15:
            picks.append(draw.randrange(len(values)))
        elif picks and draw.random() < (0.6 if kind == "plateau" else 0.25):
            picks.append(picks[-1])
        else:
            share = check / length if kind != "turn" else min(2 * check / length, 2 - 2 * check / length)
            picks.append(order[min(int(share * len(order)), len(order) - 1)])
    return "".join(DIGITS[pick] for pick in picks)


def patience(draw: random.Random, least: int = 0) -> int:
    return max(least, draw.choice([0, 1, 1, 2, 2, 2, 3, 3, 4]))


def min_delta(draw: random.Random) -> float:
    return draw.choice([0.0, 0.0, 0.0, 0.5, 0.1, 0.2, 0.3, 0.7, 1e-4])


def maybe(draw: random.Random, probability: float, options: Options) -> Options:
    return options if draw.random() < probability else {}


def mode(draw: random.Random) -> str:
    return draw.choice(["min", "max"])
