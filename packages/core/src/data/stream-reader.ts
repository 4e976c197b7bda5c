import { CheckpointMismatchError, DataError } from "../errors/lockstep-error.ts";
import { batchCount } from "./batch-count.ts";
import type { LastBatch } from "./batch-plan.ts";
import { closedError, startingState, type BatchReader, type BatchReaderState, type ReadBatch } from "./batch-reader.ts";
import { openRows, type RowCursor, type RowOpeners } from "./row-source.ts";
import { shardSpan, type Shard } from "./shard.ts";
import { stackRows, type HeldRow, type RowFormat } from "./stream-row.ts";
import { shuffleWindow } from "./window-shuffle.ts";

/** A stream and how one epoch of it is read; all of it has been checked. */
export interface StreamEpoch extends RowFormat {
  readonly openers: RowOpeners;
  readonly rowCount: number | undefined;
  readonly window: number;
  readonly seed: number | bigint;
  readonly epoch: number;
  readonly batchSize: number;
  readonly lastBatch: LastBatch;
  readonly shard: Shard;
  readonly from: BatchReaderState | undefined;
}

/** The window that is being handed out: its rows so far as they have not been, and where each of them stands. */
interface OpenWindow {
  readonly start: number;
  readonly rows: (HeldRow | undefined)[];
  /** Whether the stream ended within it. */
  readonly last: boolean;
  readonly rowAt: (place: number) => number;
}

/** The batches of one epoch of a stream. At most one window and one batch of rows are in memory. */
export function readStream(stream: StreamEpoch): BatchReader {
  const { openers, rowCount, window, seed, epoch, batchSize, lastBatch, shard } = stream;
  let state = startingState(epoch, stream.from);
  let cursor: RowCursor | undefined;
  let open: OpenWindow | undefined;
  let position = state.row;
  let closed = false;
  let failure: unknown;
  let turn: Promise<unknown> = Promise.resolve();

  async function cursorAt(first: number): Promise<RowCursor> {
    cursor ??= await openRows(openers, first, stream);
    // Closed while the source was being opened: nobody else knows of it.
    if (closed) await cursor.close();
    return cursor;
  }

  /** Reads the window at the current position, as far as the stream goes. */
  async function openWindow(): Promise<OpenWindow> {
    const { start, size, placement } = shuffleWindow({ seed, epoch, window, position });
    const source = await cursorAt(start);
    const rows: HeldRow[] = [];
    while (rows.length < size) {
      const row = await source.next();
      if (row === undefined) break;
      if (source.ordinal() > (rowCount ?? Infinity)) throw wrongLength(`more than ${rowCount} rows`);
      rows.push(row);
    }
    const last = rows.length < size;
    if (last) requireEnd(source.ordinal());
    return { start, rows, last, rowAt: placement(Math.max(1, rows.length)) };
  }

  async function nextRow(): Promise<HeldRow | undefined> {
    if (open === undefined || (position === open.start + open.rows.length && !open.last)) open = await openWindow();
    const place = position - open.start;
    if (place === open.rows.length) return undefined;
    position += 1;
    const index = open.rowAt(place);
    const row = open.rows[index];
    open.rows[index] = undefined;
    return row;
  }

  async function nextBatch(): Promise<ReadBatch | undefined> {
    const rows: HeldRow[] = [];
    while (rows.length < batchSize) {
      const row = await nextRow();
      if (closed) throw closedError();
      if (row === undefined) break;
      rows.push(row);
    }
    if (rows.length === 0 || (rows.length < batchSize && lastBatch === "drop")) {
      if (state.batch === 0) throw tooShort(rows.length);
      return undefined;
    }
    state = { epoch, batch: state.batch + 1, row: position };
    const span = shardSpan(shard, rows.length);
    return { ...stackRows(rows.slice(span.firstRow, span.firstRow + span.rows), stream), firstRow: span.firstRow };
  }

  async function serve(): Promise<ReadBatch | undefined> {
    if (closed) throw closedError();
    if (failure !== undefined) throw failure;
    try {
      return await nextBatch();
    } catch (error) {
      if (closed) throw closedError();
      failure = error;
      await cursor?.close().catch(() => undefined);
      throw error;
    }
  }

  /** Checks the end of a stream that gave so many rows. */
  function requireEnd(found: number): void {
    if (rowCount !== undefined && found !== rowCount) throw wrongLength(`${found} rows`);
    if (found >= position) return;
    throw new CheckpointMismatchError({
      subject: "from",
      rule: `must lie within the ${found} rows of the stream`,
      received: stream.from,
      remedy: "The stream has become shorter since the state was saved.",
    });
  }

  function wrongLength(received: string): DataError {
    return new DataError({ subject: "the stream", rule: `must give its ${rowCount} rows`, received });
  }

  function tooShort(found: number): DataError {
    return new DataError({
      subject: "the stream",
      rule: found === 0 ? "must give at least one row" : `must fill a batch of ${batchSize} rows`,
      received: `${found} rows`,
      ...(found === 0 ? {} : { remedy: 'Use a smaller batchSize, or lastBatch: "keep".' }),
    });
  }

  return {
    batchesPerEpoch: rowCount === undefined ? undefined : batchCount(rowCount, batchSize, lastBatch),
    next() {
      const served = turn.then(serve);
      turn = served.catch(() => undefined);
      return served;
    },
    state: () => state,
    async close() {
      closed = true;
      open = undefined;
      await cursor?.close();
    },
  };
}
