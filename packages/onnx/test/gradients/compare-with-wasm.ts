import type { GraphTarget } from "../../src/index.ts";
import type { OpenGraph } from "./check-rule.ts";
import type { RuleCase } from "./rule-case.ts";
import { ruleGraph } from "./rule-graph.ts";

/** One element of an output or a gradient that differs. */
interface Difference {
  /** `y`, or the input whose gradient it is of. */
  readonly of: string;
  readonly element: number;
  readonly computed: number;
  readonly expected: number;
}

/**
 * Computes a case's output and gradients on the GPU and on wasm, by the graphs for each, and returns the elements that
 * differ by more than `tolerance` of the largest. Differences of a GPU's own output would not tell that its kernel is
 * wrong; those of wasm have been taken.
 */
export async function compareWithWasm(
  rule: RuleCase,
  open: (target: GraphTarget) => OpenGraph,
  tolerance = 1e-4,
): Promise<readonly Difference[]> {
  const [computed, expected] = [await results(rule, "webgpu", open), await results(rule, "wasm", open)];
  return [...expected].flatMap(([name, values]) => {
    const own = computed.get(name)!;
    const scale = Math.max(1, ...Array.from(values, Math.abs));
    return Array.from(values).flatMap((value, element) =>
      Math.abs(own[element]! - value) <= tolerance * scale
        ? []
        : [{ of: name, element, computed: own[element]!, expected: value }],
    );
  });
}

async function results(
  rule: RuleCase,
  target: GraphTarget,
  open: (target: GraphTarget) => OpenGraph,
): Promise<ReadonlyMap<string, ArrayLike<number>>> {
  const { graph, output, gradients, wanted, feeds } = ruleGraph(rule, target);
  const session = await open(target)(graph, [output, ...gradients]);
  try {
    const [y, ...others] = await session.run(feeds);
    return new Map([["y", y!], ...wanted.map(({ name }, index) => [name, others[index]!] as const)]);
  } finally {
    await session.close();
  }
}
