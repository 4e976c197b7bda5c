import type { TwinSettings } from "./twin-settings.ts";

/** What the section's fields are called, also in messages. */
export const TWIN_LABELS: Readonly<Record<keyof TwinSettings, string>> = {
  seed: "Seed",
  rate: "p",
  rows: "Rows",
  units: "Units",
  count: "n",
  batch: "Batch size",
  inputs: "Inputs",
  outputs: "Outputs",
};
