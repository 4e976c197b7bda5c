import { softmaxCrossEntropy } from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { expect, it } from "vitest";
import { createOrtEngine, type OrtNamespace, type OrtSession } from "../src/index.ts";
import { PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1, executionProvider: "webgpu" } as const;

/** A runtime that computes on the CPU, shows a device, and once that is gone waits for ever, as the real one does. */
function losingOrt(): { readonly ort: OrtNamespace; readonly lose: () => void } {
  let takeAway = (): void => {};
  const gone = new Promise<void>((resolve) => (takeAway = resolve));
  let isLost = false;
  const whileThere = <Result>(call: () => Promise<Result>): Promise<Result> =>
    isLost ? new Promise(() => {}) : call();
  return {
    ort: {
      Tensor: ort.Tensor,
      env: { webgpu: { device: { lost: gone } } },
      InferenceSession: {
        async create(model) {
          const session = (await ort.InferenceSession.create(model)) as unknown as OrtSession;
          return {
            run: (feeds) => whileThere(() => session.run(feeds)),
            release: () => whileThere(() => session.release()),
          };
        },
      },
    },
    lose() {
      isLost = true;
      // The browser takes its time to tell.
      setTimeout(() => takeAway(), 20);
    },
  };
}

it("a lost device ends the steps under way and every later call, of all engines", async () => {
  const { ort: runtime, lose } = losingOrt();
  const [engine, other] = [
    await createOrtEngine(runtime, SMALL_MODEL, OPTIONS),
    await createOrtEngine(runtime, SMALL_MODEL, OPTIONS),
  ];
  await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read();
  lose();
  const lost = { code: "DEVICE_LOST", subject: "ort-webgpu" };
  const losses = [1, 2].map((step) => engine.trainBatch([smallBatch(engine, step)], PLAIN_STEP).read());
  const ends = await Promise.allSettled(losses);
  expect(ends).toMatchObject([
    { status: "rejected", reason: lost },
    { status: "rejected", reason: lost },
  ]);
  await expect(engine.readState()).rejects.toMatchObject(lost);
  await expect(other.evaluateBatch(smallBatch(other, 0))).rejects.toMatchObject(lost);
  await expect(createOrtEngine(runtime, SMALL_MODEL, OPTIONS)).rejects.toMatchObject(lost);
  engine.dispose();
  other.dispose();
});

it("an engine on the CPU does not mind", async () => {
  const { ort: runtime, lose } = losingOrt();
  using engine = await createOrtEngine({ ...runtime, InferenceSession: ort.InferenceSession }, SMALL_MODEL, {
    ...OPTIONS,
    executionProvider: "wasm",
  });
  lose();
  await new Promise((resolve) => setTimeout(resolve, 40));
  await expect(engine.evaluateBatch(smallBatch(engine, 0))).resolves.toHaveProperty("lossSum");
});
