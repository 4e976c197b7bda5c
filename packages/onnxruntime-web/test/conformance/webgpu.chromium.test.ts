import { resolve } from "node:path";
import { describeInBrowser } from "@lockstep/conformance/node";
import { afterAll, describe, it } from "vitest";

await describeInBrowser({ describe, it, afterAll }, resolve(import.meta.dirname, "../subjects/webgpu.ts"), {
  record: resolve(import.meta.dirname, "../../../conformance/results/ort-webgpu.chromium.json"),
  conditions: ["@lockstep/source"],
  // All of them take minutes on a software GPU. The committed record is of all.
  oneCaseIn: 9,
});
