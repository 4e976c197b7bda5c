import { uniform } from "../random/random-words.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { Initializer } from "./initializer.ts";

const f32 = Math.fround;

/** Uniform in [-b, b) with b = f32(bound): f32(f32(u · f32(2b)) - b). */
export function uniformWithin(bound: number): Initializer {
  const b = f32(bound);
  return (key, shape) => uniform(key, shapeSize(shape)).map((u) => f32(u * (2 * b)) - b);
}
