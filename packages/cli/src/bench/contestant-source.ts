import { siblingModule } from "../child-process/sibling-module.ts";
import { CONTESTANTS } from "./contestants.ts";
import type { Contestant, WorkloadName } from "./workload.ts";

/** The contestants of every workload, in the order of the tables. */
export type Contestants = Readonly<Record<WorkloadName, readonly Contestant[]>>;

/** Contestants, and the module that a process of one of them imports to find it. */
export interface ContestantSource {
  /** Address of a module that exports `CONTESTANTS`. */
  readonly module: string;
  readonly contestants: Contestants;
}

/** Those of the command. */
export const OWN_CONTESTANTS: ContestantSource = {
  module: siblingModule(import.meta.url, "contestants").href,
  contestants: CONTESTANTS,
};
