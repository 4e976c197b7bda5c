import { meanSquaredError, readSafetensorsArrays, relu, sequential } from "@lockstep/core";
import * as ort from "onnxruntime-web/webgpu";
import { describe, expect, it } from "vitest";
import { createOrtEngine } from "../../src/index.ts";
import cases from "./cases.json" with { type: "json" };
import type { ExportedCase } from "./exported-case.ts";
import { exportedOptions, trainExported } from "./train-exported.ts";

ort.env.wasm.numThreads = 1;

/** Models of tiers 1 and 2, whose every operator must run on the GPU. The others may leave integers to the CPU. */
const WHOLE = ["mlp", "lenet", "alexnet", "resnet", "separable", "autoencoder"];

const CASES = cases as unknown as readonly ExportedCase[];

declare global {
  interface ImportMeta {
    /** Vite's: addresses of the files that fit. */
    glob(pattern: string, options: { query: "?url"; import: "default"; eager: true }): Readonly<Record<string, string>>;
  }
}
const FILES = import.meta.glob("./*.{onnx,safetensors}", { query: "?url", import: "default", eager: true });

// The runtime gives up its device, and with it every compiled shader, with the last session: one stays open.
const KEPT = sequential({ inputShape: [1], layers: [relu()] });
await createOrtEngine(ort, KEPT, { loss: meanSquaredError(), seed: 0, executionProvider: "webgpu" });

/** All of them take minutes on a software GPU; on the processor all run, in exported.test.ts. */
const IS_LONG = (import.meta as unknown as { readonly env: Record<string, unknown> }).env["LOCKSTEP_SOAK"] === "1";

describe.each(CASES)("$file on webgpu", (example) => {
  const cpuFallback = WHOLE.includes(example.model) ? "forbid" : "allow";
  it.for(example.runs)("trains as in PyTorch, momentum $momentum, dropout $dropout.rates", async (run, { skip }) => {
    skip(!IS_LONG && run !== example.runs.at(-1), "one run of each file is done here: LOCKSTEP_SOAK=1 does all");
    const { arrays } = readSafetensorsArrays(await read(example.tensors), example.tensors);
    const options = { ...exportedOptions(example), executionProvider: "webgpu", cpuFallback } as const;
    using engine = await createOrtEngine(ort, await read(example.file), options);
    expect(await trainExported(engine, example, run, arrays)).toEqual([]);
  });
});

async function read(name: string): Promise<Uint8Array> {
  const response = await fetch(FILES[`./${name}`]!);
  return new Uint8Array(await response.arrayBuffer());
}
