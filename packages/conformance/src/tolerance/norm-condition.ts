import type { ResolvedLayer } from "@lockstep/core/engine";
import type { Tensor } from "@lockstep/core";
import { elementsOfNorm } from "./roundings-of-norm.ts";

/** What a norm does to the roundings of its inputs. */
export interface NormCondition {
  /**
   * The largest |x| / √(variance + ε): the mean is known to u·|x|, and a norm measures that by the deviation. Where the
   * mean cannot round, |x - mean| instead of |x|.
   */
  readonly spread: number;
  /** The largest 1 / √(variance + ε). */
  readonly inverse: number;
}

/**
 * Of a norm's groups of elements, the worst.
 *
 * @param running the statistics that an evaluation uses instead of the batch's. @default the batch's
 * @returns undefined for a layer that is no norm.
 */
export function normCondition(
  layer: ResolvedLayer,
  { shape, data }: Tensor,
  running: Readonly<Record<string, Tensor>> = {},
): NormCondition | undefined {
  const elements = elementsOfNorm(layer, shape[0]!);
  if (elements === undefined) return undefined;
  const { spec } = layer;
  const epsilon = "epsilon" in spec ? spec.epsilon : 0;
  const channels = shape[1] ?? 1;
  const places = data.length / (shape[0]! * channels);
  const groupOf = (index: number): number =>
    spec.kind === "batch-norm" ? Math.floor(index / places) % channels : Math.floor(index / elements);
  const groups: number[][] = [];
  for (const [index, value] of data.entries()) (groups[groupOf(index)] ??= []).push(value);
  let [spread, inverse] = [0, 0];
  for (const [group, values] of groups.entries()) {
    const center = running["running_mean"]?.data[group] ?? values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance =
      running["running_var"]?.data[group] ?? values.reduce((sum, x) => sum + (x - center) ** 2, 0) / values.length;
    const exact = running["running_mean"] === undefined && isExact(values);
    const here = 1 / Math.sqrt(variance + epsilon);
    const size = values.reduce((most, x) => Math.max(most, exact ? Math.abs(x - center) : Math.abs(x)), 0);
    spread = Math.max(spread, size * here);
    inverse = Math.max(inverse, here);
  }
  return { spread, inverse };
}

/**
 * Whether a mean of these numbers comes out without any rounding, in every order: all are multiples of some q, no partial
 * sum has more than 2^24 of it, and their number is a power of 2.
 */
function isExact(values: readonly number[]): boolean {
  const total = values.reduce((sum, x) => sum + Math.abs(x), 0);
  const quantum = 2 ** (Math.floor(Math.log2(total || 1)) - 23);
  return Number.isInteger(Math.log2(values.length)) && values.every((x) => Number.isInteger(x / quantum));
}
