// What examples in the docstrings of the conformance kit take for granted: an engine, and a framework's functions.
import type { ClosingRunner } from "@lockstep/conformance/node";
import type { ConformanceSubject } from "@lockstep/conformance";
import { createReferenceEngine, REFERENCE_CAPABILITIES } from "@lockstep/core/reference";

export const subject: ConformanceSubject = {
  name: "my engine",
  capabilities: REFERENCE_CAPABILITIES,
  createEngine: createReferenceEngine,
};

/** A framework that registers everything and runs nothing. */
export const { describe, it, afterAll }: ClosingRunner = {
  describe: (_name, body) => body(),
  it: () => undefined,
  afterAll: () => undefined,
};
