import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyFromSeed, normal, tensor, writeNpy, writeSafetensors } from "@lockstep/core";
import { encodeGraph, GraphBuilder, int, readModel } from "@lockstep/onnx";
import { expect, it } from "vitest";
import type { TrainReport } from "../src/train/train-report.ts";
import { exportedModel } from "./exported-model.ts";
import { idxFolder } from "./idx-folder.ts";
import { runInProcess } from "./run-in-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Trains and returns what was printed, in one line, and the report. */
async function train(
  model: string,
  ...args: readonly string[]
): Promise<{ readonly stdout: string; readonly report: TrainReport }> {
  const json = join(temporaryFolder(), "figures.json");
  const all = ["train", model, "--out", join(temporaryFolder(), "out.onnx"), "--json", json, ...args];
  const { exitCode, stdout, stderr } = await runInProcess(all, { columns: 200 });
  expect([exitCode, stderr]).toEqual([0, ""]);
  return { stdout: stdout.replaceAll(/\s+/g, " "), report: JSON.parse(readFileSync(json, "utf8")) as TrainReport };
}

/** x [rows, ...] · w + b, and a softmax, as Keras exports a classifier. */
function softmaxModel(inputShape: readonly number[], classes: number): string {
  const size = inputShape.reduce((product, length) => product * length, 1);
  const graph = new GraphBuilder("model");
  const x = graph.input("x", "float32", ["rows", ...inputShape]);
  const flat = graph.apply("Flatten", [x], { axis: int(1) });
  const w = graph.constant(normal(keyFromSeed(1), size * classes), [size, classes]);
  const b = graph.constant(new Float32Array(classes), [classes]);
  const logits = graph.apply("Add", [graph.apply("MatMul", [flat, w]), b], {}, "logits");
  const path = join(temporaryFolder(), "softmax.onnx");
  writeFileSync(path, encodeGraph(graph.build([graph.apply("Softmax", [logits], { axis: int(-1) }, "probabilities")])));
  return path;
}

it("takes the loss of the logits before a final softmax, and checks the probabilities of the file", async () => {
  const data = join(temporaryFolder(), "data.safetensors");
  const inputs = normal(keyFromSeed(2), 2 * 60);
  const oneHot = Float32Array.from({ length: 120 }, (_, index) =>
    Number(inputs[2 * (index >> 1)]! > 0 === (index % 2 === 1)),
  );
  writeFileSync(data, writeSafetensors({ x: tensor([60, 2], inputs), y: tensor([60, 2], oneHot) }, {}));
  const { stdout, report } = await train(softmaxModel([2], 2), "--data", data, "--learning-rate", "0.5");
  expect(stdout).toContain(
    "Loss: cross-entropy, since the targets are one-hot, taken of the logits before the final Softmax.",
  );
  expect(report.model.output).toBe("logits");
  expect(report.trained.difference).toBeLessThan(1e-5);
  expect(report.after.validation!.accuracy!).toBeGreaterThan(0.9);
});

it("reshapes an image set's pixels, and measures its test images", async () => {
  const model = softmaxModel([1, 1, 2], 10);
  const folder = idxFolder({ training: 60 });
  const { stdout, report } = await train(
    model,
    "--data",
    "mnist",
    "--data-dir",
    folder,
    "--rows",
    "30",
    "--epochs",
    "2",
  );
  expect(stdout).toContain("mnist: 24 training, 6 validation and 10 test rows.");
  expect(report.before.test!.accuracy).toBeDefined();
});

it("trains a model of ids, of batches that the file fixes", async () => {
  const folder = temporaryFolder();
  const ids = BigInt64Array.from({ length: 6 * 40 }, (_, index) => BigInt((7 * index) % 20));
  writeFileSync(join(folder, "x.npy"), writeNpy({ type: "i64", shape: [40, 6], data: ids }));
  const labels = Uint8Array.from({ length: 40 }, (_, row) => Number(ids[6 * row]) % 3);
  writeFileSync(join(folder, "y.npy"), writeNpy({ type: "u8", shape: [40], data: labels }));
  const files = ["--inputs", join(folder, "x.npy"), "--targets", join(folder, "y.npy"), "--epochs", "1"];
  const { report } = await train(exportedModel("transformer.dynamo-18-eval-fixed", folder), ...files);
  expect(report.options.batchSize).toBe(6);
  expect(report.data.rows).toEqual({ training: 30, validation: 6, test: 0 });
});

it("trains an autoencoder on values, by the loss that is asked for, without validation", async () => {
  const folder = temporaryFolder();
  const pixels = normal(keyFromSeed(4), 64 * 20);
  writeFileSync(join(folder, "x.npy"), writeNpy({ type: "f32", shape: [20, 8, 8], data: pixels }));
  const files = ["--inputs", join(folder, "x.npy"), "--targets", join(folder, "x.npy"), "--epochs", "2"];
  const { stdout, report } = await train(
    exportedModel("autoencoder.torchscript-20-training", folder),
    ...files,
    "--validation",
    "0",
  );
  expect(stdout).toContain("Loss: mean squared error, since the targets are values.");
  expect(report.after).toEqual({ validation: null, test: null });
  expect(report.history.every(({ validationLoss }) => validationLoss === undefined)).toBe(true);
});

it("moves a frozen network's running statistics only as its batch norms are in training mode", async () => {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, "x.npy"),
    writeNpy({ type: "f32", shape: [20, 2, 8, 8], data: normal(keyFromSeed(4), 128 * 20) }),
  );
  writeFileSync(
    join(folder, "y.npy"),
    writeNpy({ type: "i32", shape: [20], data: Int32Array.from({ length: 20 }, (_, row) => row % 3) }),
  );
  const files = [
    "--inputs",
    join(folder, "x.npy"),
    "--targets",
    join(folder, "y.npy"),
    "--epochs",
    "1",
    "--trainable",
    "fc.*",
  ];
  for (const [name, moves] of [
    ["resnet.torchscript-17-training", true],
    ["resnet.dynamo-20-training", false],
  ] as const) {
    const model = exportedModel(name, folder);
    const { report } = await train(model, ...files);
    expect(report.model.batchNorms.training > 0).toBe(moves);
    const before = readModel(readFileSync(model)).initializers;
    const after = readModel(readFileSync(report.trained.path)).initializers;
    const moved = [...before.keys()].filter(
      (tensorName) => String(before.get(tensorName)!.read()) !== String(after.get(tensorName)!.read()),
    );
    const statistics = moved.filter((tensorName) => tensorName.includes("running"));
    expect(statistics.length > 0).toBe(moves);
    expect(moved.filter((tensorName) => !statistics.includes(tensorName)).toSorted()).toEqual(["fc.bias", "fc.weight"]);
  }
});
