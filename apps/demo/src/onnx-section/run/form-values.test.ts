import { parseScaling, parseValidationShare, resolveSettings, TRAIN_DEFAULTS } from "lockstep/train";
import { expect, it } from "vitest";
import { flagsOf, FORM_DEFAULTS, IMAGENET_SCALING } from "./form-values.ts";

it("begins with the command line's defaults", () => {
  const flags = flagsOf(FORM_DEFAULTS, "table", null);
  expect(resolveSettings(flags)).toEqual(resolveSettings({ batchSize: String(TRAIN_DEFAULTS.batchSize) }));
  expect(parseValidationShare(flags.validation!)).toBe(TRAIN_DEFAULTS.validationShare);
  expect(parseScaling(flags)).toEqual({ scale: 1, mean: [0], std: [1], measured: false });
});

it("scales bytes of images to [0, 1], or as ImageNet's", () => {
  expect(parseScaling(flagsOf(FORM_DEFAULTS, "images", null))).toMatchObject({ scale: 1 / 255, mean: [0], std: [1] });
  expect(parseScaling(flagsOf({ ...FORM_DEFAULTS, ...IMAGENET_SCALING }, "images", null))).toEqual({
    scale: 1 / 255,
    mean: [0.485, 0.456, 0.406],
    std: [0.229, 0.224, 0.225],
    measured: false,
  });
});

it("leaves the batch size to a file that fixes it, and images' scaling out of tables", () => {
  expect(flagsOf(FORM_DEFAULTS, "images", 6)).not.toHaveProperty("batchSize");
  expect(flagsOf({ ...FORM_DEFAULTS, mean: "1", standardize: true }, "table", null)).toMatchObject({
    standardize: true,
  });
  expect(flagsOf({ ...FORM_DEFAULTS, mean: "1" }, "table", null)).not.toHaveProperty("mean");
});
