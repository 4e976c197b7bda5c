import { rejectUnknownOptions, requireInteger, requireNumber } from "../../errors/check-option.ts";
import { marginOf, roundingOf } from "../margin.ts";
import { observed } from "../observation.ts";
import { shown } from "../tell-apart.ts";
import type { ProgressQuotientSpec } from "./criterion-spec.ts";
import { criterion, gainOf, type Criterion, type CriterionCheck, type Verdict } from "./criterion.ts";

/** Options of {@link progressQuotient}. */
export interface ProgressQuotientOptions {
  /** Checks of a strip, at least 2. @default 5 */
  readonly strip?: number;
  /** Stops too once the progress is at most this; at least 0. @default 2^-52 */
  readonly tolerance?: number;
}

/** The training losses of the strip under way; null for one that was not finite. */
type ProgressQuotientMemory = { readonly losses: readonly (number | null)[]; readonly fires: boolean };

/**
 * Prechelt's PQ: stops once the generalization loss, in per cent, is more than `limit` times the progress of training,
 * in per mille. It is asked at the end of every strip of `strip` checks.
 *
 * With m the least of the strip's training losses, their spread is `S = 1000 · Σ (loss - m) / strip`, and the progress
 * is `S / |m|`. Stops if `S <= tolerance · |m|`, or if `100 · (value - best) · |m| > limit · S · |best|`. For
 * `mode: "max"` it is `best - value`; the training loss is a loss in either mode.
 *
 * @param limit greater than 0.
 * @throws {InvalidOptionError} for a value out of range or an unknown option; at a check without `trainingLoss`.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: progressQuotient(0.75, { strip: 5 }) });
 * @see Prechelt, "Early stopping - but when?" (1998)
 */
export function progressQuotient(limit: number, options: ProgressQuotientOptions = {}): Criterion {
  rejectUnknownOptions("progressQuotient", options, ["strip", "tolerance"], {
    k: "Name it strip.",
    tol: "Name it tolerance.",
  });
  const spec: ProgressQuotientSpec = {
    kind: "progress-quotient",
    limit: requireNumber("progressQuotient", limit, { min: 0, exclusive: "min", remedy: "0.75 is customary." }),
    strip: requireInteger("strip", options.strip ?? 5, { min: 2 }),
    tolerance: requireNumber("tolerance", options.tolerance ?? Number.EPSILON, { min: 0 }),
  };
  return criterion<ProgressQuotientSpec, ProgressQuotientMemory>(spec, { losses: [], fires: false }, observe);
}

function observe(
  spec: ProgressQuotientSpec,
  memory: ProgressQuotientMemory,
  { mode, value, best, observation }: CriterionCheck,
): Verdict<ProgressQuotientMemory> {
  if (value === null || best === null) return verdictOf(memory, Infinity, "no value to judge");
  const loss = observed("trainingLoss", "progressQuotient", observation);
  const losses = [...memory.losses, Number.isFinite(loss) ? loss : null];
  if (losses.length < spec.strip) {
    return verdictOf({ ...memory, losses }, Infinity, `check ${losses.length} of ${spec.strip} of a strip`);
  }
  const finite = losses.filter((one) => one !== null);
  if (finite.length < losses.length) {
    return verdictOf({ losses: [], fires: false }, Infinity, "a training loss of the strip is not finite");
  }
  const { fires, margin, says } = judge(spec, finite, { worse: gainOf(mode, best, value), value, best });
  return verdictOf({ losses: [], fires }, margin, says);
}

/** At the end of a strip: how the loss of generalization compares with the progress of training. */
function judge(
  { limit, tolerance }: ProgressQuotientSpec,
  losses: readonly number[],
  { worse, value, best }: { readonly worse: number; readonly value: number; readonly best: number },
): { readonly fires: boolean; readonly margin: number; readonly says: string } {
  const least = Math.min(...losses);
  const [m, o] = [Math.abs(least), Math.abs(best)];
  // As a sum of differences, so that equal losses have no spread at all.
  const spread = (1000 * losses.reduce((sum, loss) => sum + (loss - least), 0)) / losses.length;
  const progress = spread - tolerance * m;
  const quotient = 100 * worse * m - limit * spread * o;
  const rounding = losses.length * roundingOf(1000 * least, spread, tolerance * m);
  // When all values move by ε, the spread moves by at most c ε and the quotient by a ε + b ε²: below the root, its sign
  // holds.
  const c = (2000 * (losses.length - 1)) / losses.length;
  const a = 100 * (2 * m + Math.abs(worse)) + limit * (c * o + spread);
  const b = 200 + limit * c;
  const rounded = rounding * limit * o + roundingOf(100 * value * m, 100 * best * m, 8 * quotient);
  const size = Math.abs(quotient) - rounded;
  const root = (2 * Math.max(0, size)) / (a + Math.sqrt(a * a + 4 * b * Math.max(0, size)));
  const quotientMargin = worse === 0 ? Infinity : 2 * root;
  const loss = worse === 0 ? 0 : (100 * worse) / o;
  return {
    fires: progress <= 0 || quotient > 0,
    margin: Math.min(marginOf(progress, c + tolerance, rounding), quotientMargin),
    says: `${shown(loss)} % generalization loss at ${shown(spread === 0 ? 0 : spread / m)} ‰ progress of training`,
  };
}

function verdictOf(memory: ProgressQuotientMemory, margin: number, says: string): Verdict<ProgressQuotientMemory> {
  return { memory, fires: memory.fires ? "progress-quotient" : null, says, margin };
}
