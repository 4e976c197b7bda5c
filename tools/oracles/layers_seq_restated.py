"""The layers of `layers_seq.py` and their gradients written out in NumPy, from packages/core/spec/layers-seq.md."""

from collections.abc import Callable

import numpy as np

Parameters = dict[str, np.ndarray]
Backward = Callable[[np.ndarray], tuple[np.ndarray | None, Parameters]]


def forward(layer: dict, x: np.ndarray, p: Parameters, masks: list[np.ndarray]) -> tuple[np.ndarray, Backward]:
    """The output, and what gives the gradients of the input and of the parameters for that of the output."""
    match layer["kind"]:
        case "dense":
            return dense(x, p, masks)
        case "embedding":
            return embedding(layer, x, p)
        case "positional-embedding":
            return x + p["weight"], lambda g: (g, {"weight": g.sum(0)})
        case "multi-head-attention":
            return attention(layer, x, p, masks)
    return recurrent(layer, x, p, masks)


def dense(x: np.ndarray, p: Parameters, masks: list[np.ndarray]) -> tuple[np.ndarray, Backward]:
    mask = masks[0] if masks else 1.0
    weight = p["weight"] * mask

    def backward(g: np.ndarray) -> tuple[np.ndarray, Parameters]:
        gradients = {"weight": flat(g).T @ flat(x) * mask}
        if "bias" in p:
            gradients["bias"] = flat(g).sum(0)
        return g @ weight, gradients

    return x @ weight.T + p.get("bias", 0.0), backward


def embedding(layer: dict, x: np.ndarray, p: Parameters) -> tuple[np.ndarray, Backward]:
    ids = x.astype(np.int64)

    def backward(g: np.ndarray) -> tuple[None, Parameters]:
        gradient = np.zeros_like(p["weight"])
        for place in np.ndindex(ids.shape):
            if ids[place] != layer.get("paddingIndex"):
                gradient[ids[place]] += g[place]
        return None, {"weight": gradient}

    return p["weight"][ids], backward


def attention(layer: dict, x: np.ndarray, p: Parameters, masks: list[np.ndarray]) -> tuple[np.ndarray, Backward]:
    rows, positions, features = x.shape
    heads = layer["heads"]
    size = features // heads
    mask = masks[0] if masks else 1.0
    projected = x @ p["in_proj_weight"].T + p.get("in_proj_bias", 0.0)
    # [3, rows, heads, positions, size]
    q, k, v = projected.reshape(rows, positions, 3, heads, size).transpose(2, 0, 3, 1, 4)
    scores = np.einsum("rhik,rhjk->rhij", q, k) / np.sqrt(size)
    if layer["causal"]:
        scores = np.where(np.tri(positions, dtype=bool), scores, -np.inf)
    shares = np.exp(scores - scores.max(-1, keepdims=True))
    shares /= shares.sum(-1, keepdims=True)
    mixed = np.einsum("rhij,rhjk->rihk", shares * mask, v).reshape(rows, positions, features)
    output = mixed @ p["out_proj.weight"].T + p.get("out_proj.bias", 0.0)

    def backward(g: np.ndarray) -> tuple[np.ndarray, Parameters]:
        of_mixed = (g @ p["out_proj.weight"]).reshape(rows, positions, heads, size)
        of_v = np.einsum("rhij,rihk->rhjk", shares * mask, of_mixed)
        of_shares = np.einsum("rihk,rhjk->rhij", of_mixed, v) * mask
        of_scores = shares * (of_shares - (shares * of_shares).sum(-1, keepdims=True)) / np.sqrt(size)
        of_q = np.einsum("rhij,rhjk->rhik", of_scores, k)
        of_k = np.einsum("rhij,rhik->rhjk", of_scores, q)
        of_projected = np.stack([of_q, of_k, of_v]).transpose(1, 3, 0, 2, 4).reshape(rows, positions, 3 * features)
        gradients = {"in_proj_weight": flat(of_projected).T @ flat(x)}
        if layer["bias"]:
            gradients["in_proj_bias"] = flat(of_projected).sum(0)
        gradients["out_proj.weight"] = flat(g).T @ flat(mixed)
        if layer["bias"]:
            gradients["out_proj.bias"] = flat(g).sum(0)
        return of_projected @ p["in_proj_weight"], gradients

    return output, backward


