import { foldIn, keyFromSeed, uniform } from "@lockstep/core";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import { sumOfTolerances } from "../tolerance/difference-tolerance.ts";
import type { Tolerance } from "../check/compare-numbers.ts";

/** Along how many random directions a parameter is moved, where not along each element. */
const RANDOM_DIRECTIONS = 2;

/** A way to move a parameter: how far and which way each element goes. */
export type Direction = Float32Array;

/**
 * The directions along which a subject's gradients are compared with differences: each element on its own; or, where a
 * step costs milliseconds whatever its size, two random ones of all elements at once, each by another length in
 * [½, 1), which no wrong gradient is likely to be at right angles to, not even one whose elements have changed places. What
 * is allowed adds up over the elements, so that a single wrong one shows later than on its own.
 */
export function directionsOf({ differences = "elements" }: ConformanceSubject, length: number): readonly Direction[] {
  if (differences === "directions" && length > RANDOM_DIRECTIONS) {
    return Array.from({ length: RANDOM_DIRECTIONS }, (_, stream) =>
      uniform(foldIn(keyFromSeed(13), stream), length).map((u) => (u < 0.5 ? u - 1 : u)),
    );
  }
  return Array.from({ length }, (_, index) => new Float32Array(length).with(index, 1));
}

/** The point at a distance along a direction, where f32 puts it. */
function pointAt(data: Float32Array, direction: Direction, distance: number): Float32Array {
  return data.map((value, index) => value + distance * direction[index]!);
}

/**
 * Slopes of a function along directions: (f(x + h·s) - f(x - h·s)) / 2h, with 2h the distance of the points that f32 gives,
 * divided by the direction's length; both are sums over the elements.
 */
export async function slopesAlong(
  data: Float32Array,
  directions: readonly Direction[],
  step: number,
  valueAt: (point: Float32Array) => Promise<number>,
): Promise<Float64Array> {
  const slopes = new Float64Array(directions.length);
  for (const [index, direction] of directions.entries()) {
    const [up, down] = [pointAt(data, direction, step), pointAt(data, direction, -step)];
    slopes[index] = ((await valueAt(up)) - (await valueAt(down))) / distanceOf(up, down, direction);
  }
  return slopes;
}

/** What a gradient says of these slopes: the sum of its elements, each times how far it moves. */
export function projections(
  gradient: Float32Array,
  data: Float32Array,
  directions: readonly Direction[],
  step: number,
): Float64Array {
  return Float64Array.from(directions, (direction) => {
    const [up, down] = [pointAt(data, direction, step), pointAt(data, direction, -step)];
    const distance = distanceOf(up, down, direction);
    return gradient.reduce((sum, value, index) => sum + value * ((up[index]! - down[index]!) / distance), 0);
  });
}

/** A tolerance of every element for their sums along directions. */
export function toleranceAlong(directions: readonly Direction[], measured: Tolerance, ofElement: Tolerance): Tolerance {
  const moved = directions[0]!.reduce((count, part) => count + (part === 0 ? 0 : 1), 0);
  if (moved === 1) return sumOfTolerances(measured, ofElement);
  const because = `${moved} elements that are each off by ${ofElement.because}`;
  return sumOfTolerances(measured, { absolute: moved * ofElement.absolute, because });
}

/** How often the direction lies between two points. */
function distanceOf(up: Float32Array, down: Float32Array, direction: Direction): number {
  let [distance, length] = [0, 0];
  for (const [index, part] of direction.entries()) {
    distance += Math.abs(up[index]! - down[index]!);
    length += Math.abs(part);
  }
  return distance / length;
}
