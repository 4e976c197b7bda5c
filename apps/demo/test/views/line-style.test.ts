import { expect, it } from "vitest";
import { lineStyle, minorLineStyle } from "../../src/train-section/views/plot/line-style.ts";

it.each([2, 3, 7])("shows each of %i lines that lie on each other", (count) => {
  const styles = Array.from({ length: count }, (_, index) => lineStyle(index, count));
  for (const [index, { width }] of styles.slice(1).entries()) {
    expect(styles[index]!.width - width).toBeGreaterThanOrEqual(1);
  }
  expect(styles[0]!.alpha).toBeLessThan(1);
  expect(new Set(styles.map(({ dash }) => dash.join(" "))).size).toBe(count);
});

it("tells the minor line from the major one without colour", () => {
  for (let index = 0; index < 7; index++) {
    expect(minorLineStyle(index, 7).width).toBeLessThan(lineStyle(index, 7).width);
    expect(minorLineStyle(index, 7).dash).not.toEqual(lineStyle(index, 7).dash);
  }
});
