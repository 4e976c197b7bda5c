import type { Batch, TrainingEngine } from "@lockstep/core";
import { mutant, type Mutant } from "./mutant.ts";
import { updateEach, withOwnUpdate } from "./own-update.ts";

/** Does something to the state when the healthy engine refuses. */
function leavingTraces(healthy: TrainingEngine, what: "evaluateBatch" | "trainBatch"): Partial<TrainingEngine> {
  const spoil = async (error: unknown): Promise<never> => {
    const { parameters, velocity } = await healthy.readState();
    const halved = Object.entries(parameters).map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((w) => w / 2) },
    ]);
    await healthy.writeState({ parameters: Object.fromEntries(halved) as typeof parameters, velocity: velocity! });
    throw error;
  };
  if (what === "evaluateBatch") return { evaluateBatch: (batch: Batch) => healthy.evaluateBatch(batch).catch(spoil) };
  return {
    trainBatch(parts, step) {
      try {
        return healthy.trainBatch(parts, step);
      } catch (error) {
        const spoilt = spoil(error);
        spoilt.catch(() => undefined);
        throw error;
      }
    },
  };
}

export const refusalMutants: readonly Mutant[] = [
  mutant("leaves a trace of an evaluation that it refuses", "refusals.evaluate: a negative class", (healthy) =>
    leavingTraces(healthy, "evaluateBatch"),
  ),
  mutant("leaves a trace of a step of no micro-batch", "refusals.train: no micro-batch", (healthy) =>
    leavingTraces(healthy, "trainBatch"),
  ),
  mutant("reports half of the loss of several micro-batches", "batching.micro-batches: ", (healthy) => ({
    trainBatch(parts, step) {
      const pending = healthy.trainBatch(parts, step);
      const share = parts.length > 1 ? 0.5 : 1;
      return {
        async read() {
          const { lossSum, weightSum } = await pending.read();
          return { lossSum: lossSum * share, weightSum };
        },
      };
    },
  })),
  mutant("limits nothing by a NaN", "sgd.clip.nothing", (healthy) => ({
    trainBatch(parts, step) {
      const pending = healthy.trainBatch(parts, step);
      const limited = step.maxNorm !== undefined && healthy.parameters.length === 0;
      return { read: async () => (limited ? { lossSum: NaN, weightSum: 1 } : pending.read()) };
    },
  })),
  mutant("sums the norm in the order in which a state came", "lifecycle.order.clipped", (healthy) => {
    let order: readonly string[] = healthy.parameters.map(({ name }) => name);
    const faulty = withOwnUpdate(healthy, (own) => {
      // In f32, as a device would.
      let squares = 0;
      for (const name of order)
        for (const g of own.gradients[name]!) squares = Math.fround(squares + Math.fround(g * g));
      const { clip, ...step } = own.step;
      const factor = clip?.kind === "norm" ? Math.fround(Math.min(1, clip.limit / (Math.sqrt(squares) + 1e-6))) : 1;
      for (const name of order) own.gradients[name] = own.gradients[name]!.map((g) => g * factor);
      updateEach({ ...own, step });
    });
    return {
      ...faulty,
      async writeState(state) {
        await healthy.writeState(state);
        order = Object.keys(state.parameters);
      },
    };
  }),
];
