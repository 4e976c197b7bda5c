import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { DataError } from "@lockstep/core";

/** The bytes of a file. @throws {DataError} `MISSING_DATA` if it cannot be read */
export function readDataFile(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (cause) {
    const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    throw new DataError(
      {
        subject: basename(path),
        rule: `${missing ? "was not found" : "cannot be read"} at ${resolve(path)}`,
        remedy: missing
          ? "Check the path."
          : "Check that it is a file, that it may be read and that it is not too large.",
        cause,
      },
      "MISSING_DATA",
    );
  }
}
