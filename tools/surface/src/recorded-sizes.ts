import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledSize, type BundledSize } from "./bundled-size.ts";
import { ROOT } from "./public-entries.ts";
import { SIZE_BUDGETS } from "./size-budgets.ts";

/** Sizes by the names of their budgets. */
export type Sizes = Readonly<Record<string, BundledSize>>;

/** What `pnpm api` found last: with it a test can tell what grew. */
export const SIZES_FILE: string = join(ROOT, "api/sizes.json");

/** The sizes when `pnpm api` was run last. */
export function recordedSizes(): Sizes {
  return JSON.parse(readFileSync(SIZES_FILE, "utf8")) as Sizes;
}

/** What a record may be off before it is written anew: two branches would change its lines at every merge. */
const CLOSE = 0.02;

/** The sizes now, or as they were recorded where they have hardly changed. */
export async function sizesToRecord(): Promise<Sizes> {
  const before = existsSync(SIZES_FILE) ? recordedSizes() : {};
  const sizes: Record<string, BundledSize> = {};
  for (const budget of SIZE_BUDGETS) {
    const [recorded, now] = [before[budget.name], await bundledSize(budget)];
    const close = recorded !== undefined && Math.abs(now.bytes / recorded.bytes - 1) < CLOSE;
    sizes[budget.name] = close ? recorded : now;
  }
  return sizes;
}

/** What to tell whoever made it too large: `core/training +1.2`, the most first. */
export function growth(before: BundledSize | undefined, now: BundledSize): string {
  const grown = Object.entries(now.folders)
    .map(([folder, bytes]) => [folder, bytes - (before?.folders[folder] ?? 0)] as const)
    .filter(([, added]) => added > 0)
    .sort(([, some], [, more]) => more - some)
    .map(([folder, added]) => `${folder} +${(added / 1000).toFixed(1)}`);
  return grown.slice(0, 8).join(", ");
}
