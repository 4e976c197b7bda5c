import { LockstepError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { requireSubject } from "../src/index.ts";
import { subject } from "./subjects/reference.ts";

function errorOf(given: unknown): LockstepError {
  try {
    requireSubject(given, "my.js");
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
  throw new Error("no error");
}

const WRONG: readonly [object, message: RegExp][] = [
  [{ name: undefined }, /^my\.js: subject\.name must be a text, got undefined/],
  [{ name: " " }, /^my\.js: subject\.name must be a text, got " "/],
  [{ capabilities: undefined }, /^my\.js: subject\.capabilities must be an object, got undefined/],
  [{ capabilities: {} }, /^my\.js: subject\.capabilities\.microBatches must be true or false, got undefined/],
  [
    { capabilities: { microBatches: true, clipping: 1 } },
    /^my\.js: subject\.capabilities\.clipping must be true or false/,
  ],
  [{ capabilities: { microBatches: true, layers: [] } }, /^my\.js: subject\.capabilities: layers is not an option/],
  [{ capabilities: { microBatches: true, layerKinds: "dense" } }, /layerKinds must be an array, got "dense"/],
  [
    { capabilities: { microBatches: true, layerKinds: ["cnv2d"] } },
    /layerKinds\[0\] .* got "cnv2d"\. Did you mean "conv2d"/,
  ],
  [{ capabilities: { microBatches: true, losses: ["mse"] } }, /losses\[0\] must be one of .* got "mse"/],
  [{ declines: { layers: "none" } }, /^my\.js: subject\.declines: layers is not an option/],
  [{ declines: { losses: "" } }, /^my\.js: subject\.declines\.losses must be a text/],
  [{ declines: null }, /^my\.js: subject\.declines must be an object, got null/],
  [{ knownFailures: {} }, /^my\.js: subject\.knownFailures must be an array/],
  [{ knownFailures: [{ case: "a > b" }] }, /^my\.js: subject\.knownFailures\[0\]\.reason must be a text/],
  [{ knownFailures: ["a > b"] }, /^my\.js: subject\.knownFailures\[0\] must be an object, got "a > b"/],
  [{ environment: { tfjs: 4 } }, /^my\.js: subject\.environment\.tfjs must be a text, got 4/],
  [{ environment: "tfjs" }, /^my\.js: subject\.environment must be an object of texts/],
  [{ exact: "yes" }, /^my\.js: subject\.exact must be true or false, got "yes"/],
  [{ functionUlps: -1 }, /^my\.js: subject\.functionUlps must be a number of at least 0, got -1/],
  [{ createEngine: undefined }, /^my\.js: subject\.createEngine must be a function, got undefined/],
  [{ knownFailure: [] }, /^my\.js: subject: knownFailure is not an option.*Did you mean "knownFailures"/],
];

describe("requireSubject", () => {
  it("gives the subject that a module exports, as it is", () => {
    expect(requireSubject({ subject, other: 1 })).toBe(subject);
  });

  it.each(WRONG)("refuses %o, naming the field", (field, message) => {
    const error = errorOf({ subject: { ...subject, ...field } });
    expect(error.code).toMatch(/^(INVALID|UNKNOWN)_OPTION$/);
    expect(error.message).toMatch(message);
    expect(error.remedy).toMatch(/--init|Did you mean|Its options are|options are/);
  });

  it("refuses a module without a subject, saying what it exports and what to write", () => {
    expect(errorOf({ createEngine: subject.createEngine }).message).toMatch(
      /^my\.js must export `subject`, got \["createEngine"\]\. Write: export const subject/,
    );
    for (const nothing of [undefined, null, 3, "subject"]) expect(errorOf(nothing).message).toMatch(/must export/);
    expect(errorOf({ subject: null }).message).toMatch(/^my\.js: subject must be an object, got null/);
  });
});
