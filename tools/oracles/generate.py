"""Writes every file of packages/conformance/vectors. A second run changes nothing."""

import batch_orders
import class_weights
import csv_tables
import dropout_masks
import fingerprints
import idx
import initial_weights
import label_noise
import layers
import losses
import npy
import numeric
import permutations
import random_words
import safetensors_files
import sgd
import splits
import strict_trajectories
import trajectories
from vector_format import write

SUBJECTS = [
    random_words,
    dropout_masks,
    permutations,
    batch_orders,
    splits,
    label_noise,
    class_weights,
    fingerprints,
    csv_tables,
    idx,
    npy,
    safetensors_files,
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
