import type { CheckEvery } from "../check-every.ts";
import type { EarlyStoppingReason } from "../early-stopping-state.ts";
import type { Monitor } from "../monitor.ts";
import { tally } from "../tally.ts";
import type { OptionChecks } from "./dialect-option.ts";

/** What every dialect's settings have; plain data. */
export interface CommonSettings<Name extends string = string> {
  readonly dialect: Name;
  readonly monitor: Monitor;
  readonly mode: "min" | "max";
  readonly checkEvery: CheckEvery;
  /** Whether the library ends with the weights of its best epoch. */
  readonly restoreBest: boolean;
}

/** A library's own variables. Its best and its thresholds are turned so that lower is better, in either mode. */
export type DialectMemory = {
  /** The library's best; null where it has none yet, or keeps none. */
  readonly best: number | null;
  /** The library's count of checks without improvement. */
  readonly wait: number;
  /** The scores of a sliding window. */
  readonly scores?: readonly number[];
};

/** One check as a dialect sees it. */
interface DialectCheck {
  /** The monitored value, turned so that lower is better. */
  readonly value: number;
  readonly epoch: number;
}

/** What a dialect makes of a check. */
export interface DialectVerdict {
  readonly memory: DialectMemory;
  readonly fires: EarlyStoppingReason | null;
  /** Whether the library's count starts again. */
  readonly improved: boolean;
  /** Whether the library now takes this check for its best. */
  readonly isBest: boolean;
  /** The count in words, or in place of everything else what is to be said about the value. */
  readonly says: { readonly count: string } | { readonly predicate: string };
  readonly margin: number;
}

/** Another library's rule: its options, and a pure reducer over its own variables. */
export interface Dialect<Settings extends CommonSettings> {
  /** The library as people know it. */
  readonly library: string;
  /** How each option of its own is checked and what it is by default. */
  readonly options: OptionChecks<Settings>;
  /** Whether it restores, where that is no option. @default never */
  restores?(settings: Settings): boolean;
  start(settings: Settings): DialectMemory;
  observe(settings: Settings, memory: DialectMemory, check: DialectCheck): DialectVerdict;
}

/** A value turned so that lower is better, or turned back. Subtracted from 0, so that 0 does not become -0. */
export function turned(mode: "min" | "max", value: number): number {
  return mode === "min" ? value : 0 - value;
}

/** The verdict of a rule that counts checks since its best and stops at the `stopsAt`-th. */
export function count(
  { best, wait }: DialectMemory,
  value: number,
  outcome: { readonly improved: boolean; readonly stopsAt: number; readonly margin: number },
): DialectVerdict {
  const { improved, stopsAt, margin } = outcome;
  const memory = improved ? { best: value, wait: 0 } : { best, wait: wait + 1 };
  return {
    memory,
    fires: memory.wait >= stopsAt ? "patience" : null,
    improved,
    isBest: improved,
    says: waited(memory.wait, stopsAt),
    margin,
  };
}

/** How many checks without improvement there were, in words. */
export function waited(wait: number, stopsAt: number): { readonly count: string } {
  return { count: `${tally(wait, stopsAt, "check")} without improvement` };
}
