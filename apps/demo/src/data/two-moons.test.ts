import { describe, expect, it } from "vitest";
import { twoMoons } from "./two-moons.ts";

const ROWS = 4000;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly label: number;
}

function points(options: { readonly seed?: number; readonly part?: number; readonly jitter?: number } = {}): Point[] {
  const moons = twoMoons(ROWS, { seed: 42, part: 0, ...options });
  const values = moons.gather([...moons.labels.keys()]);
  return Array.from(moons.labels, (label, row) => ({ x: values[2 * row]!, y: values[2 * row + 1]!, label }));
}

/** The angles of a moon's points on its own half circle, from 0 to π. */
function angles(label: number): number[] {
  const moon = points({ jitter: 0 }).filter((point) => point.label === label);
  return moon.map(({ x, y }) => (label === 0 ? Math.atan2(y, x) : Math.atan2(0.5 - y, 1 - x)));
}

describe("twoMoons", () => {
  it("puts points without jitter on two half circles of radius 1", () => {
    for (const { x, y, label } of points({ jitter: 0 })) {
      const [fromCentre, height] = label === 0 ? [Math.hypot(x, y), y] : [Math.hypot(x - 1, y - 0.5), 0.5 - y];
      expect(fromCentre).toBeCloseTo(1, 6);
      expect(height).toBeGreaterThanOrEqual(0);
    }
  });

  it.each([0, 1])("spreads the points of moon %i evenly over its half circle", (label) => {
    // Kolmogorov and Smirnov: a true sample exceeds 1.95 / √n once in a thousand times; these draws are fixed.
    const sorted = angles(label).sort((a, b) => a - b);
    const distances = sorted.map((angle, index) => Math.abs((index + 0.5) / sorted.length - angle / Math.PI));
    expect(Math.max(...distances)).toBeLessThan(1.95 / Math.sqrt(sorted.length));
  });

  it("adds normal numbers of the stated deviation that depend on nothing else", () => {
    const exact = points({ jitter: 0 });
    const added = points({ jitter: 0.3 }).map(({ x, y }, row) => ({ x: x - exact[row]!.x, y: y - exact[row]!.y }));
    const mean = (numbers: readonly number[]): number => numbers.reduce((sum, value) => sum + value) / ROWS;
    const error = 0.3 / Math.sqrt(ROWS);
    for (const axis of ["x", "y"] as const) {
      const along = added.map((jitter) => jitter[axis]);
      // Four standard errors each.
      expect(Math.abs(mean(along))).toBeLessThan(4 * error);
      expect(Math.abs(Math.sqrt(mean(along.map((value) => value ** 2))) - 0.3)).toBeLessThan((4 * error) / Math.SQRT2);
      expect(Math.abs(mean(along.map((value, row) => value * exact[row]![axis])))).toBeLessThan(4 * error);
      // The next point is on the other moon, where the sign is the other one: from one moon to the other only.
      const next = along.map((value, row) => (row % 2 === 0 ? 2 * value * exact[row + 1]![axis] : 0));
      expect(Math.abs(mean(next))).toBeLessThan(4 * 1.8 * error);
      expect(along.filter((value) => Math.abs(value) < 0.3).length / ROWS).toBeCloseTo(0.6827, 1);
    }
    expect(Math.abs(mean(added.map(({ x, y }) => x * y)))).toBeLessThan(4 * 0.3 * error);
  });

  it("has as many points of either moon", () => {
    expect(points().filter(({ label }) => label === 1)).toHaveLength(ROWS / 2);
  });

  it("is a function of seed, part and row alone", () => {
    expect(points()).toEqual(points());
    const few = twoMoons(10, { seed: 42, part: 0 });
    expect(few.gather([9, 3])).toEqual(twoMoons(ROWS, { seed: 42, part: 0 }).gather([9, 3]));
    expect(points({ seed: 43 })).not.toEqual(points());
    const first = new Set(points().map(({ x }) => x));
    expect(points({ part: 1 }).filter(({ x }) => first.has(x)).length).toBeLessThan(5);
  });
});
