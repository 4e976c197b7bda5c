"""
The permutation of the fewest rows at which `torch.randperm` changes its law. It takes 3 GB and a quarter of a minute; its
restatement in Python would take an hour, so that the law is restated at small sizes only (`torch_cpu_rules.py`).
"""

import torch

from torch_cpu_rules import LARGE_PERMUTATION
from vector_format import Cases, index_digest, seed_hex, u32_hex, vector_file


def generate() -> dict:
    cases = Cases()
    g = torch.Generator().manual_seed(42)
    # The type does not change the order.
    order = torch.randperm(LARGE_PERMUTATION, generator=g, dtype=torch.int32).numpy().astype("<u4", copy=False)
    after = int(torch.empty((), dtype=torch.int64).random_(-(2**63), None, generator=g).item()) & (2**64 - 1)
    given = {"seed": seed_hex(42), "count": LARGE_PERMUTATION}
    expect = {"values": index_digest(order), "next": u32_hex([after >> 32, after & 0xFFFFFFFF])}
    cases.add("torch.randperm-large", "exact", given, expect)
    return vector_file("torch-large-permutation", "torch_large_permutation.py", ["torch"], cases)
