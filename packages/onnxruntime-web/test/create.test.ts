import {
  InvalidOptionError,
  MissingDependencyError,
  softmaxCrossEntropy,
  UnsupportedOptionError,
  type TrainingEngine,
} from "@lockstep/core";
import * as ort from "onnxruntime-web";
import * as wasmOnly from "onnxruntime-web/wasm";
import { describe, expect, it } from "vitest";
import { createOrtEngine, type OrtNamespace } from "../src/index.ts";
import { countingOrt } from "./counting-ort.ts";
import { PLAIN_STEP, SMALL_MODEL, smallBatch } from "./small-run.ts";

const OPTIONS = { loss: softmaxCrossEntropy(), seed: 1 };

describe("createOrtEngine", () => {
  it.each<[string, OrtNamespace]>([
    ["onnxruntime-web", ort],
    ["onnxruntime-web/wasm", wasmOnly],
  ])("trains on %s", async (_, namespace) => {
    using engine: TrainingEngine = await createOrtEngine(namespace, SMALL_MODEL, OPTIONS);
    expect(engine).toMatchObject({
      name: "ort-wasm",
      capabilities: { microBatches: true, clipping: true, maxNorm: true },
      outputShape: [3],
    });
    expect(engine.parameters.map(({ name }) => name)).toEqual(["0.weight", "0.bias", "3.weight", "3.bias"]);
    const { lossSum, weightSum } = await engine.trainBatch([smallBatch(engine, 0)], PLAIN_STEP).read();
    expect(weightSum).toBe(8);
    expect(lossSum / weightSum).toBeCloseTo(Math.log(3), 0);
  });

  it.each([
    ["nothing", undefined],
    ["another library", { tensor: () => 0, train: { sgd: () => 0 } }],
    ["the class alone", ort.InferenceSession],
  ])("refuses %s in place of the namespace, and tells what to import", async (_, namespace) => {
    const attempt = createOrtEngine(namespace as never, SMALL_MODEL, OPTIONS);
    await expect(attempt).rejects.toThrow(InvalidOptionError);
    await expect(attempt).rejects.toThrow('import * as ort from "onnxruntime-web"');
  });

  it.each(["webnn", "webgl", "cpu"])("declines execution provider %s before any session", async (executionProvider) => {
    const { ort: counting, counts } = countingOrt();
    const options = { ...OPTIONS, executionProvider } as never;
    await expect(createOrtEngine(counting, SMALL_MODEL, options)).rejects.toThrow(UnsupportedOptionError);
    expect(counts).toMatchObject({ createdSessions: 0, liveTensors: 0 });
  });

  it.each([
    ["a path", "model.onnx"],
    ["nothing", undefined],
    ["a promise of bytes", Promise.resolve(Uint8Array.of(1))],
    ["an answer of fetch", new Response("")],
    ["a Blob", new Blob([])],
    ["bytes of another kind", new DataView(new ArrayBuffer(4))],
  ])("refuses %s in place of the model, and tells what it takes", async (_, model) => {
    const attempt = createOrtEngine(ort, model as never, { loss: softmaxCrossEntropy() });
    await expect(attempt).rejects.toThrow(InvalidOptionError);
    await expect(attempt).rejects.toThrow("the bytes of an .onnx file");
  });

  it.each([undefined, null])("refuses %s in place of the options", async (options) => {
    await expect(createOrtEngine(ort, SMALL_MODEL, options as never)).rejects.toThrow(InvalidOptionError);
    await expect(createOrtEngine(ort, Uint8Array.of(1), options as never)).rejects.toThrow(InvalidOptionError);
  });

  it("refuses an option it does not have", async () => {
    const attempt = createOrtEngine(ort, SMALL_MODEL, { ...OPTIONS, executionProviders: ["wasm"] } as never);
    await expect(attempt).rejects.toMatchObject({ code: "UNKNOWN_OPTION" });
  });

  it("tells what to install if the package that was passed holds no runtime", async () => {
    const { ort: counting, failNextSessions } = countingOrt();
    // As `onnxruntime-common` says it, and a page that does not find the .wasm files.
    failNextSessions.push(new Error("no available backend found. ERR: [cpu] backend not found."));
    const attempt = createOrtEngine(counting, SMALL_MODEL, OPTIONS);
    await expect(attempt).rejects.toThrow(MissingDependencyError);
    await expect(attempt).rejects.toThrow(/npm install onnxruntime-web.*wasmPaths/);
  });

  it("rejects if the runtime cannot start", async () => {
    const { ort: counting, failNextSessions, counts } = countingOrt();
    failNextSessions.push(new Error("no wasm file"));
    await expect(createOrtEngine(counting, SMALL_MODEL, OPTIONS)).rejects.toThrow("no wasm file");
    expect(counts.liveTensors).toBe(0);
  });
});
