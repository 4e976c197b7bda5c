import { expect, it } from "vitest";
import { CONTESTANTS } from "../../src/bench/contestants.ts";
import type { Contestant, WorkloadName, WorkloadSize } from "../../src/bench/workload.ts";
import { contestantFamily, type ContestantFamily } from "./contestant-family.ts";

/** Small enough for a test; not so small that a fair coin may fall on one side. */
export const TINY_SIZE: WorkloadSize = { batchSize: 4, width: 8, elements: 1000, rows: 200 };

/** Units of a run of the tiny size, worked out by hand; of shuffling, those of whoever shuffles all rows at once. */
const UNITS: Readonly<Record<WorkloadName, (contestant: Contestant) => number>> = {
  // An epoch of eight batches, where `fit` is what is called.
  "training-step": ({ name }) => (name.endsWith("-fit") ? 8 : 1),
  evaluation: () => 1000,
  dropout: () => 1000,
  masks: () => 1000,
  shuffling: ({ ours }) => (ours ? 64 * 4 : 200),
  "batch-assembly": () => 16 * 4,
  bookkeeping: ({ name }) => (name === "fit" ? 64 : 1),
};

/** Tests that every contestant of a family, in every workload, prepares, which checks its numbers, and runs. */
export function tryContestants(family: ContestantFamily): void {
  const cases = Object.entries(CONTESTANTS).flatMap(([workload, contestants]) =>
    contestants
      .filter(({ name }) => contestantFamily(name) === family)
      .map((contestant) => [`${workload}, ${contestant.name}`, workload as WorkloadName, contestant] as const),
  );
  it.for(cases)("%s: does the work", async ([, workload, contestant]) => {
    const prepared = await contestant.prepare(TINY_SIZE);
    expect(prepared.units).toBe(UNITS[workload](contestant));
    await prepared.run();
    await prepared.run();
  });
}
