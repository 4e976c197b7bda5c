import type { Batch, EngineState, NamedTensors, Tensor, TrainingEngine } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { conformanceCases, type ConformanceSubject } from "../src/index.ts";
import { subject as reference } from "./subjects/reference.ts";

function ruin({ shape, data }: Tensor<Float32Array | Int32Array>): void {
  data.fill(7);
  (shape as number[]).fill(7);
}

function ruinAll(tensors: NamedTensors = {}): void {
  for (const tensor of Object.values(tensors)) ruin(tensor);
}

function ruinBatch({ inputs, targets, weights }: Batch): void {
  ruin(inputs);
  ruin(targets);
  weights?.fill(7);
}

/** An engine that works on copies and then writes into whatever it was given, shapes included. */
const ruinous: ConformanceSubject = {
  ...reference,
  name: "ruinous",
  createEngine(model, options) {
    const healthy = createReferenceEngine(model, options);
    ruinAll(options.weights);
    const engine: TrainingEngine = {
      ...healthy,
      trainBatch(parts, step) {
        const pending = healthy.trainBatch(structuredClone(parts), step);
        for (const part of parts) {
          ruinBatch(part);
          for (const mask of part.masks) if (mask.source === "explicit") mask.keep.fill(1);
        }
        return pending;
      },
      evaluateBatch(batch) {
        const sums = healthy.evaluateBatch(structuredClone(batch));
        ruinBatch(batch);
        return sums;
      },
      predict(inputs, masks) {
        const output = healthy.predict(structuredClone(inputs), structuredClone(masks));
        ruin(inputs);
        return output;
      },
      async writeState(state: EngineState) {
        const copy = structuredClone(state);
        for (const tensors of [state.parameters, state.velocity, state.buffers]) ruinAll(tensors);
        await healthy.writeState(copy);
      },
    };
    return engine;
  },
};

describe("an engine that writes into what it is given", () => {
  it("leaves all cases as they were, for itself and for the engines behind it", async () => {
    const mine = conformanceCases(ruinous).filter(({ suite }) => !suite.startsWith("torch"));
    for (const { run } of mine) await run();
    const failures: string[] = [];
    for (const { suite, name, run } of conformanceCases(reference)) {
      if (suite.startsWith("torch")) continue;
      const { status, reason } = await run();
      if (status !== "passed") failures.push(`${suite} > ${name}: ${reason}`);
    }
    expect(failures).toEqual([]);
  });
});
