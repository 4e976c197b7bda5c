import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { erfInDouble } from "../../src/numeric/erf.ts";
import { expInDouble, LOG2_E } from "../../src/numeric/exp.ts";
import { expm1InDouble } from "../../src/numeric/expm1.ts";
import { log1pInDouble } from "../../src/numeric/log.ts";
import { tanhInDouble } from "../../src/numeric/tanh.ts";
import { webAssembly } from "../../src/web-assembly/web-assembly.ts";
import { assemble } from "../../wasm/assemble.ts";
import { ROUTINES } from "../../wasm/routines.ts";

const ROUTINE_NAMES = ["exp", "expm1", "erf", "log1p", "tanhInDouble"] as const;

type Routine = (x: number) => number;

/** A module that hands two numbers at 0 to a routine, and puts the results in their place. */
async function instantiate(): Promise<Readonly<Record<(typeof ROUTINE_NAMES)[number], Routine>>> {
  const callers = ROUTINE_NAMES.map(
    (name) => `(func (export "${name}") (v128.store (i32.const 0) (call $${name} (v128.load (i32.const 0)))))`,
  );
  const text = `(module (import "lockstep" "memory" (memory 1)) ${ROUTINES.join("\n")} ${callers.join("\n")})`;
  const { Memory, Module, Instance } = webAssembly!;
  const memory = new Memory({ initial: 1 });
  const { exports } = new Instance(new Module(await assemble(text)), { lockstep: { memory } });
  const pair = new Float64Array(memory.buffer, 0, 2);
  const caller = (name: string): Routine => {
    const call = exports[name] as () => void;
    return (x) => {
      // The other lane goes another way than most.
      pair.set([x, 5.5]);
      call();
      return pair[0]!;
    };
  };
  return {
    exp: caller("exp"),
    expm1: caller("expm1"),
    erf: caller("erf"),
    log1p: caller("log1p"),
    tanhInDouble: caller("tanhInDouble"),
  };
}

/** Numbers of ordinary size, of any, where formulas change, and where the reduction of e^x rounds a half. */
const number = fc.oneof(
  fc.double({ min: -10, max: 10 }),
  fc.double(),
  fc
    .constantFrom(709, 708, 2 ** -5, 2 ** -6, 6, 0.375, Math.SQRT2 - 1, 2 * Math.SQRT2 - 1, 0, Infinity)
    .chain((edge) =>
      fc.constantFrom(edge, -edge, edge * (1 + 2 ** -52), -edge * (1 + 2 ** -52), edge * (1 - 2 ** -53)),
    ),
  fc
    .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -3, max: 3 }))
    .map(([n, ulps]) => ((n + 0.5) / LOG2_E) * (1 + ulps * 2 ** -52)),
  fc.double({ min: 0, max: 1 }).map((x) => x / 16 - 1 / 32),
  fc.double({ min: 0.3, max: 0.5 }),
  fc.double({ min: 1.7, max: 1.9 }),
  fc.constantFrom(1, -1).chain((sign) => fc.double({ min: 706, max: 711 }).map((x) => sign * x)),
);

describe("the routines of kernels", () => {
  let routines: Awaited<ReturnType<typeof instantiate>>;
  beforeAll(async () => {
    routines = await instantiate();
  });
  it.each([
    ["exp", expInDouble, number],
    ["expm1", expm1InDouble, number],
    ["erf", erfInDouble, number],
    ["log1p", log1pInDouble, number.map((x) => Math.abs(x))],
    ["tanhInDouble", tanhInDouble, number],
  ] as const)("have the bits of TypeScript: %s", (name, definition, numbers) => {
    fc.assert(
      fc.property(numbers, (x) => {
        expect(routines[name](x)).toBe(definition(x));
      }),
      { numRuns: 5000, endOnFailure: true },
    );
  });
});
