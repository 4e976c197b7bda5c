import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
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

const offline = ["--import", join(project.folder, "forbid-network.js")];

/** What a command says that has to succeed, on the oldest Node and without a network, its processes included. */
async function lockstep(...args: readonly string[]): Promise<string> {
  return (await runWell(empty, node.path, [...offline, program, ...args])).stdout;
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

  it("times what is there, and says how to get what is not", async () => {
    const said = await lockstep("bench", "--quick", "--only", "masks");
    expect(said).toMatch(/^ {2}Lockstep, SIMD \(drawKeepBits\) +ours +[\d.]+ /m);
    expect(said).toContain("\n  @jax-js/jax is not installed. Run: npm install --save-dev @jax-js/jax.\n");
  });

  it("trains with nothing prepared, and what it says comes next works as it stands", async () => {
    const before = readdirSync(empty);
    const said = await lockstep("train", "--example", "--epochs", "2");
    expect(readdirSync(empty)).toEqual([...before, "digits"].toSorted());
    const left = ["curves.svg", "model.onnx", "model.trained.onnx", "rows.csv"];
    expect(readdirSync(join(empty, "digits")).toSorted()).toEqual(left);
    const [list] = /(?<=npx lockstep )train digits\S+ --list$/m.exec(said)!;
    expect(await lockstep(...list.split(" "))).toContain("8 of 8 parameters");
  });

  it("says what to install for a browser", async () => {
    // Any program stands for the browser's: what is missing comes first.
    const args = ["conformance", "--browser", "--browser-path", process.execPath];
    const { code, stderr } = await runProgram(empty, node.path, [program, ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain("npm install --save-dev vite playwright-core");
  });
});
