import { InvalidOptionError } from "@lockstep/core";
import type * as tfjsCore from "@tensorflow/tfjs-core";

/** Everything that the engine calls on the namespace, so that a wrong or old one is refused before any work. */
const FUNCTIONS = [
  "abs",
  "add",
  "backend",
  "cast",
  "clone",
  "concat",
  "cumsum",
  "customGrad",
  "div",
  "engine",
  "env",
  "equal",
  "erf",
  "exp",
  "expm1",
  "fill",
  "gather",
  "getBackend",
  "getKernel",
  "greater",
  "greaterEqual",
  "isNaN",
  "keep",
  "leakyRelu",
  "log",
  "log1p",
  "logicalOr",
  "matMul",
  "max",
  "mul",
  "neg",
  "ones",
  "pad",
  "range",
  "ready",
  "registerKernel",
  "relu",
  "reshape",
  "reverse",
  "rsqrt",
  "scatterND",
  "sigmoid",
  "slice",
  "softmax",
  "split",
  "sqrt",
  "square",
  "stack",
  "sub",
  "sum",
  "tanh",
  "tensor",
  "tidy",
  "tile",
  "transpose",
  "variableGrads",
  "where",
  "zeros",
  "zerosLike",
] as const;

/** The part of TensorFlow.js that the engine uses; `@tensorflow/tfjs` and `@tensorflow/tfjs-core` both have it. */
export type TfjsNamespace = Pick<typeof tfjsCore, (typeof FUNCTIONS)[number]>;

/** A tensor of TensorFlow.js, wherever its backend keeps it; core's `Tensor` is an array on the host. */
export type DeviceTensor = tfjsCore.Tensor;

/** Tensors of TensorFlow.js by parameter name. */
export type DeviceTensors = Readonly<Record<string, DeviceTensor>>;

/**
 * Returns `tf` if it is a namespace of TensorFlow.js.
 *
 * @throws {InvalidOptionError} naming the functions that it lacks.
 */
export function requireTfjs(subject: string, tf: unknown): TfjsNamespace {
  if ((typeof tf !== "object" && typeof tf !== "function") || tf === null) {
    throw new InvalidOptionError({
      subject: `${subject}: tf`,
      rule: "must be the TensorFlow.js namespace",
      received: tf,
      remedy: REMEDY,
    });
  }
  const missing = FUNCTIONS.filter((name) => typeof (tf as Record<string, unknown>)[name] !== "function");
  if (missing.length > MOST_MISSING) {
    throw new InvalidOptionError({
      subject: `${subject}: tf`,
      rule: "must be the TensorFlow.js namespace, which is the first argument",
      received: tf,
      remedy: REMEDY,
    });
  }
  if (missing.length > 0) {
    throw new InvalidOptionError({
      subject: `${subject}: tf`,
      rule: `must be the TensorFlow.js namespace, but lacks ${missing.join(", ")}`,
      remedy: REMEDY,
    });
  }
  return tf as TfjsNamespace;
}

/** What lacks more functions than this is no namespace of whatever version. */
const MOST_MISSING = 8;

const REMEDY =
  'Install @tensorflow/tfjs 4.22 or later, or @tensorflow/tfjs-core with a backend, and pass the result of `import * as tf from "@tensorflow/tfjs"` (an `import()` needs its await).';
