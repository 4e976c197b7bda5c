import {
  embedding,
  gru,
  lstm,
  meanSquaredError,
  multiHeadAttention,
  relu,
  sequential,
  type ModelSpec,
} from "@lockstep/core";
import { resolveEngineModel } from "@lockstep/core/engine";
import { describe, expect, it } from "vitest";
import { buildPrediction, trainableSpec } from "../src/index.ts";
import { runBytes, type Result } from "./run-graph.ts";

const POSITIONS = 4;

async function predict(spec: ModelSpec, shape: readonly number[], data: readonly number[]): Promise<Result> {
  const model = resolveEngineModel("test", spec, { loss: meanSquaredError(), seed: 1 });
  const { bytes, inputs, outputs } = buildPrediction(trainableSpec(model));
  const parameters = model.layers
    .flatMap((layer) => layer.parameters)
    .map(({ name }) => {
      const tensor = model.weights[name]!;
      return [inputs.parameters[name]!, { shape: tensor.shape, data: Array.from(tensor.data, Number) }] as const;
    });
  const results = await runBytes(bytes, { ...Object.fromEntries(parameters), [inputs.inputs]: { shape, data } });
  return results[outputs.output]!;
}

/** Which positions of one row have a number everywhere. */
function finitePositions({ data }: Result): readonly boolean[] {
  const size = data.length / POSITIONS;
  return Array.from({ length: POSITIONS }, (_, position) =>
    data.slice(position * size, (position + 1) * size).every(Number.isFinite),
  );
}

describe("layers over positions", () => {
  it.each([NaN, Infinity])("%s at a position reaches none before it in causal attention", async (bad) => {
    const layers = [multiHeadAttention({ heads: 2, causal: true })];
    const data = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, bad, 1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6];
    const result = await predict(sequential({ inputShape: [POSITIONS, 4], layers }), [1, POSITIONS, 4], data);
    expect(finitePositions(result)).toEqual([true, true, false, false]);
  });

  it.each([
    ["gru", gru({ hidden: 3, returnSequence: "all" })],
    ["lstm", lstm({ hidden: 3, returnSequence: "all" })],
  ])("a NaN at a position reaches none before it in %s", async (_, layer) => {
    const spec = sequential({ inputShape: [POSITIONS, 2], layers: [layer] });
    const result = await predict(spec, [1, POSITIONS, 2], [0.1, 0.2, 0.3, 0.4, NaN, 0.6, 0.7, 0.8]);
    expect(finitePositions(result)).toEqual([true, true, false, false]);
  });

  it.each([3, 0.5, Infinity])("the runtime refuses %s as an id that a layer computes", async (id) => {
    const spec = sequential({ inputShape: [2], layers: [relu(), embedding(3, 2)] });
    await expect(predict(spec, [1, 2], [0, id])).rejects.toThrow(/embedding:Gather/u);
  });

  it("takes every id there is, and -0 for 0", async () => {
    const spec = sequential({ inputShape: [4], layers: [embedding(3, 2)] });
    const { data } = await predict(spec, [1, 4], [0, -0, 1, 2]);
    expect(data.slice(0, 2)).toEqual(data.slice(2, 4));
  });
});
