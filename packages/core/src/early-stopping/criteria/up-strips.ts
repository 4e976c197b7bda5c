import { rejectUnknownOptions, requireInteger } from "../../errors/check-option.ts";
import { marginOf } from "../margin.ts";
import { tally } from "../tally.ts";
import type { UpStripsSpec } from "./criterion-spec.ts";
import { criterion, gainOf, type Criterion, type CriterionCheck, type Verdict } from "./criterion.ts";

/** Checks so far, the value at the end of the last strip, and how many strips in a row ended worse. */
type UpStripsMemory = { readonly checks: number; readonly previous: number | null; readonly worse: number };

/**
 * Prechelt's UP: stops once so many strips in a row ended worse than the strip before. A strip is `strip` consecutive
 * checks; values that are not finite belong to none.
 *
 * At check n = k, 2k, 3k, ... (counted from 1): `worse = value(n) is worse than value(n - k) ? worse + 1 : 0`; stops at
 * `worse = strips`. With `strip: 1` these are consecutive rises against the previous value.
 *
 * @param strips at least 1.
 * @param options `strip`: checks of a strip, at least 1. @default 5
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: upStrips(3, { strip: 5 }) });
 * @see Prechelt, "Early stopping - but when?" (1998)
 */
export function upStrips(strips: number, options: { readonly strip?: number } = {}): Criterion {
  rejectUnknownOptions("upStrips", options, ["strip"], { k: "Name it strip." });
  const spec: UpStripsSpec = {
    kind: "up-strips",
    strips: requireInteger("upStrips", strips, { min: 1 }),
    strip: requireInteger("strip", options.strip ?? 5, { min: 1 }),
  };
  return criterion<UpStripsSpec, UpStripsMemory>(spec, { checks: 0, previous: null, worse: 0 }, observe);
}

function observe(
  { strips, strip }: UpStripsSpec,
  memory: UpStripsMemory,
  { mode, value }: CriterionCheck,
): Verdict<UpStripsMemory> {
  const checks = memory.checks + (value === null ? 0 : 1);
  const ends = value !== null && checks % strip === 0;
  const gain = ends && memory.previous !== null ? gainOf(mode, value, memory.previous) : NaN;
  const worse = ends ? (gain < 0 ? memory.worse + 1 : 0) : memory.worse;
  return {
    memory: { checks, previous: ends ? value : memory.previous, worse },
    fires: worse >= strips ? "up-strips" : null,
    says: `${tally(worse, strips, "strip")} in a row ended worse`,
    margin: marginOf(gain, 2),
  };
}
