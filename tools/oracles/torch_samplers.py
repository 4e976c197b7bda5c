"""Orders of PyTorch's samplers, splits and data loaders, over several epochs."""

import itertools
import math
import warnings

import numpy as np
import torch
from torch.utils.data import (
    DataLoader,
    DistributedSampler,
    RandomSampler,
    SubsetRandomSampler,
    WeightedRandomSampler,
    random_split,
)

from torch_cpu_rules import Rules
from vector_format import Cases, f64_hex, seed_hex, u32_hex, vector_file

RANDOM_SAMPLERS = [
    # seed, generator, rows, replacement, samples
    (42, "own", 10, False, 10),
    (42, "global", 10, False, 10),
    (0, "own", 7, False, 20),
    (0, "own", 7, False, 14),
    (1, "global", 7, False, 3),
    (5, "own", 50, True, 70),
    (5, "global", 50, True, 64),
    (9, "own", 2**28, True, 5),
    (2**64 - 1, "own", 1, False, 1),
]
WEIGHTS = [0.1, 0.9, 0.4, 0.7, 3.0, 0.6, 0.0, 1.5]
WEIGHTED_SAMPLERS = [(42, 20, True), (42, 7, False), (3, 1, True), (8, 3, False)]
DISTRIBUTED_SAMPLERS = [
    # rows, replicas, seed, shuffle, drop the last ones
    (10, 4, 42, True, False),
    (10, 4, 42, True, True),
    (10, 1, 0, True, False),
    (12, 3, 7, True, True),
    (2, 5, 1, True, False),
    (2, 5, 1, True, True),
    (11, 2, 0, False, False),
    (101, 8, 3, True, False),
]
SPLITS = [
    # seed, rows, lengths
    (42, 10, [7, 3]),
    (42, 10, [10]),
    (0, 100, [60, 25, 15]),
    (1, 30, [0.3, 0.3, 0.4]),
    (2, 11, [0.5, 0.5]),
    (3, 7, [0.2, 0.2, 0.2, 0.2, 0.2]),
    (4, 3, [0.25, 0.25, 0.25, 0.25]),
    (5, 5, [0, 5, 0]),
    (6, 10, [1, 0]),
    (7, 13, [0.7, 0.1, 0.2]),
]
LOADERS = [
    # seed, own seed (None: the global generator, "global": the same, given), rows, batch, shuffle, drop, batches taken
    (42, None, 10, 4, True, False, [None, None, None]),
    (0, 42, 10, 4, True, False, [None, None, None]),
    (0, 42, 10, 4, True, True, [None, None, None]),
    (0, 42, 12, 4, True, False, [None, None]),
    (0, 42, 10, 4, True, False, [1, None, 3, None]),
    (42, None, 10, 4, True, False, [1, None, 0, None]),
    (42, None, 10, 4, False, False, [None, None]),
    (42, 7, 10, 3, False, True, [None, None]),
    (42, "global", 10, 4, True, False, [None, 2, None]),
    (2**32 + 42, None, 1, 1, True, False, [None]),
    (3, None, 5, 8, True, False, [None, None]),
    (11, 13, 100, 32, True, False, [None, None, None]),
]


def generate() -> dict:
    cases = Cases()
    for seed, kind, rows, replacement, samples in RANDOM_SAMPLERS:
        g, rules = begin(seed)
        sampler = RandomSampler(range(rows), replacement, samples, g if kind == "own" else None)
        given = {"rowCount": rows, "replacement": replacement, "numSamples": samples, "generator": kind}
        restated = lambda: random_sampler(rules, kind == "own", rows, replacement, samples)
        add(cases, "random-sampler", seed, given, [list(sampler) for _ in range(3)], [restated() for _ in range(3)], g, rules)
    for seed, rows in [(42, [5, 3, 8, 13, 21]), (0, list(range(100, 130)))]:
        g, rules = begin(seed)
        sampler = SubsetRandomSampler(rows, generator=g)
        restated = [[rows[i] for i in rules.randperm(len(rows))] for _ in range(2)]
        add(cases, "subset-sampler", seed, {"indices": rows}, [list(sampler) for _ in range(2)], restated, g, rules)
    for seed, samples, replacement in WEIGHTED_SAMPLERS:
        g, rules = begin(seed)
        sampler = WeightedRandomSampler(WEIGHTS, samples, replacement, g)
        given = {"weights": f64_hex(WEIGHTS), "numSamples": samples, "replacement": replacement}
        restated = [rules.multinomial(np.array(WEIGHTS), samples, replacement).tolist() for _ in range(3)]
        add(cases, "weighted-sampler", seed, given, [list(sampler) for _ in range(3)], restated, g, rules)
    for rows, replicas, seed, shuffle, drop in DISTRIBUTED_SAMPLERS:
        add_distributed(cases, rows, replicas, seed, shuffle, drop)
    for seed, rows, lengths in SPLITS:
        g, rules = begin(seed)
        with warnings.catch_warnings():
            # That a part is empty.
            warnings.simplefilter("ignore")
            parts = [list(part.indices) for part in random_split(range(rows), lengths, g)]
        order = rules.randperm(rows).tolist()
        assert order == sum(parts, [])
        add(cases, "random-split", seed, {"rowCount": rows, "lengths": lengths}, parts, parts, g, rules)
    for loader in LOADERS:
        add_loader(cases, *loader)
    libraries = ["torch", "numpy"]
    return vector_file("torch-samplers", "torch_samplers.py", libraries, cases)


