/** How many batches rows make, of which the last is kept short or dropped. */
export function batchCount(rows: number, batchSize: number, lastBatch: "keep" | "drop"): number {
  return lastBatch === "keep" ? Math.ceil(rows / batchSize) : Math.floor(rows / batchSize);
}
