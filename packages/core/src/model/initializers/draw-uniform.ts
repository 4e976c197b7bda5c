import { uniform } from "../../random/random-words.ts";
import type { Key } from "../../random/threefry.ts";
import { shapeSize, type Shape } from "../../tensor/shape.ts";

const f32 = Math.fround;

/** Uniform in [min, max): f32(f32(u·f32(b - a)) + a) with a = f32(min) and b = f32(max), as PyTorch computes it. */
export function drawUniform(key: Key, shape: Shape, min: number, max: number): Float32Array<ArrayBuffer> {
  const low = f32(min);
  const span = f32(f32(max) - low);
  return Float32Array.from(uniform(key, shapeSize(shape)), (u) => f32(u * span) + low);
}
