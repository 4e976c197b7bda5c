import { resolve } from "node:path";
import { localHost } from "@lockstep/conformance";
import { describeRecorded } from "@lockstep/conformance/node";
import { describe, it } from "vitest";
import { nodeSubject } from "../subjects/node.ts";

const record = resolve(import.meta.dirname, "../../../conformance/results/ort-node.node.json");
const subject = await nodeSubject().catch(() => undefined);

if (subject !== undefined) describeRecorded({ describe, it }, localHost(subject), record);
else {
  describe("conformance of ort-node in Node", () => {
    it("in this process", (context) =>
      context.skip("skipped: onnxruntime-node is not installed. Run: pnpm add -D onnxruntime-node --ignore-scripts"));
  });
}
