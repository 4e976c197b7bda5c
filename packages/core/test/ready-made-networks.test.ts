import { describe, expect, it } from "vitest";
import {
  initialWeights,
  leNet5,
  linearRate,
  maskOfSite,
  meanSquaredError,
  modelFrom,
  sgd,
  sgdStep,
  smallAlexNet,
  smallResNet,
  summary,
  transformerEncoder,
  type ModelSpec,
} from "../src/index.ts";
import { createReferenceEngine } from "../src/reference/index.ts";

const ENCODER = { vocabulary: 30, length: 6, classes: 3 };

const ratesOf = (model: ModelSpec): unknown[] =>
  createReferenceEngine(model, { loss: meanSquaredError(), seed: 1 }).randomSites.map(
    (site) => "rate" in site && site.rate,
  );

describe("ready-made networks", () => {
  it.each<[string, ModelSpec, number, number]>([
    ["LeNet-5", leNet5(), 61_706, 0],
    ["a small AlexNet", smallAlexNet(), 84_538, 0],
    // He et al. give 0.27 million for ResNet-20; its shortcuts are of zeros, these of 2,560 weights and 192 of batch norm.
    ["ResNet-20", smallResNet({ blocks: [3, 3, 3] }), 269_722 + 2752, 1376 + 192 + 21],
    ["a transformer", transformerEncoder(ENCODER), 2 * 12_704 + 30 * 32 + 6 * 32 + 64 + 99, 0],
  ])("%s has its parameters, and comes back from JSON", (_name, model, parameters, buffers) => {
    expect(summary(model)).toMatchObject({ parameters, buffers });
    expect(modelFrom(JSON.parse(JSON.stringify(model)))).toEqual(model);
  });
  it("drop where they say", () => {
    expect(ratesOf(leNet5())).toEqual([]);
    expect(ratesOf(smallAlexNet())).toEqual([0.5, 0.5]);
    expect(ratesOf(smallAlexNet({ rate: linearRate({ initial: 0, final: 0.5, length: 9 }) }))).toHaveLength(2);
    expect(ratesOf(smallResNet())).toEqual([]);
    expect(ratesOf(smallResNet({ blocks: [1, 3], depthRate: 0.4 }))).toEqual(
      [0.1, 0.2, 0.3, 0.4].map((p) => expect.closeTo(p, 12)),
    );
    expect(ratesOf(smallResNet({ depthRate: 0.3 })).at(-1)).toBe(0.3);
    expect(ratesOf(transformerEncoder({ ...ENCODER, layers: 1, rate: 0.2 }))).toEqual([0.2, 0.2, 0.2, 0.2, 0.2]);
  });
  it("begin with weights that no rate changes", () => {
    expect(initialWeights(smallAlexNet({ rate: 0 }), 3)).toEqual(initialWeights(smallAlexNet({ rate: 0.5 }), 3));
    expect(initialWeights(smallResNet({ depthRate: 0.5 }), 3)).toEqual(initialWeights(smallResNet(), 3));
  });
  it.each<[string, ModelSpec]>([
    ["a small AlexNet", smallAlexNet({ inputShape: [1, 15, 15], classes: 2, width: 2, units: 4 })],
    ["a small ResNet", smallResNet({ inputShape: [1, 8, 8], classes: 2, width: 2, depthRate: 0.5 })],
    ["a transformer", transformerEncoder({ ...ENCODER, classes: 2, features: 8, heads: 2, layers: 1 })],
    [
      "a transformer as in the paper",
      transformerEncoder({ ...ENCODER, classes: 2, features: 8, heads: 2, norm: "after" }),
    ],
  ])("%s learns", async (_name, model) => {
    using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 7 });
    const rows = 4;
    const size = model.inputShape.reduce((product, length) => product * length, 1);
    const inputs = {
      shape: [rows, ...model.inputShape],
      data: Float32Array.from({ length: rows * size }, (_, i) => (i * 7) % 5),
    };
    const targets = { shape: [rows, 2], data: Float32Array.from([0, 1, 1, 0, 1, 1, 0, 0]) };
    const loss = async (): Promise<number> => (await engine.evaluateBatch({ inputs, targets })).lossSum;
    const before = await loss();
    for (let step = 0; step < 20; step++) {
      const masks = engine.randomSites.map((site, number) => maskOfSite(site, { seed: 7, site: number, step, rows }));
      await engine.trainBatch([{ inputs, targets, masks }], sgdStep(sgd({ learningRate: 0.05 }), step)).read();
    }
    expect(await loss()).toBeLessThan(before);
  });
  it.each<[string, () => unknown, RegExp]>([
    ["a small image", () => leNet5({ inputShape: [1, 3, 3] }), /conv2d "conv2"|avg-pool2d/],
    ["no width", () => smallAlexNet({ width: 0 }), /smallAlexNet: width must be an integer of at least 1/],
    ["half a class", () => smallAlexNet({ classes: 1.5 }), /dense: units must be an integer/],
    ["no stages", () => smallResNet({ blocks: [] }), /smallResNet: blocks must list how many blocks/],
    [
      "a depth rate above 1",
      () => smallResNet({ depthRate: 1.5 }),
      /smallResNet: depthRate must be a number in \[0, 1\]/,
    ],
    [
      "heads that do not divide",
      () => transformerEncoder({ ...ENCODER, features: 10 }),
      /layers\[3\]\.body\[1\] \(multi-head-attention "self_attn"\) needs/,
    ],
    [
      "PyTorch's word",
      () => transformerEncoder({ ...ENCODER, normFirst: true } as never),
      /normFirst is not an option/,
    ],
    ["no vocabulary", () => transformerEncoder({ length: 3, classes: 2 } as never), /embedding: count must be/],
  ])("refuse %s", (_name, make, message) => {
    expect(make).toThrow(message);
  });
});
