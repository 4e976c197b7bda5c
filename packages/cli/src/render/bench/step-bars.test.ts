import { expect, it } from "vitest";
import { benchReportOf, contestantOf } from "../../../test/bench/bench-report-of.ts";
import { svgElements } from "../../../test/svg-elements.ts";
import { stepBars } from "./step-bars.ts";

/** The widths of the bars, from the top. */
function widths(svg: string): number[] {
  return [...svg.matchAll(/<rect class="bar \w+" x="0" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) =>
    Number(width),
  );
}

it("draws a bar for each contestant, the shortest first, on a linear axis where all are visible", () => {
  const svg = stepBars(
    benchReportOf([
      contestantOf("slow", { lower: 19, median: 20, upper: 21 }),
      contestantOf("quick", { lower: 4, median: 5, upper: 6 }, { ours: true }),
    ]),
  )!;
  expect(svgElements(svg).filter((name) => name === "rect")).toHaveLength(1 + 2 + 2);
  const [quick, slow] = widths(svg);
  expect(slow! / quick!).toBeCloseTo(4, 2);
  expect(svg).toContain("5.00 ms · 2.00×");
  expect(svg).toContain("20.0 ms · base");
  expect(svg).not.toContain("logarithmic");
});

it("takes a logarithmic axis where the longest would leave no bar of the shortest", () => {
  const times = [1, 10, 100].map((median) => ({ lower: median, median, upper: median }));
  const svg = stepBars(benchReportOf(times.map((time, index) => contestantOf(String(index), time))))!;
  const [short, middle, long] = widths(svg);
  expect(middle! - short!).toBeCloseTo(long! - middle!, 1);
  expect(short).toBeGreaterThan(20);
  expect(svg).toContain("logarithmic");
});

it("breaks long titles, and draws nothing where nobody was measured", () => {
  const title = "TensorFlow.js stock fit, Lockstep's wasm kernels and dropout";
  const svg = stepBars(benchReportOf([contestantOf("a", { lower: 1, median: 1, upper: 1 }, { title })]))!;
  expect(svg).toContain(">and dropout</text>");
  expect(stepBars(benchReportOf([]))).toBe(null);
});
