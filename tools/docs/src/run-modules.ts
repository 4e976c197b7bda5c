import { inspect } from "node:util";

// A process of its own: imports the modules named on its command line, one after another, and prints for each a line of
// JSON with its path and, if it failed, why.
for (const path of process.argv.slice(2)) {
  let error: string | null = null;
  try {
    await import(path);
  } catch (caught) {
    error = inspect(caught);
  }
  process.stdout.write(`${JSON.stringify({ path, error })}\n`);
}
