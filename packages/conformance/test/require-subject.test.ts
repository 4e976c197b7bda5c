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
  [{ name: undefined }, /^subject\.name must be a text, got undefined/],
  [{ name: " " }, /^subject\.name must be a text, got " "/],
  [{ capabilities: undefined }, /^subject\.capabilities takes an options object, got undefined/],
  [{ capabilities: {} }, /^subject\.capabilities\.microBatches must be true or false, got undefined/],
  [{ capabilities: { microBatches: true, clipping: 1 } }, /^subject\.capabilities\.clipping must be true or false/],
  [{ capabilities: { microBatches: true, layers: [] } }, /^subject\.capabilities: layers is not an option/],
  [{ capabilities: { microBatches: true, layerKinds: "dense" } }, /layerKinds must be an array, got "dense"/],
  [
    { capabilities: { microBatches: true, layerKinds: ["cnv2d"] } },
    /layerKinds\[0\] .* got "cnv2d"\. Did you mean "conv2d"/,
  ],
  [{ capabilities: { microBatches: true, losses: ["mse"] } }, /losses\[0\] must be one of .* got "mse"/],
  [{ declines: { layers: "none" } }, /^subject\.declines: layers is not an option/],
  [{ declines: { losses: "" } }, /^subject\.declines\.losses must be a text/],
  [{ declines: null }, /^subject\.declines takes an options object, got null/],
  [{ knownFailures: {} }, /^subject\.knownFailures must be an array/],
  [{ knownFailures: [{ case: "a > b" }] }, /^subject\.knownFailures\[0\]\.reason must be a text/],
  [{ knownFailures: ["a > b"] }, /^subject\.knownFailures\[0\] takes an options object, got "a > b"/],
  [{ environment: { tfjs: 4 } }, /^subject\.environment\.tfjs must be a text, got 4/],
  [{ environment: "tfjs" }, /^subject\.environment must be an object of texts/],
  [{ createEngine: undefined }, /^subject\.createEngine must be a function, got undefined/],
  [{ knownFailure: [] }, /^subject: knownFailure is not an option.*Did you mean "knownFailures"/],
];

describe("requireSubject", () => {
  it("gives the subject that a module exports, as it is", () => {
    expect(requireSubject({ subject, other: 1 })).toBe(subject);
  });

  it.each(WRONG)("refuses %o, naming the field", (field, message) => {
    const error = errorOf({ subject: { ...subject, ...field } });
    expect(error.code).toMatch(/^(INVALID|UNKNOWN)_OPTION$/);
    expect(error.message).toMatch(message);
  });

  it("refuses a module without a subject, saying what it exports and what to write", () => {
    expect(errorOf({ createEngine: subject.createEngine }).message).toMatch(
      /^my\.js must export `subject`, got \["createEngine"\]\. Write: export const subject/,
    );
    for (const nothing of [undefined, null, 3, "subject"]) expect(errorOf(nothing).message).toMatch(/must export/);
    expect(errorOf({ subject: null }).message).toMatch(/^subject takes an options object, got null/);
  });
});
