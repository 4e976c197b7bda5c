import * as ort from "onnxruntime-web";
import { expect, it } from "vitest";
import { loadEngine } from "./engines.ts";

it("leaves ONNX Runtime on one thread, as every other engine is", async () => {
  ort.env.wasm.numThreads = 4;
  await loadEngine("ort-wasm");
  expect(ort.env.wasm.numThreads).toBe(1);
});
