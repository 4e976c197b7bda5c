import { COMPOSITES } from "../../../src/compose/composites.ts";
import { int, ints, text, type Attributes, type GraphShape } from "../../../src/index.ts";
import type { RuleCase } from "../rule-case.ts";

interface Resizing {
  readonly name: string;
  readonly x: GraphShape;
  readonly scales?: readonly number[];
  readonly sizes?: readonly number[];
  readonly axes?: readonly number[];
}

const RESIZINGS: readonly Resizing[] = [
  { name: "twice as large", x: ["rows", 2, 3, 2], scales: [1, 1, 2, 2] },
  { name: "three and two times", x: ["rows", 1, 2, 3], scales: [1, 1, 3, 2] },
  { name: "by a fraction", x: ["rows", 1, 4, 3], scales: [1, 1, 1.5, 2.5] },
  { name: "to smaller sizes", x: [2, 1, 5, 6], sizes: [2, 1, 3, 4] },
  { name: "given axes", x: ["rows", 2, 3, 4], sizes: [7, 5], axes: [2, 3] },
  { name: "to a length of 1", x: ["rows", 1, 3, 4], sizes: [1, 2], axes: [2, 3] },
];

const TRANSFORMATIONS = ["half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric"];

const LINEAR_CASES = TRANSFORMATIONS.flatMap((transformation) =>
  RESIZINGS.map((resizing) => caseOf(resizing, { mode: "linear", coordinate_transformation_mode: transformation })),
);

const NEAREST_CASES = [
  ["half_pixel", "round_prefer_floor"],
  ["asymmetric", "floor"],
  ["asymmetric", "round_prefer_ceil"],
  ["align_corners", "ceil"],
].flatMap(([transformation, rounding]) =>
  RESIZINGS.map((resizing) =>
    caseOf(resizing, {
      mode: "nearest",
      coordinate_transformation_mode: transformation!,
      nearest_mode: rounding!,
    }),
  ),
);

const BLOCK_CASES: readonly RuleCase[] = [
  { operator: "DepthToSpace", x: ["rows", 8, 2, 3] as const, mode: "DCR" },
  { operator: "DepthToSpace", x: ["rows", 8, 2, 3] as const, mode: "CRD" },
  { operator: "SpaceToDepth", x: ["rows", 2, 4, 6] as const },
].map(({ operator, x, mode }) => ({
  name: `${operator}${mode === undefined ? "" : `, ${mode}`}`,
  inputs: [{ shape: x }],
  build: (graph, inputs) =>
    COMPOSITES.get(operator)!(graph, inputs, {
      blocksize: int(2),
      ...(mode === undefined ? {} : { mode: text(mode) }),
    }),
}));

/** Resizing, and what exchanges channels for places. */
export const RESIZE_CASES: readonly RuleCase[] = [...LINEAR_CASES, ...NEAREST_CASES, ...BLOCK_CASES];

function caseOf({ name, x, scales, sizes, axes }: Resizing, settings: Readonly<Record<string, string>>): RuleCase {
  const attributes: Attributes = {
    ...Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, text(value)])),
    ...(axes === undefined ? {} : { axes: ints(axes) }),
  };
  return {
    name: `Resize, ${Object.values(settings).join(", ")}, ${name}`,
    inputs: [{ shape: x }],
    build: (graph, [value]) => {
      const given = scales === undefined ? undefined : graph.constant(Float32Array.from(scales), [scales.length]);
      const rest = sizes === undefined ? [given] : [given, graph.integers(sizes)];
      return graph.apply("Resize", [value, undefined, ...rest], attributes);
    },
  };
}
