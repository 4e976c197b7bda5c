"""
Rows to train on, from integers alone.

No generator is touched, so that a script's first draw is its own, and every value is a fraction of 2^15 or 2^16, which
float32 holds exactly.
"""

import torch

FEATURES = 6


def labelled_points(rows: int, start: int = 0) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs in (-1, 1) and one of three classes a row; every ninth label is wrong, which keeps losses away from 0."""
    values = integers(rows, start)
    score = values[:, 0] + values[:, 1] - values[:, 2]
    labels = (score > -20_000).long() + (score > 20_000).long()
    labels[::9] = (labels[::9] + 1) % 3
    return values / 32768, labels


def measured_points(rows: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Inputs in (-1, 1), and two numbers a row: a difference and a product."""
    values = integers(rows, 0)
    difference = (values[:, 0] - values[:, 1]) / 65536
    product = (values[:, 2] * values[:, 3] // 32768) / 32768
    return values / 32768, torch.stack([difference, product], dim=1)


def integers(rows: int, start: int) -> torch.Tensor:
    """Scattered integers in [-32760, 32760], int64, of shape [rows, FEATURES]: a quadratic modulo a prime."""
    index = torch.arange(start * FEATURES, (start + rows) * FEATURES)
    return ((index * index * 7919 + index * 104_729 + 12_345) % 65_521 - 32_760).reshape(rows, FEATURES)
