import { LockstepError } from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { expect, it } from "vitest";
import { localHost, runConformance, type ConformanceSubject } from "../src/index.ts";
import { subject } from "./subjects/reference.ts";

/** As an error of the same form from another copy of core, as two installations give two. */
function foreign(error: unknown): unknown {
  if (!(error instanceof LockstepError)) return error;
  const { code, subject: about, received, remedy } = error;
  return Object.assign(new Error(error.message), { code, subject: about, received, remedy });
}

const outside: ConformanceSubject = {
  ...subject,
  createEngine(model, options) {
    try {
      return createReferenceEngine(model, options);
    } catch (error) {
      throw foreign(error);
    }
  },
};

it("takes the typed errors of an engine that brings its own copy of core", async () => {
  const { counts } = await runConformance(localHost(outside), { only: "refusals" });
  expect(counts.failed).toBe(0);
  expect(counts.passed).toBeGreaterThan(20);
});
