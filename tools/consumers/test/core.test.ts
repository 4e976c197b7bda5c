import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { trainReference } from "../scripts/train-reference.ts";
import type { SmallRun } from "../scripts/small-run.ts";
import { openProject, type Installation } from "../src/open-project.ts";

const { nodes } = inject("tools");
const project = openProject();
let installation: Installation;
/** By the sources, in this process. */
let expected: SmallRun;

beforeAll(async () => {
  installation = await project.install("@lockstep/core");
  project.addScripts("small-run", "train-reference", "use-core");
  expected = await trainReference();
});
afterAll(() => project.dispose());

describe("@lockstep/core alone", () => {
  it("installs without a word of warning", async ({ task }) => {
    console.log(installation, await project.npm("ls", "--all"));
  });

  it.for(nodes)("trains on Node $version, to the bits of the sources", async ({ path }) => {
    const printed = await project.print("use-core", { node: path });
    expect(printed).toEqual({ run: expected, sameMasks: true, declines: [] });
  });
});
