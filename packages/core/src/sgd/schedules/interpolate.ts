import { cosInDouble } from "../../numeric/cos-in-double.ts";

const PI = 3.141592653589793;

/** From `start` (at weight 0) to `end` (at weight 1), both of which it meets exactly. */
export function interpolate(start: number, end: number, weight: number): number {
  return (1 - weight) * start + weight * end;
}

/** How far half a wave has come when its time has come so far: (1 - cos(π · progress)) / 2. */
export function cosineWeight(progress: number): number {
  return (1 - cosInDouble(PI * progress)) / 2;
}
