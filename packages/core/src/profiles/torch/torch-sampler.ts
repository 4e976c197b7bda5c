import { requireInteger } from "../../errors/check-option.ts";
import { InvalidOptionError } from "../../errors/lockstep-error.ts";
import { TorchGenerator } from "./torch-generator.ts";

/** Which rows an epoch visits, and in which order: what `torch.utils.data.Sampler` is in PyTorch. */
export interface TorchSampler {
  /** Rows of an epoch. */
  readonly length: number;
  /**
   * Row numbers of one more epoch. It draws when the first row is asked for, and what else it has to draw when rows are
   * used up, as PyTorch's samplers do: who breaks off leaves the generator where PyTorch would.
   */
  rows(): IterableIterator<number>;
}

/** Orders are kept as 32-bit indices. */
const MOST_ROWS = 2 ** 32 - 1;

/** Returns `count` if it is a number of rows that an order can have. */
export function requireRows(subject: string, count: unknown): number {
  return requireInteger(subject, count, { min: 1, max: MOST_ROWS });
}

/** Returns `generator` if it is one. */
export function requireGenerator(subject: string, generator: unknown): TorchGenerator {
  if (generator instanceof TorchGenerator) return generator;
  throw new InvalidOptionError({
    subject,
    rule: "must be a TorchGenerator",
    received: generator,
    remedy: "Where PyTorch takes its global generator by itself, pass the one that stands for it.",
  });
}

/** Returns `list` if it is a list. */
export function requireList<Item>(subject: string, list: readonly Item[]): readonly Item[] {
  if (Array.isArray(list)) return list;
  throw new InvalidOptionError({ subject, rule: "must be a list", received: list });
}

/** Names that people bring along from PyTorch's constructors. */
export const SAMPLER_HINTS: Readonly<Record<string, string>> = {
  data_source: "Pass rowCount, the number of rows.",
  dataset: "Pass rowCount, the number of rows.",
  num_samples: "Name it numSamples.",
  num_replicas: "Name it replicas.",
  drop_last: "Name it dropLast.",
  batch_size: "Name it batchSize.",
};
