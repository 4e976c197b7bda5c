import type { CaseInfo, ConformanceHost, ConformanceReport } from "@lockstep/conformance";
import { describe, expect, it } from "vitest";
import { describePart, hostOfWanted, isWanted, reportOfPart } from "./wanted-cases.ts";

const info: CaseInfo = { suite: "dropout laws", name: "DRP-10 dropout.scale: by 1 / (1 - p)", clauses: ["DRP-10"] };

describe("what --only asks for", () => {
  it.each([
    ["", true],
    ["dropout laws", true],
    ["Dropout LAWS", true],
    ["laws > DRP-10 dropout.scale", true],
    ["DRP-10", true],
    ["drp-10", true],
    // The beginning of the other clause's name.
    ["DRP-1", false],
    ["layers", false],
  ])("%j: %s", (only, wanted) => {
    expect(isWanted(info, only)).toBe(wanted);
  });

  it("is run by its place among all cases", async () => {
    const ran: number[] = [];
    const host: ConformanceHost = {
      subject: "x",
      place: "Node",
      environment: {},
      cases: [{ ...info, suite: "layers", clauses: ["LAY-1"] }, info],
      run(index) {
        ran.push(index);
        return Promise.resolve({ status: "passed" });
      },
      close: () => Promise.resolve(),
    };
    const some = hostOfWanted(host, "DRP-10");
    expect(some.cases).toEqual([info]);
    await some.run(0);
    expect(ran).toEqual([1]);
  });

  it("is in a report, which of all cases tells of no part", () => {
    const report = { subject: "x" } as ConformanceReport;
    expect(reportOfPart(report, "")).not.toHaveProperty("only");
    expect(reportOfPart(report, "DRP-10")).toMatchObject({ subject: "x", only: "DRP-10" });
  });

  it("is told in words", () => {
    expect(describePart("", 3859, 3859)).toBeUndefined();
    expect(describePart("dropout", 143, 3859)).toBe('143 of 3,859 cases, those with "dropout"');
    expect(describePart("drp-5", 143, 3859)).toBe("143 of 3,859 cases, those that prove DRP-5");
  });
});
