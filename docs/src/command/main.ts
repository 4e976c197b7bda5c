import { buildSite } from "./build-site.ts";
import { serveSite } from "./serve-site.ts";
import { HELP, readSiteArguments } from "./site-arguments.ts";

try {
  await main();
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function main(): Promise<void> {
  const { help, build, serve, port } = readSiteArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (build) {
    process.stdout.write("Building the documentation from the sources ...\n");
    const start = performance.now();
    await buildSite();
    process.stdout.write(`Built in ${((performance.now() - start) / 1000).toFixed(1)} s.\n`);
  }
  if (!serve) return;
  const site = await serveSite(port);
  process.stdout.write(`\n  Lockstep's documentation: ${site.address}\n\nCtrl-C ends it.\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => site.close());
}
