import { LockstepError } from "@lockstep/core";
import { checkSettings } from "./check-settings.ts";
import { DEFAULT_SETTINGS, type ExperimentSettings } from "./experiment-settings.ts";
import { SETTING_TEXTS, type SettingText } from "./setting-texts.ts";

/** A setting out of its text, or what is wrong with the text. */
export type ReadSetting = { readonly value: unknown } | { readonly problem: string };

/** Reads one setting and checks it by itself; whether rows and network fit the data is a matter of all settings together. */
export function readSetting(name: keyof ExperimentSettings, text: string): ReadSetting {
  try {
    const value = textOf(name).read(text);
    // Of a table neither rows nor inputs are known: what depends on them is not checked.
    const problem = checkSettings({ ...DEFAULT_SETTINGS, data: "csv", [name]: value }, null)[name];
    return problem === undefined ? { value } : { problem };
  } catch (error) {
    if (error instanceof LockstepError) return { problem: error.message };
    throw error;
  }
}

/** A setting as text. */
export function writeSetting(name: keyof ExperimentSettings, settings: ExperimentSettings): string {
  return textOf(name).write(settings[name]);
}

function textOf(name: keyof ExperimentSettings): SettingText<unknown> {
  return SETTING_TEXTS[name];
}
