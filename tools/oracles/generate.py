"""Writes every file of packages/conformance/vectors. A second run changes nothing."""

import checkpoints
import dropout_masks
import initial_weights
import label_noise
import layers
import losses
import numeric
import permutations
import random_words
import sgd
import splits
import strict_trajectories
import trajectories
from vector_format import write

SUBJECTS = [
    random_words,
    dropout_masks,
    permutations,
    splits,
    label_noise,
    checkpoints,
    initial_weights,
    numeric,
    layers,
    losses,
    sgd,
    trajectories,
    strict_trajectories,
]

if __name__ == "__main__":
    for subject in SUBJECTS:
        write(subject.generate())
