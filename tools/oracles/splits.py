"""Random splits of a data set: the permutation of stream [4], cut into the parts in their order."""

import streams
from permutations import permutation, round_keys
from vector_format import Cases, seed_hex, vector_file

SPLITS = [
    # seed, rows, sizes by part
    (0, 1, {"only": 1}),
    (42, 10, {"training": 7, "validation": 3}),
    # Neither alphabetical nor by size: the parts come in the order in which they are named.
    (42, 100, {"zeta": 20, "alpha": 35, "middle": 5}),
    (1234, 257, {"training": 200, "validation": 40, "test": 17}),
    # Most rows are left out.
    (2**32 + 42, 60_000, {"training": 48, "validation": 16}),
    (2**64 - 1, 2**32 + 1, {"training": 9, "test": 4}),
]


def split(seed: int, rows: int, sizes: dict[str, int]) -> dict[str, list[int]]:
    """Row indices by part: position after position of the permutation."""
    index_at = permutation(round_keys(seed, [streams.SPLIT]), rows)
    parts, position = {}, 0
    for name, size in sizes.items():
        parts[name] = [index_at(position + offset) for offset in range(size)]
        position += size
    return parts


def generate() -> dict:
    cases = Cases()
    for seed, rows, sizes in SPLITS:
        given = {"seed": seed_hex(seed), "rows": rows, "sizes": sizes}
        cases.add("data.split", "exact", given, {"parts": split(seed, rows, sizes)})
    return vector_file("splits", "splits.py", ["jax", "numpy"], cases)
