import type { Shape } from "../tensor/shape.ts";
import type { RateSchedule } from "./rate-schedule.ts";

/** A layer that draws: what an engine tells the loop. */
export type RandomSite = DroppingSite | GaussianNoiseSite;

/** What a random site does; an engine says which it takes. */
export type RandomSiteKind = RandomSite["kind"];

/**
 * A site with a rate. Spatial and locked dropout and stochastic depth are of kind `dropout`, with a mask of length 1 at
 * the axes that share a draw; feature alpha dropout is of kind `alpha-dropout` likewise.
 */
export interface DroppingSite {
  readonly kind: "dropout" | "alpha-dropout" | "gaussian-dropout" | "drop-connect";
  /** Probability of dropping; of gaussian dropout the number whose noise has the variance rate / (1 - rate). */
  readonly rate: number | RateSchedule;
  /** Shape of its mask for a batch of so many rows; of DropConnect the weight's, whatever the rows. */
  readonly shape: (rows: number) => Shape;
}

/** A site that adds noise. */
export interface GaussianNoiseSite {
  readonly kind: "gaussian-noise";
  readonly standardDeviation: number | RateSchedule;
  /** Shape of its noise for a batch of so many rows. */
  readonly shape: (rows: number) => Shape;
}
