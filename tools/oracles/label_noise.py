"""Noisy labels: words 2i and 2i + 1 of stream [8] decide for row i whether its label changes, and to which class."""

import streams
from vector_format import Cases, seed_hex, vector_file

NOISES = [
    # seed, rate, classes, labels
    (0, 0.5, 2, 16),
    (42, 0.2, 10, 128),
    (1234, 1 / 3, 3, 100),
    (2**32 + 42, 0.9, 7, 64),
    (2**64 - 1, 1.0, 1000, 64),
    (42, 0.0, 10, 20),
    (7, 0.05, 100, 200),
]


def noisy_labels(seed: int, rate: float, classes: int, labels: list[int]) -> list[int]:
    """The offset to another class is 1 + floor(u * (classes - 1)), u the word's 23 high bits as a fraction."""
    words = [int(word) >> 9 for word in streams.words(streams.stream_key(seed, streams.LABEL_NOISE), 2 * len(labels))]
    noisy = []
    for row, label in enumerate(labels):
        changed = words[2 * row] < streams.threshold(rate)
        offset = 1 + (words[2 * row + 1] * (classes - 1) >> 23)
        noisy.append((label + offset) % classes if changed else label)
    return noisy


def generate() -> dict:
    cases = Cases()
    for seed, rate, classes, rows in NOISES:
        labels = [row * 7 % classes for row in range(rows)]
        given = {"seed": seed_hex(seed), "rate": rate, "classes": classes, "labels": labels}
        cases.add("data.label-noise", "exact", given, {"labels": noisy_labels(seed, rate, classes, labels)})
    return vector_file("label-noise", "label_noise.py", ["jax", "numpy"], cases)
