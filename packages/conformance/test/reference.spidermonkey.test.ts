import { resolve } from "node:path";
import { afterAll, describe, it } from "vitest";
import { describeInSpiderMonkey } from "../src/node/index.ts";

await describeInSpiderMonkey({ describe, it, afterAll }, resolve(import.meta.dirname, "subjects/reference.ts"), {
  record: resolve(import.meta.dirname, "../results/reference.spidermonkey.json"),
  conditions: ["@lockstep/source"],
});
