import { DataError, InvalidOptionError } from "../errors/lockstep-error.ts";
import { holdRow, type HeldRow, type RowFormat, type StreamRow } from "./stream-row.ts";

/** Rows in a fixed order, each given once. */
export type RowSource = Iterable<StreamRow> | AsyncIterable<StreamRow>;

/** How rows are had from the beginning or from somewhere else. */
export interface RowOpeners {
  /** Opens the rows at the first. */
  readonly open: () => RowSource | Promise<RowSource>;
  /** Opens them at the row of that ordinal. @default none: the rows before it are read and dropped */
  readonly openAt?: (ordinal: number) => RowSource | Promise<RowSource>;
}

/** Checked rows of an open source. */
export interface RowCursor {
  /** The next row; undefined after the last. */
  next(): Promise<HeldRow | undefined>;
  /** Ordinal of the row that {@link next} gives. */
  ordinal(): number;
  /** Calls the iterator's `return`, once. */
  close(): Promise<void>;
}

/**
 * Opens a source at a row: by `openAt`, or by reading and dropping the rows before it. The iterator's `return` is called
 * exactly once in every case (the end, an error, a close), so that a source can free what it holds in one place.
 *
 * @throws {DataError} naming the row's ordinal, with the source's own error as its cause.
 */
export async function openRows(openers: RowOpeners, first: number, format: RowFormat): Promise<RowCursor> {
  const jumps = openers.openAt !== undefined && first > 0;
  const iterator = iteratorOf(
    await settle("the stream", "could not be opened", () => (jumps ? openers.openAt(first) : openers.open())),
  );
  let ordinal = jumps ? first : 0;
  let finished = false;

  async function finish(): Promise<void> {
    if (finished) return;
    finished = true;
    await settle("the stream", "could not be closed", () => iterator.return?.());
  }

  async function read(): Promise<StreamRow | undefined> {
    const result = await settle(`row ${ordinal} of the stream`, "could not be read", () => iterator.next());
    if (result.done === true) return undefined;
    ordinal += 1;
    return result.value;
  }

  /** Whatever fails, the source is let go of, and its own complaint about that must not hide the first error. */
  async function guarded<Value>(action: () => Promise<Value>): Promise<Value> {
    try {
      return await action();
    } catch (error) {
      await finish().catch(() => undefined);
      throw error;
    }
  }

  await guarded(async () => {
    while (ordinal < first && (await read()) !== undefined);
  });
  return {
    next: () =>
      guarded(async () => {
        if (finished) return undefined;
        const row = await read();
        if (row !== undefined) return holdRow(row, ordinal - 1, format);
        await finish();
        return undefined;
      }),
    ordinal: () => ordinal,
    close: finish,
  };
}

function iteratorOf(source: RowSource): Iterator<StreamRow> | AsyncIterator<StreamRow> {
  if (typeof source === "object" && source !== null) {
    if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
    if (Symbol.iterator in source) return source[Symbol.iterator]();
  }
  throw new InvalidOptionError({
    subject: "streamDataset: open",
    rule: "must return something that can be iterated",
    received: source,
    remedy: "Write it as a generator: async function* () { yield { input, target }; }.",
  });
}

/** Does what the source does, and turns what it throws into an error that says where. */
async function settle<Value>(subject: string, rule: string, action: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await action();
  } catch (cause) {
    throw new DataError({ subject, rule, received: cause instanceof Error ? cause.message : cause, cause });
  }
}
