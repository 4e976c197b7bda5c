import { InvalidOptionError } from "../errors/lockstep-error.ts";
import type { DropoutMask } from "./dropout-mask.ts";

const SOURCES: readonly unknown[] = ["addressed", "explicit", "noise"];

/** Checks that something is a mask at all. @throws {InvalidOptionError} if it is none */
export function requireMask(mask: unknown): asserts mask is DropoutMask {
  if (typeof mask === "object" && mask !== null && "source" in mask && SOURCES.includes(mask.source)) return;
  throw new InvalidOptionError({
    subject: "mask",
    rule: "must be a dropout mask",
    received: mask,
    remedy: "Make one with dropoutMask or maskOfSite.",
  });
}
