import { shapeSize } from "@lockstep/core";

/**
 * The three lengths that a batch's axes become around one of them: what is before it, its own, what is after it. Every
 * backend reduces and spreads along the middle one of three.
 *
 * @param axis counted on the whole batch, 0 being the rows; from the end if negative.
 */
export function axisLines(shape: readonly number[], axis: number): [before: number, length: number, after: number] {
  const place = axis < 0 ? axis + shape.length : axis;
  return [shapeSize(shape.slice(0, place)), shape[place]!, shapeSize(shape.slice(place + 1))];
}
