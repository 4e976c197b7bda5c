import { checkSettings, type SettingProblems } from "../../experiment/check-settings.ts";
import type { ExperimentSettings } from "../../experiment/experiment-settings.ts";
import { readSetting, writeSetting } from "../../experiment/read-setting.ts";
import { SETTING_NAMES } from "../../experiment/setting-texts.ts";

/** Settings as they stand in the form: text, which may be no value at all while somebody types. */
export type Draft = Readonly<Record<keyof ExperimentSettings, string>>;

/** What a draft says. */
export interface ReadDraft {
  /** Every setting that can be read, good or not; the others are absent. */
  readonly values: Partial<ExperimentSettings>;
  /** Null while there is a problem. */
  readonly settings: ExperimentSettings | null;
  readonly problems: SettingProblems;
}

/** Settings as a draft. */
export function draftOf(settings: ExperimentSettings): Draft {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, writeSetting(name, settings)])) as Draft;
}

/**
 * Reads a draft.
 *
 * @param rowLimitOf how many rows a data set has to train and validate on; null if that is not known
 */
export function readDraft(draft: Draft, rowLimitOf: (data: ExperimentSettings["data"]) => number | null): ReadDraft {
  const values: Partial<Record<keyof ExperimentSettings, unknown>> = {};
  const problems: Partial<Record<keyof ExperimentSettings, string>> = {};
  for (const name of SETTING_NAMES) {
    const read = readSetting(name, draft[name]);
    if ("value" in read) values[name] = read.value;
    else problems[name] = read.problem;
  }
  const settings = values as ExperimentSettings;
  if (Object.keys(problems).length > 0) return { values: settings, settings: null, problems };
  const misfits = checkSettings(settings, rowLimitOf(settings.data));
  return { values: settings, settings: Object.keys(misfits).length > 0 ? null : settings, problems: misfits };
}
