import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { createReferenceEngine, type ReferenceOptions } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { localHost, recordOf, runConformance, type ConformanceRecord } from "../src/index.ts";
import { subject } from "./subjects/reference.ts";

const path = resolve(import.meta.dirname, "../results/reference.node.json");
const { environment: _, run: __, ...recorded } = JSON.parse(readFileSync(path, "utf8")) as ConformanceRecord;

type Choice = Pick<ReferenceOptions, "kernels" | "threads">;

// The record is that of the kernels that "auto" chooses. The subject is exact, so that passing is a matter of bits.
describe("the reference engine with other kernels", () => {
  it.each<Choice>([{ kernels: "typescript" }, { kernels: "simd", threads: 4 }])(
    "passes every case that is on record: %o",
    { timeout: 240_000 },
    async (choice) => {
      const host = localHost({
        ...subject,
        createEngine: (model, options) => createReferenceEngine(model, { ...options, ...choice }),
      });
      const { environment: ___, run: ____, ...found } = await recordOf(await runConformance(host));
      expect(found).toEqual(recorded);
    },
  );
});
