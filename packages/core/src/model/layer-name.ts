import { InvalidOptionError } from "../errors/lockstep-error.ts";

/** What PyTorch's module names are made of, and paths of them. */
const PATH = /^[\w-]+(\.[\w-]+)*$/;

/**
 * Checks a layer's name.
 *
 * @throws {InvalidOptionError} unless it is letters, digits, _ and -, in parts that a dot joins.
 */
export function requireLayerName(subject: string, name: unknown): string {
  if (typeof name === "string" && PATH.test(name)) return name;
  throw new InvalidOptionError({
    subject: `${subject}: name`,
    rule: "must be letters, digits, _ and -, in parts joined by dots",
    received: name,
    remedy: 'Write "conv1" or "layer1.0.conv1", say.',
  });
}
