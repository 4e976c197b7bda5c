import type { KnownFailure } from "@lockstep/conformance";

/** What does not hold of the runtime's kernels for CPUs, native and wasm. */
export const ORT_CPU_KNOWN_FAILURES: readonly KnownFailure[] = [
  {
    case: "layer limits > LAY-3 layer-limits.relu.zeros: zeros of both signs",
    reason:
      "relu(-0) is -0: ONNX defines Relu as max(0, x) and says nothing of the zero's sign (ONNX operators, Relu). Where, " +
      "which GPUs are given, has +0, but is no operator that a runtime can fuse into the product before it",
  },
];
