import { resolve } from "node:path";
import { afterAll, describe, it } from "vitest";
import { describeInBrowser } from "../src/node/index.ts";

await describeInBrowser({ describe, it, afterAll }, resolve(import.meta.dirname, "subjects/reference.ts"), {
  record: resolve(import.meta.dirname, "../results/reference.chromium.json"),
  conditions: ["@lockstep/source"],
});
