import { multiplyDimensions } from "../graph/dimension-arithmetic.ts";
import { misfit, requiredInput, type InferenceRule } from "./operator-call.ts";

/** `Tile(x, repeats)`: x, so many times along each axis. */
export const inferTile: InferenceRule = (call) => {
  const { elementType, shape } = requiredInput(call, 0);
  const repeats = requiredInput(call, 1).contents;
  if (repeats?.length !== shape.length) throw misfit(call, "needs a number for each axis that is known beforehand");
  const tiled = shape.map((length, axis) => multiplyDimensions([length, repeats[axis]!]));
  if (tiled.includes(undefined)) throw misfit(call, "would multiply the rows by themselves");
  return { elementType, shape: tiled.map((length) => length!) };
};
