import { dense, meanSquaredError, sequential, tensor } from "@lockstep/core";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";

import { createTfjsEngine } from "../../src/index.ts";
import { startPageBackend } from "../browser/start-page-backend.ts";

interface WebglBackend {
  readonly gpgpu: { readonly gl: { getExtension(name: "WEBGL_lose_context"): { loseContext(): void } } };
}

test("stock webgl reads zeros from a lost context, and no error; our engine throws", async () => {
  await startPageBackend("webgl");
  // Fewer numbers, which are on the host, tfjs would add there.
  const ones = tf.ones([2000]);
  const sum = (): Set<number> => new Set(tf.add(ones, 1).dataSync());
  const model = sequential({ inputShape: [1], layers: [dense(1)] });
  const engine = await createTfjsEngine(tf, model, { loss: meanSquaredError(), seed: 1 });
  expect(sum()).toEqual(new Set([2]));

  const { gl } = (tf.backend() as unknown as WebglBackend).gpgpu;
  gl.getExtension("WEBGL_lose_context").loseContext();

  expect(sum()).toEqual(new Set([0]));
  await expect(engine.predict(tensor([1, 1], Float32Array.of(1)))).rejects.toMatchObject({ code: "DEVICE_LOST" });
  engine.dispose();
});
