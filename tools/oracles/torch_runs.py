"""
What a plain PyTorch training script draws: orders, and the masks of its dropouts layer by layer. The arithmetic between
the draws is left out, since it draws nothing.
"""

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader

from torch_cpu_rules import Rules
from torch_samplers import load, next64
from vector_format import Cases, mask, seed_hex, vector_file

RUNS = [
    # seed, generator of the loader, rows, batch size, shuffle, drop the last ones, validation rows, sites, epochs
    (42, None, 10, 4, True, False, 0, [("dropout", 0.5, [6])], 3),
    (42, 7, 10, 4, True, False, 0, [("dropout", 0.5, [6]), ("dropout", 0.2, [3])], 3),
    (42, 7, 10, 4, True, True, 3, [("dropout", 0.25, [5])], 3),
    (0, None, 12, 4, False, False, 5, [("dropout", 0.0, [5]), ("dropout", 0.9, [5]), ("dropout", 1.0, [4])], 2),
    # The loader was given the global generator: the permutation that is thrown away comes before the last masks ...
    (1, "global", 10, 4, True, False, 0, [("dropout", 0.5, [6])], 3),
    # ... or after them, where the last batch is full.
    (1, "global", 8, 4, True, False, 2, [("dropout", 0.5, [6])], 3),
    (2**32 + 42, None, 7, 3, True, False, 0, [("alpha-dropout", 0.3, [8]), ("dropout", 0.5, [4])], 2),
    # A site of channels: its mask has one element where the input has a plane.
    (9, None, 6, 4, True, False, 0, [("dropout", 0.4, [3, 1, 1]), ("dropout", 0.4, [4])], 2),
    (1234, 5, 70, 32, True, False, 10, [("dropout", 0.5, [40]), ("dropout", 0.1, [20])], 2),
]


def generate() -> dict:
    cases = Cases()
    for run in RUNS:
        add(cases, *run)
    return vector_file("torch-runs", "torch_runs.py", ["torch", "numpy"], cases)


def add(cases: Cases, seed, own_seed, rows, size, shuffle, drop, validation_rows, sites, epochs) -> None:
    g = torch.manual_seed(seed)
    own = g if own_seed == "global" else None if own_seed is None else torch.Generator().manual_seed(own_seed)
    loader = DataLoader(range(rows), size, shuffle, drop_last=drop, generator=own, collate_fn=list)
    validation = DataLoader(range(validation_rows), 2) if validation_rows else None
    steps = []
    for _ in range(epochs):
        for batch in loader:
            steps.append((list(batch), [drop_out(site, len(batch)) for site in sites]))
        for _ in validation or []:
            pass

    rules = Rules(seed)
    own_rules = rules if own_seed == "global" else None if own_seed is None else Rules(own_seed)
    restated = []
    for _ in range(epochs):
        for batch in load(rules, own_rules, rows, size, shuffle, drop):
            restated.append((batch, [keep(rules, site, len(batch)) for site in sites]))
        if validation:
            rules.next63()
    for (batch, masks), (batch_again, masks_again) in zip(steps, restated, strict=True):
        assert batch == batch_again
        for bits, bits_again in zip(masks, masks_again, strict=True):
            np.testing.assert_array_equal(bits.reshape(-1), bits_again)

    given = {
        "seed": seed_hex(seed),
        "generator": {None: "none", "global": "global"}.get(own_seed, "own"),
        "rowCount": rows,
        "batchSize": size,
        "shuffle": shuffle,
        "lastBatch": "drop" if drop else "keep",
        "validationLoader": validation is not None,
        "epochs": epochs,
        "sites": [{"kind": kind, "rate": rate, "shape": shape} for kind, rate, shape in sites],
    }
    expect = {
        "steps": [{"rows": batch, "masks": [mask(bits) for bits in masks]} for batch, masks in steps],
        "next": next64(g, rules),
    }
    if given["generator"] == "own":
        given["ownSeed"] = seed_hex(own_seed)
        expect["ownNext"] = next64(own, own_rules)
    cases.add("torch.run", "exact", given, expect)


def drop_out(site: tuple, rows: int) -> np.ndarray:
    """What a dropout keeps of ones. A shape that ends in 1, 1 is that of the channels of [rows, channels, 2, 2]."""
    kind, rate, shape = site
    if kind == "alpha-dropout":
        # Kept ones are the only ones that are positive.
        return F.alpha_dropout(torch.ones(rows, *shape), rate, True).numpy() > 0
    if shape[1:] == [1, 1]:
        return F.dropout2d(torch.ones(rows, shape[0], 2, 2), rate).numpy()[:, :, 0, 0] != 0
    return F.dropout(torch.ones(rows, *shape), rate).numpy() != 0


def keep(rules: Rules, site: tuple, rows: int) -> np.ndarray:
    _, rate, shape = site
    units = rows * int(np.prod(shape))
    return np.full(units, rate == 0) if rate in (0, 1) else rules.bernoulli(1 - rate, units)
