import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { drawMask, trainReference } from "../scripts/train-reference.ts";
import type { SmallRun } from "../scripts/small-run.ts";
import { entriesOf } from "../src/entries-of.ts";
import { tarballFigures } from "../src/figures.ts";
import { openProject, type Installation } from "../src/open-project.ts";
import { packed } from "../src/packed.ts";

const nodes = inject("nodes");
const project = openProject();
let installation: Installation;
/** By the sources, in this process. */
let expected: SmallRun;

beforeAll(async () => {
  installation = await project.install("@lockstep/core");
  project.addScripts("small-run", "train-reference");
  expected = await trainReference();
});
afterAll(() => project.dispose());

describe("@lockstep/core alone", () => {
  it("installs without a warning", ({ task }) => {
    task.meta.sizes = [tarballFigures(packed("@lockstep/core"))];
    expect(installation).toEqual({ warnings: [], problems: "" });
  });

  it("has entries that are one package to each other", async () => {
    const exported = await project.exportsOf(entriesOf(packed("@lockstep/core")));
    expect(Object.keys(exported)).toContain("@lockstep/core/reference");
    for (const names of Object.values(exported)) expect(names).toEqual(expect.any(Array));
    expect(await project.call("train-reference", "drawMask")).toEqual(drawMask());
  });

  it.for(nodes)("trains on Node $version, to the bits of the sources", async ({ path: node }) => {
    expect(await project.call("train-reference", "trainReference", { node })).toEqual(expected);
  });

  it("trains without WebAssembly, to the same bits", async () => {
    expect(await project.call("train-reference", "trainInTypeScript")).toEqual(expected);
  });

  it.for([
    { without: "code from strings", flags: ["--disallow-code-generation-from-strings"] },
    { without: "WebAssembly and a compiler", flags: ["--jitless"] },
    {
      without: "leave for anything but reading its folder",
      flags: ["--permission", `--allow-fs-read=${project.folder}/*`],
    },
  ])("trains without $without", async ({ flags }) => {
    expect(await project.call("train-reference", "trainReference", { flags })).toEqual(expected);
  });
});
