import type { NormLines } from "./norm-lines.ts";

/**
 * Neighbours in memory: their line moves on by `lineStep` from one to the next, the place of their weight by `placeStep`;
 * each is 0 or 1.
 */
export type VisitSpan = (
  first: number,
  length: number,
  line: number,
  lineStep: number,
  place: number,
  placeStep: number,
) => void;

/** Visits the values of lines from `from` to before `to` in spans as long as may be, each line's runs in their order. */
export function eachSpan(form: NormLines, from: number, to: number, visit: VisitSpan): void {
  const { lineStride, runs, runStride, run, weightPeriod, weightLineStride, weightRunStride } = form;
  if (run === 1 && lineStride === 1 && weightPeriod >= to) {
    for (let r = 0; r < runs; r++) {
      const place = from * weightLineStride + r * weightRunStride;
      visit(from + r * runStride, to - from, from, 1, place, weightLineStride);
    }
    return;
  }
  for (let line = from; line < to; line++) {
    const place = (line % weightPeriod) * weightLineStride;
    if (run === 1 && runStride === 1) {
      visit(line * lineStride, runs, line, 0, place, weightRunStride);
    } else {
      for (let r = 0; r < runs; r++) {
        visit(line * lineStride + r * runStride, run, line, 0, place + r * weightRunStride, 0);
      }
    }
  }
}
