import { InvalidOptionError, UnsupportedOptionError, type CheckEvery, type Monitor } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";
import type { Logs } from "@tensorflow/tfjs-layers";

import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { TrainingParams } from "./training-callback.ts";

/** Core's metrics by the names of tfjs's logs. tfjs calls the metric that one compiles as "accuracy" `acc`. */
const LOG_NAMES: Readonly<Record<string, Monitor>> = {
  loss: "trainingLoss",
  val_loss: "validationLoss",
  val_acc: "validationAccuracy",
  val_accuracy: "validationAccuracy",
};
const ACCURACIES = ["acc", "accuracy", "binaryAccuracy", "categoricalAccuracy", "sparseCategoricalAccuracy"] as const;

/** Core's name of a monitor that may be called as in tfjs: `val_loss` is `validationLoss`, `val_auc` is `others.val_auc`. */
export function coreMonitor(monitor: unknown): Monitor {
  if (typeof monitor !== "string" || monitor === "") return monitor as Monitor;
  const known = Object.hasOwn(LOG_NAMES, monitor) ? LOG_NAMES[monitor] : undefined;
  const isCore = monitor.startsWith("others.") || Object.values(LOG_NAMES).includes(monitor as Monitor);
  return known ?? (isCore ? (monitor as Monitor) : `others.${monitor}`);
}

/** The entry of tfjs's logs that a rule watches. */
export class MonitoredLog {
  readonly #subject: string;
  readonly #asked: string;
  /** Whether the value may be one that another callback puts into the logs. */
  readonly #mayAppear: boolean;
  #name: string | undefined;

  /**
   * @param subject what messages call the rule.
   * @param asked the monitor as the user named it.
   * @param rule its options in core's names.
   * @throws {UnsupportedOptionError} if it checks by steps, where tfjs measures nothing.
   */
  constructor(subject: string, asked: string, rule: { readonly checkEvery: CheckEvery }) {
    this.#subject = subject;
    this.#asked = asked;
    this.#mayAppear = asked.startsWith("others.");
    if ("epochs" in rule.checkEvery) return;
    throw new UnsupportedOptionError({
      subject: `${subject}: checkEvery`,
      rule: "must count epochs, since tfjs measures only at their ends",
      received: rule.checkEvery,
      remedy: "Make epochs shorter: fitDataset takes batchesPerEpoch. Lockstep's own fit checks by steps.",
    });
  }

  /**
   * Finds the entry before training.
   *
   * @throws {InvalidOptionError} naming what there is, if it will not be there.
   */
  begin({ metrics }: TrainingParams): void {
    this.#name = metrics === undefined ? undefined : this.#find(metrics);
    if (this.#name === undefined && metrics !== undefined && !this.#mayAppear) this.#refuse(metrics);
  }

  /**
   * The value of an epoch.
   *
   * @throws {InvalidOptionError} naming what there is, if it is not there.
   */
  async read(logs: Logs): Promise<number> {
    this.#name ??= this.#find(Object.keys(logs)) ?? this.#refuse(Object.keys(logs));
    return (await readLog(logs, this.#name)) ?? this.#refuse(Object.keys(logs));
  }

  #find(names: readonly string[]): string | undefined {
    const asked = this.#asked.replace(/^others\./, "");
    if (names.includes(asked)) return asked;
    const found = aliasesOf(asked).filter((name) => names.includes(name));
    // Of two accuracies neither can be meant.
    return found.length === 1 ? found[0] : undefined;
  }

  #refuse(names: readonly string[]): never {
    const validates = names.some((name) => name.startsWith("val_"));
    const wantsValidation = /^val(_|idation)/.test(this.#asked);
    const remedy =
      wantsValidation && !validates
        ? "Give fit validationData or validationSplit, or monitor a metric of training."
        : `Compile the model with that metric; one that another callback puts into the logs is named "others.<name>".`;
    requireOneOf(`${this.#subject}: monitor`, this.#asked, names, remedy);
    throw new InvalidOptionError({
      subject: `${this.#subject}: ${this.#asked}`,
      rule: "must be a number at the end of every epoch",
      received: undefined,
      remedy: "Put it into the logs in every epoch.",
    });
  }
}

/** What tfjs may call a metric of core's, or the one that it was told to compile as "accuracy". */
function aliasesOf(asked: string): readonly string[] {
  if (asked === "trainingLoss") return ["loss"];
  if (asked === "validationLoss") return ["val_loss"];
  if (asked === "validationAccuracy") return ACCURACIES.map((name) => `val_${name}`);
  return /(^|_)accuracy$/.test(asked) ? [asked.replace(/accuracy$/, "acc")] : [];
}

/** An entry of the logs as a number; tfjs may leave a tensor there, which stays for `history`. */
export async function readLog(logs: Logs, name: string): Promise<number | undefined> {
  const value = (logs as Readonly<Record<string, number | DeviceTensor | undefined>>)[name];
  return typeof value === "object" ? (await value.data())[0] : value;
}
