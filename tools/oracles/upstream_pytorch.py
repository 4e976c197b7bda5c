"""PyTorch's tests of its dropouts and of its learning-rate schedulers, restated."""

from upstream_cases import UpstreamCases
from upstream_pytorch_dropout import add_dropouts
from upstream_pytorch_rates import add_rates
from vector_format import vector_file


def generate() -> dict:
    cases = UpstreamCases()
    add_rates(cases)
    add_dropouts(cases)
    return vector_file("upstream-pytorch", "upstream_pytorch.py", ["torch"], cases)
