import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyDropout, applyDropoutGradient } from "../dropout/apply-dropout.ts";
import { maskOfSite } from "../dropout/mask-of-site.ts";
import type { TrainingEngine } from "../engine/training-engine.ts";
import { meanSquaredError } from "../loss/mean-squared-error.ts";
import type { LayerSpec } from "../model/layer-spec.ts";
import { dense } from "../model/layers/dense.ts";
import { resolveLayers } from "../model/resolve-layers.ts";
import { sequential } from "../model/sequential.ts";
import { keyFromSeed } from "../random/key.ts";
import { uniform } from "../random/random-words.ts";
import type { SgdStep } from "../sgd/sgd-step.ts";
import { shapeSize, type Shape } from "../tensor/shape.ts";
import type { NamedTensors, Tensor } from "../tensor/tensor.ts";
import { dropConnections } from "./drop-connect.ts";
import { typescriptKernels } from "./kernels/typescript-kernels.ts";
import { createReferenceEngine } from "./reference-engine.ts";

describe("DropConnect", () => {
  it("touches the weights that have a mask and nothing else", () => {
    const model = sequential({ inputShape: [3], layers: [dense(4), dense(2, { dropConnect: 0.5 })] });
    const layers = resolveLayers(model);
    const mask = maskOfSite(layers[1]!.randomSites[0]!, { seed: 1, site: 0, step: 0, rows: 7 });
    const arrays = Object.fromEntries(
      layers.flatMap(({ parameters }) =>
        parameters.map(({ name, shape }) => [name, new Float32Array(shapeSize(shape)).fill(2)]),
      ),
    );
    const connections = dropConnections(typescriptKernels(), layers, [mask]);
    const masked = connections.weights(arrays);
    expect(masked["1.weight"]).toEqual(applyDropout(arrays["1.weight"]!, mask));
    expect(connections.gradients(arrays)["1.weight"]).toEqual(applyDropoutGradient(arrays["1.weight"]!, mask));
    for (const name of ["0.weight", "0.bias", "1.bias"]) expect(masked[name]).toBe(arrays[name]);
    expect(dropConnections(typescriptKernels(), layers, undefined).weights(arrays)["1.weight"]).toBe(
      arrays["1.weight"],
    );
  });

  it("is a dense layer with the weights that are left, whose gradients are scaled and dropped alike, to the bit", async () => {
    const rate = fc.oneof(fc.double({ min: 0, max: 0.99, noNaN: true }), fc.constantFrom(0, 1));
    await fc.assert(
      fc.asyncProperty(rate, fc.nat(100), async (dropConnect, step) => {
        using dropping = engineOf(dense(UNITS, { dropConnect }), OWN);
        const mask = maskOfSite(dropping.randomSites[0]!, { seed: 9, site: 0, step, rows: ROWS });
        const { shape, data } = OWN["1.weight"];
        using plain = engineOf(dense(UNITS), { ...OWN, "1.weight": { shape, data: applyDropout(data, mask) } });
        expect(await dropping.predict(BATCH.inputs, [mask])).toEqual(await plain.predict(BATCH.inputs));

        await dropping.trainBatch([{ ...BATCH, masks: [mask] }], STEP).read();
        await plain.trainBatch([{ ...BATCH, masks: [] }], STEP).read();
        // After the first step a velocity is the gradient. Its mean over four rows divides by a power of two, which
        // commutes with every rounding.
        const [actual, expected] = [(await dropping.readState()).velocity!, (await plain.readState()).velocity!];
        for (const name of ["0.weight", "1.bias"]) expect(actual[name]).toEqual(expected[name]);
        expect(actual["1.weight"]!.data).toEqual(applyDropoutGradient(expected["1.weight"]!.data, mask));
      }),
      { seed: 20_240_614, numRuns: 40 },
    );
  });
});

const [ROWS, INPUTS, UNITS] = [4, 5, 8];
const STEP: SgdStep = { learningRate: 1, momentum: 0.5, gradientScale: 1, nesterov: false, weightDecay: 0 };
const OWN = { "1.weight": numbers(1, [UNITS, INPUTS]), "1.bias": numbers(2, [UNITS]) };
const BATCH = { inputs: numbers(4, [ROWS, INPUTS]), targets: numbers(5, [ROWS, UNITS]) };

/** The layer on a dense layer of fixed weights, which learns from the layer's input gradient. */
function engineOf(layer: LayerSpec, own: NamedTensors): TrainingEngine {
  const model = sequential({ inputShape: [INPUTS], layers: [dense(INPUTS, { bias: false }), layer] });
  const weights = { "0.weight": numbers(3, [INPUTS, INPUTS]), ...own };
  return createReferenceEngine(model, { loss: meanSquaredError(), weights });
}

/** In [-1, 1). */
function numbers(stream: number, shape: Shape): Tensor {
  return { shape, data: uniform(keyFromSeed(stream), shapeSize(shape)).map((u) => 2 * u - 1) };
}
