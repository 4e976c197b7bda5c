"""
The orders of an epoch and their cuts: with replacement, weighted, stratified, bucketed; shards; windows of a stream.

Written from the specification in whole numbers and fractions, on words from JAX. Logarithms are mpmath's.
"""

from fractions import Fraction
from math import ceil, floor

import jax
import mpmath
import numpy as np

import streams
from permutations import permutation, positions_to_look_up, round_keys
from vector_format import Cases, f64_hex, seed_hex, vector_file

SEEDS = [(42, 0), (42, 1), (2**64 - 1, 4_000_000_000)]


# Draws


def words64(key: jax.Array, counters: list[int]) -> list[int]:
    """64-bit words at counters: both words of the block, the first one high."""
    index = np.array(counters, np.uint64)
    first, second = streams.threefry(streams.key_words(key), index >> np.uint64(32), index & np.uint64(0xFFFFFFFF))
    return [(int(high) << 32) | int(low) for high, low in zip(first, second)]


def check_words64() -> None:
    """They are what `jax.random.bits` gives for 64 bits."""
    key = streams.stream_key(42, streams.SAMPLING, 0)
    jax.config.update("jax_enable_x64", True)
    expected = [int(word) for word in jax.random.bits(key, (9,), np.uint64)]
    jax.config.update("jax_enable_x64", False)
    assert words64(key, list(range(9))) == expected


def below(key: jax.Array, size: int, position: int) -> int:
    """An addressed draw below `size`: the high bits of one word after the other until they are."""
    bits = (size - 1).bit_length()
    attempt = 0
    while True:
        value = words64(streams.fold_path(key, [attempt]), [position])[0] >> (64 - bits)
        if value < size:
            return value
        attempt += 1


def uniform53(key: jax.Array, count: int) -> list[int]:
    return [word >> 11 for word in words64(key, list(range(count)))]


def shuffle(seed: int, epoch: int, *path: int, size: int):
    return permutation(round_keys(seed, [streams.SHUFFLE, epoch, *path]), size)


# Orders: each gives the batches of an epoch


def cut(rows: list[int], batch_size: int, last_batch: str) -> list[list[int]]:
    batches = [rows[start : start + batch_size] for start in range(0, len(rows), batch_size)]
    return batches if last_batch == "keep" else [batch for batch in batches if len(batch) == batch_size]


def sequential(given: dict) -> list[list[int]]:
    return cut(list(range(given["rowCount"])), given["batchSize"], given["lastBatch"])


def shuffled(given: dict) -> list[list[int]]:
    index_at = shuffle(int(given["seed"], 16), given["epoch"], size=given["rowCount"])
    return cut([index_at(position) for position in range(given["rowCount"])], given["batchSize"], given["lastBatch"])


def with_replacement(given: dict) -> list[list[int]]:
    key = streams.stream_key(int(given["seed"], 16), streams.SAMPLING, given["epoch"])
    rows = [below(key, given["rowCount"], position) for position in range(given["rowCount"])]
    return cut(rows, given["batchSize"], given["lastBatch"])


def weighted(given: dict, weights: list[float], replacement: bool, draws: int) -> list[list[int]]:
    key = streams.stream_key(int(given["seed"], 16), streams.SAMPLING, given["epoch"])
    if replacement:
        # Running sums in f64, one after the other; searchsorted from the right finds the first sum above the target.
        sums = np.cumsum(np.array(weights))
        targets = np.array(uniform53(key, draws), np.float64) * 2.0**-53 * sums[-1]
        rows = [int(row) for row in np.searchsorted(sums, targets, side="right")]
    else:
        mpmath.mp.prec = 200
        arrivals = [
            (-mpmath.log(mpmath.mpf(draw + 1) / 2**53) / mpmath.mpf(weight), row)
            for row, (draw, weight) in enumerate(zip(uniform53(key, len(weights)), weights))
            if weight > 0
        ]
        ordered = sorted(arrivals)
        # Far enough apart that no rounding could swap two.
        assert all(b[0] - a[0] > a[0] * mpmath.mpf(2) ** -40 for a, b in zip(ordered, ordered[1:]))
        rows = [row for _, row in ordered[:draws]]
    return cut(rows, given["batchSize"], given["lastBatch"])


