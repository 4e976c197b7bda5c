"""Writes every file of packages/conformance/vectors and packages/onnxruntime-web/test/exported. A second run changes nothing."""

import batch_orders
import checkpoints
import class_weights
import csv_tables
import dropout_family
import dropout_masks
import early_stopping_estimators
import early_stopping_frameworks
import early_stopping_restated
import early_stopping_rules
import early_stopping_siblings
import early_stopping_tfjs
import exported
import fingerprints
import idx
import initial_weights
import initializers
import label_noise
import layers
import layers_net
import layers_seq
import layers_conv
import layers_pool
import layers_norm
import learning_rate_schedules
import losses
import losses_extra
import noise
import npy
import numeric
import numeric_double
import numpy_random
import onnx_dropout
import permutations
import random_words
import safetensors_files
import sgd
import sgd_clipping
import sgd_runs
import splits
import state_dicts
import strict_dropout_family
import strict_trajectories
import torch_dropout
import torch_initial_weights
import torch_large_permutation
import torch_random
import torch_runs
import torch_samplers
import torch_twins
import trajectories
import upstream_flax
import upstream_keras
import upstream_lightning
import upstream_pytorch
import upstream_tfjs
from vector_format import write

SUBJECTS = [
    random_words,
    dropout_masks,
    noise,
    dropout_family,
    strict_dropout_family,
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
    checkpoints,
    initial_weights,
    state_dicts,
    numeric,
    numeric_double,
    layers,
    layers_net,
    layers_seq,
    layers_conv,
    layers_pool,
    initializers,
    layers_norm,
    losses,
    losses_extra,
    sgd,
    sgd_clipping,
    learning_rate_schedules,
    trajectories,
    strict_trajectories,
    sgd_runs,
    torch_random,
    torch_large_permutation,
    torch_dropout,
    torch_initial_weights,
    torch_samplers,
    torch_runs,
    torch_twins,
    numpy_random,
    onnx_dropout,
    early_stopping_rules,
    early_stopping_frameworks,
    early_stopping_tfjs,
    early_stopping_estimators,
    early_stopping_restated,
    early_stopping_siblings,
    upstream_pytorch,
    upstream_keras,
    upstream_lightning,
    upstream_flax,
    upstream_tfjs,
]

if __name__ == "__main__":
    for subject in SUBJECTS:
        write(subject.generate())
    exported.write()
