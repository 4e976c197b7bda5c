import { describe, expect, it } from "vitest";
import {
  dense,
  dropout,
  fit,
  gaussianNoise,
  linearRate,
  maskOfSite,
  meanSquaredError,
  monteCarloDropout,
  sequential,
  sgd,
  type DropoutMask,
  type FitOptions,
  type LayerSpec,
  type TrainingEngine,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";
import { numberedRows } from "./numbered-rows.ts";

const OPTIONS: FitOptions = { epochs: 3, batchSize: 4, seed: 42, optimizer: sgd({ learningRate: 0.01 }) };

/** The masks of every step of a run, by site. */
async function masksOfRun(
  layers: readonly LayerSpec[],
  options: Partial<FitOptions> = {},
  meanwhile: (engine: TrainingEngine) => Promise<unknown> = async () => undefined,
): Promise<readonly (readonly DropoutMask[])[]> {
  const model = sequential({ inputShape: [1], layers });
  using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 1 });
  const masks: (readonly DropoutMask[])[] = [];
  const recording: TrainingEngine = {
    ...engine,
    trainBatch(microBatches, update) {
      masks.push(microBatches[0]!.masks);
      return engine.trainBatch(microBatches, update);
    },
    async evaluateBatch(batch) {
      await meanwhile(engine);
      return engine.evaluateBatch(batch);
    },
  };
  await fit(recording, numberedRows(10), { ...OPTIONS, ...options });
  return masks;
}

describe("a run's masks", () => {
  const layers = (first: number): LayerSpec[] => [
    dropout(first),
    dense(3, { dropConnect: 0.5 }),
    gaussianNoise(1),
    dense(1),
  ];

  it("are maskOfSite's at every step, never reset by epochs", async () => {
    const masks = await masksOfRun(layers(0.5));
    const { randomSites } = createReferenceEngine(sequential({ inputShape: [1], layers: layers(0.5) }), {
      loss: meanSquaredError(),
      seed: 1,
    });
    expect(masks).toHaveLength(9);
    for (const [step, drawn] of masks.entries()) {
      const rows = [4, 4, 2][step % 3]!;
      expect(drawn).toEqual(randomSites.map((site, index) => maskOfSite(site, { seed: 42, site: index, step, rows })));
    }
  });
  it("of one layer are the same whatever the rate of another, 0 included", async () => {
    const after = (masks: readonly (readonly DropoutMask[])[]): unknown => masks.map(([, ...others]) => others);
    const expected = after(await masksOfRun(layers(0.5)));
    for (const rate of [0, 0.1, 1]) expect(after(await masksOfRun(layers(rate)))).toEqual(expected);
  });
  it("are the same with and without evaluations, and with Monte-Carlo predictions among them", async () => {
    const expected = await masksOfRun(layers(0.5));
    const validation = numberedRows(5);
    expect(await masksOfRun(layers(0.5), { validation })).toEqual(expected);
    const inputs = { shape: [2, 1], data: Float32Array.of(1, 2) };
    const predicting = await masksOfRun(layers(0.5), { validation }, (engine) =>
      monteCarloDropout(engine, inputs, { samples: 3, seed: 42 }),
    );
    expect(predicting).toEqual(expected);
  });
  it("follow a schedule by the optimiser's step", async () => {
    const rate = linearRate({ initial: 0, final: 0.5, length: 4 });
    const masks = await masksOfRun([dropout(rate), dense(1)]);
    const scales = masks.map(([mask]) => (mask as { readonly scale: number }).scale);
    const rates = [0, 0.125, 0.25, 0.375, 0.5, 0.5, 0.5, 0.5, 0.5];
    expect(scales).toEqual(rates.map((value) => Math.fround(1 / (1 - value))));
  });
});