def pfair_schedule(weights: list[Fraction], slots: int) -> list[set[int]]:
    """
    PD2 from its definition: in every slot as many tasks as the weights sum to.

    Subtask j of a task of weight w has the window [floor((j-1)/w), ceil(j/w)). Its group deadline is searched for: the
    first time t from its deadline on that is either the deadline of a subtask whose window does not overlap the next
    one, or one before the deadline of a subtask whose window is three slots long.
    """
    processors = sum(weights)
    assert processors.denominator == 1

    def release(w: Fraction, j: int) -> int:
        return floor((j - 1) / w)

    def deadline(w: Fraction, j: int) -> int:
        return ceil(j / w)

    def overlaps(w: Fraction, j: int) -> bool:
        return deadline(w, j) > j / w

    def group_deadline(w: Fraction, j: int) -> int:
        if w < Fraction(1, 2):
            return 0
        for k in range(j, j + 10 * w.denominator + 10):
            length = deadline(w, k) - release(w, k)
            if length == 3 and deadline(w, k) - 1 >= deadline(w, j):
                return deadline(w, k) - 1
            if not overlaps(w, k):
                return deadline(w, k)
        raise AssertionError("no group deadline")

    had = [0] * len(weights)
    schedule = []
    for slot in range(slots):
        ready = []
        for task, w in enumerate(weights):
            j = had[task] + 1
            if w > 0 and release(w, j) <= slot:
                assert deadline(w, j) > slot, "a deadline was missed"
                b = overlaps(w, j)
                ready.append((deadline(w, j), not b, -group_deadline(w, j) if b else 0, task))
        chosen = {task for *_, task in sorted(ready)[: int(processors)]}
        assert len(chosen) == processors
        for task in chosen:
            had[task] += 1
        schedule.append(chosen)
    return schedule


def stratified(given: dict, labels: list[int]) -> list[list[int]]:
    seed, epoch, count, size = int(given["seed"], 16), given["epoch"], given["rowCount"], given["batchSize"]
    classes = sorted(set(labels))
    members = [[row for row, label in enumerate(labels) if label == name] for name in classes]
    supply = []
    for index, rows in enumerate(members):
        index_at = shuffle(seed, epoch, 1 + index, size=len(rows))
        supply.append([rows[index_at(turn)] for turn in range(len(rows))])
    shares = [Fraction(size * len(rows), count) for rows in members]
    full = count // size
    batches = []
    for batch, extra in enumerate(pfair_schedule([share - floor(share) for share in shares], full)):
        seats = []
        for index, share in enumerate(shares):
            taken = floor(share) + (index in extra)
            seats += [supply[index].pop(0) for _ in range(taken)]
        assert len(seats) == size
        # Every batch, and all so far, within one row of the share.
        for index, share in enumerate(shares):
            so_far = len(members[index]) - len(supply[index])
            assert abs(so_far - share * (batch + 1)) < 1
        batches.append(seats)
    rest = [row for rows in supply for row in rows]
    if rest and given["lastBatch"] == "keep":
        batches.append(rest)
    mixed = []
    for batch, seats in enumerate(batches):
        index_at = shuffle(seed, epoch, 0, batch, size=len(seats))
        mixed.append([seats[index_at(place)] for place in range(len(seats))])
    return mixed


def bucketed(given: dict, lengths: list[int], boundaries: list[int]) -> list[list[int]]:
    seed, epoch = int(given["seed"], 16), given["epoch"]
    buckets = [int(bucket) for bucket in np.searchsorted(boundaries, lengths, side="right")]
    batches = []
    for number, bucket in enumerate(sorted(set(buckets))):
        rows = [row for row, name in enumerate(buckets) if name == bucket]
        index_at = shuffle(seed, epoch, 1 + number, size=len(rows))
        mixed = [rows[index_at(place)] for place in range(len(rows))]
        batches += cut(mixed, given["batchSize"], given["lastBatch"])
    index_at = shuffle(seed, epoch, 0, size=len(batches))
    return [batches[index_at(place)] for place in range(len(batches))]


def windowed(seed: int, epoch: int, window: int, rows: int) -> list[int]:
    """Ordinals of a stream of so many rows in the order in which windows give them."""
    if window == 1:
        return list(range(rows))
    shift = below(streams.stream_key(seed, streams.SHUFFLE, epoch, 0), window, 0)
    sizes = [window, window - shift]
    ordinals, start, number = [], 0, 0
    while start < rows:
        size = min(sizes[number] if number < 2 else window, rows - start)
        index_at = shuffle(seed, epoch, 1 + number, size=size)
        ordinals += [start + index_at(place) for place in range(size)]
        start, number = start + size, number + 1
    return ordinals


# Cases


def frame(seed: int, epoch: int, rows: int, size: int, last: str = "keep") -> dict:
    return {"seed": seed_hex(seed), "epoch": epoch, "rowCount": rows, "batchSize": size, "lastBatch": last}


def pseudo_labels(rows: int, shares: list[int], step: int = 7) -> list[int]:
    """Labels in the proportions of `shares`, spread over the rows."""
    cycle = [label for label, share in enumerate(shares) for _ in range(share)]
    return [cycle[row * step % len(cycle)] for row in range(rows)]


