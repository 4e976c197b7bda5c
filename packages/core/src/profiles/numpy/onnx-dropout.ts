import { rejectUnknownOptions, requireBoolean, requireNumber } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { NumpyGenerator } from "./numpy-generator.ts";

/** Inputs and attribute of an ONNX `Dropout` node. */
export interface OnnxDropoutOptions {
  /** What to drop from, row-major. */
  readonly data: Float32Array;
  /** Probability to drop, in [0, 1). @default 0.5 */
  readonly ratio?: number;
  /** Whether anything is dropped at all. @default false */
  readonly trainingMode?: boolean;
  /** The node's attribute. @default 0 */
  readonly seed?: number;
}

/**
 * ONNX's operator `Dropout` as its node tests compute it. The operator's text names no generator; the tests take NumPy's
 * `RandomState(seed)`, and so does this: an element is kept iff its uniform number is at least the ratio, and a kept x
 * becomes x / (1 - ratio). A node draws from its own seed at every call.
 *
 * Not in training, and at ratio 0, it is the identity and the mask is all true.
 *
 * @returns `mask`: one byte an element, 1 = kept.
 * @throws {InvalidOptionError} if data are in another array, the ratio or the seed is out of range, or an option unknown.
 * @example
 * onnxDropout({ data: Float32Array.of(1, 2, 3, 4), trainingMode: true, seed: 1 }).mask; // Uint8Array [0, 1, 0, 0]
 */
export function onnxDropout(options: OnnxDropoutOptions): { output: Float32Array; mask: Uint8Array } {
  rejectUnknownOptions("onnxDropout", options, ["data", "ratio", "trainingMode", "seed"], {
    training_mode: "Name it trainingMode.",
    rate: "Name it ratio; it is the probability to drop.",
  });
  const { data, seed = 0 } = options;
  if (!(data instanceof Float32Array)) {
    throw new InvalidOptionError({ subject: "data", rule: "must be a Float32Array", received: data });
  }
  const ratio = requireNumber("ratio", options.ratio ?? 0.5, { min: 0, max: 1, exclusive: "max" });
  const training = requireBoolean("trainingMode", options.trainingMode ?? false);
  const generator = new NumpyGenerator(seed);
  if (!training || ratio === 0) return { output: data.slice(), mask: new Uint8Array(data.length).fill(1) };
  const mask = generator.dropoutKeep(ratio, data.length);
  const scale = Math.fround(1 / (1 - ratio));
  return { output: data.map((value, index) => value * (mask[index]! * scale)), mask };
}
