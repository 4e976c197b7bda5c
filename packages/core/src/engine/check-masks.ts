import {
  keepBits,
  type AddressedMask,
  type DropoutMask,
  type ExplicitMask,
  type NoiseMask,
} from "../dropout/dropout-mask.ts";
import type { KeepLaw } from "../dropout/keep-law.ts";
import type { RandomSite, RandomSiteKind } from "../dropout/random-site.ts";
import { requireNumber, requireOneOf } from "../errors/check-option.ts";
import { InvalidOptionError, ShapeMismatchError, UnsupportedOptionError } from "../errors/lockstep-error.ts";
import { formatShape, shapesEqual } from "../tensor/shape.ts";
import type { EngineModel } from "./engine-options.ts";
import type { MicroBatch } from "./training-engine.ts";

/** What the noise of a site does; sites that are not here take bits. */
const NOISE_OF: Readonly<Partial<Record<RandomSiteKind, NoiseMask["kind"]>>> = {
  "gaussian-dropout": "multiply",
  "gaussian-noise": "add",
};

const DRAW =
  "Draw them by engine.randomSites.map((randomSite, site) => maskOfSite(randomSite, { seed, site, step, rows })).";

/**
 * The check of masks: one for each random site, of its shape and doing what the site does; explicit ones of zeros and
 * ones.
 *
 * @throws {ShapeMismatchError} or {InvalidOptionError} otherwise.
 * @example
 * const resolved = resolveEngineModel("mine", model, { loss: softmaxCrossEntropy(), seed: 42 });
 * requireMasks(resolved, [], 32); // throws ShapeMismatchError
 */
export function requireMasks(
  model: Pick<EngineModel, "randomSites">,
  masks: readonly DropoutMask[],
  rows: number,
): void {
  if (masks.length !== model.randomSites.length) {
    throw new ShapeMismatchError({
      subject: "masks",
      rule: `must be one for each of the model's ${model.randomSites.length} layers that draw`,
      received: masks.length,
      remedy: DRAW,
    });
  }
  for (const [site, randomSite] of model.randomSites.entries()) {
    const expected = randomSite.shape(rows);
    const mask = masks[site]!;
    if (!shapesEqual(mask.shape, expected)) {
      throw new ShapeMismatchError({
        subject: `the mask of site ${site}`,
        rule: `must have shape ${formatShape(expected)}`,
        received: mask.shape,
        remedy: DRAW,
      });
    }
    requireFitting(site, randomSite, mask);
    // An explicit mask is checked as it is unpacked; an addressed one has nothing more to check.
    if (mask.source === "explicit") keepBits(mask);
  }
}

/**
 * A mask that scales and drops and does nothing else, for engines whose only random sites are of kind `dropout`.
 *
 * @throws {UnsupportedOptionError} for noise, and for bits with an offset or a fill.
 * @example
 * requirePlainMask("mine", { source: "explicit", keep: Uint8Array.of(1, 0), scale: 2, fill: -1, shape: [1, 2] }); // throws UnsupportedOptionError
 */
export function requirePlainMask(engine: string, mask: DropoutMask): AddressedMask | ExplicitMask {
  if (mask.source !== "noise" && !hasOffsetOrFill(mask)) return mask;
  throw new UnsupportedOptionError({
    subject: engine,
    rule: "takes masks of bits without offset and fill only",
    received: mask.source === "noise" ? `noise to ${mask.kind}` : { offset: mask.offset, fill: mask.fill },
    remedy: "Train layers of noise and of alpha dropout on the reference engine.",
  });
}

/**
 * The masks of DropConnect are drawn once for an optimiser step: its micro-batches must carry the same ones.
 *
 * @throws {InvalidOptionError} otherwise.
 */
export function requireSameConnections(
  model: Pick<EngineModel, "randomSites">,
  microBatches: readonly MicroBatch[],
): void {
  const [first, ...others] = microBatches;
  for (const [site, { kind }] of model.randomSites.entries()) {
    if (kind !== "drop-connect") continue;
    const mask = first!.masks[site]!;
    if (others.every(({ masks }) => sameMask(masks[site]!, mask))) continue;
    throw new InvalidOptionError({
      subject: `the masks of site ${site} (drop-connect)`,
      rule: "must be the same in all micro-batches of a step",
      remedy: "Draw one mask a step; maskOfSite gives the same one whatever firstRow is.",
    });
  }
}

/** What a mask does has to be what its site does. */
function requireFitting(site: number, { kind }: RandomSite, mask: DropoutMask): void {
  const subject = `the mask of site ${site} (${kind})`;
  requireOneOf(`${subject}: source`, mask.source, ["addressed", "explicit", "noise"]);
  const noise = NOISE_OF[kind];
  const given = mask.source === "noise" ? mask.kind : undefined;
  if (given !== noise) {
    throw new InvalidOptionError({
      subject,
      rule: noise === undefined ? "must be bits" : `must be noise to ${noise}`,
      received: given === undefined ? "bits" : `noise to ${given}`,
      remedy: DRAW,
    });
  }
  if (mask.source === "noise") return;
  // Without it every kept element would become NaN.
  requireNumber(`${subject}: scale`, mask.scale, { min: 0, remedy: "Give 1 / (1 - rate), or 0 at rate 1." });
  if (kind === "alpha-dropout") return;
  if (!hasOffsetOrFill(mask)) return;
  throw new InvalidOptionError({
    subject,
    rule: "must have neither offset nor fill: only alpha dropout has them",
    received: { offset: mask.offset, fill: mask.fill },
    remedy: "Leave both out.",
  });
}

function hasOffsetOrFill({ offset = 0, fill = 0 }: KeepLaw): boolean {
  // An offset of -0 adds nothing; a fill of -0 is not the +0 of dropout.
  return offset !== 0 || !Object.is(fill, 0);
}

function sameMask(a: DropoutMask, b: DropoutMask): boolean {
  if (a === b) return true;
  if (a.source === "addressed" && b.source === "addressed") {
    const same = a.start === b.start && a.threshold === b.threshold && a.scale === b.scale;
    return same && a.key[0] === b.key[0] && a.key[1] === b.key[1];
  }
  if (a.source === "noise" || b.source === "noise" || a.scale !== b.scale) return false;
  const bits = keepBits(b);
  return keepBits(a).every((bit, index) => bit === bits[index]);
}
