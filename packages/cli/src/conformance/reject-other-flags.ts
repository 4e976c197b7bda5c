import { InvalidOptionError } from "@lockstep/core";
import type { ConformanceFlags } from "./conformance-flags.ts";

const OPTIONS: Readonly<Record<keyof ConformanceFlags, string>> = {
  engine: "--engine",
  browser: "--browser",
  browserPath: "--browser-path",
  gpu: "--gpu",
  only: "--only",
  list: "--list",
  init: "--init",
  json: "--json",
  record: "--record",
  html: "--html",
  quiet: "--quiet",
};

/**
 * Refuses flags that would do nothing beside one that runs no case.
 *
 * @param taken the flags that it goes with.
 * @throws {InvalidOptionError} naming the first such flag.
 */
export function rejectOtherFlags(
  flags: ConformanceFlags,
  alone: keyof ConformanceFlags,
  taken: readonly (keyof ConformanceFlags)[] = [],
): void {
  for (const [name, option] of Object.entries(OPTIONS) as [keyof ConformanceFlags, string][]) {
    if (name === alone || taken.includes(name) || flags[name] === undefined) continue;
    throw new InvalidOptionError({
      subject: option,
      rule: `does nothing with ${OPTIONS[alone]}, which runs no case`,
      received: flags[name],
      remedy: "Leave out one of the two.",
    });
  }
}
