import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { exportedModel, MLP } from "./exported-model.ts";
import { runInProcess } from "./run-in-process.ts";
import { speciesCsv } from "./species-csv.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it.each(["--list", "--dry-run"])("%s shows a model without any data, and writes nothing", async (flag) => {
  const folder = temporaryFolder();
  const model = exportedModel(MLP, folder);
  const { exitCode, stdout, stderr } = await runInProcess(["train", model, flag, "--trainable", "6.*"]);
  expect([exitCode, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Input input [rows, 10]. Output output [rows, 4].");
  expect(stdout).toMatch(/0\.weight\s+16 × 10\s+160\s+frozen/);
  expect(stdout).toMatch(/6\.weight\s+4 × 12\s+48\s+trained/);
  expect(stdout).toContain("2 of 6 parameters (52 of 432 numbers) are trained.");
  expect(stdout).toMatch(/2 dropout layers, on in training: \S+ rate 0\.5, \S+ rate 0\.2\./);
  for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  expect(readdirSync(folder)).toEqual(["model.onnx"]);
});

it("tells of batch norms, of ids and of batches that the file fixes", async () => {
  const list = async (name: string): Promise<string> => {
    const { stdout } = await runInProcess(["train", exportedModel(name, temporaryFolder()), "--list"]);
    return stdout;
  };
  expect(await list("resnet.torchscript-17-training")).toContain("Batch norms: 6 with the batch's statistics");
  const transformer = await list("transformer.dynamo-18-eval-fixed");
  expect(transformer).toMatch(/Input input \[6, 6\], ids below 20\..*The file fixes batches\s+of 6 rows\./s);
  expect(transformer).toContain("No dropout: exporters leave it out");
});

it("with data, checks them and tells what a run would do", async () => {
  const folder = temporaryFolder();
  const model = exportedModel(MLP, folder);
  const data = join(folder, "trees.csv");
  writeFileSync(data, speciesCsv(40));
  const good = await runInProcess(["train", model, "--list", "--data", data, "--standardize"], { columns: 200 });
  expect(good.stdout).toContain("trees.csv: 32 training and 8 validation rows. Inputs are minus the mean (10 numbers)");
  expect(good.stdout).toContain("Loss: cross-entropy");
  const bad = await runInProcess(["train", model, "--list", "--data", data, "--label", "a"]);
  expect(bad.exitCode).toBe(2);
  expect(readdirSync(folder).toSorted()).toEqual(["model.onnx", "trees.csv"]);
});
