import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readModel } from "@lockstep/onnx";
import * as ort from "onnxruntime-web";
import { expect, it } from "vitest";
import type { TrainReport } from "../src/train/train-report.ts";
import { exportedModel, MLP } from "./exported-model.ts";
import { runCli } from "./run-cli.ts";
import { runInProcess } from "./run-in-process.ts";
import { speciesCsv } from "./species-csv.ts";
import { svgElements } from "./svg-elements.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Share of a table's rows whose largest output is their species, in the order of the alphabet. */
async function accuracyOf(path: string, csv: string): Promise<number> {
  const rows = csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
  const session = await ort.InferenceSession.create(readFileSync(path));
  const values = Float32Array.from(rows.flatMap((row) => row.slice(0, 10).map(Number)));
  const { output } = await session.run({ input: new ort.Tensor("float32", values, [rows.length, 10]) });
  const logits = output!.data as Float32Array;
  const right = rows.filter((row, index) => {
    const own = [...logits.subarray(4 * index, 4 * index + 4)];
    return own.indexOf(Math.max(...own)) === ["ash", "birch", "cedar", "dogwood"].indexOf(row[10]!);
  });
  return right.length / rows.length;
}

function dataOf(path: string, name: string): unknown {
  return readModel(readFileSync(path)).initializers.get(name)!.read();
}

it("trains what PyTorch exported on a CSV file, end to end", async () => {
  const cwd = temporaryFolder();
  const model = exportedModel(MLP, cwd);
  const original = readFileSync(model);
  const csv = speciesCsv(300);
  writeFileSync(join(cwd, "trees.csv"), csv);
  const args = ["train", "model.onnx", "--data", "trees.csv", "--learning-rate", "0.05", "--freeze", "0.*"];
  const result = await runCli([...args, "--json", "figures.json", "--plot", "curves.svg"], { cwd });
  expect(result.stderr).toBe("");
  expect(result.exitCode).toBe(0);
  expect(readdirSync(cwd).toSorted()).toEqual([
    "curves.svg",
    "figures.json",
    "model.onnx",
    "model.trained.onnx",
    "trees.csv",
  ]);
  // The input stays as it was.
  expect(readFileSync(model)).toEqual(original);
  expect(result.stdout).toContain("trees.csv: 240 training and 60 validation rows.");
  expect(result.stdout).toContain("Classes: 0 = ash, 1 = birch, 2 = cedar, 3 = dogwood.");
  expect(result.stdout).toContain("Loss: cross-entropy, since the targets are names of classes.");
  expect(result.stdout).toContain("Trained: 4 of 6 parameters (256 of 432 numbers).");
  expect(result.stdout).toContain(`Trained model: ${join(cwd, "model.trained.onnx")}`);
  expect(result.stdout).toMatch(
    /Opened again in onnxruntime-web [\d.]+, it gives the engine's\s+predictions on\s+60\s+rows/,
  );
  expect(result.stdout).not.toContain("\u001B");

  const trained = join(cwd, "model.trained.onnx");
  expect(await accuracyOf(trained, csv)).toBeGreaterThan(0.9);
  expect(await accuracyOf(model, csv)).toBeLessThan(0.5);
  expect(dataOf(trained, "0.weight")).toEqual(dataOf(model, "0.weight"));
  expect(dataOf(trained, "6.weight")).not.toEqual(dataOf(model, "6.weight"));

  const report = JSON.parse(readFileSync(join(cwd, "figures.json"), "utf8")) as TrainReport;
  expect(report).toMatchObject({
    format: "lockstep-train/1",
    environment: { node: process.versions.node, runtime: expect.stringMatching(/^onnxruntime-web \d/) },
    model: {
      input: { name: "input", shape: ["batch", 10] },
      output: "output",
      dropouts: [{ rate: 0.5 }, { rate: 0.2 }],
    },
    data: { rows: { training: 240, validation: 60, test: 0 }, scaling: { scale: 1, mean: [0], std: [1] } },
    options: { batchSize: 32, learningRate: 0.05, loss: { kind: "softmax-cross-entropy" } },
    trained: { path: "model.trained.onnx", bytes: readFileSync(trained).length, rows: 60 },
  });
  expect(report.model.parameters.filter((parameter) => !parameter.trained).map(({ name }) => name)).toEqual([
    "0.weight",
    "0.bias",
  ]);
  const { history, bestEpoch, after } = report;
  const losses = history.map(({ validationLoss }) => validationLoss!);
  expect(bestEpoch).toBe(losses.indexOf(Math.min(...losses)));
  // The weights that are measured at the end are those of the epoch that was kept.
  expect(after.validation!.loss).toBeCloseTo(losses[bestEpoch]!, 6);
  expect(svgElements(readFileSync(join(cwd, "curves.svg"), "utf8"))).toContain("path");
});

