import type { ResolvedLayer } from "@lockstep/core/engine";
import { activationRoundings } from "./roundings-of-activation.ts";
import { normRoundings } from "./roundings-of-norm.ts";
import { sequenceRoundings } from "./roundings-of-sequence.ts";
import { windowRoundings } from "./roundings-of-window.ts";
import type { RoundingContext, Roundings } from "./roundings.ts";

const NONE: Roundings = { output: 0, inputGradient: 0, parameterGradient: 0 };
const product = (lengths: readonly number[]): number => lengths.reduce((total, length) => total * length, 1);

/**
 * How many roundings one element of a layer's results has behind it: the longest chain of dependent operations, of which
 * a sum of n products is n. The table is TOL-4.
 *
 * Counts are of the plain algorithm. One that groups its sums or fuses products into them rounds less.
 *
 * @param layer with its shapes; branches count as their longest one, and the sum that joins them.
 */
export function roundingsOfLayer(layer: ResolvedLayer, context: RoundingContext): Roundings {
  const { spec, inputShape, outputShape, branches } = layer;
  switch (spec.kind) {
    case "flatten":
    case "reshape":
    case "permute":
    case "relu":
    case "hardtanh":
      return NONE;
    case "dense": {
      const [units, inputs] = [spec.units, inputShape.at(-1)!];
      const positions = product(inputShape.slice(0, -1));
      // A dropped connection scales a weight, forwards and in the gradient.
      const scaled = spec.dropConnect === undefined ? 0 : 1;
      const output = inputs + Number(spec.bias) + scaled;
      return { output, inputGradient: units + scaled, parameterGradient: context.rows * positions + scaled };
    }
    case "embedding":
      return { ...NONE, parameterGradient: context.rows * product(inputShape) };
    case "positional-embedding":
      return { output: 1, inputGradient: 0, parameterGradient: context.rows };
    case "residual":
    case "parallel": {
      const inside = branches.map((branch) => roundingsOfStack(branch, context));
      const joins = spec.kind === "parallel" && spec.combine === "concat" ? 0 : Math.max(branches.length - 1, 1);
      return {
        output: largest(inside, "output") + joins,
        // Every branch sends a gradient back, and they are summed.
        inputGradient: largest(inside, "inputGradient") + Math.max(branches.length - 1, 1),
        parameterGradient: largest(inside, "parameterGradient"),
      };
    }
    case "dropout":
    case "stochastic-depth":
      // The scale itself is rounded to f32.
      return { ...NONE, output: 2, inputGradient: 2 };
    case "alpha-dropout":
    case "feature-alpha-dropout":
      return { ...NONE, output: 4, inputGradient: 3 };
    case "gaussian-dropout":
    case "gaussian-noise":
      // The noise: its own product, and 1 + n.
      return { ...NONE, output: 3, inputGradient: 3 };
    default:
      return (
        activationRoundings(spec, inputShape, context) ??
        windowRoundings(layer, context) ??
        normRoundings(layer, context) ??
        sequenceRoundings(layer, context) ??
        unknown(spec.kind, outputShape)
      );
  }
}

/**
 * Of layers one after another: forward chains go on from layer to layer, and so do those backwards, which start from
 * what the whole way forward left. A parameter's gradient ends the longest of them.
 *
 * That layers pass relative errors on as they are, neither larger nor smaller, is the rule's assumption (TOL-5).
 */
export function roundingsOfStack(layers: readonly ResolvedLayer[], context: RoundingContext): Roundings {
  const counts = layers.map((layer) => roundingsOfLayer(layer, context));
  const sum = (role: keyof Roundings): number => counts.reduce((total, count) => total + count[role], 0);
  const inputGradient = sum("inputGradient");
  const parameterGradient = Math.max(0, ...counts.map((count) => count.parameterGradient));
  return { output: sum("output"), inputGradient, parameterGradient: parameterGradient + inputGradient };
}

function largest(counts: readonly Roundings[], role: keyof Roundings): number {
  return Math.max(0, ...counts.map((count) => count[role]));
}

function unknown(kind: string, shape: readonly number[]): never {
  throw new RangeError(`no count of roundings for a layer ${kind} with outputs ${shape.join("x")}`);
}
