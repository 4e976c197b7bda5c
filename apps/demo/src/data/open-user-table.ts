import { DataError } from "@lockstep/core";
import type { TablePool } from "lockstep/experiment";
import type { CsvFile } from "./experiment-data.ts";
import { decodeTable } from "./decode-table.ts";
import { tableHeader, type TableHeader } from "./table-header.ts";
import { noTable, readUserTable } from "./user-table.ts";

/** Every backend's worker reads the table by itself, and needs some ten times its size for that. */
const MOST_MEGABYTES = 20;

/** A user's table, and what its first line says. */
export type UserTable = TablePool & TableHeader;

/**
 * The user's own file as a table.
 *
 * @throws {DataError} if none was chosen, if it is too large or cannot be read, or as {@link readUserTable}.
 */
export async function openUserTable(csv: CsvFile | null): Promise<UserTable> {
  if (csv === null) throw noTable();
  const { name, content } = csv;
  if (isTooLarge(content)) {
    throw new DataError({
      subject: name,
      rule: `must have at most ${MOST_MEGABYTES} MB, and has ${Math.ceil(content.size / 1e6)}`,
      remedy: "Leave out rows: some thousands show as much.",
    });
  }
  const text = decodeTable(name, await bytesOf(name, content));
  return { ...readUserTable({ name, text }), ...tableHeader(text) };
}

/** The chosen file as it is now: what it becomes on the disk does not matter to a run. */
export async function csvFileOf(file: File): Promise<CsvFile> {
  // One that is refused need not be copied.
  if (isTooLarge(file)) return { name: file.name, content: file };
  const copy = await file.arrayBuffer().catch(() => null);
  return { name: file.name, content: copy === null ? file : new Blob([copy]) };
}

function isTooLarge({ size }: Blob): boolean {
  return size > MOST_MEGABYTES * 1e6;
}

async function bytesOf(name: string, content: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await content.arrayBuffer());
  } catch (cause) {
    const remedy = "It may have been moved or changed: choose it again.";
    throw new DataError({ subject: name, rule: "could not be read", remedy, cause }, "MISSING_DATA");
  }
}
