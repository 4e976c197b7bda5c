"""NumPy's legacy RandomState: uniform numbers, what dropout keeps of them, permutations."""

import numpy as np

from vector_format import Cases, f64_hex, index_digest, mask, u32_hex, vector_file

SEEDS = [0, 1, 42, 5489, 2**32 - 1]
COUNTS = [0, 1, 2, 10, 33, 100, 1000, 4097]
LONGEST_LIST = 256


def words_of(seed: int, count: int) -> np.ndarray:
    """Raw words of an engine of the same seed, for the restatements."""
    return np.random.RandomState(seed)._bit_generator.random_raw(count)


def restated_uniform(seed: int, count: int) -> np.ndarray:
    words = words_of(seed, 2 * count)
    return ((words[0::2] >> 5) * 2**26 + (words[1::2] >> 6)) / 2**53


def restated_permutation(seed: int, count: int) -> list[int]:
    words, order = iter(words_of(seed, 4 * count + 100)), list(range(count))
    for i in range(count - 1, 0, -1):
        mask_of_i = 2 ** i.bit_length() - 1
        j = next(j for j in (int(word) & mask_of_i for word in words) if j <= i)
        order[i], order[j] = order[j], order[i]
    return order


def generate() -> dict:
    cases = Cases()
    for number, seed in enumerate(SEEDS):
        count = [1, 7, 100][number % 3]
        values = np.random.RandomState(seed).random_sample(count)
        np.testing.assert_array_equal(values, restated_uniform(seed, count))
        cases.add("numpy.random-sample", "exact", {"seed": seed, "count": count}, {"values": f64_hex(values)})
    for number, ratio in enumerate([0.0, 0.1, 0.5, 0.75, 1 / 3, 1 - 2**-53, 1.0]):
        seed, count = SEEDS[number % 5], [60, 257, 70_001][number % 3]
        keep = np.random.RandomState(seed).uniform(0, 1, count) >= ratio
        np.testing.assert_array_equal(keep, restated_uniform(seed, count) >= ratio)
        cases.add("numpy.dropout-keep", "exact", {"seed": seed, "ratio": ratio, "count": count}, {"keep": mask(keep)})
    for number, count in enumerate(COUNTS):
        seed = SEEDS[number % 5]
        random = np.random.RandomState(seed)
        orders = [random.permutation(count), random.permutation(count)]
        np.testing.assert_array_equal(orders[0], restated_permutation(seed, count))
        listed = [u32_hex(order) if count <= LONGEST_LIST else index_digest(order) for order in orders]
        cases.add("numpy.permutation", "exact", {"seed": seed, "count": count}, {"orders": listed})
    return vector_file("numpy-random", "numpy_random.py", ["numpy"], cases)
