"""
The rules of PyTorch's CPU generator restated over NumPy's Mersenne Twister. Nothing here calls PyTorch: the oracles that
do assert that both give the same.
"""

import math

import numpy as np

LARGE_PERMUTATION = (2**32 - 1) // 20
ALPHA = 1.7580993408473766


class Rules:
    """`torch.Generator().manual_seed(seed)`."""

    def __init__(self, seed: int) -> None:
        # The legacy seeding by an integer is init_genrand of the low 32 bits, as PyTorch's is.
        self._bits = np.random.RandomState(seed & 0xFFFFFFFF)._bit_generator

    def words(self, count: int) -> np.ndarray:
        return self._bits.random_raw(count).astype(np.uint64)

    def random64(self, count: int) -> np.ndarray:
        """Two words each, the high one first."""
        words = self.words(2 * count)
        return words[0::2] << np.uint64(32) | words[1::2]

    def next63(self) -> int:
        """`torch.empty((), dtype=torch.int64).random_()`."""
        return int(self.random64(1)[0]) & (2**63 - 1)

    def rand(self, count: int) -> np.ndarray:
        return ((self.words(count) & np.uint64(0xFFFFFF)).astype(np.float64) * 2.0**-24).astype(np.float32)

    def rand64(self, count: int) -> np.ndarray:
        return (self.random64(count) & np.uint64(2**53 - 1)).astype(np.float64) * 2.0**-53

    def uniform(self, count: int, low: float, high: float, variant: str) -> np.ndarray:
        low, high = np.float32(low), np.float32(high)
        if variant == "nofma":
            values = self.rand(count) * (high - low) + low
            return np.where(values == high, low, values)
        # The product of two f32 is exact in f64; a longdouble's 64 bits make the sum exact for bounds of like size.
        exact = self.rand(count).astype(np.longdouble) * np.longdouble(high - low) + np.longdouble(low)
        values = exact.astype(np.float32)
        return np.where(values == high, low, values)

    def randint(self, low: int, high: int, count: int) -> np.ndarray:
        draws = self.words(count) if high - low < 2**28 else self.random64(count)
        return low + (draws % np.uint64(high - low)).astype(np.int64)

    def randperm(self, count: int, large_from: int = LARGE_PERMUTATION) -> np.ndarray:
        order = np.arange(count)
        if count >= large_from:
            for i, draw in enumerate(self.random64(count)):
                z = int(draw) % (i + 1)
                order[i] = order[z]
                order[z] = i
            return order
        for i, word in enumerate(self.words(max(count - 1, 0))):
            z = i + int(word) % (count - i)
            order[[i, z]] = order[[z, i]]
        return order

    def bernoulli(self, q: float, count: int) -> np.ndarray:
        return self.rand64(count) < q

    def bernoulli_tensor(self, probabilities: np.ndarray) -> np.ndarray:
        draws = self.rand if probabilities.dtype == np.float32 else self.rand64
        return draws(probabilities.size) < probabilities

    def multinomial(self, weights: np.ndarray, count: int, replacement: bool) -> np.ndarray:
        if not replacement or count == 1:
            return np.argsort(weights / -np.log1p(-self.rand64(weights.size)))[::-1][:count]
        shares = np.cumsum(weights) / np.cumsum(weights)[-1]
        return np.searchsorted(shares, self.rand64(count), side="left")

    def dropout(self, x: np.ndarray, p: float, units: int) -> np.ndarray:
        """`F.dropout` of as many units as there are bits drawn; each has the same number of elements."""
        if p in (0, 1):
            return x if p == 0 else x * np.float32(0)
        noise = np.where(self.bernoulli(1 - p, units), np.float32(1) / np.float32(1 - p), np.float32(0))
        return (x.reshape(units, -1) * noise[:, None]).reshape(x.shape)

    def alpha_dropout(self, x: np.ndarray, p: float, units: int) -> np.ndarray:
        if p in (0, 1):
            return x if p == 0 else x * np.float32(0)
        keep = self.bernoulli(1 - p, units)
        a = 1 / math.sqrt((ALPHA * ALPHA * p + 1) * (1 - p))
        shift = np.float32(ALPHA * a * p)
        noise = np.where(keep, np.float32(a), np.float32(0))
        added = np.where(keep, shift, shift - np.float32(ALPHA * a))
        return (x.reshape(units, -1) * noise[:, None] + added[:, None]).reshape(x.shape)

    def default_init(self, shape: list[int], bias: bool, variant: str) -> list[np.ndarray]:
        """Weight and bias of `nn.Linear` and `nn.Conv2d`."""
        fan_in = math.prod(shape[1:])
        bound = math.sqrt(3) * (math.sqrt(2 / (1 + math.sqrt(5) ** 2)) / math.sqrt(fan_in))
        weight = self.uniform(math.prod(shape), -bound, bound, variant).reshape(shape)
        if not bias:
            return [weight]
        bound = 1 / math.sqrt(fan_in)
        return [weight, self.uniform(shape[0], -bound, bound, variant)]
