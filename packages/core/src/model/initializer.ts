import type { Key } from "../random/threefry.ts";
import type { Shape } from "../tensor/shape.ts";

/** Draws a parameter's first values from the stream of its own, row-major. */
export type Initializer = (key: Key, shape: Shape) => Float32Array;
