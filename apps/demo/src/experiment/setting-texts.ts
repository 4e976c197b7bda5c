import { InvalidOptionError } from "@lockstep/core";
import { BACKEND_NAMES, type BackendName } from "../backends/backend-name.ts";
import { DATA_NAMES, type DataName, type ExperimentSettings } from "./experiment-settings.ts";

/** How a setting is called, and how it is written as text: in the page's address and in its field alike. */
export interface SettingText<Value> {
  /** Its name in the address. */
  readonly key: string;
  /** What the page calls it. */
  readonly label: string;
  write(value: Value): string;
  /** @throws {InvalidOptionError} for text that is no such value; whether the value is a good one is not looked at */
  read(text: string): Value;
}

/** Every setting; an address has them in this order. */
export const SETTING_TEXTS: { readonly [Name in keyof ExperimentSettings]: SettingText<ExperimentSettings[Name]> } = {
  data: {
    key: "data",
    label: "Data",
    write: (value) => value,
    read: (text) => oneOf<DataName>("Data", text, DATA_NAMES),
  },
  rows: count("rows", "Training rows", 1000),
  validationRows: count("validation", "Validation rows", 500),
  labelNoise: number("noise", "Label noise"),
  hidden: {
    key: "hidden",
    label: "Hidden layers",
    write: (units) => units.join(","),
    read: readUnits,
  },
  rate: number("drop", "Probability to drop"),
  epochs: count("epochs", "Epochs at most", 60),
  patience: {
    key: "patience",
    label: "Patience",
    write: (value) => (value === null ? NONE : String(value)),
    read: (text) => (text.trim() === NONE ? null : readNumber("Patience", text, wholeNumber(8))),
  },
  batchSize: count("batch", "Batch size", 64),
  learningRate: number("learning-rate", "Learning rate"),
  momentum: number("momentum", "Momentum"),
  seed: count("seed", "Seed", 42),
  backends: {
    key: "backends",
    label: "Backends",
    write: (names) => names.join(","),
    read: (text) => {
      const names = new Set(partsOf(text).map((part) => oneOf<BackendName>("Backends", part, BACKEND_NAMES)));
      // One order for one set: the first is what the others are compared with.
      return BACKEND_NAMES.filter((name) => names.has(name));
    },
  },
};

/** Text of a patience that is none. */
const NONE = "none";

/** The names of all settings, in order. */
export const SETTING_NAMES = Object.keys(SETTING_TEXTS) as (keyof ExperimentSettings)[];

/** What to do about units that are none. */
export const UNITS_REMEDY = "Write units with commas, such as 128,64.";

/** What to do about a number that has to be whole. */
export function wholeNumber(example: number): string {
  return `Write a whole number, such as ${example}.`;
}

function number(key: string, label: string): SettingText<number> {
  const remedy = "Write digits, with a point for decimals: 0.05.";
  return { key, label, write: String, read: (text) => readNumber(label, text, remedy) };
}

function count(key: string, label: string, example: number): SettingText<number> {
  return { key, label, write: String, read: (text) => readNumber(label, text, wholeNumber(example)) };
}

/** As people write numbers: no hexadecimal, no separators, no infinity. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function readNumber(subject: string, text: string, remedy: string): number {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return Number(trimmed);
  throw new InvalidOptionError({
    subject,
    rule: trimmed === "" ? "needs a number" : "must be a number",
    ...(trimmed === "" ? {} : { received: trimmed }),
    remedy,
  });
}

function readUnits(text: string): readonly number[] {
  const parts = partsOf(text);
  if (parts.every((part) => NUMBER.test(part))) return parts.map(Number);
  const rule = "must be numbers of units, one for each layer";
  throw new InvalidOptionError({ subject: "Hidden layers", rule, received: text.trim(), remedy: UNITS_REMEDY });
}

function oneOf<Name extends string>(subject: string, text: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === text.trim());
  if (found !== undefined) return found;
  const rule = `must be of ${names.join(", ")}`;
  throw new InvalidOptionError({ subject, rule, received: text });
}

function partsOf(text: string): readonly string[] {
  return text.trim() === "" ? [] : text.split(",").map((part) => part.trim());
}