it("goes on from a checkpoint as if nothing had happened", async () => {
  const cwd = temporaryFolder();
  exportedModel(MLP, cwd);
  writeFileSync(join(cwd, "trees.csv"), speciesCsv(80));
  const args = ["train", "model.onnx", "--data", "trees.csv", "--seed", "5"];
  const whole = await runInProcess([...args, "--epochs", "4", "--out", "whole.onnx"], { cwd });
  const saving = ["--epochs", "2", "--out", "first.onnx", "--checkpoint", "run.safetensors"];
  const first = await runInProcess([...args, ...saving], { cwd });
  // Another process than the one that saved it.
  const rest = await runCli([...args, "--epochs", "4", "--out", "rest.onnx", "--resume", "run.safetensors"], { cwd });
  expect([whole.exitCode, first.exitCode, rest.exitCode]).toEqual([0, 0, 0]);
  expect(readFileSync(join(cwd, "rest.onnx"))).toEqual(readFileSync(join(cwd, "whole.onnx")));
  expect(readFileSync(join(cwd, "first.onnx"))).not.toEqual(readFileSync(join(cwd, "whole.onnx")));
  const other = await runInProcess([...args, "--seed", "6", "--force", "--resume", "run.safetensors"], { cwd });
  expect(other.exitCode).toBe(2);
  expect(other.stderr).toContain("checkpoint: ");
});

it("keeps the best weights after Ctrl-C and writes them, with exit code 130", async () => {
  const cwd = temporaryFolder();
  const model = exportedModel(MLP, cwd);
  const csv = speciesCsv(300);
  writeFileSync(join(cwd, "trees.csv"), csv);
  const args = ["train", "model.onnx", "--data", "trees.csv", "--epochs", "100000", "--patience", "100000"];
  const result = await runCli([...args, "--learning-rate", "0.05"], { cwd, interruptAt: "\n      20 " });
  expect(result.exitCode).toBe(130);
  expect(result.stdout).toMatch(/Interrupted after \d+ epochs\. The weights of epoch \d+ are kept/);
  expect(readdirSync(cwd).toSorted()).toEqual(["model.onnx", "model.trained.onnx", "trees.csv"]);
  expect(await accuracyOf(join(cwd, "model.trained.onnx"), csv)).toBeGreaterThan(await accuracyOf(model, csv));
});

it("writes nothing if Ctrl-C comes before the first epoch is done", async () => {
  const cwd = temporaryFolder();
  exportedModel(MLP, cwd);
  writeFileSync(join(cwd, "trees.csv"), speciesCsv(300));
  const result = await runCli(["train", "model.onnx", "--data", "trees.csv"], { cwd, interruptAt: "Training model" });
  expect(result.exitCode).toBe(130);
  expect(result.stderr).toBe("stopped  Interrupted; no file was written.\n");
  expect(readdirSync(cwd).toSorted()).toEqual(["model.onnx", "trees.csv"]);
});
