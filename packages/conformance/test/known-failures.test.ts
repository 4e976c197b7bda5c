import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { conformanceCases, type CaseOutcome, type ConformanceSubject } from "../src/index.ts";

const NAMELESS = "metadata > PRT-3 metadata.name: it has one";
const REASON = "names are not ready yet";

const healthy: ConformanceSubject = {
  name: "healthy",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine: createReferenceEngine,
};
const nameless: ConformanceSubject = {
  ...healthy,
  name: "nameless",
  createEngine: (model, options) => ({ ...createReferenceEngine(model, options), name: "" }),
};

describe("PRT-12: a known failure", () => {
  it("does not hold, with its reason", async () => {
    const subject = { ...nameless, knownFailures: [{ case: NAMELESS, reason: REASON }] };
    expect(await outcome(subject, "metadata.name")).toMatchObject({ status: "known-failure", reason: REASON });
    expect(await outcome(nameless, "metadata.name")).toMatchObject({ status: "failed" });
  });
  it("that passes after all fails", async () => {
    const subject = { ...healthy, knownFailures: [{ case: NAMELESS, reason: REASON }] };
    expect(await outcome(subject, "metadata.name")).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/This case passes, .*\(names are not ready yet\)\. Remove it/),
    });
  });
  it("that no case is called fails the declaration", async () => {
    const subject = { ...healthy, knownFailures: [{ case: "metadata > metadata.nam", reason: REASON }] };
    expect(await outcome(subject, "declaration.known-failures")).toMatchObject({
      status: "failed",
      reason: expect.stringContaining("no case is called metadata > metadata.nam"),
    });
    expect(await outcome(healthy, "declaration.known-failures")).toEqual({ status: "passed" });
  });
});

/** How the one case ends whose name contains a text. */
async function outcome(subject: ConformanceSubject, within: string): Promise<CaseOutcome> {
  const [found, ...others] = conformanceCases(subject).filter(({ name }) => name.includes(within));
  expect(others).toEqual([]);
  return found!.run();
}
