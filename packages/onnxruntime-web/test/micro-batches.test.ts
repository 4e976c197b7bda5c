import { keepBits, shapeSize, softmaxCrossEntropy, type MicroBatch, type TrainingEngine } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../src/index.ts";
import { openEngine } from "../src/open-engine.ts";
import { countingOrt, type CountingOrt } from "./counting-ort.ts";
import { handModel } from "./hand-model.ts";
import { MOMENTUM_STEP, PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };
const WASM = { executionProvider: "wasm", cpuFallback: "forbid" } as const;

/** The batch in parts of so many rows. */
function cut(batch: MicroBatch, sizes: readonly number[]): readonly MicroBatch[] {
  let first = 0;
  return sizes.map((rows) => {
    const from = first;
    first += rows;
    const slice = <Data extends Float32Array | Int32Array | Uint8Array>(data: Data, shape: readonly number[]): Data => {
      const size = shapeSize(shape.slice(1));
      return data.slice(from * size, first * size) as Data;
    };
    const { inputs, targets, masks } = batch;
    return {
      inputs: { shape: [rows, ...inputs.shape.slice(1)], data: slice(inputs.data, inputs.shape) },
      targets: { shape: [rows, ...targets.shape.slice(1)], data: slice(targets.data, targets.shape) },
      masks: masks.map((mask) => ({
        source: "explicit",
        keep: slice(keepBits(mask as never), mask.shape),
        scale: (mask as { readonly scale: number }).scale,
        shape: [rows, ...mask.shape.slice(1)],
      })),
    };
  });
}

describe("micro-batches", () => {
  it("make the step of the whole batch, but for the order of sums", async () => {
    using whole = await createOrtEngine(countingOrt().ort, SMALL_MODEL, OPTIONS);
    using parts = await createOrtEngine(countingOrt().ort, SMALL_MODEL, OPTIONS);
    for (const [step, sizes] of [[3, 5], [8], [1, 1, 6]].entries()) {
      const update = step === 0 ? PLAIN_STEP : { ...MOMENTUM_STEP, clip: { kind: "norm", limit: 0.05 }, maxNorm: 0.6 };
      const batch = smallBatch(whole, step);
      const expected = await whole.trainBatch([batch], update as never).read();
      const { lossSum, weightSum } = await parts.trainBatch(cut(batch, sizes), update as never).read();
      expect(weightSum).toBe(expected.weightSum);
      expect(lossSum).toBeCloseTo(expected.lossSum, 5);
    }
    const [a, b] = [await whole.readState(), await parts.readState()];
    for (const group of ["parameters", "velocity"] as const) {
      for (const [name, { data }] of Object.entries(a[group]!)) {
        // f32 sums of at most 8 rows, 3 steps: a few units in the last place of numbers below 1.
        expect(Math.max(...data.map((value, index) => Math.abs(value - b[group]![name]!.data[index]!)))).toBeLessThan(
          1e-6,
        );
      }
    }
  });

  it("are worth what their rows weigh, not what they are", async () => {
    using engine = await createOrtEngine(countingOrt().ort, SMALL_MODEL, OPTIONS);
    using other = await createOrtEngine(countingOrt().ort, SMALL_MODEL, OPTIONS);
    const [first, second] = cut(smallBatch(engine, 0), [4, 4]) as [MicroBatch, MicroBatch];
    const unweighed = { ...second, weights: new Float32Array(4) };
    const { lossSum, weightSum } = await engine.trainBatch([first, unweighed], PLAIN_STEP).read();
    expect({ lossSum, weightSum }).toEqual(await other.trainBatch([first], PLAIN_STEP).read());
    expect(await engine.readState()).toEqual(await other.readState());
  });

  it("move running statistics once each", async () => {
    using engine = await openEngine(countingOrt().ort, handModel(), WASM);
    const rows = (data: number[]): MicroBatch => ({
      inputs: { shape: [data.length / 3, 3], data: Float32Array.from(data) },
      targets: { shape: [data.length / 3, 2], data: new Float32Array((data.length / 3) * 2) },
      masks: [
        { source: "explicit", keep: new Uint8Array((data.length / 3) * 2), scale: 2, shape: [data.length / 3, 2] },
      ],
    });
    await engine.trainBatch([rows([1, 2, 3]), rows([4, 0, 0, 8, 2, -2])], PLAIN_STEP).read();
    const { buffers } = await engine.readState();
    const expected = [0.5, 0, -0.5].map((mean, index) => {
      const afterFirst = 0.9 * mean + 0.1 * [1, 2, 3][index]!;
      return 0.9 * afterFirst + 0.1 * [6, 1, -1][index]!;
    });
    for (const [index, value] of expected.entries()) expect(buffers!["block/mean"]!.data[index]).toBeCloseTo(value, 6);
  });

  it.each([0, 1, 2])("of which run %i fails leave everything as it was", async (failing) => {
    const counting = countingOrt();
    using engine = await openEngine(counting.ort, handModel(), WASM);
    const batch = handBatch(engine);
    await engine.trainBatch([batch, batch], MOMENTUM_STEP).read();
    const before = await engine.readState();
    const { liveTensors } = counting.counts;
    failRun(counting, failing);
    await expect(engine.trainBatch([batch, batch], MOMENTUM_STEP).read()).rejects.toThrow("run failed");
    expect(await engine.readState()).toEqual(before);
    expect(counting.counts.liveTensors).toBe(liveTensors);
    expect(await engine.trainBatch([batch, batch], MOMENTUM_STEP).read()).toMatchObject({ weightSum: 2 });
    expect(counting.counts.liveTensors).toBe(liveTensors);
  });
});

function handBatch(engine: TrainingEngine): MicroBatch {
  return {
    inputs: { shape: [1, 3], data: Float32Array.of(1, -1, 2) },
    targets: { shape: [1, 2], data: Float32Array.of(0, 1) },
    masks: engine.randomSites.map(() => ({ source: "explicit", keep: Uint8Array.of(1, 0), scale: 2, shape: [1, 2] })),
  };
}

/** Lets a later run fail: 0 is the next. */
function failRun(counting: CountingOrt, run: number): void {
  let left = run;
  counting.onRun = () => {
    if (left-- === 0) counting.failNextRuns.push(new Error("run failed"));
  };
}
