import { rejectUnknownOptions, requireInteger } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError } from "../errors/lockstep-error.ts";
import { bernoulliThreshold, drawsBelow } from "../random/random-words.ts";
import { streamKey } from "../random/streams.ts";
import type { Key } from "../random/threefry.ts";
import { formatShape, shapeSize, type Shape } from "../tensor/shape.ts";
import { RATE_HINTS, requireDropoutRate } from "./dropout-rate.ts";
import { firstAboveOne } from "./first-above-one.ts";
import { requireMask } from "./require-mask.ts";
import { survivorScale, type KeepLaw } from "./keep-law.ts";
import { requireSharedAxes, shareAxes } from "./shared-axes.ts";

const OPTIONS = ["seed", "site", "step", "rate", "shape", "sharedAxes", "rowOffset"];

/**
 * What one random site does at one step: which elements it keeps, and what becomes of the kept and the dropped ones, or
 * the noise that it puts on them. A mask's shape may have length 1 where the activation has more: there it is shared.
 */
export type DropoutMask = AddressedMask | ExplicitMask | NoiseMask;

/** A mask as its address: any engine can compute the bits, on the host or on a device, and all get the same ones. */
export interface AddressedMask extends KeepLaw {
  readonly source: "addressed";
  /** Key of the stream at this site and step. */
  readonly key: Key;
  /** Word index of the first element; above 0 for a batch that is cut from a larger one. */
  readonly start: number;
  /** An element is kept iff `(word >>> 9) < threshold`; in [0, 2^23]. */
  readonly threshold: number;
  readonly shape: Shape;
}

/** A mask as its bits, for generators that cannot be addressed. */
export interface ExplicitMask extends KeepLaw {
  readonly source: "explicit";
  /** One byte an element, row-major: 1 = kept. */
  readonly keep: Uint8Array;
  readonly shape: Shape;
}

/** Normal noise as its address: element i takes z of word `start + i`, the quantile of {@link normal}. */
export interface NoiseMask {
  readonly source: "noise";
  /** `multiply`: x becomes f32(x · f32(1 + f32(σ · z))). `add`: x becomes f32(x + f32(σ · z)). */
  readonly kind: "multiply" | "add";
  /** Key of the stream at this site and step. */
  readonly key: Key;
  /** Word index of the first element. */
  readonly start: number;
  /** σ, an f32. At 0 the mask is the identity. */
  readonly standardDeviation: number;
  readonly shape: Shape;
}

/** Options of {@link dropoutMask}. */
export interface DropoutMaskOptions {
  /** Seed of the run. */
  readonly seed: number | bigint;
  /** Which random layer, counted from 0 in forward order. */
  readonly site: number;
  /** Optimiser step, counted from 0 and never reset by epochs. */
  readonly step: number;
  /** Probability of dropping, in [0, 1]. */
  readonly rate: number;
  /** Shape of the activation: rows first. */
  readonly shape: Shape;
  /** Axes of `shape` along which all elements share one draw; 0 is the rows. @default none */
  readonly sharedAxes?: readonly number[];
  /** Row of the optimiser's batch at which this mask begins. @default 0 */
  readonly rowOffset?: number;
}

/**
 * The mask of one dropout layer at one step: a pure function of seed, site, step and element index, so that a step can
 * be replayed, resumed or cut into micro-batches without any generator state.
 *
 * Element *i* of the mask (row-major over the whole optimiser batch) is kept iff `(word(i) >>> 9) < ceil(f32(1 - rate) ·
 * 2^23)`, words from the stream `[1, site, step]`. The mask has the activation's shape with 1 at every shared axis.
 * Bit-equal to `jax.random.bernoulli(key, 1 - rate, mask.shape)`.
 *
 * @throws {InvalidOptionError} if a value is out of range, or an option unknown (`keepProb` gets its own hint).
 * @throws {ShapeMismatchError} if the shape has no axis.
 * @example
 * const mask = dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [128, 512] });
 * keepBits(mask); // Uint8Array of 65,536 zeros and ones
 */
export function dropoutMask(options: DropoutMaskOptions): AddressedMask {
  rejectUnknownOptions("dropoutMask", options, OPTIONS, RATE_HINTS);
  const { seed, site, step, shape, sharedAxes = [], rowOffset = 0 } = options;
  const rate = requireDropoutRate(options.rate);
  if (!Array.isArray(shape) || shape.length === 0) {
    throw new ShapeMismatchError({ subject: "dropoutMask: shape", rule: "must have an axis of rows", received: shape });
  }
  for (const length of shape) requireInteger("dropoutMask: shape", length, { min: 0 });
  const shared = requireSharedAxes("dropoutMask: sharedAxes", sharedAxes, shape.length);
  requireInteger("dropoutMask: rowOffset", rowOffset, { min: 0 });
  const maskShape = shareAxes(shape, shared);
  return {
    source: "addressed",
    key: streamKey(seed, "dropout", site, step),
    start: shared.includes(0) ? 0 : rowOffset * shapeSize(maskShape.slice(1)),
    threshold: bernoulliThreshold(1 - rate),
    scale: survivorScale(rate),
    shape: maskShape,
  };
}

/**
 * The bits of a mask, row-major, one byte an element: 1 = kept.
 *
 * @throws {ShapeMismatchError} if an explicit mask's bits do not fill its shape.
 * @throws {InvalidOptionError} if it is no mask, one of its bytes is neither 0 nor 1, or the mask is noise.
 * @example
 * keepBits(dropoutMask({ seed: 42, site: 0, step: 0, rate: 0.5, shape: [1, 4] })); // Uint8Array [1, 1, 1, 0]
 */
export function keepBits(mask: DropoutMask): Uint8Array {
  requireMask(mask);
  const size = shapeSize(mask.shape);
  if (mask.source === "noise") {
    throw new InvalidOptionError({
      subject: "keepBits",
      rule: "takes masks of bits",
      received: `noise to ${mask.kind}`,
    });
  }
  if (mask.source === "addressed") return drawsBelow(mask.key, mask.threshold, size, mask.start);
  if (mask.keep.length !== size) {
    throw new ShapeMismatchError({
      subject: `an explicit mask of shape ${formatShape(mask.shape)}`,
      rule: `needs ${size} bits`,
      received: mask.keep.length,
    });
  }
  const other = firstAboveOne(mask.keep);
  if (other >= 0) {
    // Backends disagree on what a larger byte means: some keep such a unit, some drop it.
    throw new InvalidOptionError({
      subject: `element ${other} of an explicit mask`,
      rule: "must be 0 or 1",
      received: mask.keep[other],
    });
  }
  return mask.keep;
}
