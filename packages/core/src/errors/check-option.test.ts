import { describe, expect, it } from "vitest";
import { rejectUnknownOptions, requireInteger, requireNumber, requireOneOf } from "./check-option.ts";
import { InvalidOptionError, LockstepError } from "./lockstep-error.ts";

/** The error that an action throws. */
function errorOf(action: () => unknown): LockstepError {
  try {
    action();
  } catch (error) {
    if (error instanceof LockstepError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("option checks", () => {
  it("say the rule, what was received and the remedy", () => {
    const error = errorOf(() => requireNumber("rate", 1.5, { min: 0, max: 1, remedy: "Use 0.5." }));
    expect(error.message).toBe("rate must be a number in [0, 1], got 1.5. Use 0.5.");
    expect(error).toBeInstanceOf(InvalidOptionError);
    expect(error).toMatchObject({ code: "INVALID_OPTION", subject: "rate", received: 1.5, remedy: "Use 0.5." });
  });
  it.each([NaN, Infinity, -0.1, 1.1, "0.5", null, undefined, 1n])("refuse %s as a number in [0, 1]", (value) => {
    expect(errorOf(() => requireNumber("x", value, { min: 0, max: 1 })).code).toBe("INVALID_OPTION");
  });
  it("keep to exclusive bounds", () => {
    expect(requireNumber("x", 0, { min: 0, max: 1, exclusive: "max" })).toBe(0);
    expect(errorOf(() => requireNumber("x", 1, { min: 0, max: 1, exclusive: "max" })).message).toContain("[0, 1)");
    expect(errorOf(() => requireNumber("x", 0, { min: 0, exclusive: "min" })).message).toContain("greater than 0");
  });
  it.each([0, 2.5, NaN, Infinity, "3", 2 ** 53])("refuse %s as a positive integer", (value) => {
    expect(errorOf(() => requireInteger("batchSize", value, { min: 1 })).message).toMatch(
      /^batchSize must be an integer/,
    );
  });
  it("suggest the name that was meant, and only if it is near", () => {
    expect(errorOf(() => requireOneOf("loss", "sofmax", ["softmax", "mse"])).message).toContain(
      'Did you mean "softmax"?',
    );
    expect(errorOf(() => requireOneOf("loss", "hinge", ["softmax", "mse"])).remedy).toBeUndefined();
    const misspelt = errorOf(() => rejectUnknownOptions("fit", { epoch: 3 }, ["epochs", "batchSize"]));
    expect(misspelt).toMatchObject({ code: "UNKNOWN_OPTION" });
    expect(misspelt.message).toContain('Did you mean "epochs"?');
    const strange = errorOf(() =>
      rejectUnknownOptions("fit", { callbacks: [] }, ["epochs"], { callbacks: "Use onEvent." }),
    );
    expect(strange.message).toContain("Use onEvent.");
  });
  it.each([undefined, null, 3, [1]])("refuse %s where options belong", (value) => {
    expect(errorOf(() => rejectUnknownOptions("sgd", value, ["learningRate"])).code).toBe("INVALID_OPTION");
  });
});
