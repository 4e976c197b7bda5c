import { conformanceCases, localHost } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";
import { describe, expect, it } from "vitest";
import { advance, freshProgress } from "./backend-progress.ts";

const FRESH = freshProgress({ name: "reference", missing: null, software: false, adapter: null });

describe("what a backend's progress counts", () => {
  it("keeps cases apart that asked the backend for nothing", () => {
    const progress = advance(
      FRESH,
      [{ status: "passed", engine: true }, { status: "passed" }, { status: "unsupported", engine: true }],
      1,
    );
    expect(progress.counts).toMatchObject({ passed: 2, unsupported: 1 });
    expect(progress.core).toMatchObject({ passed: 1, unsupported: 0 });
    expect(progress.done).toBe(3);
  });

  it.each([
    ["random words", 0],
    ["lifecycle", 1],
  ])("takes the kit's word for it: of %s, %i asks", async (suite, asks) => {
    const subject = { name: "r", capabilities: REFERENCE_CAPABILITIES, createEngine: createReferenceEngine };
    const host = localHost(subject);
    const index = conformanceCases(subject).findIndex((one) => one.suite === suite);
    const result = { ...host.cases[index]!, ...(await host.run(index)) };
    const { counts, core } = advance(FRESH, [result], 1);
    expect(counts.passed).toBe(1);
    expect(counts.passed - core.passed).toBe(asks);
  });
});
