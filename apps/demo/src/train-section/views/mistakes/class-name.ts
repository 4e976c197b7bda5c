import { DATA_FACTS } from "../../../data/data-facts.ts";
import type { DataName } from "../../../experiment/experiment-settings.ts";

/** What a class is called; by its number where the user's own table says. */
export function className(data: DataName, label: number): string {
  return DATA_FACTS[data].classNames?.[label] ?? `class ${label}`;
}
