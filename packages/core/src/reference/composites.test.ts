import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskOfSite } from "../dropout/mask-of-site.ts";
import { sliceMask } from "../dropout/slice-mask.ts";
import type { Batch, TrainingEngine } from "../engine/training-engine.ts";
import { meanSquaredError } from "../loss/mean-squared-error.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import { dense } from "../model/layers/dense.ts";
import { dropout } from "../model/layers/dropout.ts";
import { parallel } from "../model/layers/parallel.ts";
import { residual } from "../model/layers/residual.ts";
import { stochasticDepth } from "../model/layers/stochastic-depth.ts";
import { tanh } from "../model/layers/tanh.ts";
import { named } from "../model/named.ts";
import { sequential } from "../model/sequential.ts";
import { keyFromSeed } from "../random/key.ts";
import { uniform } from "../random/random-words.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import type { Tensor } from "../tensor/tensor.ts";
import { createReferenceEngine } from "./reference-engine.ts";

const ROWS = 8;
const STEP: SgdStep = { learningRate: 1, momentum: 0.5, gradientScale: 1, nesterov: false, weightDecay: 0 };

/** Sequences from [4] to any flat shape, with layers inside layers. */
const SEQUENCES: readonly (readonly [string, readonly LayerSpec[]])[] = [
  ["an identity shortcut", [residual({ body: [dense(3), tanh(), dense(4)] })]],
  ["a shortcut with layers", [residual({ body: [dense(3), tanh()], shortcut: [dense(3, { bias: false })] })]],
  ["stochastic depth", [residual({ body: [dense(4), tanh(), stochasticDepth(0.5)] }), dense(2)]],
  ["a body without parameters", [residual({ body: [tanh()] }), dense(2)]],
  ["a shortcut alone with parameters", [tanh(), residual({ body: [tanh()], shortcut: [dense(4)] })]],
  ["depth", [residual({ body: [residual({ body: [dense(4), dropout(0.3)] }), parallel([[], [dense(2)]]), dense(4)] })]],
  [
    "a sum of three",
    [parallel([[dense(3)], [dense(3), tanh()], [dense(3, { dropConnect: 0.4 })]], { combine: "add" })],
  ],
  ["a join", [parallel([[dense(3), dropout(0.5)], [], [dense(2), tanh()]]), dense(2)]],
  ["names", [named("block", residual({ body: [named("fc1", dense(4)), tanh(), named("fc2", dense(4))] }))]],
];

describe("layers made of others", () => {
  it.each(SEQUENCES)("have the gradients of their own forward pass: %s", async (_name, layers) => {
    // Above a dense layer, so that its gradients prove those of the inputs; and alone, where none are computed.
    for (const all of [[dense(4), ...layers], layers]) {
      using engine = engineOf([4], all);
      const batch = batchOf(engine);
      const masks = masksOf(engine, 3);
      const { parameters } = await engine.readState();
      await engine.trainBatch([{ ...batch, masks }], STEP).read();
      const gradients = (await engine.readState()).velocity!;
      for (const [name, { shape, data }] of Object.entries(parameters)) {
        const slopes = new Float32Array(data.length);
        for (const index of data.keys()) {
          const lossAt = async (offset: number): Promise<number> => {
            const moved = data.with(index, data[index]! + offset);
            await engine.writeState({ parameters: { ...parameters, [name]: { shape, data: moved } } });
            const output = await engine.predict(batch.inputs, masks);
            return output.data.reduce((sum, y, i) => sum + (y - batch.targets.data[i]!) ** 2, 0) / output.data.length;
          };
          slopes[index] = ((await lossAt(2 ** -7)) - (await lossAt(-(2 ** -7)))) / 2 ** -6;
        }
        const scale = Math.max(0.1, ...slopes.map(Math.abs));
        for (const [index, slope] of slopes.entries()) {
          expect(Math.abs(gradients[name]!.data[index]! - slope), `${name}[${index}]`).toBeLessThan(1e-3 * scale);
        }
      }
    }
  });

  it.each(SEQUENCES)("train alike wherever the batch is cut, to the bit: %s", async (_name, layers) => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(Array.from({ length: ROWS - 1 }, (_, index) => index + 1)),
        fc.nat(1000),
        async (cuts, seed) => {
          const train = async (at: readonly number[]): Promise<unknown> => {
            using engine = engineOf([4], [dense(4), ...layers]);
            const { inputs, targets } = batchOf(engine);
            const masks = masksOf(engine, seed);
            const bounds = [0, ...at, ROWS];
            const parts = bounds.slice(1).map((end, index) => {
              const rows = { first: bounds[index]!, end };
              return {
                inputs: rowsOf(inputs, rows),
                targets: rowsOf(targets, rows),
                masks: masks.map((mask, site) =>
                  sliceMask(mask, engine.randomSites[site]!, { firstRow: rows.first, rows: end - rows.first }),
                ),
              };
            });
            const loss = await engine.trainBatch(parts, STEP).read();
            return { loss, state: await engine.readState() };
          };
          expect(await train(cuts)).toEqual(await train([]));
        },
      ),
      { seed: 20_241_101, numRuns: 10 },
    );
  });

  it("joins along inner axes", async () => {
    const join = (axis: number): Promise<Tensor> => {
      const layers = [parallel([[], [tanh()]], { axis })];
      return engineOf([2, 2], layers).predict({ shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, 4) });
    };
    const [a, b, c, d] = (await engineOf([4], [tanh()]).predict({ shape: [1, 4], data: Float32Array.of(1, 2, 3, 4) }))
      .data;
    expect(await join(1)).toEqual({ shape: [1, 4, 2], data: Float32Array.of(1, 2, 3, 4, a!, b!, c!, d!) });
    expect(await join(2)).toEqual({ shape: [1, 2, 4], data: Float32Array.of(1, 2, a!, b!, 3, 4, c!, d!) });
  });
});

function engineOf(inputShape: Shape, layers: readonly LayerSpec[]): TrainingEngine {
  return createReferenceEngine(sequential({ inputShape, layers }), {
    loss: meanSquaredError(),
    seed: 4,
  });
}

function masksOf(engine: TrainingEngine, seed: number) {
  return engine.randomSites.map((site, index) => maskOfSite(site, { seed, site: index, step: 0, rows: ROWS }));
}

function batchOf({ inputShape, outputShape }: TrainingEngine): Batch & { readonly targets: Tensor } {
  return { inputs: numbers(1, [ROWS, ...inputShape]), targets: numbers(2, [ROWS, ...outputShape]) };
}

/** In [-1, 1). */
function numbers(stream: number, shape: Shape): Tensor {
  return { shape, data: uniform(keyFromSeed(stream), shapeSize(shape)).map((u) => 2 * u - 1) };
}

function rowsOf({ shape, data }: Tensor, { first, end }: { readonly first: number; readonly end: number }): Tensor {
  const length = shapeSize(shape.slice(1));
  return { shape: [end - first, ...shape.slice(1)], data: data.slice(first * length, end * length) };
}
