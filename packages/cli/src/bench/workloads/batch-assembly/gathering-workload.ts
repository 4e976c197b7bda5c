import type { Tensor } from "@lockstep/core";
import type { PreparedWorkload } from "../../workload.ts";
import { ContestantMismatchError } from "../contestant-mismatch-error.ts";
import { PIXELS } from "../network/benchmark-network.ts";
import type { ShuffledRows } from "./shuffled-rows.ts";

/** Batches of a run: enough that a clock can tell. */
const BATCHES_A_RUN = 16;

/** How a contestant gathers: what is timed, and what only the check before it needs. */
export interface Gathering<Gathered> {
  /** Gathers a batch of the epoch; they are asked for in turn, from the first. */
  gather(batch: number): Gathered | Promise<Gathered>;
  /** The numbers of a batch. */
  read(gathered: Gathered): ArrayLike<number> | Promise<ArrayLike<number>>;
  /** Frees a batch. @default nothing: the garbage collector does */
  release?(gathered: Gathered): void;
}

/** A contestant that gathers batches, once its first one is known to be right; the unit is the row. */
export async function gatheringWorkload<Gathered>(
  contestant: string,
  { inputs, batches }: ShuffledRows,
  gathering: Gathering<Gathered>,
): Promise<PreparedWorkload> {
  const first = await gathering.gather(0);
  requireRows(contestant, await gathering.read(first), inputs, batches[0]!);
  gathering.release?.(first);
  let next = 1;
  return {
    units: BATCHES_A_RUN * batches[0]!.length,
    async run() {
      for (let count = 0; count < BATCHES_A_RUN; count++) {
        const gathered = await gathering.gather(next % batches.length);
        gathering.release?.(gathered);
        next += 1;
      }
    },
  };
}

function requireRows(contestant: string, received: ArrayLike<number>, { data }: Tensor, rows: readonly number[]): void {
  if (received.length !== rows.length * PIXELS) {
    throw new ContestantMismatchError(contestant, `must gather ${rows.length * PIXELS} numbers`, received.length);
  }
  for (const [position, row] of rows.entries()) {
    for (let pixel = 0; pixel < PIXELS; pixel++) {
      const value = received[position * PIXELS + pixel];
      if (value !== data[row * PIXELS + pixel]) {
        throw new ContestantMismatchError(contestant, `must have row ${row} at position ${position}`, value);
      }
    }
  }
}
