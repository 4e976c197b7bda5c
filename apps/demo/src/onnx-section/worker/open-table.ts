import { readTableRows } from "lockstep/train";
import { decodeTable } from "../../data/decode-table.ts";
import { csvHead } from "../data/csv-head.ts";
import type { DataSource } from "./data-source.ts";
import type { TableView } from "./onnx-worker-api.ts";

const PREVIEW_ROWS = 5;
const LABEL_NAMES = ["label", "class", "target", "species"];

/** A table that was read. */
export interface OpenedTable {
  readonly view: TableView;
  readonly source: DataSource;
}

/** Opens a CSV file. @throws {DataError} if it is none */
export async function openTable(file: File): Promise<OpenedTable> {
  const { name } = file;
  const bytes = new Uint8Array(await file.arrayBuffer());
  const text = decodeTable(name, bytes);
  const [columns = [], ...rows] = csvHead(text, PREVIEW_ROWS + 1);
  const label = columns.find((column) => LABEL_NAMES.includes(column.toLowerCase())) ?? columns.at(-1) ?? "";
  const read = (wanted: "classes" | "values" | "either", column: string | null): ReturnType<typeof readTableRows> =>
    readTableRows(text, name, { label: column === null ? undefined : [column], wanted });
  // What is wrong with the table as a whole is said at once.
  if (columns.length < 2 || rows.length === 0) read("either", null);
  return {
    view: { name, bytes: bytes.length, columns, rows, label },
    source: {
      load: (loss, column) => ({
        name,
        rows: read(loss === null ? "either" : loss === "cross-entropy" ? "classes" : "values", column),
      }),
    },
  };
}
