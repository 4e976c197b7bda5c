import { ShapeMismatchError } from "@lockstep/core";
import { requireOneOf } from "@lockstep/core/engine";

import type { DataFormat } from "./random-layer-kind.ts";

/** Returns where the channels are; tfjs's own default is last. @throws {InvalidOptionError} for another name */
export function requireDataFormat(maker: string, dataFormat: unknown = "channelsLast"): DataFormat {
  return requireOneOf(`${maker}: dataFormat`, dataFormat, ["channelsLast", "channelsFirst"]);
}

/** Every axis but the rows and the channels. */
export function axesWithinChannels(dataFormat: DataFormat, axisCount: number): readonly number[] {
  const channels = dataFormat === "channelsLast" ? axisCount - 1 : 1;
  return Array.from({ length: axisCount }, (_, axis) => axis).filter((axis) => axis !== 0 && axis !== channels);
}

/** @throws {ShapeMismatchError} unless the activation, rows included, has so many axes */
export function requireAxisCount(maker: string, axisCount: number, expected: number): void {
  if (axisCount === expected) return;
  throw new ShapeMismatchError({
    subject: `${maker}: its input`,
    rule: `must have ${expected} axes, the rows included`,
    received: axisCount,
  });
}

/** Returns `sharedAxes` if the activation has them all. @throws {ShapeMismatchError} otherwise */
export function requireAxesWithin(maker: string, sharedAxes: readonly number[], axisCount: number): readonly number[] {
  const stranger = sharedAxes.find((axis) => axis >= axisCount);
  if (stranger === undefined) return sharedAxes;
  throw new ShapeMismatchError({
    subject: `${maker}: shared axis ${stranger}`,
    rule: "must be one of its input's axes, of which 0 is the rows",
    received: `${axisCount} axes`,
    remedy: "Count axes on the whole batch, from 0.",
  });
}
