import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { entriesOf } from "../src/entries-of.ts";
import { tarballFigures } from "../src/figures.ts";
import { openProject, type Installation } from "../src/open-project.ts";
import { packed } from "../src/packed.ts";

const nodes = inject("nodes");
const project = openProject();
let installation: Installation;

beforeAll(async () => {
  installation = await project.install("@lockstep/conformance");
  project.addScripts("message-of", "check-reference");
});
afterAll(() => project.dispose());

describe("@lockstep/conformance alone", () => {
  it("installs without a warning", ({ task }) => {
    task.meta.sizes = [tarballFigures(packed("@lockstep/conformance"))];
    expect(installation).toEqual({ warnings: [], problems: "" });
  });

  it("has entries that can be imported", async () => {
    const exported = await project.exportsOf(entriesOf(packed("@lockstep/conformance")));
    expect(Object.keys(exported)).toEqual(["@lockstep/conformance", "@lockstep/conformance/node"]);
    for (const names of Object.values(exported)) expect(names).toEqual(expect.any(Array));
  });

  it.for(nodes)("holds an engine to cases on Node $version", async ({ path: node }) => {
    const counts = await project.call("check-reference", "checkReference", { node });
    expect(counts).toMatchObject({ passed: expect.any(Number), failed: 0, unsupported: 0 });
  });

  it("says what to install for a browser and for SpiderMonkey", async () => {
    expect(await project.call("check-reference", "missHostPeers")).toEqual([
      expect.stringContaining("npm install --save-dev vite playwright-core"),
      expect.stringContaining("npm install --save-dev vite"),
    ]);
  });
});
