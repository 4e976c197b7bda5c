import { join } from "node:path";
import { build, type Plugin, type Rolldown } from "vite";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

/** Ends a build that meets a module of Node's, instead of putting an empty one in its place. */
const refuseNode: Plugin = {
  name: "refuse-node",
  enforce: "pre",
  resolveId(source, importer) {
    if (source.startsWith("node:")) throw new Error(`${importer} imports ${source}`);
  },
};

async function bundle(entry: string): Promise<Rolldown.RolldownOutput> {
  return (await build({
    root: ROOT,
    configFile: join(ROOT, "vite.config.ts"),
    logLevel: "silent",
    plugins: [refuseNode],
    build: { write: false, minify: false, rolldownOptions: { input: entry, preserveEntrySignatures: "strict" } },
  })) as Rolldown.RolldownOutput;
}

it("what loads the rows of an experiment runs in browsers, and brings the images as files of the page", async () => {
  const { output } = await bundle(join(import.meta.dirname, "load-experiment-data.ts"));
  const images = output.filter(({ type, fileName }) => type === "asset" && fileName.includes("ubyte"));
  expect(images).toHaveLength(8);
});

it("so does all of lockstep/experiment", async () => {
  const { output } = await bundle(join(ROOT, "../../packages/cli/src/experiment/index.ts"));
  expect(output[0].exports).toContain("drawExperiment");
});

it("a module of Node's would be noticed", async () => {
  await expect(bundle(join(ROOT, "build/write-mnist.ts"))).rejects.toThrow(/write-mnist.ts imports node:/);
});
