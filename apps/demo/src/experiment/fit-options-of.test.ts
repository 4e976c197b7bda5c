import { describe, expect, it } from "vitest";
import { DEFAULT_SETTINGS } from "./experiment-settings.ts";
import { fitOptionsOf } from "./fit-options-of.ts";

describe("fitOptionsOf", () => {
  it("stops on the validation loss and comes back to the best weights", () => {
    const { earlyStopping } = fitOptionsOf({ ...DEFAULT_SETTINGS, patience: 3 });
    expect(earlyStopping?.options).toMatchObject({
      monitor: "validationLoss",
      mode: "min",
      patience: 3,
      restoreBest: true,
    });
  });
  it("has no rule without patience", () => {
    expect(fitOptionsOf({ ...DEFAULT_SETTINGS, patience: null })).not.toHaveProperty("earlyStopping");
  });
});
