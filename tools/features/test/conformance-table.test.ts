import { describe, expect, it } from "vitest";
import { conformanceTable } from "../src/conformance-table.ts";
import { tallyConformance, type ConformanceTest } from "../src/conformance-tally.ts";

const test = (group: string, state: ConformanceTest["state"], note?: string, core = false): ConformanceTest => ({
  groups: ["cpu", group, "dropout laws"],
  state,
  core,
  ...(note === undefined ? {} : { note }),
});
const CPU = "conformance of tfjs-cpu in Node";
const WEBGL = "conformance of tfjs-webgl in Chromium";
const ORT = "conformance of ort-node in Node";
const tests: readonly ConformanceTest[] = [
  test(CPU, "passed"),
  test(CPU, "passed", undefined, true),
  test(CPU, "failed", "expected 1, got 2\nat the second element"),
  test(CPU, "skipped", "unsupported: layer gru: no kernel yet"),
  test(CPU, "skipped", "unsupported: layer conv2d: no kernel yet"),
  test(CPU, "skipped", "unsupported: loss huber: no such loss yet"),
  test(WEBGL, "passed", undefined, true),
  test(WEBGL, "failed", "a core case", true),
  test(WEBGL, "skipped", "unsupported: layer conv2d: no kernel yet"),
  test(WEBGL, "skipped", "unsupported: loss huber: no such loss yet"),
  test(WEBGL, "skipped", "known-failure: NaN is lost, see tfjs#1"),
  test(ORT, "skipped", "skipped: onnxruntime-node must be installed. Install it: npm install onnxruntime-node."),
];
const lines = (of: readonly ConformanceTest[], width = 100): readonly string[] =>
  conformanceTable(tallyConformance(of), width);

describe("the table after a run", () => {
  it("counts each backend's outcomes, then tells the reasons, failures first, then the verdict", () => {
    expect(lines(tests)).toEqual([
      "Conformance",
      "",
      "  backend     place     passed  failed  unsupported  known failures  skipped    core",
      "  ──────────────────────────────────────────────────────────────────────────────────",
      "  ort-node    Node      not tested",
      "  tfjs-cpu    Node           1       1            3               0        0       1",
      "  tfjs-webgl  Chromium       0       0            2               1        0  1 of 2",
      "",
      "  tfjs-webgl in Chromium",
      "    1 failed: a core case",
      "    1 known to fail: NaN is lost, see tfjs#1",
      "",
      "  tfjs-cpu in Node",
      "    1 failed: expected 1, got 2",
      "",
      "  each of 2: tfjs-cpu in Node, tfjs-webgl in Chromium",
      "    1 to 2 unsupported: no kernel yet",
      "      layer conv2d 1, gru 0 to 1",
      "    1 unsupported: loss huber: no such loss yet",
      "",
      "  2 of 3 backends tested, 2 failed: tfjs-cpu in Node, tfjs-webgl in Chromium.",
      "  Not tested: ort-node in Node: onnxruntime-node must be installed. Install it: npm install",
      "  onnxruntime-node.",
    ]);
  });
  it("says that nothing failed, and nothing twice", () => {
    expect(lines([test(CPU, "passed"), test(ORT, "skipped", "skipped: no browser")]).slice(5)).toEqual([
      "  tfjs-cpu  Node        1       0            0               0        0     0",
      "",
      "  1 of 2 backends tested, none failed.",
      "  Not tested: ort-node in Node: no browser",
    ]);
  });
  it("says nothing of other tests", () => {
    expect(lines([{ groups: ["dropout"], state: "failed", core: false, note: "no" }])).toEqual([]);
  });
  it("leaves out a backend of which nothing was chosen", () => {
    expect(lines([test(CPU, "skipped")])).toEqual([]);
  });
  it("counts what was not chosen, and what did not come to run", () => {
    const some = lines([...tests.slice(0, 1), test(CPU, "skipped"), test(CPU, "pending")]).join("\n");
    expect(some).toContain("1 skipped: did not run");
    expect(some).toContain("1 skipped: not chosen");
    expect(some).toContain("1 of 1 backend tested, in part, none failed.");
  });
  it("keeps to the width of the terminal where words allow it", () => {
    const wide = lines(tests, 30).slice(7);
    expect(wide.filter((line) => line.length > 30)).toEqual([]);
  });
});
