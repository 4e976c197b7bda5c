import { get, set } from "./kernel.ts";

/** A vector in the local `${name}s` of the number that the local `name` holds. */
export function splat(name: string, type: "f32x4" | "f64x2"): string {
  return set(several(name), `(${type}.splat ${get(name)})`);
}

/** The local of a number's vector. */
export function several(name: string): string {
  return `${name}s`;
}
