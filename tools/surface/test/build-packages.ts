import { execFileSync } from "node:child_process";
import { ROOT } from "../src/public-entries.ts";

/** Run once before the tests, which look at what is published: a second where everything is built already. */
export function setup(): void {
  // The condition by which tests find sources must not reach the builds.
  const { NODE_OPTIONS: _, ...env } = process.env;
  execFileSync(
    "npx",
    ["-y", "pnpm@12", "exec", "turbo", "run", "build", "--filter=./packages/*", "--output-logs=errors-only"],
    { cwd: ROOT, env, stdio: ["ignore", "ignore", "inherit"] },
  );
}
