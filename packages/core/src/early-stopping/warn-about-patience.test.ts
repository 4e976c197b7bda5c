import { describe, expect, it } from "vitest";
import { allOf, anyOf } from "./criteria/combine.ts";
import { epochLimit } from "./criteria/epoch-limit.ts";
import { patience } from "./criteria/patience.ts";
import { earlyStopping } from "./early-stopping.ts";
import type { EarlyStoppingOptions } from "./early-stopping-options.ts";
import type { ReduceOnPlateauOptions } from "./reduce-on-plateau-options.ts";
import { reduceOnPlateau } from "./reduce-on-plateau.ts";
import { warnAboutPatience } from "./warn-about-patience.ts";

function warning(stopping: object, plateau: Partial<ReduceOnPlateauOptions>): string | undefined {
  return warnAboutPatience(
    earlyStopping({ monitor: "validationLoss", mode: "min", ...stopping } as EarlyStoppingOptions),
    reduceOnPlateau({ monitor: "validationLoss", mode: "min", ...plateau }),
  );
}

describe("warnAboutPatience", () => {
  it.each([
    ["our patience", (p: number) => ({ patience: p })],
    ["Flax", (p: number) => ({ dialect: "flax", patience: p })],
    ["Keras", (p: number) => ({ dialect: "keras3", patience: p })],
    ["LightGBM", (p: number) => ({ dialect: "lightgbm", patience: Math.max(1, p) })],
    ["criteria", (p: number) => ({ criteria: anyOf(epochLimit(99), patience(Math.max(1, p))) })],
  ] as const)("is what a flat run shows, with %s", (name, stoppingOf) => {
    for (const dialect of ["pytorch", "keras3"] as const) {
      for (let stop = name === "our patience" ? 1 : 0; stop < 6; stop++) {
        for (let reduce = 0; reduce < 5; reduce++) {
          const stopping = earlyStopping({
            monitor: "validationLoss",
            mode: "min",
            ...stoppingOf(stop),
          });
          const plateau = reduceOnPlateau({ monitor: "validationLoss", mode: "min", patience: reduce, dialect });
          let [state, rate] = [stopping.start(), plateau.start(1)];
          let useful = false;
          for (let epoch = 0; state.decision !== "stop"; epoch++) {
            // An epoch that is trained with a lowered rate.
            useful ||= rate.learningRate < 1;
            state = stopping.observe(state, { epoch, value: 1 });
            rate = plateau.observe(rate, { epoch, value: 1 });
          }
          expect(warnAboutPatience(stopping, plateau) === undefined).toBe(useful);
        }
      }
    }
  });
  it("says what to do", () => {
    expect(warning({ patience: 3 }, { patience: 5 })).toBe(
      "Early stopping ends a run without improvement at check 3, before reduceOnPlateau would lower the learning " +
        "rate, at check 6. Give early stopping a patience of more than 6, or reduceOnPlateau a smaller one.",
    );
    expect(warning({ patience: 5 }, { patience: 2, cooldown: 3 })).toMatch(/within the cooldown/);
    expect(warning({ criteria: anyOf(patience(9), patience(3)) }, { patience: 5 })).toMatch(/at check 3, before/);
    expect(warning({ patience: 7 }, { patience: 2, cooldown: 3 })).toBe(undefined);
  });
  it("tells opposite directions, and nothing about different metrics or rules without patience", () => {
    expect(warning({ patience: 9, mode: "max" }, {})).toMatch(
      /opposite directions .*: one counts every gain as a loss/,
    );
    expect(warning({ patience: 1, monitor: "trainingLoss" }, {})).toBe(undefined);
    expect(warning({ patience: 1, checkEvery: { epochs: 2 } }, {})).toBe(undefined);
    expect(warning({ criteria: allOf(patience(1), epochLimit(50)) }, {})).toBe(undefined);
    expect(warning({ dialect: "lightgbm", patience: 0 }, {})).toBe(undefined);
  });
});
