import type { BatchReader } from "../data/batch-reader.ts";
import { prefetch } from "../data/prefetch.ts";
import { readBatches } from "../data/read-batches.ts";
import type { FitSettings } from "./resolve-fit-options.ts";
import { isStream } from "./require-trainable.ts";
import type { Run } from "./run.ts";

/** Opens the run's epoch where the run stands, wherever its rows come from. Nothing is read before the first batch. */
export function readEpoch(settings: FitSettings, run: Run): BatchReader {
  const reader = openEpoch(settings, run);
  return settings.prefetch === 0 ? reader : prefetch(reader, settings.prefetch);
}

function openEpoch({ data, batchSize, lastBatch, seed, batchesPerEpoch }: FitSettings, run: Run): BatchReader {
  const { epoch, randomness } = run;
  const from = { epoch, batch: run.batch, row: run.row };
  if (isStream(data)) {
    return data.openEpoch({ epoch, batchSize, lastBatch, from, ...(seed === undefined ? {} : { seed }) });
  }
  return readBatches(
    data,
    { batchesPerEpoch: batchesPerEpoch!, rows: (_, batch) => randomness.rows(epoch, batch) },
    { epoch, from },
  );
}
