import type { EngineCapabilities } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import { tfjsCapabilities } from "../engine/tfjs-capabilities.ts";

/** A backend of TensorFlow.js that the engine is held to the suites on, by the name that tfjs gives it. */
export type TfjsBackend = "cpu" | "wasm" | "webgl" | "webgpu";

/** What a conformance subject says of the engine on one backend: the fields of it that do not depend on the machine. */
export interface TfjsDeclaration {
  /** What the engine takes. */
  readonly capabilities: EngineCapabilities;
  /** Why it declines what it declines, by capability. @default it declines nothing */
  readonly declines?: Readonly<Partial<Record<keyof EngineCapabilities, string>>>;
  /** Cases that cannot hold, by full name, with the source of the limit. @default none */
  readonly knownFailures?: readonly { readonly case: string; readonly reason: string }[];
  /** The error of its exp, log, tanh and division, in ulp. @default a C library's */
  readonly functionUlps?: number;
  /** What gradients are compared with. @default slopes along every element */
  readonly differences?: "directions";
}

/** A step on a GPU costs milliseconds whatever its size, and its functions are less exact than a C library's. */
const GPU = { functionUlps: 16, differences: "directions" } as const;

const DECLARATIONS: Readonly<Record<TfjsBackend, Omit<TfjsDeclaration, "capabilities">>> = {
  cpu: {},
  wasm: {},
  webgl: GPU,
  webgpu: {
    ...GPU,
    declines: {
      computedIds:
        "no kernel checks ids: a step would have to read them before it goes on, and WebGPU reads nothing back without a wait " +
        "(WebGPU, 5.3 Buffer Mapping)",
    },
    knownFailures: [
      {
        case: "layer limits > LAY-4 layer-limits.sigmoid.nan: a NaN stays a NaN, and its neighbours are numbers",
        reason:
          "sigmoid(NaN) is 0: WGSL lets an implementation assume that there is no NaN (WebGPU Shading Language, 15.7.2 " +
          "Differences from IEEE-754), and tfjs's kernel does not look for one",
      },
    ],
  },
};

/**
 * What a conformance subject says of the engine on a backend: spread it into the subject, and add its name, its environment
 * and `createEngine`.
 *
 * @throws {InvalidOptionError} for a backend that the engine is not held to the suites on.
 * @example
 * tfjsDeclaration("webgpu").functionUlps; // 16
 */
export function tfjsDeclaration(backend: TfjsBackend): TfjsDeclaration {
  requireOneOf("tfjsDeclaration: backend", backend, Object.keys(DECLARATIONS));
  return { capabilities: tfjsCapabilities(backend), ...DECLARATIONS[backend] };
}
