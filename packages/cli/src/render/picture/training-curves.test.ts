import { expect, it } from "vitest";
import { svgElements } from "../../../test/svg-elements.ts";
import { trainingCurves } from "./training-curves.ts";

const TEXTS = { title: "A <title>", caption: "caption" };

function history(extra: (epoch: number) => object): Parameters<typeof trainingCurves>[0] {
  return {
    history: [0.9, 0.5, 0.7].map((trainingLoss, epoch) => ({
      epoch,
      trainingLoss,
      elapsedSeconds: epoch,
      ...extra(epoch),
    })),
    bestEpoch: 1,
  };
}

function count(svg: string, wanted: string): number {
  return svgElements(svg).filter((name) => name === wanted).length;
}

it("draws both losses in one panel and the accuracy in another, each with a dot on the epoch that was kept", () => {
  const svg = trainingCurves(
    history((epoch) => ({ validationLoss: 1 - epoch / 10, validationAccuracy: epoch / 3 })),
    TEXTS,
  );
  // With those of the legend.
  expect([count(svg, "path"), count(svg, "circle"), count(svg, "clipPath")]).toEqual([5, 4, 2]);
  expect(
    new Set([...svg.matchAll(/<circle class="kept \w+" cx="([\d.]+)" cy="[\d.]+" r="4.5"\/>/g)].map(([, x]) => x)).has(
      "198",
    ),
  ).toBe(true);
});

it("draws the training loss alone where nothing else is measured", () => {
  const svg = trainingCurves(
    history(() => ({})),
    TEXTS,
  );
  expect([count(svg, "path"), count(svg, "circle"), count(svg, "clipPath")]).toEqual([2, 2, 1]);
  expect(svg).not.toContain("NaN");
});
