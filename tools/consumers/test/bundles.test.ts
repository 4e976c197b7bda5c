import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findBrowser, missingHere } from "@lockstep/conformance/node";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SmallRun } from "../scripts/small-run.ts";
import { trainReference } from "../scripts/train-reference.ts";
import { bundleByEsbuild, type Bundle, type EsbuildOptions } from "../src/bundle-by-esbuild.ts";
import { expectAgreement } from "../src/expect-agreement.ts";
import { bundleFigures } from "../src/figures.ts";
import { installByPnpm } from "../src/install-by-pnpm.ts";
import { openProject } from "../src/open-project.ts";
import { runWell } from "../src/run-program.ts";
import { serveFolder } from "../src/serve-folder.ts";
import { visitPage, type PageVisit } from "../src/visit-page.ts";

/** Nothing but files of the page itself, and WebAssembly if at all; no text becomes code, and no string a script's address. */
const policy = (scripts: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts}`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join("; ");

const project = openProject();
const missingBrowser = missingHere(findBrowser);

/** Visits the built page where it is served under a policy. */
async function visit(scripts: string, query = ""): Promise<PageVisit> {
  const server = await serveFolder(join(project.folder, "dist"), { "content-security-policy": policy(scripts) });
  try {
    return await visitPage(findBrowser(), server.url, query);
  } finally {
    server.close();
  }
}

beforeAll(async () => {
  await installByPnpm(project.folder, [
    "@lockstep/core",
    "@lockstep/onnxruntime-web",
    "@lockstep/tfjs",
    "@tensorflow/tfjs-backend-wasm",
    "@tensorflow/tfjs-core",
    "@tensorflow/tfjs-layers",
    "onnxruntime-web",
  ]);
  project.addScripts("page", "message-of", "small-run", "train-ort", "train-reference", "train-tfjs");
});
afterAll(() => project.dispose());

describe("esbuild", () => {
  const bundle = (code: string, options?: EsbuildOptions): Promise<Bundle> =>
    bundleByEsbuild(project.folder, code, options);

  it.for(["browser", "node"] as const)("bundles training for the platform %s, to the same bits", async (platform) => {
    const code =
      'import { trainReference } from "./train-reference.ts"; console.log(JSON.stringify(await trainReference()));';
    const { code: bundled } = await bundle(code, { platform });
    writeFileSync(join(project.folder, `${platform}.mjs`), bundled);
    const { stdout } = await runWell(project.folder, process.execPath, [`${platform}.mjs`]);
    expect(JSON.parse(stdout)).toEqual(await trainReference());
  });

  it("takes of core what is used", async ({ task }) => {
    const [loop, engine] = await Promise.all([
      bundle('export { fit } from "@lockstep/core";'),
      bundle('export { fit } from "@lockstep/core"; export { createReferenceEngine } from "@lockstep/core/reference";'),
    ]);
    // The generators of other libraries, their rules of early stopping, and readers of files.
    const others = /dist.(profiles|early-stopping.dialects|data.(read-(csv|idx|npy)|safetensors))/;
    expect([...loop.inputs, ...engine.inputs].filter((file) => others.test(file))).toEqual([]);
    // The expression knows such files.
    const all = await bundle('export * from "@lockstep/core";');
    expect(all.inputs.filter((file) => others.test(file)).length).toBeGreaterThan(20);
    task.meta.sizes = [
      bundleFigures("fit, by esbuild", [loop.code]),
      bundleFigures("fit and the reference engine, by esbuild", [engine.code]),
    ];
  });

  it("bundles the engines on other libraries without these", async ({ task }) => {
    const peers = ["@tensorflow/*", "onnxruntime-web"];
    const [tfjs, ort] = await Promise.all([
      bundle('export { createTfjsEngine } from "@lockstep/tfjs";', { external: [...peers, "@lockstep/core"] }),
      bundle('export { createOrtEngine } from "@lockstep/onnxruntime-web";', {
        external: [...peers, "@lockstep/core"],
      }),
    ]);
    task.meta.sizes = [
      bundleFigures("createTfjsEngine without tfjs and core, by esbuild", [tfjs.code]),
      bundleFigures("createOrtEngine without runtime and core, by esbuild", [ort.code]),
    ];
  });
});

describe("a page that Vite built, under a strict policy", () => {
  let built: readonly string[];

  beforeAll(async () => {
    const html = '<!doctype html><output></output><script type="module" src="/page.ts"></script>';
    writeFileSync(join(project.folder, "index.html"), html);
    // Where the guide has them copied to.
    const wasm = "node_modules/@tensorflow/tfjs-backend-wasm/wasm-out";
    cpSync(join(project.folder, wasm), join(project.folder, "public/tfjs"), { recursive: true });
    const output = await build({ root: project.folder, logLevel: "error", configFile: false });
    if (!("output" in output)) throw new Error("Vite built nothing.");
    built = output.output.flatMap((file) => (file.type === "chunk" ? [file.code] : []));
  });

  it("is a few files of code", ({ task }) => {
    task.meta.sizes = [bundleFigures("a page with three engines and their libraries, by Vite", built)];
    // The runtime of ONNX is in a file of its own, which only those wait for who train on it.
    expect(built.length).toBeGreaterThan(1);
  });

  it("trains on three engines, the reference to Node's bits, and asks no other address", async (context) => {
    context.skip(missingBrowser !== undefined, missingBrowser);
    const { output, messages, strangers, requests } = await visit("'self' 'wasm-unsafe-eval'");
    expect({ messages, strangers }).toEqual({ messages: [], strangers: [] });
    expect(requests.filter((address) => address.endsWith(".wasm"))).toHaveLength(2);
    const [reference, ...others] = JSON.parse(output) as readonly SmallRun[];
    expect(reference).toEqual(await trainReference());
    expect(others.map(({ engine }) => engine)).toEqual(["tfjs-wasm", "ort-wasm"]);
    for (const run of others) expectAgreement(run, reference!);
  });

  it("trains to the same bits where the policy forbids WebAssembly too", async (context) => {
    context.skip(missingBrowser !== undefined, missingBrowser);
    const { output, messages, strangers } = await visit("'self'", "?reference");
    expect(JSON.parse(output)).toEqual([await trainReference()]);
    expect({ messages, strangers }).toEqual({ messages: [], strangers: [] });
  });
});
