import { text, type GraphShape } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

interface Padding {
  readonly name: string;
  readonly x: GraphShape;
  /** All places before, then all after. */
  readonly pads: readonly number[];
  readonly axes?: readonly number[];
}

const PADDINGS: readonly Padding[] = [
  { name: "both sides", x: ["rows", 2, 4, 3], pads: [0, 0, 2, 1, 0, 0, 1, 2] },
  { name: "one side", x: ["rows", 3, 4], pads: [0, 0, 3, 0, 1, 0] },
  { name: "given axes", x: ["rows", 2, 4, 5], pads: [1, 2, 0, 3], axes: [-1, 2] },
  { name: "nothing", x: ["rows", 3], pads: [0, 0, 0, 0] },
];

const CUTS: readonly Padding[] = [
  { name: "cutting", x: ["rows", 5, 6], pads: [0, -1, -2, 0, -1, 0] },
  { name: "cutting here, padding there", x: ["rows", 5, 6], pads: [0, 2, -2, 0, -1, 1] },
];

/** Padding by zeros, by another number and by copies. */
export const PAD_CASES: readonly RuleCase[] = [
  ...[...PADDINGS, ...CUTS].map((padding) => caseOf("constant", padding)),
  ...["edge", "reflect"].flatMap((mode) => PADDINGS.map((padding) => caseOf(mode, padding))),
  {
    name: "Pad by 2",
    inputs: [{ shape: ["rows", 3] }],
    build: (graph, [x]) => graph.apply("Pad", [x, graph.integers([0, 1, 0, 2]), graph.scalar(2)]),
  },
];

function caseOf(mode: string, { name, x, pads, axes }: Padding): RuleCase {
  return {
    name: `Pad, ${mode}, ${name}`,
    inputs: [{ shape: x }],
    build: (graph, [value]) => {
      const chosen = axes === undefined ? [] : [undefined, graph.integers(axes)];
      return graph.apply("Pad", [value, graph.integers(pads), ...chosen], { mode: text(mode) });
    },
  };
}
