"""Layers made of others, and the few inside them, restated in NumPy: forward, and backward by hand."""

from collections.abc import Callable, Iterator

import numpy as np

Backward = Callable[[np.ndarray], np.ndarray]
"""The gradient of the input from that of the output; those of parameters are put aside."""


def gradients_of(
    layers: list[dict],
    parameters: dict[str, np.ndarray],
    masks: list[np.ndarray],
    inputs: np.ndarray,
    output_gradient: np.ndarray,
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The output, and the gradients of the parameters by name. Masks are factors, in forward order."""
    gradients: dict[str, np.ndarray] = {}
    output, backward = run(layers, "", "", parameters, iter(masks), inputs, gradients)
    backward(output_gradient)
    return output, {name: gradients[name] for name in parameters}


def run(
    layers: list[dict],
    path: str,
    part: str,
    parameters: dict[str, np.ndarray],
    masks: Iterator[np.ndarray],
    x: np.ndarray,
    gradients: dict[str, np.ndarray],
) -> tuple[np.ndarray, Backward]:
    steps: list[Backward] = []
    for index, layer in enumerate(layers):
        name = path + layer.get("name", f"{part}{index}")
        x, step = run_layer(layer, name, parameters, masks, x, gradients)
        steps.append(step)

    def backward(g: np.ndarray) -> np.ndarray:
        for step in reversed(steps):
            g = step(g)
        return g

    return x, backward


def run_layer(
    layer: dict,
    name: str,
    parameters: dict[str, np.ndarray],
    masks: Iterator[np.ndarray],
    x: np.ndarray,
    gradients: dict[str, np.ndarray],
) -> tuple[np.ndarray, Backward]:
    match layer["kind"]:
        case "dense":
            weight = parameters[f"{name}.weight"]

            def dense_backward(g: np.ndarray) -> np.ndarray:
                gradients[f"{name}.weight"] = np.einsum("ru,ri->ui", g, x)
                gradients[f"{name}.bias"] = g.sum(axis=0)
                return np.einsum("ru,ui->ri", g, weight)

            return np.einsum("ri,ui->ru", x, weight) + parameters.get(f"{name}.bias", 0), dense_backward
        case "conv2d":
            return convolve(layer["padding"], name, parameters, x, gradients)
        case "tanh":
            y = np.tanh(x)
            return y, lambda g: g * (1 - y * y)
        case "relu":
            return np.where(x > 0, x, 0), lambda g: np.where(x > 0, g, 0)
        case "flatten":
            return x.reshape(len(x), -1), lambda g: g.reshape(x.shape)
        case "dropout" | "stochastic-depth":
            factor = next(masks)
            return x * factor, lambda g: g * factor
        case "residual":
            parts = {"body.": layer["body"], "shortcut.": layer.get("shortcut", [])}
        case "parallel":
            parts = {f"branches.{number}.": branch for number, branch in enumerate(layer["branches"])}
        case kind:
            raise ValueError(kind)
    branches = [run(inner, f"{name}.", part, parameters, masks, x, gradients) for part, inner in parts.items()]
    outputs = [output for output, _ in branches]
    if layer.get("combine") != "concat":
        return sum(outputs), lambda g: sum(backward(g) for _, backward in branches)
    axis = layer.get("axis", 1)
    ends = np.cumsum([output.shape[axis] for output in outputs])[:-1]

    def concat_backward(g: np.ndarray) -> np.ndarray:
        return sum(backward(part) for part, (_, backward) in zip(np.split(g, ends, axis), branches, strict=True))

    return np.concatenate(outputs, axis), concat_backward


def convolve(
    padding: list[int],
    name: str,
    parameters: dict[str, np.ndarray],
    x: np.ndarray,
    gradients: dict[str, np.ndarray],
) -> tuple[np.ndarray, Backward]:
    """A convolution of stride 1, as a sum over the kernel's places."""
    weight, bias = parameters[f"{name}.weight"], parameters[f"{name}.bias"]
    kernel, (top, left) = weight.shape[2:], padding
    padded = np.pad(x, ((0, 0), (0, 0), (top, top), (left, left)))
    height, width = (padded.shape[2] - kernel[0] + 1, padded.shape[3] - kernel[1] + 1)
    places = [(u, v) for u in range(kernel[0]) for v in range(kernel[1])]
    y = bias[None, :, None, None] + sum(
        np.einsum("rchw,oc->rohw", padded[:, :, u : u + height, v : v + width], weight[:, :, u, v]) for u, v in places
    )

    def backward(g: np.ndarray) -> np.ndarray:
        gradients[f"{name}.bias"] = g.sum(axis=(0, 2, 3))
        gradients[f"{name}.weight"] = np.zeros_like(weight)
        spread = np.zeros_like(padded)
        for u, v in places:
            window = padded[:, :, u : u + height, v : v + width]
            gradients[f"{name}.weight"][:, :, u, v] = np.einsum("rohw,rchw->oc", g, window)
            spread[:, :, u : u + height, v : v + width] += np.einsum("rohw,oc->rchw", g, weight[:, :, u, v])
        return spread[:, :, top : top + x.shape[2], left : left + x.shape[3]]

    return y, backward
