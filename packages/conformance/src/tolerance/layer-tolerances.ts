import { meanSquaredError, sequential, type Tensor } from "@lockstep/core";
import { resolveEngineModel, type ResolvedLayer } from "@lockstep/core/engine";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { roundingTolerance, spreadOf } from "../check/tolerance.ts";
import { perFunction, type Accuracy } from "./function-accuracy.ts";
import { normCondition } from "./norm-condition.ts";
import { roundingsOfLayer } from "./roundings-of-layer.ts";
import { termMagnitudes, type LayerRun, type TermMagnitudes } from "./term-magnitudes.ts";

/** Bounds of one layer's results. */
export interface LayerTolerances {
  readonly output: (expected: ArrayLike<number>) => Tolerance;
  /**
   * @param role `input`, or that of a parameter.
   * @param readFrom the numbers of which the gradient is read as a difference. @default none: it is read as it is
   */
  readonly gradient: (role: string, expected: ArrayLike<number>, readFrom?: ArrayLike<number>) => Tolerance;
  /** Running statistics after a batch. */
  readonly statistics: (expected: ArrayLike<number>) => Tolerance;
}

/** erf, tanh and the sigmoid of f32 numbers beyond this are 1 less at most a rounding. */
const SATURATED = 6;

/** What roundings refer to, of the output and, for a unit of the output's gradient, of the gradients. */
interface Scales {
  readonly output: number;
  readonly gradient: (role: string) => number;
  /** What becomes of an error of 1 in the output's gradient. @default what roundings refer to */
  readonly slope?: (role: string) => number;
}

/**
 * The bounds of a layer's results on the numbers of a case (TOL-3, TOL-4).
 *
 * Rounding refers to the largest expected magnitude or to that of the terms, if it is larger: of a linear layer √Σt² over
 * the products that an element sums; of an activation the constants of its formula; of a norm |γ|·|x|/σ + |β|.
 *
 * The gradient of the output is 2/n of the difference between n outputs and targets, which are rounded as they are.
 */
export async function layerTolerances(accuracy: Accuracy, run: LayerRun): Promise<LayerTolerances> {
  const { layer, inputs, outputs, outputGradient } = run;
  const counts = roundingsOfLayer(resolved(run), { rows: inputs.shape[0]!, perFunction: perFunction(accuracy) });
  const scales = scalesOf(run, await termMagnitudes(run));
  const wanted = largestMagnitude(outputGradient);
  const size = Math.max(scales.output, largestMagnitude(outputs));
  const caused = (2 / outputs.length) * (spreadOf(counts.output + 1) * size + 2 * size) + 2 * wanted;
  const of = `${layer.kind}, inputs ${inputs.shape.join("x")}`;

  return {
    output: (expected) =>
      roundingTolerance({
        of,
        // One for the expected number's own rounding to f32, if it needed any.
        count: counts.output === 0 ? 0 : counts.output + 1,
        scale: Math.max(largestMagnitude(expected), scales.output),
        scaleOf: "the largest output or its terms",
      }),
    statistics: (expected) =>
      roundingTolerance({
        of: `${of}: a mean, a variance and 4 to blend them with what was`,
        count: counts.output + 4,
        scale: Math.max(largestMagnitude(expected), largestMagnitude(inputs.data)),
        scaleOf: "the largest statistic or input",
      }),
    gradient: (role, expected, readFrom) => {
      const back = role === "input" ? counts.inputGradient : counts.parameterGradient;
      const most = largestMagnitude(expected);
      const reached = wanted === 0 ? 0 : most / wanted;
      const slope = Math.max((scales.slope ?? scales.gradient)(role), reached);
      return roundingTolerance({
        of: `${of}, ${counts.output} forward, ${back} back`,
        count: counts.output + back + 1,
        scale: Math.max(most, scales.gradient(role) * wanted),
        scaleOf: "the largest gradient or its terms",
        readFrom: slope * caused + (readFrom === undefined ? 0 : largestMagnitude(readFrom) + 2 * most),
      });
    },
  };
}

function scalesOf(run: LayerRun, terms: TermMagnitudes | undefined): Scales {
  const { layer, inputs, parameters, buffers, outputGradient } = run;
  const wanted = largestMagnitude(outputGradient);
  if (terms !== undefined) {
    const gradient = (role: string): number =>
      wanted === 0 ? 1 : ((role === "input" ? terms.inputGradient : terms.parameterGradients[role]) ?? 0) / wanted;
    return { output: terms.output, gradient };
  }
  const sizeOf = (tensor: Tensor | undefined, none: number): number =>
    tensor === undefined ? none : largestMagnitude(tensor.data);
  const resolvedLayer = resolved(run);
  const norm = normCondition(resolvedLayer, inputs);
  if (norm !== undefined) {
    const used = buffers === undefined ? norm : normCondition(resolvedLayer, inputs, buffers)!;
    const weight = sizeOf(parameters["weight"], 1);
    const places = inputs.data.length / (parameters["weight"]?.data.length ?? inputs.data.length);
    const roles: Readonly<Record<string, number>> = {
      input: weight * norm.inverse,
      weight: Math.sqrt(places),
      bias: Math.sqrt(places),
    };
    return {
      output: weight * Math.max(norm.spread, used.spread) + sizeOf(parameters["bias"], 0),
      gradient: (role) => (roles[role] ?? 0) * (role === "bias" ? 1 : Math.max(1, norm.spread)),
      slope: (role) => roles[role] ?? 0,
    };
  }
  if (
    layer.kind === "multi-head-attention" ||
    layer.kind === "gru" ||
    layer.kind === "lstm" ||
    layer.kind === "dense"
  ) {
    return { output: 0, gradient: () => 0 };
  }
  const classes = layer.kind === "softmax" || layer.kind === "log-softmax" ? inputs.shape.at(-1)! : 1;
  const constant = layer.kind === "elu" ? Math.max(1, Math.abs(layer.alpha)) : 1;
  // Beyond SATURATED the functions of f32 are at their limits, and errors of 1 + erf no longer meet a large x.
  const argument = Math.min(largestMagnitude(inputs.data), SATURATED);
  return { output: Math.max(constant, argument), gradient: () => constant * Math.sqrt(classes) };
}

/** The layer with its shapes. */
function resolved({ layer, inputs }: LayerRun): ResolvedLayer {
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [layer] });
  return resolveEngineModel("tolerances", model, { loss: meanSquaredError(), seed: 0 }).layers[0]!;
}
