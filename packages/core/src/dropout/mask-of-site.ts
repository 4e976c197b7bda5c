import { requireInteger } from "../errors/check-option.ts";
import { bernoulliThreshold } from "../random/random-words.ts";
import { streamKey } from "../random/streams.ts";
import type { Key } from "../random/threefry.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { AddressedMask, NoiseMask } from "./dropout-mask.ts";
import { DROPOUT_RATE, GAUSSIAN_DROPOUT_RATE, STANDARD_DEVIATION } from "./dropout-rate.ts";
import { alphaLaw, survivorScale } from "./keep-law.ts";
import type { RandomSite } from "./random-site.ts";
import { rateAt } from "./rate-schedule.ts";

/** Which draw of a random site is meant. */
export interface SiteDraw {
  /** Seed of the run. */
  readonly seed: number | bigint;
  /** Number of the site: its place among all of the model's random sites, from 0 in forward order. */
  readonly site: number;
  /** Optimiser step, counted from 0 and never reset by epochs; it also tells a scheduled rate. */
  readonly step: number;
  /** Rows of the batch, or of the part of it. */
  readonly rows: number;
  /** Row of the optimiser's batch at which the part begins. @default 0 */
  readonly firstRow?: number;
}

/**
 * The mask of any random site at a training step. What drops comes from the stream `[1, site, step]`, noise from `[5,
 * site, step]`; the draw is addressed whatever the rate, so that changing one layer never changes another's.
 *
 * Element i of the mask takes word `firstRow · (elements that one row adds to the mask) + i`: parts of a batch have the
 * parts of its mask. A mask without a rows axis of its own (shared over rows, or DropConnect's, which covers a weight)
 * is the same for every part.
 *
 * @throws {InvalidOptionError} if a number is out of range.
 * @example
 * engine.randomSites.map((randomSite, site) => maskOfSite(randomSite, { seed: 42, site, step: 0, rows: 128 }));
 */
export function maskOfSite(randomSite: RandomSite, draw: SiteDraw): AddressedMask | NoiseMask {
  const { seed, site, step } = draw;
  const drops = randomSite.kind !== "gaussian-dropout" && randomSite.kind !== "gaussian-noise";
  return maskOfKey(randomSite, streamKey(seed, drops ? "dropout" : "noise", site, step), draw);
}

/**
 * The mask of any random site for one sample of Monte-Carlo dropout: {@link maskOfSite} from the stream `[7, site,
 * sample]`, which no training step draws from.
 *
 * @param draw.step tells a scheduled rate, and nothing else.
 * @throws {InvalidOptionError} if a number is out of range.
 * @example
 * engine.randomSites.map((randomSite, site) =>
 *   monteCarloMaskOfSite(randomSite, { seed: 42, site, sample: 3, step: 0, rows: 128 }),
 * );
 */
export function monteCarloMaskOfSite(
  randomSite: RandomSite,
  draw: SiteDraw & { readonly sample: number },
): AddressedMask | NoiseMask {
  const { seed, site, sample } = draw;
  return maskOfKey(randomSite, streamKey(seed, "monteCarloDropout", site, sample), draw);
}

/** How many elements of a site's mask belong to one row of the batch; 0 where the mask does not depend on the rows. */
export function maskElementsPerRow({ shape }: RandomSite): number {
  return shapeSize(shape(2)) - shapeSize(shape(1));
}

function maskOfKey(
  randomSite: RandomSite,
  key: Key,
  { step, rows, firstRow = 0 }: SiteDraw,
): AddressedMask | NoiseMask {
  requireInteger("rows", rows, { min: 0 });
  requireInteger("firstRow", firstRow, { min: 0 });
  const address = { key, start: firstRow * maskElementsPerRow(randomSite), shape: [...randomSite.shape(rows)] };
  if (randomSite.kind === "gaussian-noise") {
    const standardDeviation = STANDARD_DEVIATION.require(rateAt(randomSite.standardDeviation, step));
    return { source: "noise", kind: "add", ...address, standardDeviation: Math.fround(standardDeviation) };
  }
  if (randomSite.kind === "gaussian-dropout") {
    const rate = GAUSSIAN_DROPOUT_RATE.require(rateAt(randomSite.rate, step));
    const standardDeviation = Math.fround(Math.sqrt(rate / (1 - rate)));
    return { source: "noise", kind: "multiply", ...address, standardDeviation };
  }
  const rate = DROPOUT_RATE.require(rateAt(randomSite.rate, step));
  const law = randomSite.kind === "alpha-dropout" ? alphaLaw(rate) : { scale: survivorScale(rate) };
  return { source: "addressed", ...address, threshold: bernoulliThreshold(1 - rate), ...law };
}