def begin(seed: int) -> tuple[torch.Generator, Rules]:
    """PyTorch's global generator, and its restatement."""
    return torch.manual_seed(seed), Rules(seed)


def add(cases: Cases, group: str, seed: int, given: dict, orders, restated, g: torch.Generator, rules: Rules) -> None:
    """Row numbers by epoch (or part), which the restatement has to give too; then the random64 that comes next."""
    assert orders == restated, (group, given, orders, restated)
    expect = {"rows": orders, "next": next64(g, rules)}
    cases.add(f"torch.{group}", "exact", {"seed": seed_hex(seed), **given}, expect)


def next64(g: torch.Generator, rules: Rules) -> str:
    after = int(torch.empty(1, dtype=torch.int64).random_(-(2**63), None, generator=g).item()) & (2**64 - 1)
    assert rules.random64(1) == after
    return u32_hex([after >> 32, after & 0xFFFFFFFF])


def random_sampler(rules: Rules, own: bool, rows: int, replacement: bool, samples: int) -> list[int]:
    if not own:
        rules = Rules(rules.next63())
    if replacement:
        return rules.randint(0, rows, samples).tolist()
    passes = [rules.randperm(rows) for _ in range(samples // rows + 1)]
    return np.concatenate(passes)[:samples].tolist()


def add_distributed(cases: Cases, rows: int, replicas: int, seed: int, shuffle: bool, drop: bool) -> None:
    """The orders of all ranks in epochs 0 to 2."""
    orders = []
    for epoch in range(3):
        samplers = [DistributedSampler(range(rows), replicas, rank, shuffle, seed, drop) for rank in range(replicas)]
        for sampler in samplers:
            sampler.set_epoch(epoch)
        order = Rules(seed + epoch).randperm(rows).tolist() if shuffle else list(range(rows))
        each = rows // replicas if drop else math.ceil(rows / replicas)
        whole = list(itertools.islice(itertools.cycle(order), each * replicas))
        orders.append([list(sampler) for sampler in samplers])
        assert orders[-1] == [whole[rank::replicas] for rank in range(replicas)]
    given = {"seed": seed, "rowCount": rows, "replicas": replicas, "shuffle": shuffle, "dropLast": drop}
    cases.add("torch.distributed-sampler", "exact", given, {"rows": orders})


def add_loader(cases: Cases, seed, own_seed, rows: int, size: int, shuffle: bool, drop: bool, taken: list) -> None:
    """`taken`: after so many batches the loop breaks off; None lets it end."""
    g, rules = begin(seed)
    own = {None: None, "global": g}.get(own_seed) or (torch.Generator().manual_seed(own_seed) if own_seed is not None else None)
    own_rules = {None: None, "global": rules}.get(own_seed) or (Rules(own_seed) if own_seed is not None else None)
    loader = DataLoader(range(rows), size, shuffle, drop_last=drop, generator=own, collate_fn=list)
    epochs = [take(loader, count) for count in taken]
    restated = [take(load(rules, own_rules, rows, size, shuffle, drop), count) for count in taken]
    assert epochs == restated
    given = {
        "seed": seed_hex(seed),
        "generator": {None: "none", "global": "global"}.get(own_seed, "own"),
        "rowCount": rows,
        "batchSize": size,
        "shuffle": shuffle,
        "lastBatch": "drop" if drop else "keep",
        "taken": [-1 if count is None else count for count in taken],
    }
    expect = {"batches": epochs, "next": next64(g, rules)}
    if given["generator"] == "own":
        given["ownSeed"] = seed_hex(own_seed)
        expect["ownNext"] = next64(own, own_rules)
    cases.add("torch.data-loader", "exact", given, expect)


def take(loader, count: int | None) -> list[list[int]]:
    """The batches of a loop that breaks off after `count` of them."""
    batches = []
    iterator = iter(loader)
    while count is None or len(batches) < count:
        try:
            batches.append(list(next(iterator)))
        except StopIteration:
            break
    return batches


class load:
    """A restated DataLoader: the base seed comes with `iter`, the order with the first batch."""

    def __init__(self, rules: Rules, own: Rules | None, rows: int, size: int, shuffle: bool, drop: bool) -> None:
        self.arguments = (rules, own, rows, size, shuffle, drop)

    def __iter__(self):
        rules, own, *_ = self.arguments
        (own or rules).next63()
        return self.batches(*self.arguments)

    @staticmethod
    def batches(rules: Rules, own: Rules | None, rows: int, size: int, shuffle: bool, drop: bool):
        order = range(rows)
        if shuffle:
            order = random_sampler(rules, False, rows, False, rows) if own is None else own.randperm(rows).tolist()
        throws_away = shuffle and own is not None
        for start in range(0, rows, size):
            batch = list(order[start : start + size])
            if len(batch) < size and throws_away:
                own.randperm(rows)
                throws_away = False
            if len(batch) == size or not drop:
                yield batch
        if throws_away:
            own.randperm(rows)
