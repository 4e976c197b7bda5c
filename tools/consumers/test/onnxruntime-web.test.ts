import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { trainReference } from "../scripts/train-reference.ts";
import type { SmallRun } from "../scripts/small-run.ts";
import { entriesOf } from "../src/entries-of.ts";
import { expectAgreement } from "../src/expect-agreement.ts";
import { tarballFigures } from "../src/figures.ts";
import { openProject, type Installation } from "../src/open-project.ts";
import { packed } from "../src/packed.ts";

const nodes = inject("nodes");
const project = openProject();
let installation: Installation;
let expected: SmallRun;

beforeAll(async () => {
  installation = await project.install("@lockstep/onnxruntime-web");
  project.addScripts("message-of", "small-run", "train-ort");
  expected = await trainReference();
});
afterAll(() => project.dispose());

describe("@lockstep/onnxruntime-web alone", () => {
  it("installs its runtime without a warning", ({ task }) => {
    task.meta.sizes = [tarballFigures(packed("@lockstep/onnxruntime-web"))];
    expect(installation).toEqual({ warnings: [], problems: "" });
  });

  it("has entries that can be imported", async () => {
    const exported = await project.exportsOf(entriesOf(packed("@lockstep/onnxruntime-web")));
    expect(Object.keys(exported)).toContain("@lockstep/onnxruntime-web/conformance");
    for (const names of Object.values(exported)) expect(names).toEqual(expect.any(Array));
  });

  it.for(nodes)("trains a model and a file on Node $version as the reference does", async ({ path: node }) => {
    const [run, fileRun] = (await project.call("train-ort", "trainOrt", { node })) as readonly [SmallRun, SmallRun];
    expect(run.engine).toBe("ort-wasm");
    expectAgreement(run, expected);
    // The same model as a file has the same weights to begin with, but no dropout: it was exported for inference.
    expect(fileRun.validationLosses.at(-1)).toBeLessThan(fileRun.validationLosses[0]!);
  });

  it("says what to install where no runtime is given", async () => {
    const [kinds, message] = (await project.call("train-ort", "aboutOrt")) as readonly [number, string];
    expect(kinds).toBeGreaterThan(30);
    expect(message).toContain("npm install onnxruntime-web");
  });
});
