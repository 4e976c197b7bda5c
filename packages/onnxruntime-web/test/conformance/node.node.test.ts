import { resolve } from "node:path";
import { localHost } from "@lockstep/conformance";
import { describeWhereInstalled } from "@lockstep/conformance/node";
import { afterAll, describe, it } from "vitest";
import { nodeSubject } from "../subjects/node.ts";

await describeWhereInstalled(
  { describe, it, afterAll },
  {
    place: "in Node",
    record: resolve(import.meta.dirname, "../../../conformance/results/ort-node.node.json"),
    open: async () => localHost(await nodeSubject()),
    // It is no dependency, so not even CI has it.
    required: false,
  },
);
