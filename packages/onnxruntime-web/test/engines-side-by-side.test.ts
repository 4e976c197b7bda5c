import { softmaxCrossEntropy, type EngineState } from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { expect, it } from "vitest";
import { createOrtEngine, type OrtEngine } from "../src/index.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

ort.env.wasm.numThreads = 1;

/** Steps of other kinds in another order for each engine: their graphs have other inputs. */
async function train(engine: OrtEngine, offset: number): Promise<EngineState> {
  const pending = [0, 1, 2, 3, 4, 5].map((step) => {
    const batch = smallBatch(engine, step, 8 - offset);
    const kind = (step + offset) % 3;
    if (kind === 0) return engine.trainBatch([batch], PLAIN_STEP);
    return engine.trainBatch(kind === 1 ? [batch] : [batch, smallBatch(engine, step + 1)], MOMENTUM_STEP);
  });
  await Promise.all(pending.map((loss) => loss.read()));
  return await engine.readState();
}

it("engines that train at the same time on one runtime do not disturb each other", async () => {
  const create = (): Promise<OrtEngine> => createOrtEngine(ort, SMALL_MODEL, { loss: softmaxCrossEntropy(), seed: 1 });
  const expected = [];
  for (const offset of [0, 1, 2]) {
    using alone = await create();
    expected.push(await train(alone, offset));
  }
  const engines = await Promise.all([create(), create(), create()]);
  const states = await Promise.all(engines.map(train));
  for (const engine of engines) engine.dispose();
  expect(states).toEqual(expected);
});
