import { describe, expect, it } from "vitest";
import { stoppingRule } from "./stopping-rule.ts";

describe("stoppingRule", () => {
  it("waits for a loss to fall and for an accuracy to rise, and restores the best", () => {
    expect(stoppingRule("validationLoss", 3).options).toMatchObject({ mode: "min", patience: 3, restoreBest: true });
    expect(stoppingRule("validationAccuracy", 3).options.mode).toBe("max");
  });
});
