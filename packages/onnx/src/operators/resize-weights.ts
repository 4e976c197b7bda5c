import { UnsupportedOptionError } from "@lockstep/core";
import { numberAttribute, textAttribute, type Attributes } from "../graph/attribute.ts";
import type { ResizedAxis } from "./resize.ts";

/** What one place of a resized axis is made of: places of the input with their weights. */
export type PlaceWeights = readonly (readonly [place: number, weight: number])[];

const f32 = Math.fround;

/**
 * What each place along a resized axis is made of: resizing is linear, axis by axis.
 *
 * @throws {UnsupportedOptionError} for the mode cubic, for antialias and for a crop.
 */
export function resizeWeights(attributes: Attributes, axis: ResizedAxis): readonly PlaceWeights[] {
  const mode = textAttribute(attributes, "mode", "nearest");
  const transformation = textAttribute(attributes, "coordinate_transformation_mode", "half_pixel");
  if (numberAttribute(attributes, "antialias", 0) !== 0) throw unwritten("antialias", 1, "must be 0");
  return Array.from({ length: axis.resized }, (_, place) => {
    const original = originalPlace(transformation, axis, place);
    if (mode === "nearest") {
      const rounding = textAttribute(attributes, "nearest_mode", "round_prefer_floor");
      return [[clamped(nearest(rounding, original), axis), 1]];
    }
    if (mode !== "linear") throw unwritten("mode", mode, "must be nearest or linear");
    const low = Math.floor(clamped(original, axis));
    const share = f32(clamped(original, axis) - low);
    const high = clamped(low + 1, axis);
    return low === high
      ? [[low, 1]]
      : [
          [low, f32(1 - share)],
          [high, share],
        ];
  });
}

/** Where on the input's axis a place of the output lies, as the runtime computes it, in f32. */
function originalPlace(transformation: string, { length, resized, scale }: ResizedAxis, place: number): number {
  const centred = f32(f32(f32(place + 0.5) / f32(scale)) - 0.5);
  switch (transformation) {
    case "half_pixel":
      return centred;
    case "half_pixel_symmetric": {
      const adjustment = f32(resized / f32(f32(scale) * length));
      return f32(f32((length / 2) * f32(1 - adjustment)) + centred);
    }
    case "pytorch_half_pixel":
      return resized > 1 ? centred : 0;
    case "align_corners":
      return resized > 1 ? f32(f32(place * (length - 1)) / (resized - 1)) : 0;
    case "asymmetric":
      return f32(place / f32(scale));
    default:
      throw unwritten("coordinate_transformation_mode", transformation, "is not written here");
  }
}

function nearest(rounding: string, coordinate: number): number {
  switch (rounding) {
    case "round_prefer_floor":
      return Math.ceil(coordinate - 0.5);
    case "round_prefer_ceil":
      return Math.floor(coordinate + 0.5);
    case "floor":
      return Math.floor(coordinate);
    case "ceil":
      return Math.ceil(coordinate);
    default:
      throw unwritten("nearest_mode", rounding, "is not known");
  }
}

function clamped(coordinate: number, { length }: ResizedAxis): number {
  return Math.min(Math.max(coordinate, 0), length - 1);
}

function unwritten(attribute: string, received: string | number, rule: string): UnsupportedOptionError {
  return new UnsupportedOptionError({ subject: `differentiate: operator Resize: ${attribute}`, rule, received });
}
