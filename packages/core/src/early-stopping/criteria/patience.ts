import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "../../errors/check-option.ts";
import { marginOf, roundingOf } from "../margin.ts";
import { tally } from "../tally.ts";
import type { PatienceSpec } from "./criterion-spec.ts";
import { criterion, gainOf, type Criterion, type CriterionCheck, type Verdict } from "./criterion.ts";

/** Options of {@link patience}. */
export interface PatienceCriterionOptions {
  /** A gain counts only if it is larger than this; at least 0. @default 0 */
  readonly minDelta?: number;
  /** Whether `minDelta` is in the metric's unit or a share of the reference's magnitude. @default "absolute" */
  readonly minDeltaMode?: "absolute" | "relative";
  /** The value to beat first, so that gains below it do not count. @default none */
  readonly baseline?: number | null;
}

/** The value that counts as the last improvement, and the checks since. */
export type PatienceMemory = {
  readonly reference: number | null;
  readonly badChecks: number;
};

/**
 * Stops at the `checks`-th consecutive check that is not better than the reference by more than `minDelta`. The
 * reference is the baseline if there is one, else the first value; then every value that is better by so much.
 *
 * `gain > minDelta`, or `gain > minDelta · |reference|` for the relative mode; strictly, so that a tie is no
 * improvement.
 *
 * @param checks at least 1.
 * @throws {InvalidOptionError} for a value out of range or an unknown option.
 * @example
 * earlyStopping({ monitor: "validationLoss", mode: "min", criteria: anyOf(patience(5), timeLimit(600)) });
 */
export function patience(checks: number, options: PatienceCriterionOptions = {}): Criterion {
  rejectUnknownOptions("patience", options, ["minDelta", "minDeltaMode", "baseline"], {
    min_delta: "Name it minDelta.",
  });
  const { minDelta = 0, minDeltaMode = "absolute", baseline = null } = options;
  const spec: PatienceSpec = {
    kind: "patience",
    checks: requireInteger("patience", checks, {
      min: 1,
      remedy: "1 stops at the first check without improvement.",
    }),
    minDelta: requireNumber("minDelta", minDelta, { min: 0 }),
    minDeltaMode: requireOneOf("minDeltaMode", minDeltaMode, ["absolute", "relative"]),
    baseline: baseline === null ? null : requireNumber("baseline", baseline),
  };
  return criterion<PatienceSpec, PatienceMemory>(spec, { reference: baseline, badChecks: 0 }, observe);
}

function observe(
  spec: PatienceSpec,
  { reference, badChecks }: PatienceMemory,
  { mode, value, countsNonFinite }: CriterionCheck,
): Verdict<PatienceMemory> {
  if (value === null) return wait(spec, reference, badChecks + (countsNonFinite ? 1 : 0), Infinity);
  if (reference === null) return improve(value, Infinity);
  const relative = spec.minDeltaMode === "relative";
  const wanted = relative ? spec.minDelta * Math.abs(reference) : spec.minDelta;
  const gain = gainOf(mode, value, reference);
  // A baseline is a constant. Any other reference was a value once, and a relative minDelta moves with it.
  const sensitivity = reference === spec.baseline ? 1 : relative ? 2 + spec.minDelta : 2;
  const rounding = spec.minDelta === 0 ? 0 : roundingOf(value, reference, wanted);
  const margin = marginOf(gain - wanted, sensitivity, rounding);
  return gain > wanted ? improve(value, margin) : wait(spec, reference, badChecks + 1, margin);
}

function improve(value: number, margin: number): Verdict<PatienceMemory> {
  return { memory: { reference: value, badChecks: 0 }, fires: null, says: "improving", margin };
}

function wait(
  { checks }: PatienceSpec,
  reference: number | null,
  badChecks: number,
  margin: number,
): Verdict<PatienceMemory> {
  const says = `${tally(badChecks, checks, "check")} without improvement`;
  return { memory: { reference, badChecks }, fires: badChecks >= checks ? "patience" : null, says, margin };
}
