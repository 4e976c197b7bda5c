import { DataError } from "@lockstep/core";

/**
 * The text of a file that is to be a table.
 *
 * @throws {DataError} if it is no text: a picture or a spreadsheet, say, or text in another encoding than UTF-8.
 */
export function decodeTable(name: string, bytes: Uint8Array<ArrayBuffer>): string {
  // No text has a zero byte, unless it is in UTF-16.
  if (bytes.includes(0)) throw noText(name, "is no text file, as a table has to be");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw noText(name, "is no text in UTF-8", cause);
  }
}

function noText(name: string, rule: string, cause?: unknown): DataError {
  const remedy = "Pictures and spreadsheets are none: save the table as CSV (UTF-8).";
  return new DataError({ subject: name, rule, remedy, cause });
}
