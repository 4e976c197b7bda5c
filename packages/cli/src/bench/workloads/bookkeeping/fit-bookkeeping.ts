import { arrayDataset, fit, sgd, type TrainingEvent } from "@lockstep/core";
import type { PreparedWorkload, WorkloadSize } from "../../workload.ts";
import { ContestantMismatchError } from "../contestant-mismatch-error.ts";
import { LEARNING_RATE } from "../network/benchmark-network.ts";
import { labelledRows } from "../network/labelled-rows.ts";
import { idleEngine } from "./idle-engine.ts";

/** Steps of a run: an epoch long enough that its beginning and end weigh little. */
const STEPS = 64;

/** What `fit` itself takes for a step: the plan, the rows, events and the turns of the event loop. */
export async function fitBookkeeping({ batchSize }: WorkloadSize): Promise<PreparedWorkload> {
  const { engine, stepsTaken } = idleEngine();
  const data = arrayDataset(labelledRows(STEPS * batchSize));
  const optimizer = sgd({ learningRate: LEARNING_RATE });
  let heard = 0;
  const onEvent = ({ type }: TrainingEvent): void => {
    if (type === "step") heard += 1;
  };
  const run = async (): Promise<void> => {
    await fit(engine, data, { epochs: 1, batchSize, seed: 1, optimizer, onEvent });
  };
  await run();
  if (stepsTaken() !== STEPS || heard !== STEPS) {
    throw new ContestantMismatchError("fit", `must take ${STEPS} steps and tell of each`, `${stepsTaken()}, ${heard}`);
  }
  return { units: STEPS, run };
}