def generate() -> dict:
    check_words64()
    cases = Cases()

    def add(prefix: str, given: dict, order, batches: list[list[int]]) -> None:
        cases.add(prefix, "exact", given | {"order": order}, {"batches": batches})

    for seed, epoch in SEEDS:
        for rows, size, last in [(10, 4, "keep"), (10, 4, "drop"), (33, 8, "keep"), (3, 5, "keep")]:
            given = frame(seed, epoch, rows, size, last)
            add("order.sequential", given, {"kind": "sequential"}, sequential(given))
            add("order.shuffled", given, {"kind": "shuffled"}, shuffled(given))
            add("order.with-replacement", given, {"kind": "with-replacement"}, with_replacement(given))
        given = frame(seed, epoch, 1, 1)
        add("order.with-replacement", given, {"kind": "with-replacement"}, with_replacement(given))

        for rows in [2**32, 2**32 + 1, 10**12, 2**53 - 1]:
            key = streams.stream_key(seed, streams.SAMPLING, epoch)
            positions = positions_to_look_up(rows)
            given = {"seed": seed_hex(seed), "epoch": epoch, "rowCount": rows}
            given |= {"positions": [str(position) for position in positions]}
            rows_there = [str(below(key, rows, position)) for position in positions]
            cases.add("order.with-replacement-lookup", "exact", given, {"rows": rows_there})

        weight_lists = [
            [1.0, 2.0, 3.0, 4.0],
            [0.0, 0.1, 0.2, 0.0, 0.7, 0.0],
            [1e-300, 1e300, 3e299, 0.0, 5e-324 * 2**60],
            [(row * 37 % 11) / 3 for row in range(40)],
        ]
        for weights in weight_lists:
            support = sum(weight > 0 for weight in weights)
            for replacement, draws in [(True, len(weights)), (True, 3 * len(weights) + 1), (False, support), (False, 1)]:
                given = frame(seed, epoch, len(weights), 3)
                order = {"kind": "weighted", "weights": f64_hex(weights), "replacement": replacement, "draws": draws}
                prefix = "order.weighted" if replacement else "order.weighted-once"
                add(prefix, given, order, weighted(given, weights, replacement, draws))

        label_lists = [
            (pseudo_labels(30, [2, 1]), 6),
            (pseudo_labels(31, [5, 3, 2]), 8),
            (pseudo_labels(40, [9, 9, 9, 1]), 7),
            # Heavy claims with equal deadlines: group deadlines decide.
            ([0] * 26 + [1] * 25 + [2] * 24 + [5] * 3 + [-4] * 22, 3),
            ([7, 7, 7], 2),
            ([3, 1, 2], 5),
            (list(range(12)), 5),
            # Each needs one of the tie-breaks: overlapping windows, twice, and the group deadline.
            *[
                ([label for label, count in enumerate(counts) for _ in range(count)], size)
                for counts, size in [([3, 3, 3, 3, 2, 2, 2], 4), ([4, 8, 10, 10], 3), ([14, 16, 8, 17, 17], 4)]
            ],
        ]
        for labels, size in label_lists:
            for last in ["keep", "drop"]:
                given = frame(seed, epoch, len(labels), size, last)
                if last == "keep" or len(labels) >= size:
                    add("order.stratified", given, {"kind": "stratified", "labels": labels}, stratified(given, labels))

        length_lists = [
            ([row * 13 % 29 for row in range(50)], [8, 16, 24], 6),
            ([5] * 9 + [100] * 2 + [0] * 4, [1, 50, 60], 4),
            ([1, 2, 3], [10], 2),
        ]
        for lengths, boundaries, size in length_lists:
            for last in ["keep", "drop"]:
                given = frame(seed, epoch, len(lengths), size, last)
                order = {"kind": "bucketed", "lengths": lengths, "boundaries": boundaries}
                add("order.bucketed", given, order, bucketed(given, lengths, boundaries))

        given = frame(seed, epoch, 23, 10)
        for batch, rows in enumerate(shuffled(given)):
            for count in [1, 2, 3, 8, 16]:
                parts = [[int(row) for row in part] for part in np.array_split(np.array(rows, np.int64), count)]
                firsts = [sum(len(part) for part in parts[:index]) for index in range(count)]
                expect = {"rows": parts, "firstRows": firsts}
                cases.add("order.shards", "exact", given | {"batch": batch, "count": count}, expect)

        for window, rows in [(1, 5), (2, 9), (4, 4), (4, 3), (5, 23), (8, 40), (100, 60)]:
            given = {"seed": seed_hex(seed), "epoch": epoch, "window": window, "rows": rows}
            cases.add("order.window", "exact", given, {"ordinals": windowed(seed, epoch, window, rows)})

    return vector_file("batch-orders", "batch_orders.py", ["jax", "mpmath", "numpy"], cases)
