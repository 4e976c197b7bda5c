import type { SlidingAxis } from "./sliding-axis.ts";

/** The inputs of one axis that the same taps reach, and the dense convolution of the outputs' gradient that is their gradient. */
export interface AxisPhase {
  /** The first input; the others follow in steps of the stride. */
  readonly first: number;
  readonly count: number;
  /** The taps that reach these inputs, in the order in which the convolution meets them; there may be none. */
  readonly taps: readonly number[];
  readonly dilation: number;
  readonly padding: readonly [before: number, after: number];
  /** So many results of the convolution come before that of `first`. */
  readonly skip: number;
}

/**
 * Splits the gradient of a strided convolution by its input into dense convolutions, one for each remainder modulo the stride,
 * so that no multiplication is spent on the zeros between strided outputs.
 *
 * Input `i` is read by output `o` through tap `u` if `i + before = o stride + u dilation`. Inputs of one remainder `phase` of
 * `i + before` are numbered `r = (i + before - phase) / stride`; the taps that reach them are `u = lead + j step`, and
 * `o = r - delay - j spacing`: a convolution with the taps reversed.
 */
export function axisPhases({ input, output, taps, stride, dilation, before }: SlidingAxis): readonly AxisPhase[] {
  const common = greatestCommonDivisor(stride, dilation);
  const step = stride / common;
  const spacing = dilation / common;
  const phases: AxisPhase[] = [];
  for (let phase = 0; phase < stride; phase++) {
    const first = (((phase - before) % stride) + stride) % stride;
    const count = Math.ceil((input - first) / stride);
    if (count <= 0) continue;
    const lead = Array.from({ length: Math.min(step, taps) }, (_, u) => u).find(
      (u) => (u * dilation) % stride === phase,
    );
    if (lead === undefined) {
      phases.push({ first, count, taps: [], dilation: spacing, padding: [0, 0], skip: 0 });
      continue;
    }
    const own = Array.from({ length: Math.ceil((taps - lead) / step) }, (_, j) => lead + j * step);
    const extent = (own.length - 1) * spacing;
    const delay = (lead * dilation - phase) / stride;
    const shift = extent + delay - (first + before - phase) / stride;
    const [padding, skip] = [Math.max(0, shift), Math.max(0, -shift)];
    const after = Math.max(0, skip + count + extent - output - padding);
    phases.push({ first, count, taps: own.toReversed(), dilation: spacing, padding: [padding, after], skip });
  }
  return phases;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
