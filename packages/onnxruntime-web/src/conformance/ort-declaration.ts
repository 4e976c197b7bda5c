import type { EngineCapabilities } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { ortCapabilities } from "../ort-capabilities.ts";

/** Whose kernels compute: one of the web runtime's two execution providers, or the native runtime, onnxruntime-node. */
export type OrtRuntime = "wasm" | "webgpu" | "node";

/** What a conformance subject says of the engine on one runtime: the fields of it that do not depend on the machine. */
export interface OrtDeclaration {
  /** What the engine takes. */
  readonly capabilities: EngineCapabilities;
  /** Why it declines what it declines, by capability. @default it declines nothing */
  readonly declines?: Readonly<Partial<Record<keyof EngineCapabilities, string>>>;
  /** Cases that cannot hold, by full name, with the source of the limit. */
  readonly knownFailures: readonly KnownFailure[];
  /** The error of its exp, log, tanh and division, in ulp. @default a C library's */
  readonly functionUlps?: number;
  /** What gradients are compared with. @default slopes along every element */
  readonly differences?: "directions";
}

/** A case that cannot hold. */
export interface KnownFailure {
  /** Its full name, with those of its suites. */
  readonly case: string;
  /** The source of the limit. */
  readonly reason: string;
}

const MAX_POOL = "pools and shapes > POL-1 POL-2 layer.max-pool2d.0009 (max-pool2d, 1x1x4x4): output";
const ADAPTIVE_MAX_POOL =
  "pools and shapes > POL-5 layer.adaptive-max-pool2d.0002 (adaptive-max-pool2d, 1x1x4x4): output";

/** Of the kernels for CPUs, native and wasm. */
const RELU_OF_ZERO: KnownFailure = {
  case: "layer limits > LAY-3 layer-limits.relu.zeros: zeros of both signs",
  reason:
    "relu(-0) is -0: ONNX defines Relu as max(0, x) and says nothing of the zero's sign (ONNX operators, Relu). Where, " +
    "which GPUs are given, has +0, but is no operator that a runtime can fuse into the product before it",
};

const DECLARATIONS: Readonly<Record<OrtRuntime, Omit<OrtDeclaration, "capabilities">>> = {
  wasm: {
    knownFailures: [
      RELU_OF_ZERO,
      {
        case: MAX_POOL,
        reason:
          "the largest of -0 and 0 is 0, whichever comes first: WebAssembly's f32x4.max orders zeros by sign (WebAssembly " +
          "Core Specification, fmax), and ONNX says nothing of it (ONNX operators, MaxPool)",
      },
    ],
  },
  node: {
    knownFailures: [
      RELU_OF_ZERO,
      ...[MAX_POOL, ADAPTIVE_MAX_POOL].map((name) => ({
        case: name,
        reason: "which of -0 and 0 is the largest is open: ONNX says nothing of it (ONNX operators, MaxPool)",
      })),
    ],
  },
  webgpu: {
    // A step on a GPU costs milliseconds whatever its size, and its functions are less exact than a C library's.
    functionUlps: 16,
    differences: "directions",
    declines: { computedIds: "no kernel of a GPU looks whether an index is one" },
    knownFailures: [
      ...[MAX_POOL, ADAPTIVE_MAX_POOL].map((name) => ({
        case: name,
        reason:
          "which of -0 and 0 is the largest is open: WGSL's max has either (WebGPU Shading Language, max), and ONNX says " +
          "nothing of it (ONNX operators, MaxPool)",
      })),
      {
        case: "layer limits > LAY-4 layer-limits.sigmoid.nan: a NaN stays a NaN, and its neighbours are numbers",
        reason:
          "sigmoid(NaN) is 0: WGSL lets an implementation assume that there is no NaN (WebGPU Shading Language, 15.7.2 " +
          "Differences from IEEE-754), and the runtime's Sigmoid does not look for one",
      },
    ],
  },
};

/**
 * What a conformance subject says of the engine on a runtime: spread it into the subject, and add its name, its environment
 * and `createEngine`.
 *
 * @throws {InvalidOptionError} for a runtime that the engine is not held to the suites on.
 * @example
 * ortDeclaration("wasm").knownFailures.length; // 2
 */
export function ortDeclaration(runtime: OrtRuntime): OrtDeclaration {
  requireOneOf("ortDeclaration: runtime", runtime, Object.keys(DECLARATIONS));
  return { capabilities: ortCapabilities(runtime === "webgpu" ? "webgpu" : "wasm"), ...DECLARATIONS[runtime] };
}
