import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadOrtRuntime } from "../src/train/load-ort-runtime.ts";
import type { ExportingEngine, OrtRuntime } from "../src/train/ort-runtime.ts";
import { runTrain } from "../src/train/run-train.ts";
import type { TrainFlags } from "../src/train/train-flags.ts";
import { exportedModel, MLP } from "./exported-model.ts";
import { recordedOutput } from "./recorded-output.ts";
import { runInProcess } from "./run-in-process.ts";
import { speciesCsv } from "./species-csv.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const NEVER = new AbortController().signal;

function folderWithModel(): string {
  const folder = temporaryFolder();
  exportedModel(MLP, folder);
  writeFileSync(join(folder, "trees.csv"), speciesCsv(80));
  return folder;
}

/** ONNX Runtime with something of it replaced. */
async function runtimeWith(
  change: (runtime: OrtRuntime) => Partial<OrtRuntime>,
): Promise<(threads: number) => Promise<OrtRuntime>> {
  const runtime = await loadOrtRuntime(1);
  return () => Promise.resolve({ ...runtime, ...change(runtime) });
}

function train(
  folder: string,
  flags: TrainFlags,
  load?: (threads: number) => Promise<OrtRuntime>,
  output = recordedOutput(),
): Promise<number> {
  const all = { data: join(folder, "trees.csv"), ...flags };
  return runTrain(join(folder, "model.onnx"), all, output, NEVER, load);
}

describe("nothing is written", () => {
  it("when a step fails", async () => {
    const folder = folderWithModel();
    const load = await runtimeWith((runtime) => ({
      createEngine: async (bytes, options) => failingAt(3, await runtime.createEngine(bytes, options)),
    }));
    await expect(train(folder, { json: join(folder, "x.json") }, load)).rejects.toThrow("out of memory");
    expect(readdirSync(folder).toSorted()).toEqual(["model.onnx", "trees.csv"]);
  });

  it("when the exported file gives other predictions than the engine", async () => {
    const folder = folderWithModel();
    const load = await runtimeWith((runtime) => ({
      run: async (...args) => (await runtime.run(...args)).map((value, index) => (index === 5 ? value + 0.01 : value)),
    }));
    await expect(train(folder, { epochs: "1" }, load)).rejects.toThrow(/differ from the engine's by 1\.0e-2/);
    expect(readdirSync(folder).toSorted()).toEqual(["model.onnx", "trees.csv"]);
  });

  it("when training diverges at once, with advice and exit code 1", async () => {
    const folder = folderWithModel();
    const args = ["train", join(folder, "model.onnx"), "--data", join(folder, "trees.csv"), "--learning-rate", "1e30"];
    const { exitCode, stderr } = await runInProcess(args);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error {2}The loss was not finite after epoch 1.*\n {7}Lower --learning-rate/);
    expect(readdirSync(folder).toSorted()).toEqual(["model.onnx", "trees.csv"]);
  });
});

it("keeps a trained model that is there unless it is told to replace it", async () => {
  const folder = folderWithModel();
  const out = join(folder, "model.trained.onnx");
  writeFileSync(out, "a file");
  await expect(train(folder, { epochs: "1" })).rejects.toThrow(/model.trained.onnx exists already/);
  expect(readFileSync(out, "utf8")).toBe("a file");
  expect(await train(folder, { epochs: "1", force: true })).toBe(0);
  expect(readFileSync(out).length).toBeGreaterThan(1000);
});

it("ends with 1 if the curves cannot be written, and the model is there all the same", async () => {
  const folder = folderWithModel();
  const output = recordedOutput();
  // The folder for the picture goes while the model is trained.
  const plot = join(folder, "gone", "x.svg");
  const load = await runtimeWith((runtime) => ({
    run: async (...args) => {
      rmSync(join(folder, "gone"), { recursive: true });
      return await runtime.run(...args);
    },
  }));
  mkdirSync(join(folder, "gone"));
  expect(await train(folder, { epochs: "1", plot }, load, output)).toBe(1);
  expect(output.errors.join("")).toContain(`Learning curves: not written to ${plot}`);
  expect(readdirSync(folder)).toContain("model.trained.onnx");
});

it("warns if the validation loss is no better than before", async () => {
  const folder = folderWithModel();
  const output = recordedOutput({ columns: 200 });
  expect(await train(folder, { epochs: "1", learningRate: "0" }, undefined, output)).toBe(0);
  expect(output.written.join("")).toContain("The validation loss is no better than before");
});

function failingAt(step: number, engine: ExportingEngine): ExportingEngine {
  let steps = 0;
  return new Proxy(engine, {
    get(target, name) {
      if (name === "trainBatch" && ++steps >= step) throw new Error("out of memory");
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}
