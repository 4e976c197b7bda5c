import { arrayDataset, tensor, type TrainingEngine } from "@lockstep/core";
import { expect, it } from "vitest";
import { checkExport } from "./check-export.ts";
import type { OpenedFile } from "./opened-file.ts";
import type { OrtRuntime } from "./ort-runtime.ts";
import type { PreparedTraining } from "./prepare-training.ts";

/** Together more than a call may have arguments. */
const [ROWS, OUTPUTS] = [64, 4096];

/** A check of a file that gives `given` for every output where the engine gives `own`. */
function check(own: number, given: number) {
  const rows = arrayDataset({
    inputs: tensor([ROWS, 1], new Float32Array(ROWS)),
    targets: tensor([ROWS, 1], new Float32Array(ROWS)),
  });
  const engine = { predict: async () => tensor([ROWS, OUTPUTS], new Float32Array(ROWS * OUTPUTS).fill(own)) };
  const runtime = { run: async () => new Float32Array(ROWS * OUTPUTS).fill(given) };
  const file = { content: { inputs: [{ name: "x", elementType: "float32" }], outputs: [{ name: "y" }] } };
  return checkExport(new Uint8Array(), {
    file: file as unknown as OpenedFile,
    training: { skipped: null, facts: { output: "y" } } as unknown as PreparedTraining,
    runtime: runtime as unknown as OrtRuntime,
    engine: engine as unknown as TrainingEngine,
    rows,
  });
}

it("takes roundings of large outputs, and refuses what is more, however many outputs there are", async () => {
  expect(await check(-1000, -1000.0625)).toMatchObject({ rows: ROWS, difference: 0.0625 });
  await expect(check(1, 1.0625)).rejects.toThrow(/differ from the engine's by .*, more than roundings/);
});
