import { DEFAULT_SETTINGS, type ExperimentSettings } from "./experiment-settings.ts";
import { readSetting, writeSetting } from "./read-setting.ts";
import { SETTING_NAMES, SETTING_TEXTS } from "./setting-texts.ts";

/** Settings as the query of an address, without the question mark. All are written: a link means the same for ever. */
export function queryOf(settings: ExperimentSettings): string {
  return SETTING_NAMES.map((name) => {
    // A comma needs no escape in a query, and reads better without one.
    const value = encodeURIComponent(writeSetting(name, settings)).replaceAll("%2C", ",");
    return `${SETTING_TEXTS[name].key}=${value}`;
  }).join("&");
}

/** Settings out of an address, and what was wrong with it. */
export interface AddressedSettings {
  readonly settings: ExperimentSettings;
  /** A sentence for each part that was ignored. */
  readonly ignored: readonly string[];
}

/** Reads what {@link queryOf} wrote, or what somebody typed: a bad value is the default's, an unknown name is nothing. */
export function settingsFromQuery(query: string): AddressedSettings {
  const given = new URLSearchParams(query);
  const keys = SETTING_NAMES.map((name) => SETTING_TEXTS[name].key);
  const ignored = [...new Set(given.keys())]
    .filter((key) => !keys.includes(key))
    .map((key) => `"${key}" in the address is no setting, and was ignored.`);
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  for (const name of SETTING_NAMES) {
    const { key } = SETTING_TEXTS[name];
    const text = given.get(key);
    if (text === null) continue;
    const found = readSetting(name, text);
    if ("value" in found) settings[name] = found.value;
    else ignored.push(`"${key}=${text}" in the address was ignored. ${found.problem}`);
  }
  return { settings: settings as unknown as ExperimentSettings, ignored };
}
