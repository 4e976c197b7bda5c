import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { trainReference } from "../scripts/train-reference.ts";
import type { SmallRun } from "../scripts/small-run.ts";
import { entriesOf } from "../src/entries-of.ts";
import { expectAgreement } from "../src/expect-agreement.ts";
import { tarballFigures } from "../src/figures.ts";
import { installByPnpm } from "../src/install-by-pnpm.ts";
import { openProject, type Installation } from "../src/open-project.ts";
import { packed } from "../src/packed.ts";

const nodes = inject("nodes");
const tfjs = packed("@lockstep/tfjs");
const entries = entriesOf(tfjs);
const [alone, complete] = [openProject(), openProject()];
let installation: Installation;
let expected: SmallRun;

beforeAll(async () => {
  installation = await alone.install("@lockstep/tfjs");
  await installByPnpm(complete.folder, [
    "@lockstep/conformance",
    "@lockstep/core",
    "@lockstep/tfjs",
    "@tensorflow/tfjs",
    "@tensorflow/tfjs-backend-wasm",
    "@tensorflow/tfjs-core",
    "@tensorflow/tfjs-layers",
  ]);
  for (const project of [alone, complete]) project.addScripts("message-of", "small-run");
  alone.addScripts("miss-tfjs-peers");
  complete.addScripts("train-tfjs", "fit-stock-model", "check-tfjs");
  expected = await trainReference();
});
afterAll(() => {
  for (const project of [alone, complete]) project.dispose();
});

describe("@lockstep/tfjs", () => {
  it("installs alone, with the peers that it must have, without a warning", ({ task }) => {
    task.meta.sizes = [tarballFigures(tfjs)];
    expect(installation).toEqual({ warnings: [], problems: "" });
  });

  it("has entries that can be imported", async () => {
    const exported = await complete.exportsOf(entries);
    for (const names of Object.values(exported)) expect(names).toEqual(expect.any(Array));
    const { "@lockstep/tfjs/fast-wasm": refusal, ...others } = await alone.exportsOf(entries);
    for (const names of Object.values(others)) expect(names).toEqual(expect.any(Array));
    expect(Object.keys(others)).toHaveLength(entries.length - 1);
    expect(refusal).toContain("@tensorflow/tfjs-backend-wasm");
  });

  it("says what to install where a peer is missing", async () => {
    expect(await alone.call("miss-tfjs-peers", "missTfjsPeers")).toEqual({
      "no namespace": expect.stringContaining("Install @tensorflow/tfjs"),
      "no backend": expect.stringContaining("@tensorflow/tfjs-backend-wasm"),
      "fast wasm": expect.stringContaining("@tensorflow/tfjs-backend-wasm"),
      "fast wasm, imported": expect.stringContaining("@tensorflow/tfjs-backend-wasm"),
      "no layers": expect.stringContaining("npm install @tensorflow/tfjs"),
      // Batches need no package of their own.
      data: null,
    });
  });

  it.for(nodes)("trains on Node $version as the reference does", async ({ path: node }) => {
    const run = (await complete.call("train-tfjs", "trainTfjs", { node })) as SmallRun;
    expect(run.engine).toBe("tfjs-wasm");
    expectAgreement(run, expected);
  });

  it("fits a stock model on the oldest Node, and saves the run", async () => {
    const fitted = await complete.call("fit-stock-model", "fitStockModel", { node: nodes[0]!.path });
    expect(fitted).toEqual({ epochs: 4, saved: ["first"] });
  });

  it("is held to cases of the kit", async () => {
    const counts = await complete.call("check-tfjs", "checkTfjs");
    expect(counts).toMatchObject({ passed: expect.any(Number), failed: 0, unsupported: 0 });
  });
});
