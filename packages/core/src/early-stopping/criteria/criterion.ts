import type { EarlyStoppingReason } from "../early-stopping-state.ts";
import type { JsonValue } from "../json-value.ts";
import type { Observation } from "../observation.ts";
import type { CriterionSpec } from "./criterion-spec.ts";

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
export interface Verdict<Memory extends JsonValue = JsonValue> {
  readonly memory: Memory;
  /** Why to stop; null to go on. A criterion that stops may be asked again: within `allOf` it waits for the others. */
  readonly fires: EarlyStoppingReason | null;
  /** What it saw, in a few words. */
  readonly says: string;
  /** The smallest margin by which it decided; infinite if it compared no values. */
  readonly margin: number;
}

/** When to stop: what it is as plain data, and a pure reducer over checks whose memory is plain JSON. */
export interface Criterion {
  readonly spec: CriterionSpec;
  /** Why no margin can certify its decisions; null where one can. */
  readonly uncertified: string | null;
  /** What it remembers before the first check. */
  start(): JsonValue;
  /** What it makes of one more check. */
  observe(memory: JsonValue, check: CriterionCheck): Verdict;
}

/** Binds a kind of criterion to one spec. */
export function criterion<Spec extends CriterionSpec, Memory extends JsonValue>(
  spec: Spec,
  start: Memory,
  observe: (spec: Spec, memory: Memory, check: CriterionCheck) => Verdict<Memory>,
  uncertified: string | null = null,
): Criterion {
  return {
    spec,
    uncertified,
    start: () => start,
    // A rule hands a criterion only what the criterion made itself.
    observe: (memory, check) => observe(spec, memory as Memory, check),
  };
}

/** How much better a value is than another; negative if it is worse. */
export function gainOf(mode: "min" | "max", value: number, from: number): number {
  return mode === "min" ? from - value : value - from;
}
