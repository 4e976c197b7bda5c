import { LockstepError } from "@lockstep/core";
import { buildDemo } from "./build-demo.ts";
import { HELP, parseServeArguments } from "./serve-arguments.ts";
import { serveDemo } from "./serve-demo.ts";

try {
  await main();
} catch (error) {
  process.stderr.write(error instanceof LockstepError ? `${error.message}\n` : `${describeCrash(error)}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { help, build, ...where } = parseServeArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (build) {
    process.stdout.write("Building the page from its sources ...\n");
    const start = performance.now();
    await buildDemo();
    process.stdout.write(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.\n`);
  }
  const server = await serveDemo(where);
  process.stdout.write(`\n  Lockstep's demo: ${server.address}\n\n${noteOn(where.host)}Ctrl-C ends it.\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close());
  }
}

/** Browsers give threads, WebGPU and service workers to this machine's own pages and to https alone. */
function noteOn(host: string | undefined): string {
  if (host === undefined || /^(localhost|127\..*|::1)$/.test(host)) return "";
  return "From other machines, over http, browsers withhold threads, WebGPU and the offline copy: open it here, or put https before it.\n";
}

/** Of an error that is not ours: all there is, for a report. */
function describeCrash(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
