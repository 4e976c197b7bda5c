import { describe, expect, it } from "vitest";
import { columnGroups } from "../../src/matrix/column-groups.ts";
import { featureMatrix, type MatrixClause } from "../../src/index.ts";
import { CLAUSES, passes, record, RECORDS } from "./record.ts";

const declining = { clauses: ["DRP-2"], status: "unsupported", reason: "layer gru: no kernel yet" } as const;
const groupsOf = (records: Parameters<typeof featureMatrix>[0], clauses: readonly MatrixClause[] = CLAUSES) =>
  columnGroups(featureMatrix(records, clauses)).map(({ engines, places, columns }) => [engines, places, ...columns]);

describe("columns that are shown as one", () => {
  it("are those in which every cell is the same", () => {
    const cases = [...passes("DRP-1", 2), declining];
    expect(
      groupsOf([
        record("mine-cpu", "Node", cases),
        record("mine-cpu", "Chromium", cases),
        record("mine-gpu", "Chromium", [...passes("DRP-1", 2), ...passes("DRP-2", 1)]),
        record("mine-wasm", "Node", cases),
      ]),
    ).toEqual([
      ["mine cpu, wasm", "Chromium, Node", 0, 1, 3],
      ["mine-gpu", "Chromium", 2],
    ]);
  });
  it("name engines in full whose names do not begin alike", () => {
    const groups = groupsOf([
      record("mine-cpu", "Node", passes("DRP-1", 1)),
      record("yours", "Node", passes("DRP-1", 1)),
    ]);
    expect(groups).toEqual([["mine-cpu, yours", "Node", 0, 1]]);
  });
  it("are apart where cells differ in a count or a reason, or only cases without a clause do", () => {
    expect(groupsOf(RECORDS)).toHaveLength(3);
    const nameless = { ...declining, clauses: [] };
    expect(groupsOf([record("a", "Node", [nameless]), record("b", "Node", [nameless, nameless])])).toHaveLength(2);
    expect(groupsOf([record("a", "Node", []), record("a", "Chromium", [], "dropout")])).toHaveLength(2);
  });
  it("do not hide a column", () => {
    const indices = groupsOf([...RECORDS, record("slow", "Deno", passes("DRP-1", 1))]).flatMap(([, , ...of]) => of);
    expect(indices.toSorted((a, b) => Number(a) - Number(b))).toEqual([0, 1, 2, 3]);
  });
});
