/** A broken engine, and the cases that notice. */
export interface CaughtMutant {
  /** What is wrong with it, as in `forgets momentum`. */
  readonly fault: string;
  /** Part of the names of cases, at least one of which has to fail. */
  readonly caughtBy: string;
  /** The cases among them that did, in the order of running. */
  readonly cases: readonly string[];
}

/** How the suites are tested themselves: engines with one fault each, all of which are caught. */
export interface MutantsRecord {
  readonly format: "lockstep-mutants/1";
  readonly mutants: readonly CaughtMutant[];
}
