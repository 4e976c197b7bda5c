import { describe, expect, it } from "vitest";
import { expInDouble } from "./exp.ts";
import { normalQuantile } from "./normal-quantile.ts";

const STEP = 2 ** -24;

describe("normalQuantile", () => {
  it("is odd about ½, to the bit, and rises", () => {
    let previous = -Infinity;
    for (let number = 1; number < 2 ** 23; number += 1021) {
      const z = normalQuantile(number * STEP);
      expect(z).toBeGreaterThanOrEqual(previous);
      expect(normalQuantile(1 - number * STEP)).toBe(-z);
      previous = z;
    }
    expect(normalQuantile(0.5)).toBe(0);
  });
  it("is within 5 ulp of the root of Φ(z) = u, found by Newton's method on an integral", () => {
    for (const u of [STEP, 3 * STEP, 2 ** -12, 0.01, 0.1, 0.25, 0.4, 0.49, 0.5 - STEP].map(nearest)) {
      const z = normalQuantile(u);
      expect(Math.abs(z - root(u, z))).toBeLessThanOrEqual(5 * unitOf(z));
    }
  });
  it("gives numbers of mean 0 and variance 1", () => {
    let [sum, squares, count] = [0, 0, 0];
    for (let number = 1; number < 2 ** 24; number += 2 * 64) {
      const z = normalQuantile(number * STEP);
      sum += z;
      squares += z * z;
      count += 1;
    }
    expect(sum / count).toBeCloseTo(0, 4);
    expect(squares / count).toBeCloseTo(1, 3);
  });
});

/** The odd multiple of 2^-24 next to u. */
function nearest(u: number): number {
  return (2 * Math.floor(u / (2 * STEP)) + 1) * STEP;
}

/** z with Φ(z) = u, from a start that is close: Newton's steps with the tail by a continued fraction or a series. */
function root(u: number, start: number): number {
  let z = start;
  for (let step = 0; step < 4; step++) z -= (lowerTail(z) - u) / density(z);
  return z;
}

function density(z: number): number {
  return expInDouble((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** The distance from an f32 to the next one away from 0. */
function unitOf(z: number): number {
  const value = Float32Array.of(Math.abs(z));
  new Int32Array(value.buffer)[0]! += 1;
  return value[0]! - Math.abs(z);
}

/** Φ(z) for z < 0. */
function lowerTail(z: number): number {
  if (z > -2) {
    // ½ + φ(z)·(z + z³/3 + z⁵/15 + ...)
    let [term, sum] = [z, z];
    for (let power = 3; power < 80; power += 2) {
      term *= (z * z) / power;
      sum += term;
    }
    return 0.5 + density(z) * sum;
  }
  let fraction = 0;
  for (let level = 200; level > 0; level--) fraction = level / (-z + fraction);
  return density(z) / (-z + fraction);
}
