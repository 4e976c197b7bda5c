"""Writes every file of packages/conformance/vectors. A second run changes nothing."""

import dropout_masks
import initial_weights
import label_noise
import layers
import learning_rate_schedules
import losses
import numeric
import numeric_double
import permutations
import random_words
import sgd
import sgd_clipping
import sgd_runs
import splits
import strict_trajectories
import torch_twins
import trajectories
from vector_format import write

SUBJECTS = [
    random_words,
    dropout_masks,
    permutations,
    splits,
    label_noise,
    initial_weights,
    numeric,
    numeric_double,
    layers,
    losses,
    sgd,
    sgd_clipping,
    learning_rate_schedules,
    trajectories,
    strict_trajectories,
    torch_twins,
    sgd_runs,
]

if __name__ == "__main__":
    for subject in SUBJECTS:
        write(subject.generate())
