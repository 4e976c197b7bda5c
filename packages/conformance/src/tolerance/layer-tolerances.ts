import { meanSquaredError, sequential, type Tensor } from "@lockstep/core";
import { resolveEngineModel, type ResolvedLayer } from "@lockstep/core/engine";
import { largestMagnitude, type Tolerance } from "../check/compare-numbers.ts";
import { roundingTolerance } from "../check/tolerance.ts";
import { perFunction, type Accuracy } from "./function-accuracy.ts";
import { normCondition } from "./norm-condition.ts";
import { roundingsOfLayer } from "./roundings-of-layer.ts";
import { termMagnitudes, type LayerRun, type TermMagnitudes } from "./term-magnitudes.ts";

/** Bounds of one layer's results. */
export interface LayerTolerances {
  output(expected: ArrayLike<number>): Tolerance;
  /**
   * @param role `input`, or that of a parameter.
   * @param readFrom the numbers of which the gradient is read as a difference. @default none: it is read as it is
   */
  gradient(role: string, expected: ArrayLike<number>, readFrom?: ArrayLike<number>): Tolerance;
  /** Running statistics after a batch. */
  statistics(expected: ArrayLike<number>): Tolerance;
}

/** Roundings between the wanted gradient of the output and the engine's: the target, the difference from it, 2 / n, a product. */
const CAUSE = 4;

/** What roundings refer to, of the output and, for a unit of the output's gradient, of the gradients. */
interface Scales {
  readonly output: number;
  gradient(role: string): number;
}

/**
 * The bounds of a layer's results on the numbers of a case (TOL-3, TOL-4).
 *
 * Rounding refers to the largest expected magnitude or to that of the terms, if it is larger: of a linear layer √Σt² over
 * the products that an element sums; of an activation the numbers 1 and x of its formula; of a norm |γ|·|x|/σ + |β|.
 *
 * The gradient of the output is caused by targets: it is known to 2/n of the roundings of n outputs.
 */
export async function layerTolerances(accuracy: Accuracy, run: LayerRun): Promise<LayerTolerances> {
  const { layer, inputs, outputs, outputGradient } = run;
  const rows = inputs.shape[0]!;
  const counts = roundingsOfLayer(resolved(run), { rows, perFunction: perFunction(accuracy) });
  const scales = scalesOf(run, await termMagnitudes(run));
  const wanted = largestMagnitude(outputGradient);
  const caused = Math.max(wanted, (2 / outputs.length) * Math.max(scales.output, largestMagnitude(outputs)));
  const of = `${layer.kind}, inputs ${inputs.shape.join("x")}`;

  return {
    output: (expected) =>
      roundingTolerance({
        of,
        // One for the expected number's own rounding to f32.
        count: counts.output + 1,
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
      const share = wanted === 0 ? 0 : caused / wanted;
      return roundingTolerance({
        of: `${of}, ${counts.output} forward, ${CAUSE} of the targets, ${back} back`,
        count: counts.output + CAUSE + back + 1,
        scale: Math.max(most * share, scales.gradient(role) * caused),
        scaleOf: "the largest gradient or its terms",
        readFrom: readFrom === undefined ? 0 : largestMagnitude(readFrom) + 2 * most,
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
      input: weight * norm.inverse * Math.max(1, norm.spread),
      weight: Math.sqrt(places) * norm.spread,
      bias: Math.sqrt(places),
    };
    return {
      output: weight * Math.max(norm.spread, used.spread) + sizeOf(parameters["bias"], 0),
      gradient: (role) => roles[role] ?? 0,
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
  const alpha = layer.kind === "elu" ? Math.abs(layer.alpha) : 1;
  return {
    output: Math.max(1, alpha, largestMagnitude(inputs.data)),
    gradient: () => Math.max(1, alpha) * Math.sqrt(classes),
  };
}

/** The layer with its shapes. */
function resolved({ layer, inputs }: LayerRun): ResolvedLayer {
  const model = sequential({ inputShape: inputs.shape.slice(1), layers: [layer] });
  return resolveEngineModel("tolerances", model, { loss: meanSquaredError(), seed: 0 }).layers[0]!;
}
