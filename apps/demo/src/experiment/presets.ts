import { DEFAULT_SETTINGS, type ExperimentSettings } from "./experiment-settings.ts";

/** A remedy against overfitting, or none, or two. It changes these settings and leaves the others to the user. */
export interface Preset {
  readonly label: string;
  /** What one sees when it runs. */
  readonly sentence: string;
  readonly change: Pick<ExperimentSettings, "rate" | "patience">;
}

const { rate, patience } = DEFAULT_SETTINGS;

/** The four, from no remedy to both. */
export const PRESETS: readonly Preset[] = [
  {
    label: "Overfit",
    sentence: "No remedy: the training loss goes to zero while the validation loss turns and climbs.",
    change: { rate: 0, patience: null },
  },
  {
    label: "Early stopping",
    sentence: "Training ends when the validation loss has not fallen for a while, and the best weights come back.",
    change: { rate: 0, patience },
  },
  {
    label: "Dropout",
    sentence: "Hidden units drop at random in every step, so that none can rely on the others.",
    change: { rate, patience: null },
  },
  {
    label: "Both",
    sentence: "Dropout slows overfitting down, early stopping ends the run at its best epoch.",
    change: { rate, patience },
  },
];

/** Whether the settings are what the preset makes of them. */
export function isPreset(settings: Pick<ExperimentSettings, "rate" | "patience">, { change }: Preset): boolean {
  return settings.rate === change.rate && settings.patience === change.patience;
}
