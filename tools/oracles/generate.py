"""Writes every file of packages/conformance/vectors. A second run changes nothing."""

import dropout_masks
import early_stopping_estimators
import early_stopping_frameworks
import early_stopping_restated
import early_stopping_rules
import early_stopping_siblings
import early_stopping_tfjs
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
    initial_weights,
    numeric,
    layers,
    losses,
    sgd,
    trajectories,
    strict_trajectories,
    early_stopping_rules,
    early_stopping_frameworks,
    early_stopping_tfjs,
    early_stopping_estimators,
    early_stopping_restated,
    early_stopping_siblings,
]

if __name__ == "__main__":
    for subject in SUBJECTS:
        write(subject.generate())
