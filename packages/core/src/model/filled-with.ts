import { shapeSize } from "../tensor/shape.ts";
import type { Initializer } from "./initializer.ts";

/** The same value everywhere, drawing nothing. */
export function filledWith(value: number): Initializer {
  return (_key, shape) => new Float32Array(shapeSize(shape)).fill(value);
}
