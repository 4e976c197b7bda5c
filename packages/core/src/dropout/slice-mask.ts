import { requireInteger } from "../errors/check-option.ts";
import { shapeSize } from "../tensor/shape.ts";
import type { DropoutMask } from "./dropout-mask.ts";
import { maskElementsPerRow } from "./mask-of-site.ts";
import type { RandomSite } from "./random-site.ts";

/**
 * The part of a whole optimiser batch's mask that belongs to some of its rows: what `maskOfSite` gives for that
 * `firstRow`, also for masks whose bits come from elsewhere. A mask that does not depend on the rows is its own part.
 *
 * @param randomSite the site that the mask was drawn for.
 * @param part.firstRow row of the mask's batch at which the part begins.
 * @param part.rows how many rows it has.
 * @throws {InvalidOptionError} if a number is not a non-negative integer.
 * @example
 * const site: RandomSite = { kind: "dropout", rate: 0.5, shape: (rows) => [rows, 3] };
 * const mask = maskOfSite(site, { seed: 42, site: 0, step: 0, rows: 128 });
 * sliceMask(mask, site, { firstRow: 64, rows: 32 }).shape; // [32, 3]
 */
export function sliceMask<Mask extends DropoutMask>(
  mask: Mask,
  randomSite: RandomSite,
  part: { readonly firstRow: number; readonly rows: number },
): Mask {
  requireInteger("sliceMask: firstRow", part.firstRow, { min: 0 });
  requireInteger("sliceMask: rows", part.rows, { min: 0 });
  const shape = [...randomSite.shape(part.rows)];
  const offset = part.firstRow * maskElementsPerRow(randomSite);
  return mask.source === "explicit"
    ? { ...mask, keep: mask.keep.slice(offset, offset + shapeSize(shape)), shape }
    : { ...mask, start: mask.start + offset, shape };
}
