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
  rows: number("rows", "Training rows"),
  validationRows: number("validation", "Validation rows"),
  labelNoise: number("noise", "Label noise"),
  hidden: {
    key: "hidden",
    label: "Hidden layers",
    write: (units) => units.join(","),
    read: (text) => partsOf(text).map((part) => readNumber("Hidden layers", part)),
  },
  rate: number("drop", "Probability to drop"),
  epochs: number("epochs", "Epochs at most"),
  patience: {
    key: "patience",
    label: "Patience",
    write: (value) => (value === null ? NONE : String(value)),
    read: (text) => (text.trim() === NONE ? null : readNumber("Patience", text)),
  },
  batchSize: number("batch", "Batch size"),
  learningRate: number("learning-rate", "Learning rate"),
  momentum: number("momentum", "Momentum"),
  seed: number("seed", "Seed"),
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

function number(key: string, label: string): SettingText<number> {
  return { key, label, write: String, read: (text) => readNumber(label, text) };
}

/** As people write numbers: no hexadecimal, no separators, no infinity. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function readNumber(subject: string, text: string): number {
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return Number(trimmed);
  throw new InvalidOptionError({
    subject,
    rule: trimmed === "" ? "needs a number" : "must be a number",
    ...(trimmed === "" ? {} : { received: trimmed }),
    remedy: "Write digits, with a point for decimals: 0.05.",
  });
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
