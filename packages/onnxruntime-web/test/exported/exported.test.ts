import { readFileSync } from "node:fs";
import { readSafetensorsArrays } from "@lockstep/core";
import * as ort from "onnxruntime-web";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../../src/index.ts";
import type { ExportedCase } from "./exported-case.ts";
import { exportedOptions, trainExported } from "./train-exported.ts";

ort.env.wasm.numThreads = 1;

const CASES = JSON.parse(new TextDecoder().decode(read("cases.json"))) as readonly ExportedCase[];

describe.each(CASES)("$file on wasm", (example) => {
  const { arrays } = readSafetensorsArrays(read(example.tensors), example.tensors);
  it.each(example.runs)("trains as in PyTorch, momentum $momentum, dropout $dropout.rates", async (run) => {
    using engine = await createOrtEngine(ort, read(example.file), exportedOptions(example));
    expect(await trainExported(engine, example, run, arrays)).toEqual([]);
  });
});

function read(name: string): Uint8Array {
  return readFileSync(new URL(name, import.meta.url));
}
