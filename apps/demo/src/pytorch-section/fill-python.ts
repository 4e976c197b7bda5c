import { printFloat } from "./printed/print-float.ts";
import type { TwinSettings } from "./twin-settings.ts";

/** Puts the settings into a script: every name of one that stands in it in capitals. */
export function fillPython(script: string, settings: TwinSettings): string {
  const names = Object.keys(settings).map((name) => name.toUpperCase());
  const wanted = new RegExp(String.raw`\b(?:${names.join("|")})\b`, "g");
  const values: Readonly<Record<string, bigint | number | string>> = { ...settings, rate: printFloat(settings.rate) };
  return script.replaceAll(wanted, (name) => String(values[name.toLowerCase()])).trimEnd();
}
