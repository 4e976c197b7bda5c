import { InvalidOptionError, planBatches } from "@lockstep/core";
import { requireInteger } from "@lockstep/core/engine";
import { stoppingRule } from "../experiment/stopping-rule.ts";
import { parseCount } from "../options/parse-count.ts";
import { parseNumber } from "../options/parse-number.ts";
import { optimizerOf } from "./optimizer-of.ts";
import { TRAIN_DEFAULTS } from "./train-defaults.ts";
import type { TrainFlags } from "./train-flags.ts";
import type { TrainSettings } from "./train-settings.ts";

/**
 * Checks the flags that need neither the model nor the data. Ranges are core's: each value goes through the function that
 * will take it.
 *
 * @throws {InvalidOptionError} naming the value and what to do.
 */
export function resolveSettings(flags: TrainFlags): TrainSettings {
  const number = (option: string, text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : parseNumber(option, text);
  const settings: TrainSettings = {
    epochs: count("--epochs", flags.epochs, TRAIN_DEFAULTS.epochs, "1 trains on every row once."),
    batchSize: flags.batchSize === undefined ? null : parseNumber("--batch-size", flags.batchSize),
    learningRate: number("--learning-rate", flags.learningRate, TRAIN_DEFAULTS.learningRate),
    momentum: number("--momentum", flags.momentum, TRAIN_DEFAULTS.momentum),
    weightDecay: number("--weight-decay", flags.weightDecay, TRAIN_DEFAULTS.weightDecay),
    clipNorm: flags.clipNorm === undefined ? null : parseNumber("--clip-norm", flags.clipNorm),
    patience: number("--patience", flags.patience, TRAIN_DEFAULTS.patience),
    seed: requireInteger("--seed", number("--seed", flags.seed, TRAIN_DEFAULTS.seed), { min: 0 }),
    threads: count("--threads", flags.threads, TRAIN_DEFAULTS.threads, "1 computes on one processor."),
    rows: flags.rows === undefined ? null : parseCount("--rows", flags.rows, "There must be rows to train on."),
    dimensions: parseDimensions(flags.dimension ?? []),
  };
  planBatches({ rowCount: 1, batchSize: settings.batchSize ?? 1, order: "sequential" });
  optimizerOf(settings);
  stoppingRule("validationLoss", settings.patience);
  return settings;
}

function count(option: string, text: string | undefined, fallback: number, remedy: string): number {
  return text === undefined ? fallback : parseCount(option, text, remedy);
}

function parseDimensions(pairs: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name, length] = splitAtLast(pair);
      if (name === "" || length === undefined) {
        throw new InvalidOptionError({
          subject: "--dimension",
          rule: "must be a name and a length",
          received: pair,
          remedy: "Write it like sequence=128.",
        });
      }
      return [name, parseCount("--dimension", length, "Write it like sequence=128.")] as const;
    }),
  );
}

function splitAtLast(pair: string): readonly [string, string | undefined] {
  const position = pair.lastIndexOf("=");
  return position < 0 ? [pair, undefined] : [pair.slice(0, position), pair.slice(position + 1)];
}
