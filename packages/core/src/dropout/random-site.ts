import type { Shape } from "../tensor/shape.ts";

/** A layer that draws: what an engine tells the loop. */
export interface RandomSite {
  readonly kind: "dropout";
  readonly rate: number;
  /** Shape of its mask for a batch of so many rows. */
  readonly shape: (rows: number) => Shape;
}
