import { describe, expect, it } from "vitest";
import { bundledSize } from "../src/bundled-size.ts";
import { publicEntries } from "../src/public-entries.ts";
import { growth, recordedSizes } from "../src/recorded-sizes.ts";
import { SIZE_BUDGETS } from "../src/size-budgets.ts";

const before = recordedSizes();

describe("the size of", () => {
  it.each(SIZE_BUDGETS)("$name is within its budget", async (budget) => {
    const size = await bundledSize(budget);
    const kilobytes = size.bytes / 1000;
    const told = `${budget.name}: ${kilobytes.toFixed(1)} kB, budget ${budget.limit} kB (${budget.reason}).`;
    const grown = `Grown since \`pnpm api\`, in kB before minifying: ${growth(before[budget.name], size)}.`;
    expect(kilobytes, `${told} ${grown}`).toBeLessThanOrEqual(budget.limit);
    // What grows within a wide budget is not seen.
    expect(kilobytes, `${told} Lower the budget.`).toBeGreaterThan(0.85 * budget.limit);
  });
  it("has a budget for every entry that a page can import", () => {
    const code = SIZE_BUDGETS.map((budget) => budget.code).join("\n");
    const names = publicEntries().map(({ specifier }) => specifier);
    expect(names.filter((name) => !name.endsWith("/node") && !code.includes(`"${name}"`))).toEqual([]);
  });
});
