import {
  copyTensors,
  limitNorms,
  sgdUpdate,
  type LossSum,
  type MicroBatch,
  type NamedTensors,
  type SgdStep,
  type TrainingEngine,
} from "@lockstep/core";
import { weightSum } from "@lockstep/core/engine";
import { gradientsOfStep } from "../src/suites/gradient-probe.ts";
import { STILL } from "./mutant.ts";

/** What a faulty engine updates from: mean gradients and the batch's total weight. All but the gradients change in place. */
export interface OwnStep {
  readonly parameters: NamedTensors;
  readonly velocity: NamedTensors;
  readonly gradients: Record<string, Float32Array>;
  readonly totalWeight: number;
  readonly step: SgdStep;
  readonly microBatches: readonly MicroBatch[];
}

/** An engine that takes its gradients from the healthy one and updates by a law of its own. */
export function withOwnUpdate(
  healthy: TrainingEngine,
  update: (own: OwnStep) => void | Promise<void>,
): Partial<TrainingEngine> {
  let turn: Promise<unknown> = Promise.resolve();
  async function train(microBatches: readonly MicroBatch[], step: SgdStep): Promise<LossSum> {
    const loss = await healthy.trainBatch(microBatches, STILL).read();
    const gradients = await gradientsOfStep(healthy, ...microBatches);
    const { parameters, velocity = {}, buffers } = await healthy.readState();
    const own = { parameters: copyTensors(parameters), velocity: copyTensors(velocity) };
    const totalWeight = microBatches.reduce((sum, batch) => weightSum(batch, sum), 0);
    await update({ ...own, gradients, totalWeight, step, microBatches });
    // Running statistics are where the step that moves nothing left them.
    await healthy.writeState({ ...own, ...(buffers === undefined ? {} : { buffers }) });
    return loss;
  }
  return {
    trainBatch(microBatches, step) {
      const loss = turn.then(() => train(microBatches, step));
      turn = loss.catch(() => undefined);
      return { read: () => loss };
    },
  };
}

/** The law, of which a fault leaves out or replaces parts. */
export function updateEach({ parameters, velocity, gradients, step }: OwnStep): void {
  for (const [name, { shape, data }] of Object.entries(parameters)) {
    sgdUpdate(data, gradients[name]!, velocity[name]!.data, step);
    if (step.maxNorm !== undefined) limitNorms(data, shape, step.maxNorm);
  }
}

/** An engine whose gradients are changed before a lawful update. */
export function withGradientsChanged(
  healthy: TrainingEngine,
  change: (own: OwnStep) => void | Promise<void>,
): Partial<TrainingEngine> {
  return withOwnUpdate(healthy, async (own) => {
    await change(own);
    updateEach(own);
  });
}
