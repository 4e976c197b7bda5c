import type { NamedTensors, Tensor } from "@lockstep/core";

/** The largest difference of any two elements. */
export function distance(actual: NamedTensors, expected: NamedTensors): number {
  const far = (a: Tensor, b: Tensor): number =>
    b.data.reduce((most, value, index) => Math.max(most, Math.abs(value - a.data[index]!)), 0);
  return Math.max(...Object.entries(expected).map(([name, values]) => far(actual[name]!, values)));
}
