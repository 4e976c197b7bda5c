import { availableParallelism } from "node:os";
import { InvalidOptionError, noisyLabels, planBatches, sgd, type MetricName } from "@lockstep/core";
import type { DataPool } from "../experiment/data-pool.ts";
import { loadData } from "../data/load-data.ts";
import { locateData } from "../data/locate-data.ts";
import { ENGINE_NAMES, gpuHint, type EngineName } from "../engines.ts";
import { parseCount } from "../options/parse-count.ts";
import { parseList } from "../options/parse-list.ts";
import { parseNumber } from "../options/parse-number.ts";
import { parseSeeds } from "../options/parse-seeds.ts";
import { parseSet } from "../options/parse-set.ts";
import { requireOneOf } from "@lockstep/core/engine";
import { stoppingRule } from "../experiment/stopping-rule.ts";
import { DEFAULTS, QUICK_DEFAULTS, SHARED_DEFAULTS, type TableDefaults } from "./compare-defaults.ts";
import type { CompareFlags } from "./compare-flags.ts";
import type { CompareOptions, TrainingOptions } from "./compare-options.ts";
import { rejectIdleFlags } from "./reject-idle-flags.ts";
import { requireTrainable } from "./require-trainable.ts";
import { resolveFiles } from "./resolve-files.ts";
import { resolveSizes } from "./resolve-sizes.ts";

/**
 * Checks every flag, and the data they are for, before any work. Ranges are core's: each value goes through the function
 * that will take it.
 *
 * @throws {LockstepError} naming the value and what to do.
 */
export function resolveOptions(flags: CompareFlags): CompareOptions {
  rejectKeepProb(flags.keepProb);
  const defaults = flags.quick === true ? QUICK_DEFAULTS : DEFAULTS;
  const only = flags.only === undefined ? null : requireOneOf("--only", flags.only, ["remedies", "engines"]);
  if (only !== null) rejectIdleFlags(flags, only);
  const seeds = parseSeeds("--seeds", flags.seeds ?? defaults.seeds);
  const engines = parseEngines(flags.engines ?? SHARED_DEFAULTS.engines);
  const engine = parseEngine("--remedies-engine", flags.remediesEngine ?? SHARED_DEFAULTS.remediesEngine);
  const jobs =
    flags.jobs === undefined
      ? availableParallelism()
      : parseCount("--jobs", flags.jobs, "1 trains one run after the other.");
  const shared = parseShared(flags);
  // A part that is left out is not resolved: its defaults must not stand in the way of the other.
  const remediesLengths = only === "engines" ? null : parseLengths(flags, defaults.remedies);
  const agreementLengths = only === "remedies" ? null : parseLengths(flags, defaults.agreement);
  const files = resolveFiles(flags, only);

  const source = locateData(flags.data ?? SHARED_DEFAULTS.data, flags.dataDir);
  const pool = loadData(source);
  const training = (table: "remedies" | "agreement", lengths: Lengths): TrainingOptions => {
    const { testRows } = defaults;
    const requested = { ...requestedRows(flags, pool, defaults[table]), test: testRows };
    const resolved = { ...lengths, ...shared, sizes: resolveSizes(pool, requested, seeds[0]!) };
    requireTrainable(pool, resolved);
    return resolved;
  };
  const { name, features, classes, scaling } = pool;
  return {
    dataset: { name, source, features, classes, scaling },
    remedies:
      remediesLengths === null
        ? null
        : {
            engine,
            seeds,
            labelNoise: parseLabelNoise(flags.labelNoise, pool.classes),
            training: training("remedies", remediesLengths),
          },
    agreement:
      agreementLengths === null
        ? null
        : { engines, seed: seeds[0]!, training: training("agreement", agreementLengths) },
    jobs,
    ...files,
  };
}

type Shared = Pick<TrainingOptions, "batchSize" | "learningRate" | "momentum" | "rate" | "monitor">;

function parseShared(flags: CompareFlags): Shared {
  const number = (option: string, text: string | undefined, fallback: number): number =>
    text === undefined ? fallback : parseNumber(option, text);
  const batchSize = number("--batch-size", flags.batchSize, SHARED_DEFAULTS.batchSize);
  const learningRate = number("--learning-rate", flags.learningRate, SHARED_DEFAULTS.learningRate);
  const momentum = number("--momentum", flags.momentum, SHARED_DEFAULTS.momentum);
  const rate = number("--rate", flags.rate, SHARED_DEFAULTS.rate);
  const monitor = (flags.monitor ?? SHARED_DEFAULTS.monitor) as MetricName;
  planBatches({ rowCount: 1, batchSize, order: "sequential" });
  sgd({ learningRate, momentum });
  return { batchSize, learningRate, momentum, rate, monitor };
}

type Lengths = Pick<TrainingOptions, "hidden" | "epochs" | "patience">;

function parseLengths(flags: CompareFlags, defaults: TableDefaults): Lengths {
  const hidden = flags.hidden === undefined ? defaults.hidden : parseHidden(flags.hidden);
  const epochs =
    flags.epochs === undefined ? defaults.epochs : parseCount("--epochs", flags.epochs, "1 trains on every row once.");
  const patience = flags.patience === undefined ? defaults.patience : parseNumber("--patience", flags.patience);
  stoppingRule((flags.monitor ?? SHARED_DEFAULTS.monitor) as MetricName, patience);
  return { hidden, epochs, patience };
}

/** The same width may come several times, so this is no list of different names. */
function parseHidden(text: string): readonly number[] {
  return parseList("--hidden", text, "256,256").map((units) =>
    parseCount("--hidden", units, "Write it like 256,256: units of each layer."),
  );
}

function parseEngine(option: string, name: string): EngineName {
  return requireOneOf(option, name, ENGINE_NAMES, gpuHint(name));
}

/** The reference first, since the others are compared with it. */
function parseEngines(text: string): readonly EngineName[] {
  const names = parseSet("--engines", text, SHARED_DEFAULTS.engines).map((name) => parseEngine("--engines", name));
  return names.includes("reference") ? ["reference", ...names.filter((name) => name !== "reference")] : names;
}

function parseLabelNoise(text: string | undefined, classes: number): number {
  const rate = text === undefined ? SHARED_DEFAULTS.labelNoise : parseNumber("--label-noise", text);
  noisyLabels(Int32Array.of(), { rate, classes, seed: 0 });
  return rate;
}

/** A source without test rows of its own is split by shares unless the flags say otherwise. */
function requestedRows(
  flags: CompareFlags,
  pool: DataPool,
  defaults: TableDefaults,
): { readonly training: number | null; readonly validation: number | null } {
  const rows = (option: string, text: string | undefined, fallback: number): number | null => {
    if (text !== undefined) return parseCount(option, text, "There must be rows to train on and rows to measure.");
    return pool.testRows === undefined ? null : fallback;
  };
  return {
    training: rows("--rows", flags.rows, defaults.rows),
    validation: rows("--validation-rows", flags.validationRows, defaults.validationRows),
  };
}

function rejectKeepProb(text: string | undefined): void {
  if (text === undefined) return;
  const rate = Number((1 - Number(text)).toPrecision(12));
  throw new InvalidOptionError(
    {
      subject: "--keep-prob",
      rule: "is not an option",
      received: text,
      remedy: `--rate is the probability to drop, rate = 1 - keepProb${rate >= 0 && rate <= 1 ? `: use --rate ${rate}` : ""}.`,
    },
    "UNKNOWN_OPTION",
  );
}
