import {
  applyDropout,
  dense,
  dropout as coreDropout,
  gaussianNoise as coreGaussianNoise,
  InvalidOptionError,
  meanSquaredError,
  monteCarloDropout,
  monteCarloMaskOfSite,
  sequential,
  ShapeMismatchError,
  tensor,
  UnsupportedOptionError,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { dropoutSteps } from "../../src/dropout-layers/dropout-steps.ts";
import { dropout } from "../../src/dropout-layers/dropout.ts";
import { gaussianNoise } from "../../src/dropout-layers/gaussian-noise.ts";
import { predictWithDropout } from "../../src/dropout-layers/predict-with-dropout.ts";
import { BACKENDS, startBackend } from "../start-backend.ts";

const ROWS = 5;
const UNITS = 4;
const VALUES = Float32Array.from({ length: ROWS * UNITS }, (_, i) => 1 + (i % 7));
const values = (given: tf.Tensor): number[] => [...given.dataSync()];

describe.each(BACKENDS)("predictWithDropout on %s", (backend) => {
  let x: tf.Tensor;
  beforeAll(async () => {
    await startBackend(backend);
    x = tf.tensor(VALUES, [ROWS, UNITS]);
  });
  const dropModel = (): tf.Sequential =>
    tf.sequential({ layers: [dropout(tf, { rate: 0.5, seed: 1, site: 6, inputShape: [UNITS] })] });

  test.each([1024, 2])("draws core's samples, %d rows at a time", (batchSize) => {
    const { samples } = predictWithDropout(tf, dropModel(), x, { samples: 3, seed: 42, batchSize });
    const site = { kind: "dropout", rate: 0.5, shape: (rows: number) => [rows, UNITS] } as const;
    const expected = [0, 1, 2].flatMap((sample) => [
      ...applyDropout(VALUES, monteCarloMaskOfSite(site, { seed: 42, site: 6, sample, step: 0, rows: ROWS })),
    ]);
    expect(samples.shape).toEqual([3, ROWS, UNITS]);
    expect(values(samples)).toEqual(expected);
  });

  test.each(["population", "unbiased"] as const)(
    "finds the mean and variance that core finds: %s",
    async (variance) => {
      const model = sequential({
        inputShape: [UNITS],
        layers: [coreDropout(0.5), dense(3), coreGaussianNoise(0.2)],
      });
      using engine = createReferenceEngine(model, { loss: meanSquaredError(), seed: 3 });
      const { parameters } = await engine.readState();
      const own = tf.sequential({
        layers: [
          dropout(tf, { rate: 0.5, seed: 1, site: 0, inputShape: [UNITS] }),
          tf.layers.dense({ units: 3 }),
          gaussianNoise(tf, { standardDeviation: 0.2, seed: 1, site: 1 }),
        ],
      });
      const [weight, bias] = [parameters["1.weight"]!, parameters["1.bias"]!];
      own.setWeights([tf.transpose(tf.tensor(weight.data, [3, UNITS])), tf.tensor(bias.data, [3])]);
      const options = { samples: 20, seed: 42, variance, batchSize: 3 };
      const expected = await monteCarloDropout(engine, tensor([ROWS, UNITS], VALUES), options);
      const found = predictWithDropout(tf, own, x, options);
      for (const name of ["mean", "variance", "samples"] as const) {
        expect(found[name].shape).toEqual([...expected[name].shape]);
        const size = Math.max(...expected[name].data.map(Math.abs));
        values(found[name]).forEach((value, index) => {
          expect(Math.abs(value - expected[name].data[index]!)).toBeLessThan(2e-6 * size);
        });
      }
    },
  );

  test("takes no step, and leaves batch normalisation in inference, as apply by hand does not", () => {
    const drop = dropout(tf, { rate: 0.5, seed: 1, site: 0 });
    const norm = tf.layers.batchNormalization({ inputShape: [UNITS] });
    const model = tf.sequential({ layers: [norm, drop] });
    const steps = dropoutSteps(tf, model, { step: 8 });
    const before = model.getWeights().map(values);
    predictWithDropout(tf, model, x, { samples: 3, seed: 42 });
    expect(model.getWeights().map(values)).toEqual(before);
    expect(steps.step).toBe(8);
    model.apply(x, { training: true });
    expect(model.getWeights().map(values)).not.toEqual(before);
  });

  test("may be called within an update, and costs three tensors", () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: UNITS, inputShape: [UNITS] })] });
    model.add(dropout(tf, { rate: 0.5, seed: 1, site: 0 }));
    const steps = dropoutSteps(tf, model);
    const before = tf.memory().numTensors;
    steps.update(() => {
      tf.dispose(
        predictWithDropout(tf, model, x, { samples: 2, seed: 42, batchSize: 2 }) as unknown as tf.TensorContainer,
      );
      const loss = (): tf.Scalar => tf.sum(model.apply(x, { training: true }) as tf.Tensor);
      tf.dispose(tf.variableGrads(loss));
    });
    expect(tf.memory().numTensors).toBe(before);
    predictWithDropout(tf, model, x, { samples: 2, seed: 42 });
    expect(tf.memory().numTensors).toBe(before + 3);
    expect(values(model.predict(x) as tf.Tensor)).toEqual(values(model.layers[0]!.apply(x) as tf.Tensor));
  });

  test("takes models of several inputs, and refuses several outputs", () => {
    const inputs = [tf.input({ shape: [UNITS] }), tf.input({ shape: [UNITS] })];
    const sum = tf.layers.add().apply(inputs) as tf.SymbolicTensor;
    const outputs = dropout(tf, { rate: 1, seed: 1, site: 0 }).apply(sum) as tf.SymbolicTensor;
    const { mean } = predictWithDropout(tf, tf.model({ inputs, outputs }), [x, x], {
      samples: 2,
      seed: 1,
      batchSize: 2,
    });
    expect(values(mean)).toEqual(Array(ROWS * UNITS).fill(0));
    const two = tf.model({ inputs, outputs: [outputs, sum] });
    expect(() => predictWithDropout(tf, two, [x, x], { samples: 2, seed: 1 })).toThrow(UnsupportedOptionError);
    const short = [x, tf.ones([ROWS - 1, UNITS])];
    const model = tf.model({ inputs, outputs });
    expect(() => predictWithDropout(tf, model, short, { samples: 2, seed: 1 })).toThrow(ShapeMismatchError);
  });

  test("refuses what would tell nothing", () => {
    const model = dropModel();
    const predict = (options: object, of: tf.LayersModel = model, inputs: tf.Tensor = x): unknown =>
      predictWithDropout(tf, of, inputs, { samples: 2, seed: 1, ...options });
    expect(() => predict({ samples: 0 })).toThrow(InvalidOptionError);
    expect(() => predict({ samples: 1, variance: "unbiased" })).toThrow(/samples - 1/);
    expect(() => predict({ batchSize: 0 })).toThrow(InvalidOptionError);
    expect(() => predict({ seed: "1" })).toThrow(InvalidOptionError);
    expect(() => predict({ sample: 2 })).toThrow(/Did you mean "samples"/);
    expect(() => predict({}, model, tf.zeros([0, UNITS]))).toThrow(ShapeMismatchError);
    expect(() => predict({}, model, VALUES as never)).toThrow(InvalidOptionError);
    const stock = tf.sequential({ layers: [tf.layers.dropout({ rate: 0.5, inputShape: [UNITS] })] });
    expect(() => predict({}, stock)).toThrow(/replaceDropout/);
    const twins = dropModel();
    twins.add(dropout(tf, { rate: 0.5, seed: 2, site: 6 }));
    expect(() => predict({}, twins)).toThrow(/"site 6"/);
  });
});
