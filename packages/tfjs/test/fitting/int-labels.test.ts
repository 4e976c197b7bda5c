import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";

import { fitModel } from "../../src/fitting/fit-model.ts";
import type { RowData } from "../../src/fitting/row-data.ts";
import { BACKENDS } from "../start-backend.ts";
import { smallModel, smallProblem, weightsOf } from "./small-problem.ts";
import { startLayers } from "./start-layers.ts";

describe.each(BACKENDS)("class indices on %s", (backend) => {
  beforeAll(() => startLayers(backend));

  function sparseModel(): tf.Sequential {
    const model = smallModel(tf);
    model.compile({ optimizer: tf.train.sgd(0.1), loss: "sparseCategoricalCrossentropy", metrics: ["accuracy"] });
    return model;
  }

  test("as int32 train like floats, where stock fit throws", async () => {
    const { xs, ys, labels } = smallProblem(tf, 20);
    const onDevice = tf.tensor(labels, [20], "int32");
    const stock = sparseModel();
    await expect(stock.fit(xs, onDevice)).rejects.toThrow("'floor' must be float32 tensor, but got int32");
    stock.dispose();

    async function train(given: RowData): Promise<readonly number[]> {
      const model = sparseModel();
      await fitModel(tf, model, xs, given, { seed: 1, validationSplit: 0.2 });
      const before = tf.memory().numTensors;
      await fitModel(tf, model, xs, given, { seed: 1, validationData: [xs, given], classWeight: [1, 2, 3] });
      expect(tf.memory().numTensors).toBe(before);
      const weights = await weightsOf(model);
      model.dispose();
      return weights;
    }

    const floats = await train(Float32Array.from(labels));
    for (const given of [onDevice, labels, Uint8Array.from(labels)]) expect(await train(given)).toEqual(floats);
    tf.dispose([xs, ys, onDevice]);
  });
});
