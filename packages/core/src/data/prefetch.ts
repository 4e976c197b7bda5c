import { requireInteger } from "../errors/check-option.ts";
import { closedError, type BatchReader, type BatchReaderState, type ReadBatch } from "./batch-reader.ts";

/** A batch that was read ahead, and where the reader stood after it. */
interface Ahead {
  readonly batch: ReadBatch | undefined;
  readonly state: BatchReaderState;
}

/**
 * A reader that reads up to `depth` batches ahead of those it has handed out, so that reading goes on while a step is
 * computed. Batches, their order and errors stay in their places, and `state()` tells of what was handed out, not of what
 * was read ahead: a run that is resumed from it misses nothing. Nothing is read before the first batch is asked for.
 *
 * @param depth at least 1: so many batches may wait in memory.
 * @throws {InvalidOptionError} if `depth` is no such integer. The reader's `next` rejects with a {DataError} once it has been
 * closed, and otherwise as that of the reader below.
 * @example
 * const plan = planBatches({ rowCount: data.rowCount, batchSize: 32, seed: 1 });
 * const reader = prefetch(readBatches(data, plan, { epoch: 0 }), 2);
 * await reader.next();
 * reader.state().batch; // 1
 */
export function prefetch(reader: BatchReader, depth: number): BatchReader {
  requireInteger("prefetch: depth", depth, { min: 1 });
  const ahead: Promise<Ahead>[] = [];
  let tail: Promise<unknown> = Promise.resolve();
  let handedOut = reader.state();
  let finished = false;
  let closed = false;

  async function readOne(): Promise<Ahead> {
    const batch = await reader.next();
    finished ||= batch === undefined;
    return { batch, state: reader.state() };
  }

  /** Reads one more batch after those that are under way. A failure waits for its turn to be handed out. */
  function readAhead(): void {
    const entry = tail.then(readOne);
    tail = entry.catch(() => {
      finished = true;
    });
    ahead.push(entry);
  }

  return {
    batchesPerEpoch: reader.batchesPerEpoch,
    async next() {
      if (closed) throw closedError();
      if (ahead.length === 0) readAhead();
      const entry = ahead.shift()!;
      while (ahead.length < depth && !finished) readAhead();
      const { batch, state } = await entry;
      handedOut = state;
      return batch;
    },
    state: () => handedOut,
    async close() {
      closed = true;
      ahead.length = 0;
      await reader.close();
    },
  };
}
