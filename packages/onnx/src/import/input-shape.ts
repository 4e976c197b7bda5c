import { InvalidOptionError, UnsupportedOptionError } from "@lockstep/core";
import { requireInteger } from "@lockstep/core/engine";
import type { FileDimension, FileValue } from "../model-file/file-value.ts";

/** Lengths of an input's axes as far as the file and the caller tell. */
export interface InputShape {
  /** The batch's length, if the file fixes it. */
  readonly fixedRows: number | undefined;
  /** Of one row. */
  readonly rowShape: readonly number[];
}

/**
 * The shape of the data input. The first axis is the rows, whatever the file calls it.
 *
 * @param dimensions lengths of the axes that the file only names.
 * @throws {UnsupportedOptionError} if there is no axis for the rows.
 * @throws {InvalidOptionError} if another axis has no length.
 */
export function inputShape(
  subject: string,
  { name, dims }: FileValue,
  dimensions: Readonly<Record<string, number>> = {},
): InputShape {
  const [rows, ...rest] = dims ?? [];
  if (dims === undefined || dims.length === 0) {
    throw new UnsupportedOptionError({
      subject: `${subject}: input ${name}`,
      rule: "must have a shape whose first axis is the batch",
      received: dims,
      remedy: "Export the model with the shapes of its inputs.",
    });
  }
  return {
    fixedRows: typeof rows === "number" ? rows : undefined,
    rowShape: rest.map((dim, axis) => lengthOf(subject, name, dim, axis + 1, dimensions)),
  };
}

/** @throws {InvalidOptionError} if `dimensions` is no object of lengths, or a name in it is of no axis */
export function requireDimensions(
  subject: string,
  inputs: readonly FileValue[],
  dimensions: Readonly<Record<string, number>> = {},
): void {
  if (typeof dimensions !== "object" || dimensions === null) {
    throw new InvalidOptionError({
      subject: `${subject}: dimensions`,
      rule: "must be an object of lengths by the names of axes",
      received: dimensions,
    });
  }
  for (const [name, length] of Object.entries(dimensions)) {
    requireInteger(`${subject}: dimensions.${name}`, length, { min: 1 });
  }
  const named = inputs.flatMap(({ dims = [] }) => dims.filter((dim) => typeof dim === "string"));
  const unknown = Object.keys(dimensions).find((dimension) => !named.includes(dimension));
  if (unknown === undefined) return;
  throw new InvalidOptionError({
    subject: `${subject}: dimensions`,
    rule: "must name axes of the inputs",
    received: unknown,
    remedy: `Their names: ${[...new Set(named)].join(", ") || "none"}.`,
  });
}

function lengthOf(
  subject: string,
  input: string,
  dim: FileDimension,
  axis: number,
  dimensions: Readonly<Record<string, number>>,
): number {
  const length = typeof dim === "string" ? dimensions[dim] : dim;
  if (Number.isSafeInteger(length) && length! > 0) return length!;
  throw new InvalidOptionError({
    subject: `${subject}: axis ${axis} of input ${input}${typeof dim === "string" ? ` ("${dim}")` : ""}`,
    rule: "needs a length: only the batch may vary from step to step",
    received: length,
    remedy:
      typeof dim === "string"
        ? `Pass dimensions: { ${JSON.stringify(dim)}: 128 } with the length of your data.`
        : "Export the model with a name or a length for that axis.",
  });
}
