import { InvalidOptionError } from "../errors/lockstep-error.ts";

/**
 * Checks that a reader was given a file's bytes: `fetch` and `Blob` give an `ArrayBuffer`, which is none.
 *
 * @throws {InvalidOptionError} naming the file.
 */
export function requireBytes(bytes: unknown, name: string): void {
  if (bytes instanceof Uint8Array) return;
  throw new InvalidOptionError({
    subject: name,
    rule: "must be bytes, a Uint8Array",
    received: bytes,
    remedy: "Pass new Uint8Array(buffer).",
  });
}
