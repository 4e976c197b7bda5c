import type { EarlyStoppingReason } from "../early-stopping-state.ts";
import type { JsonValue } from "../json-value.ts";
import type { Observation } from "../observation.ts";

/** One check as a criterion sees it. */
export interface CriterionCheck {
  readonly mode: "min" | "max";
  /** The monitored value; null if it is not finite. */
  readonly value: number | null;
  /** Whether a value that is not finite counts as a check without improvement. */
  readonly countsNonFinite: boolean;
  /** The best finite value so far, this check's included; null before the first. */
  readonly best: number | null;
  readonly observation: Observation;
}

/** What a criterion makes of a check. */
export interface Verdict<Memory extends JsonValue> {
  readonly memory: Memory;
  /** Why to stop; null to go on. A criterion that stops may be asked again: within `allOf` it waits for the others. */
  readonly fires: EarlyStoppingReason | null;
  /** What it saw, in a few words. */
  readonly says: string;
  /** The smallest margin by which it decided; infinite if it compared no values. */
  readonly margin: number;
}

/** A kind of criterion: how it begins and what it makes of a check. Pure functions of plain data. */
export interface CriterionReducer<Criterion, Memory extends JsonValue> {
  /** The criterion again, with the checks of its factory: it may have been written by hand. */
  check(criterion: Criterion): Criterion;
  start(criterion: Criterion): Memory;
  observe(criterion: Criterion, memory: Memory, check: CriterionCheck): Verdict<Memory>;
  /** Set if decisions depend on more than values and counters: why no margin can certify them. */
  readonly uncertified?: string;
}

/** How much better a value is than another; negative if it is worse. */
export function gainOf(mode: "min" | "max", value: number, from: number): number {
  return mode === "min" ? from - value : value - from;
}
