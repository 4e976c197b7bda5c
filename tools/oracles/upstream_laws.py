"""The laws of `upstream_dropout.py` in NumPy: each must hold for the library whose test it restates."""

import numpy as np


def values_of(inputs: dict, draw: np.random.Generator) -> np.ndarray:
    """The numbers of an input; draws are NumPy's here, for no law may rest on which they are."""
    shape = inputs["shape"]
    if "fill" in inputs:
        return np.full(shape, inputs["fill"], np.float32)
    if "data" in inputs:
        return np.frombuffer(bytes.fromhex(inputs["data"]), ">f4").astype(np.float32).reshape(shape)
    return (draw.standard_normal(shape) if "normal" in inputs else draw.random(shape)).astype(np.float32)


def require_laws(laws: list[dict], x: np.ndarray, y: np.ndarray, evaluated: np.ndarray, gradient=None) -> None:
    """`x` is the input, `y` the output in training, `evaluated` out of it, `gradient` that of the input."""
    for law in laws:
        assert holds(law, x, y, evaluated, gradient), (law, y.shape, float(y.mean()), float(y.std()))


def holds(law: dict, x: np.ndarray, y: np.ndarray, evaluated: np.ndarray, gradient) -> bool:
    match law["law"]:
        case "shape":
            return y.shape == x.shape
        case "identity":
            return bool((y == x).all())
        case "not-identity":
            return bool((y != x).any())
        case "evaluation":
            return bool((evaluated == x).all())
        case "mean" | "deviation" | "maximum" as name:
            measure = {"mean": np.mean, "deviation": np.std, "maximum": np.max}[name]
            near = measure(x) if law["near"] == "input" else law["near"]
            return abs(measure(y if law["of"] == "output" else gradient) - near) <= law["within"]
        case "alike":
            axes = range(y.ndim)
            at = [tuple(index if axis in law["axes"] else slice(None) for axis in axes) for index in (0, 1)]
            return bool((y[at[0]] == y[at[1]]).all())
        case "all-or-nothing":
            zeros = (y == 0).reshape(int(np.prod(y.shape[: law["from"]])), -1)
            return bool((zeros.all(1) | ~zeros.any(1)).all())
        case "kept-scaled":
            return bool(((y == 0) | (abs(y - law["scale"] * x) <= law["within"])).all())
        case "gradient":
            return bool((gradient == law["value"]).all())
    raise ValueError(law["law"])