def recurrent(layer: dict, x: np.ndarray, p: Parameters, masks: list[np.ndarray]) -> tuple[np.ndarray, Backward]:
    hidden = layer["hidden"]
    masks = list(masks)
    suffixes = ("", "_reverse")[: 2 if layer["bidirectional"] else 1]
    backwards = []
    for number in range(layer["layers"]):
        runs = []
        for suffix in suffixes:
            of_input = masks.pop(0) if "inputDropout" in layer else 1.0
            of_state = masks.pop(0)[:, 0] if "recurrentDropout" in layer else 1.0
            runs.append(run(layer["kind"], hidden, x, p, f"l{number}{suffix}", of_input, of_state))
        backwards.append([backward for _, backward in runs])
        x = np.concatenate([states for states, _ in runs], -1)
    positions = x.shape[1]
    if layer["returnSequence"] == "all":
        output = x
    else:
        output = np.concatenate([x[:, -1, :hidden], x[:, 0, hidden:]], -1)

    def backward(g: np.ndarray) -> tuple[np.ndarray, Parameters]:
        if layer["returnSequence"] == "last":
            spread = np.zeros((*g.shape[:1], positions, g.shape[1]))
            spread[:, -1, :hidden] = g[:, :hidden]
            spread[:, 0, hidden:] += g[:, hidden:]
            g = spread
        gradients: Parameters = {}
        for layer_backwards in reversed(backwards):
            parts = [b(g[..., n * hidden : (n + 1) * hidden]) for n, b in enumerate(layer_backwards)]
            g = sum(dx for dx, _ in parts)
            for _, own in parts:
                gradients |= own
        return g, {name: gradients[name] for name in p}

    return output, backward


def run(kind: str, hidden: int, x: np.ndarray, p: Parameters, suffix: str, of_input, of_state):
    """One layer in one direction: its states, and their backward."""
    rows, positions, _ = x.shape
    order = range(positions - 1, -1, -1) if suffix.endswith("reverse") else range(positions)
    w_ih, w_hh = p[f"weight_ih_{suffix}"], p[f"weight_hh_{suffix}"]
    masked = x * of_input
    h = c = np.zeros((rows, hidden))
    states, kept = np.zeros((rows, positions, hidden)), []
    for t in order:
        a = masked[:, t] @ w_ih.T + p.get(f"bias_ih_{suffix}", 0.0)
        u = (h * of_state) @ w_hh.T + p.get(f"bias_hh_{suffix}", 0.0)
        if kind == "gru":
            (ar, az, an), (ur, uz, un) = np.split(a, 3, -1), np.split(u, 3, -1)
            r, z = logistic(ar + ur), logistic(az + uz)
            n = np.tanh(an + r * un)
            kept.append((t, h, c, (r, z, n, un)))
            h = (1 - z) * n + z * h
        else:
            si, sf, sg, so = np.split(a + u, 4, -1)
            i, f, g, o = logistic(si), logistic(sf), np.tanh(sg), logistic(so)
            before = c
            c = f * c + i * g
            kept.append((t, h, before, (i, f, g, o, c)))
            h = o * np.tanh(c)
        states[:, t] = h

    def backward(g_states: np.ndarray) -> tuple[np.ndarray, Parameters]:
        gradients = {name: np.zeros_like(values) for name, values in p.items() if name.endswith(f"_{suffix}")}
        dx = np.zeros_like(x)
        dh, dc = np.zeros((rows, hidden)), np.zeros((rows, hidden))
        for t, h_before, c_before, gates in reversed(kept):
            dh = dh + g_states[:, t]
            if kind == "gru":
                r, z, n, un = gates
                dan = dh * (1 - z) * (1 - n**2)
                daz = dh * (h_before - n) * z * (1 - z)
                dar = dan * un * r * (1 - r)
                da, du = np.concatenate([dar, daz, dan], -1), np.concatenate([dar, daz, dan * r], -1)
                straight = dh * z
            else:
                i, f, g, o, c_now = gates
                dc = dc + dh * o * (1 - np.tanh(c_now) ** 2)
                parts = [dc * g * i * (1 - i), dc * c_before * f * (1 - f), dc * i * (1 - g**2)]
                da = du = np.concatenate([*parts, dh * np.tanh(c_now) * o * (1 - o)], -1)
                straight, dc = 0.0, dc * f
            gradients[f"weight_ih_{suffix}"] += da.T @ masked[:, t]
            gradients[f"weight_hh_{suffix}"] += du.T @ (h_before * of_state)
            if f"bias_ih_{suffix}" in p:
                gradients[f"bias_ih_{suffix}"] += da.sum(0)
                gradients[f"bias_hh_{suffix}"] += du.sum(0)
            dx[:, t] = da @ w_ih
            dh = straight + (du @ w_hh) * of_state
        return dx * of_input, gradients

    return states, backward


def logistic(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def flat(values: np.ndarray) -> np.ndarray:
    return values.reshape(-1, values.shape[-1])
