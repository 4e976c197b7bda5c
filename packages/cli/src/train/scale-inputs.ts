import { shapeSize, type Shape } from "@lockstep/core";
import type { InputScaling, WantedScaling } from "./input-scaling.ts";

/**
 * Mean and standard deviation of the training rows, for each position of the first axis, in f64 after the scale; those that
 * were given stay. Where nothing varies, the deviation is 1: the numbers become 0.
 *
 * @param values of the training rows, one row of `inputShape` after the other.
 */
export function measureScaling(
  { measured, ...given }: WantedScaling,
  values: Float32Array,
  inputShape: Shape,
): InputScaling {
  if (!measured) return given;
  const positions = inputShape[0]!;
  const run = shapeSize(inputShape) / positions;
  const count = values.length / positions;
  const sums = new Float64Array(positions);
  const squares = new Float64Array(positions);
  const positionOf = (index: number): number => Math.floor(index / run) % positions;
  for (const [index, value] of values.entries()) sums[positionOf(index)]! += value * given.scale;
  const mean = [...sums].map((sum) => sum / count);
  for (const [index, value] of values.entries()) {
    const position = positionOf(index);
    squares[position]! += (value * given.scale - mean[position]!) ** 2;
  }
  return { scale: given.scale, mean, std: [...squares].map((sum) => Math.sqrt(sum / count) || 1) };
}

/** Scales rows in place: (x · scale - mean) / std, in f64, rounded to f32 once. */
export function scaleInputs({ scale, mean, std }: InputScaling, values: Float32Array, inputShape: Shape): void {
  if (scale === 1 && mean.length === 1 && mean[0] === 0 && std.length === 1 && std[0] === 1) return;
  const positions = inputShape[0]!;
  const run = shapeSize(inputShape) / positions;
  for (const [index, value] of values.entries()) {
    const position = Math.floor(index / run) % positions;
    values[index] = (value * scale - mean[mean.length === 1 ? 0 : position]!) / std[std.length === 1 ? 0 : position]!;
  }
}

/** The scaling in words, for whoever feeds the trained model; null if there is none. */
export function describeScaling({ scale, mean, std }: InputScaling): string | null {
  const list = (values: readonly number[]): string =>
    values.length <= 4
      ? values.map((value) => String(Number(value.toPrecision(4)))).join(", ")
      : `${values.length} numbers`;
  const shifted = mean.some((value) => value !== 0) || std.some((value) => value !== 1);
  if (scale === 1 && !shifted) return null;
  const factor = scale === 1 ? "" : `multiplied by ${Number(scale.toPrecision(6))}`;
  const moved = shifted ? `minus the mean (${list(mean)}), divided by the deviation (${list(std)})` : "";
  return [factor, moved].filter((part) => part !== "").join(", then ");
}
