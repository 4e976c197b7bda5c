import type { TwinField } from "./read-twin-field.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** What the address calls the settings, in its order. */
const KEYS: readonly (readonly [key: string, field: TwinField])[] = [
  ["seed", "seed"],
  ["p", "rate"],
  ["rows", "rows"],
  ["units", "units"],
  ["n", "count"],
  ["batch", "batch"],
  ["in", "inputs"],
  ["out", "outputs"],
];

/** The settings as they stand in the address: `seed=42&p=0.5&...`. */
export function writeTwinQuery(settings: TwinSettings): string {
  return new URLSearchParams(KEYS.map(([key, field]) => [key, String(settings[field])])).toString();
}

/** The texts that an address has for fields; what it has besides is left alone. */
export function readTwinQuery(query: string): Partial<Record<TwinField, string>> {
  const found = new URLSearchParams(query);
  const texts: Partial<Record<TwinField, string>> = {};
  for (const [key, field] of KEYS) {
    const text = found.get(key);
    if (text !== null) texts[field] = text;
  }
  return texts;
}
