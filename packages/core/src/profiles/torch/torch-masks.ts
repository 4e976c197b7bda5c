import type { ExplicitMask } from "../../dropout/dropout-mask.ts";
import type { DroppingSite, RandomSite } from "../../dropout/random-site.ts";
import { rateAt } from "../../dropout/rate-schedule.ts";
import { UnsupportedOptionError } from "../../errors/lockstep-error.ts";
import { shapeSize } from "../../tensor/shape.ts";
import type { MersenneTwister } from "../mersenne-twister.ts";
import { drawKeep } from "./draw-noise.ts";
import { alphaDropoutLaw, dropoutLaw, type NoiseLaw } from "./noise-law.ts";

/** What PyTorch does at each kind of site. Kinds that draw normal numbers, or that PyTorch lacks, are not here. */
const LAWS: Readonly<Record<string, (rate: number) => NoiseLaw>> = {
  dropout: dropoutLaw,
  "alpha-dropout": alphaDropoutLaw,
};

/**
 * Checks that PyTorch's masks can be drawn for all sites of a model.
 *
 * @throws {UnsupportedOptionError} naming the first site that draws in a way of its own.
 */
export function requireTorchSites(sites: readonly RandomSite[]): void {
  for (const [index, { kind }] of sites.entries()) {
    if (Object.hasOwn(LAWS, kind)) continue;
    throw new UnsupportedOptionError({
      subject: `random site ${index}`,
      rule: `must be one of ${Object.keys(LAWS).join(", ")} for the torch-cpu profile`,
      received: kind,
      remedy: "PyTorch has no such layer, or draws normal numbers whose bits depend on the processor.",
    });
  }
}

/**
 * The masks of one forward pass: layer by layer, each as `F.dropout` and its kin draw it.
 *
 * @param step tells a scheduled rate, and nothing else.
 */
export function torchMasks(
  engine: MersenneTwister,
  sites: readonly RandomSite[],
  rows: number,
  step: number,
): ExplicitMask[] {
  return sites.map((site) => {
    const shape = site.shape(rows);
    // The kinds that are told from others by a rate are those that `requireTorchSites` lets pass.
    const rate = rateAt((site as DroppingSite).rate, step);
    const keep = drawKeep(engine, rate, shapeSize(shape));
    return { source: "explicit", keep, shape, ...LAWS[site.kind]!(rate) };
  });
}
