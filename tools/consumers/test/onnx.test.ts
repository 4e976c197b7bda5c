import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { buildStep } from "../scripts/build-step.ts";
import { tarballFigures } from "../src/figures.ts";
import { openProject, type Installation } from "../src/open-project.ts";
import { packed } from "../src/packed.ts";

const nodes = inject("nodes");
const project = openProject();
let installation: Installation;

beforeAll(async () => {
  installation = await project.install("@lockstep/onnx");
  project.addScripts("build-step");
});
afterAll(() => project.dispose());

describe("@lockstep/onnx alone", () => {
  it("installs without a warning", ({ task }) => {
    task.meta.sizes = [tarballFigures(packed("@lockstep/onnx"))];
    expect(installation).toEqual({ warnings: [], problems: "" });
  });

  it.for(nodes)("writes a step of training on Node $version, to the byte as the sources do", async ({ path: node }) => {
    const built = buildStep();
    expect(built.parameters).toHaveLength(1);
    expect(await project.call("build-step", "buildStep", { node })).toEqual(built);
  });

  it("needs no code from strings", async () => {
    const flags = ["--disallow-code-generation-from-strings"];
    expect(await project.call("build-step", "buildStep", { flags })).toEqual(buildStep());
  });
});
