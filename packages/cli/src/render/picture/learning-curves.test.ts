import { expect, it } from "vitest";
import { finishedRun } from "../../../test/finished-run.ts";
import { svgElements } from "../../../test/svg-elements.ts";
import { REMEDIES, type LabelKind } from "../../compare/remedy.ts";
import { learningCurves } from "./learning-curves.ts";

function draw(labels: readonly LabelKind[], losses: readonly number[] = [0.9, 0.5, 0.7]): string {
  const runs = labels.flatMap((kind) =>
    [1, 2].flatMap((seed) =>
      REMEDIES.map(({ name }) => finishedRun({ remedy: name, labels: kind, seed, validationLosses: losses })),
    ),
  );
  return learningCurves(runs, {
    title: "A <title> & more",
    caption: "caption",
    headings: new Map(labels.map((kind) => [kind, kind])),
  });
}

it("draws a line and a dot for every run in each of four panels, and a legend", () => {
  const names = svgElements(draw(["clean", "noisy"]));
  const count = (wanted: string): number => names.filter((name) => name === wanted).length;
  const legendEntries = 4;
  expect(count("path")).toBe(4 * 2 * 4 + legendEntries);
  expect(count("circle")).toBe(4 * 2 * 4 + 1);
  expect(count("clipPath")).toBe(4);
});

it("is narrower without noisy labels", () => {
  const names = svgElements(draw(["clean"]));
  expect(names.filter((name) => name === "clipPath")).toHaveLength(2);
});

it("puts the dot on the epoch whose weights were kept", () => {
  const svg = draw(["clean"]);
  const dotX = (remedy: string): string[] =>
    [...svg.matchAll(new RegExp(`<circle class="kept ${remedy}" cx="([\\d.]+)"`, "g"))].map(([, x]) => x!);
  // Of three epochs across a panel of 396: the restored second one lies in the middle, the last at the right.
  expect(new Set(dotX("both"))).toEqual(new Set(["198"]));
  expect(new Set(dotX("none"))).toEqual(new Set(["396"]));
});

it("stays well-formed when nothing is finite", () => {
  const svg = draw(["clean"], [NaN, Infinity, NaN]);
  expect(svgElements(svg)).toContain("path");
  expect(svg).not.toMatch(/NaN|Infinity/);
});

it("has colours for dark surroundings", () => {
  expect(draw(["clean"])).toContain("@media (prefers-color-scheme: dark)");
});
