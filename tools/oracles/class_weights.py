"""Class weights: scikit-learn's balanced ones, and the mean of PyTorch's weighted cross-entropy in float64."""

import numpy as np
import torch
from sklearn.utils.class_weight import compute_class_weight, compute_sample_weight

from vector_format import Cases, f32_hex, f64_hex, tensor, vector_file

"""A few roundings of f32 against float64."""


def generate() -> dict:
    cases = Cases()
    random = np.random.default_rng(20)
    for classes, rows in [(2, 5), (3, 10), (4, 33), (10, 100), (7, 29)]:
        labels = np.concatenate([np.arange(classes), (random.random(rows - classes) ** 2 * classes).astype(int)])
        random.shuffle(labels)
        weights = compute_class_weight("balanced", classes=np.arange(classes), y=labels)
        assert np.array_equal(compute_sample_weight("balanced", labels), weights[labels])
        given = {"labels": labels.tolist(), "classes": classes}
        expect = {"classWeights": f64_hex(weights), "rowWeights": f32_hex(weights[labels])}
        cases.add("class-weights.balanced", "exact", given, expect)

        chosen = random.choice([0.0, 0.5, 1.0, 3.0, 1 / 3], classes)
        chosen[labels[0]] = 2.0
        for class_weights in [weights, chosen]:
            logits = random.normal(size=(rows, classes)).astype(np.float32)
            loss = torch.nn.CrossEntropyLoss(torch.tensor(class_weights.astype(np.float32)).double())
            mean = loss(torch.tensor(logits).double(), torch.tensor(labels)).item()
            given = {"labels": labels.tolist(), "classWeights": f64_hex(class_weights), "outputs": tensor(logits)}
            cases.add("class-weights.mean", "derived", given, {"loss": f64_hex([mean])})
    libraries = ["numpy", "scikit-learn", "torch"]
    return vector_file("class-weights", "class_weights.py", libraries, cases)
