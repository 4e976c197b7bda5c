import { dropout, linearRate, piecewiseRate, rateAt } from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import { scheduleCases } from "../vectors/dropout-family-cases.ts";

/** Rates by step against a second implementation, bit for bit; and schedules that must be refused. */
export function rateScheduleSuite({ describe, it }: TestRunner): void {
  describe("rate schedules", () => {
    for (const { id, clause, input, expect } of scheduleCases) {
      it(`${clause} ${id} (${input.schedule.kind})`, () => {
        const { schedule, steps } = input;
        const made = schedule.kind === "linear" ? linearRate(withoutKind(schedule)) : piecewiseRate(schedule.pieces);
        expectSame(
          "rates",
          steps.map((step) => rateAt(made, step)),
          decodeDoubles(expect.rates),
        );
      });
    }
    const mistakes: Readonly<Record<string, () => unknown>> = {
      "no steps": () => linearRate({ initial: 0, final: 0.5, length: 0 }),
      "a rate of NaN": () => linearRate({ initial: NaN, final: 0.5, length: 10 }),
      "a rate above 1": () => dropout(linearRate({ initial: 0, final: 1.5, length: 10 })),
      "a line that approaches 1": () => dropout(linearRate({ initial: 0, final: 1, length: 10 })),
      "no pieces": () => piecewiseRate([]),
      "a first piece after step 0": () => piecewiseRate([{ fromStep: 1, rate: 0.5 }]),
      "pieces out of order": () => {
        return piecewiseRate([
          { fromStep: 0, rate: 0.5 },
          { fromStep: 0, rate: 0.1 },
        ]);
      },
      "a piece above 1": () => dropout(piecewiseRate([{ fromStep: 0, rate: 2 }])),
      "a schedule of another kind": () => dropout({ kind: "cosine" } as never),
      "a negative step": () => rateAt(0.5, -1),
    };
    for (const [name, make] of Object.entries(mistakes)) {
      it(`DRP-11 dropout-family.schedule.refused: ${name}`, async () => {
        await expectRefusal(name, "INVALID_OPTION", make);
      });
    }
  });
}

function withoutKind<Schedule extends { readonly kind: string }>({
  kind: _kind,
  ...rest
}: Schedule): Omit<Schedule, "kind"> {
  return rest;
}
