import { InvalidOptionError } from "@lockstep/core";

/** A place for files by name. */
export interface CheckpointStore {
  /** Saves a file whole or not at all, in the place of one of that name. */
  save(name: string, bytes: Uint8Array): Promise<void>;
  /** The file, or undefined if there is none. */
  load(name: string): Promise<Uint8Array | undefined>;
  /** Removes a file, if it is there. */
  remove?(name: string): Promise<void>;
  /** The names of all files, sorted. */
  list?(): Promise<readonly string[]>;
}

/**
 * Returns `name` if every store can have a file of that name.
 *
 * @throws {InvalidOptionError} otherwise.
 */
export function requireFileName(subject: string, name: unknown): string {
  if (typeof name === "string" && /^\w[\w.-]{0,99}$/.test(name)) return name;
  throw new InvalidOptionError({
    subject,
    rule: "must be 1 to 100 letters, digits, _, - and ., and not begin with - or .",
    received: name,
    remedy: 'Name it "run-1", say; the store knows the folder.',
  });
}
