import { describe, expect, it } from "vitest";
import { conformanceTable } from "../src/conformance-table.ts";
import { tallyConformance, type ConformanceTest } from "../src/conformance-tally.ts";

const test = (group: string, state: ConformanceTest["state"], note?: string): ConformanceTest => ({
  groups: ["cpu", group, "dropout laws"],
  state,
  ...(note === undefined ? {} : { note }),
});
const tests: readonly ConformanceTest[] = [
  test("conformance of tfjs-cpu in Node", "passed"),
  test("conformance of tfjs-cpu in Node", "failed", "expected 1, got 2\nat the second element"),
  test("conformance of tfjs-cpu in Node", "skipped", "unsupported: layer gru: no kernel yet"),
  test("conformance of tfjs-cpu in Node", "skipped", "unsupported: layer conv2d: no kernel yet"),
  test("conformance of tfjs-webgl in Chromium", "skipped", "unsupported: layer conv2d: no kernel yet"),
  test("conformance of tfjs-webgl in Chromium", "skipped", "known-failure: NaN is lost, see tfjs#1"),
  test("conformance of ort.chromium", "skipped", "skipped: no browser"),
];
const lines = (of: readonly ConformanceTest[], width = 100): readonly string[] =>
  conformanceTable(tallyConformance(of), width);

describe("the table after a run", () => {
  it("counts each backend's outcomes, then tells the reasons, failures first", () => {
    expect(lines(tests)).toEqual([
      "Conformance",
      "",
      "  backend       place     passed  failed  unsupported  known failures  skipped",
      "  ────────────────────────────────────────────────────────────────────────────",
      "  ort.chromium                 0       0            0               0        1",
      "  tfjs-cpu      Node           1       1            2               0        0",
      "  tfjs-webgl    Chromium       0       0            1               1        0",
      "",
      "  1 failed: expected 1, got 2",
      "    on tfjs-cpu in Node",
      "",
      "  1 known to fail: NaN is lost, see tfjs#1",
      "    on tfjs-webgl in Chromium",
      "",
      "  3 unsupported: no kernel yet",
      "    on tfjs-cpu in Node, tfjs-webgl in Chromium",
      "    layer conv2d 2, gru 1",
      "",
      "  1 skipped: no browser",
      "    on ort.chromium",
    ]);
  });
  it("says nothing of other tests", () => {
    expect(lines([{ groups: ["dropout"], state: "failed", note: "no" }])).toEqual([]);
  });
  it("leaves out a backend of which nothing was chosen", () => {
    expect(lines([test("conformance of tfjs-cpu in Node", "skipped")])).toEqual([]);
  });
  it("counts what was not chosen, and what did not come to run", () => {
    const some = lines([...tests.slice(0, 1), { ...tests[0]!, state: "skipped" }, { ...tests[0]!, state: "pending" }]);
    expect(some.join("\n")).toContain("1 skipped: did not run");
    expect(some.join("\n")).toContain("1 skipped: not chosen");
  });
  it("keeps to the width of the terminal where words allow it", () => {
    const wide = lines(tests, 30).slice(7);
    expect(wide.filter((line) => line.length > 30)).toEqual([]);
  });
});
