import { dense, dropout, earlyStopping, InvalidOptionError, LockstepError, noisyLabels, sgd } from "@lockstep/core";
import { DATA_FACTS } from "../data/data-facts.ts";
import type { ExperimentSettings } from "./experiment-settings.ts";
import { SETTING_NAMES, SETTING_TEXTS, UNITS_REMEDY, wholeNumber } from "./setting-texts.ts";

/** What is wrong with a setting: what was received and what to do, one sentence or two. */
export type SettingProblems = Readonly<Partial<Record<keyof ExperimentSettings, string>>>;

/** More than a page can show, or than a browser's memory holds. */
const LIMITS = { epochs: 5000, layers: 8, units: 4096, weights: 4_000_000 } as const;

/**
 * Checks every setting by itself, the rows against the data, and the network's size.
 *
 * @param rowLimit how many rows there are to train on and to validate with together; null if that is not known yet
 * @returns nothing for settings that a run can start with
 */
export function checkSettings(settings: ExperimentSettings, rowLimit: number | null): SettingProblems {
  const problems: Partial<Record<keyof ExperimentSettings, string>> = {};
  for (const name of SETTING_NAMES) {
    const problem = problemOf(SETTING_TEXTS[name].label, () => checkOf(name)(settings[name]));
    if (problem !== null) problems[name] = problem;
  }
  if (problems.rows === undefined && problems.validationRows === undefined && rowLimit !== null) {
    const problem = problemOf("Training rows", () => requireRoom(settings, rowLimit));
    if (problem !== null) problems[settings.rows >= rowLimit ? "rows" : "validationRows"] = problem;
  }
  if (problems.hidden === undefined) {
    const problem = problemOf(SETTING_TEXTS.hidden.label, () => requireFewWeights(settings));
    if (problem !== null) problems.hidden = problem;
  }
  return problems;
}

type Checks = { readonly [Name in keyof ExperimentSettings]: (value: ExperimentSettings[Name]) => unknown };

const CHECKS: Checks = {
  data: () => undefined,
  rows: (rows) => requireCount(rows),
  validationRows: (rows) => requireCount(rows),
  labelNoise: (rate) => noisyLabels(new Int32Array(), { rate, classes: 2, seed: 0 }),
  hidden: requireHidden,
  rate: (rate) => dropout(rate),
  epochs: (epochs) => requireCount(epochs, LIMITS.epochs),
  patience: (patience) =>
    patience === null ? undefined : earlyStopping({ monitor: "validationLoss", mode: "min", patience }),
  batchSize: (rows) => requireCount(rows),
  learningRate: (learningRate) => sgd({ learningRate }),
  momentum: (momentum) => sgd({ learningRate: 0, momentum }),
  seed: requireSeed,
  backends: requireSome,
};

function checkOf(name: keyof ExperimentSettings): (value: ExperimentSettings[keyof ExperimentSettings]) => unknown {
  return CHECKS[name] as (value: unknown) => unknown;
}

/** Core names the option; the page says what its field is called. */
function problemOf(label: string, check: () => unknown): string | null {
  try {
    check();
    return null;
  } catch (error) {
    if (error instanceof LockstepError) return `${label}${error.message.slice(error.subject.length)}`;
    throw error;
  }
}

function requireCount(received: number, most = Number.MAX_SAFE_INTEGER): void {
  if (Number.isSafeInteger(received) && received >= 1 && received <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? "of at least 1" : `from 1 to ${most}`;
  throw new InvalidOptionError({
    subject: "count",
    rule: `must be a whole number ${range}`,
    received,
    remedy: `Try ${received > most ? most : Math.max(1, Math.round(received) || 1)}.`,
  });
}

/** Core takes larger ones too, as a type of number that no field of the page yields. */
function requireSeed(received: number): void {
  if (Number.isSafeInteger(received) && received >= 0) return;
  const rule =
    received > Number.MAX_SAFE_INTEGER
      ? `must be an integer of at most ${Number.MAX_SAFE_INTEGER}`
      : "must be an integer of at least 0";
  throw new InvalidOptionError({ subject: "seed", rule, received, remedy: wholeNumber(42) });
}

function requireHidden(hidden: readonly number[]): void {
  const subject = "hidden";
  if (hidden.length > LIMITS.layers) {
    const remedy = "Leave some out.";
    throw new InvalidOptionError({
      subject,
      rule: `must be at most ${LIMITS.layers}`,
      received: hidden.length,
      remedy,
    });
  }
  for (const units of hidden) {
    if (units > LIMITS.units) {
      const rule = `must have at most ${LIMITS.units} units each`;
      throw new InvalidOptionError({ subject, rule, received: units, remedy: UNITS_REMEDY });
    }
    try {
      dense(units);
    } catch (cause) {
      const rule = "need a whole number of units each, at least 1";
      throw new InvalidOptionError({ subject, rule, received: units, remedy: UNITS_REMEDY, cause });
    }
  }
}

/** Every backend holds each weight some ten times, in checkpoints too. Of a table, the inputs are not known here. */
function requireFewWeights({ data, hidden }: Pick<ExperimentSettings, "data" | "hidden">): void {
  const widths = [DATA_FACTS[data].features ?? 0, ...hidden];
  const weights = hidden.reduce((sum, units, layer) => sum + units * widths[layer]!, 0);
  if (weights <= LIMITS.weights) return;
  throw new InvalidOptionError({
    subject: "hidden",
    rule: `must have at most ${LIMITS.weights} weights together, which seven backends can hold at once`,
    received: weights,
    remedy: "Take fewer layers or smaller ones: 1024,1024, say.",
  });
}

function requireSome(backends: ExperimentSettings["backends"]): void {
  if (backends.length > 0) return;
  throw new InvalidOptionError({ subject: "backends", rule: "must be at least one", remedy: "Tick one to train on." });
}

function requireRoom({ rows, validationRows }: ExperimentSettings, rowLimit: number): void {
  if (rows + validationRows <= rowLimit) return;
  throw new InvalidOptionError({
    subject: "rows",
    rule: `and validation rows must be at most ${rowLimit} together, since the data has no more`,
    received: rows + validationRows,
    remedy: rows < rowLimit ? `With ${rows} training rows, at most ${rowLimit - rows} are left.` : "Take fewer.",
  });
}
