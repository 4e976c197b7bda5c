import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encodeGraph, GraphBuilder } from "@lockstep/onnx";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { tarballFigures } from "../src/figures.ts";
import { installByPnpm } from "../src/install-by-pnpm.ts";
import type { InstalledNode } from "../src/install-nodes.ts";
import { openProject } from "../src/open-project.ts";
import { packed } from "../src/packed.ts";
import { runProgram, runWell } from "../src/run-program.ts";

const [node] = inject("nodes") as readonly [InstalledNode];
const cli = packed("lockstep");
const [project, resolving] = [openProject(), openProject()];
/** Where the commands run: a folder with nothing in it. */
const empty = join(project.folder, "empty");
const program = join(project.folder, "node_modules/lockstep", cli.manifest.bin!["lockstep"]!);

/** What a command says that has to succeed, on the oldest Node. */
async function lockstep(...args: readonly string[]): Promise<string> {
  return (await runWell(empty, node.path, [program, ...args])).stdout;
}

beforeAll(async () => {
  await installByPnpm(project.folder, ["lockstep"]);
  mkdirSync(empty);
});
afterAll(() => {
  for (const one of [project, resolving]) one.dispose();
});

describe(`lockstep alone, on Node ${node.version}`, () => {
  it("would be installed by npm without a warning", async () => {
    const resolved = await resolving.install(cli.file, "--package-lock-only");
    expect(resolved).toEqual({ warnings: [], problems: "" });
  });

  it("is found by npx, and tells its version and its commands", async ({ task }) => {
    task.meta.sizes = [tarballFigures(cli)];
    expect((await runWell(empty, "npx", ["lockstep", "--version"])).stdout.trim()).toBe(cli.version);
    const help = await lockstep("--help");
    for (const command of ["compare", "conformance", "train", "bench"]) {
      expect(help).toMatch(new RegExp(`^ {2}${command} `, "m"));
    }
  });

  it("compares engines", async () => {
    const quick = ["--quick", "--only", "engines", "--no-picture"];
    expect(await lockstep("compare", ...quick)).toContain("The engines agree");
  });

  it("runs the suites", async () => {
    expect(await lockstep("conformance", "--only", "lifecycle")).toMatch(/passes all of \d+ cases/);
  });

  it("times engines", async () => {
    expect(await lockstep("bench", "--quick", "--only", "bookkeeping")).toMatch(/Done in/);
  });

  it("trains a model", async () => {
    const graph = new GraphBuilder("example");
    const x = graph.input("x", "float32", ["rows", 2]);
    const weight = graph.constant(Float32Array.of(0.1, -0.1, 0.2, 0.1), [2, 2]);
    writeFileSync(join(empty, "model.onnx"), encodeGraph(graph.build([graph.apply("MatMul", [x, weight], {}, "y")])));
    const rows = Array.from({ length: 40 }, (_, row) => [
      Math.sin(row),
      Math.cos(row),
      Math.sin(row) > 0 ? "up" : "down",
    ]);
    writeFileSync(join(empty, "rows.csv"), [["a", "b", "label"], ...rows].map((row) => row.join()).join("\n"));
    await lockstep("train", "model.onnx", "--data", "rows.csv", "--epochs", "3");
    expect(existsSync(join(empty, "model.trained.onnx"))).toBe(true);
  });

  it("says what to install for a browser", async () => {
    // Any program stands for the browser's: what is missing comes first.
    const args = ["conformance", "--browser", "--browser-path", process.execPath];
    const { code, stderr } = await runProgram(empty, node.path, [program, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain("npm install --save-dev vite playwright-core");
  });
});
