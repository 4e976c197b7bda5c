/**
 * How a case ended.
 *
 * - `passed`: it holds.
 * - `failed`: it does not, or an expected failure passed.
 * - `unsupported`: the engine declares that it lacks what the case needs, and refused it with the typed error. Never a pass.
 * - `known-failure`: it does not hold, and the subject lists it with a reason.
 */
export const CASE_STATUSES = ["passed", "failed", "unsupported", "known-failure"] as const;

/** One of {@link CASE_STATUSES}. */
export type CaseStatus = (typeof CASE_STATUSES)[number];

/** A case's end; everything but a pass says why. */
export interface CaseOutcome {
  readonly status: CaseStatus;
  /** The message of the failure, the reason of the others. @default none, of a pass */
  readonly reason?: string;
  /**
   * Whether the case asked the engine for anything. Those that did not are about core on this JavaScript runtime: random
   * words, batch orders, stopping rules, files. They are the same for every engine.
   *
   * @default false
   */
  readonly engine?: boolean;
}
