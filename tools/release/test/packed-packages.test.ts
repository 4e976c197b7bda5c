import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../src/manifest.ts";
import { unpackPackage, type PackedPackage } from "../src/packed-package.ts";
import { packedProblems } from "../src/packed-problems.ts";
import { publicPackages } from "../src/public-packages.ts";
import { riskyCode } from "../src/risky-code.ts";
import { runPnpm } from "./run-pnpm.ts";
import { ROOT } from "./workspace-copy.ts";

const scratch = mkdtempSync(join(tmpdir(), "lockstep-release-"));
const packages = publicPackages(ROOT);
const ours = ["--filter", "./packages/*"];
let packed: ReadonlyMap<string, PackedPackage>;
let published: readonly Published[];

/** Where `pnpm release:pack` puts what is to be published. */
const RELEASE = join(ROOT, ".generated/release");

/** What is to be published, siblings before their dependents. */
interface Plan {
  readonly plan: readonly (readonly { readonly name: string; readonly tarball: { readonly path: string } }[])[];
}

function readPlan(): Plan {
  return JSON.parse(readFileSync(join(RELEASE, "publish-plan.json"), "utf8")) as Plan;
}

/** What pnpm says of a package that it would publish. */
interface Published {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

beforeAll(async () => {
  // A registry in which nothing was published yet, which decides what is packed.
  const registry = createServer((_, response) => response.writeHead(404).end()).listen(0, "127.0.0.1");
  await once(registry, "listening");
  process.env["pnpm_config_registry"] = `http://127.0.0.1:${(registry.address() as AddressInfo).port}/`;
  // It has none of the dependencies, should pnpm want to look for them.
  process.env["pnpm_config_verify_deps_before_run"] = "false";
  await runPnpm("build", "--filter=./packages/*");
  // Each packs everything, one on each processor.
  const [, dryRun] = await Promise.all([
    runPnpm("release:pack"),
    runPnpm(...ours, "publish", "--recursive", "--dry-run", "--force", "--no-git-checks", "--json"),
  ]);
  registry.close();
  published = JSON.parse(dryRun) as readonly Published[];
  const unpacked = readPlan()
    .plan.flat()
    .map(({ tarball }) => unpackPackage(join(RELEASE, tarball.path), scratch));
  packed = new Map(unpacked.map((one) => [one.manifest.name, one]));
}, 300_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe.each(packages)("the tarball of $name", ({ name, folder }) => {
  it("has what npm users look for, nothing else, and no code of others without a notice", () => {
    expect(packedProblems(packed.get(name)!, join(ROOT, folder))).toEqual([]);
  });

  it("asks for siblings by a range of the version that they have", () => {
    const { version, dependencies = {} } = packed.get(name)!.manifest;
    const siblings = Object.entries(dependencies).filter(([wanted]) => packed.has(wanted));
    for (const [sibling, range] of siblings) expect([sibling, range]).toEqual([sibling, `^${version}`]);
  });
});

it.each([
  ["@lockstep/core", "packages/core", "spec/*.md"],
  ["@lockstep/conformance", "packages/conformance", "vectors/*.json"],
  ["@lockstep/conformance", "packages/conformance", "template/{_*,*.md,{src,test}/*.ts}"],
  ["@lockstep/tfjs", "packages/tfjs", "FAULTS.md"],
])("the tarball of %s has what in %s is %s", (name, folder, pattern) => {
  const wanted = globSync(pattern, { cwd: join(ROOT, folder) });
  expect(wanted.length).toBeGreaterThan(0);
  expect(packed.get(name)!.files).toEqual(expect.arrayContaining(wanted));
});

it("are what pnpm would publish: public, siblings before their dependents", () => {
  const order = published.map(({ name }) => name);
  expect(order.toSorted()).toEqual(packages.map(({ name }) => name).sort());
  for (const { name, files } of published) {
    const { manifest, files: inTarball } = packed.get(name)!;
    expect([name, files.map(({ path }) => path).sort()]).toEqual([name, inTarball]);
    for (const sibling of Object.keys(manifest.dependencies ?? {}).filter((wanted) => packed.has(wanted))) {
      expect([name, order.indexOf(sibling) < order.indexOf(name)]).toEqual([name, true]);
    }
  }
});

it("a second try, after a release that failed half way, checks what is left and takes no offence at the rest", () => {
  const left = readPlan()
    .plan.flat()
    .filter(({ name }) => name === "@lockstep/onnxruntime-web")
    .map(({ name, tarball }) => ({ name, tarball: { path: join(RELEASE, tarball.path) } }));
  writeFileSync(join(scratch, "publish-plan.json"), JSON.stringify({ plan: [left] }));
  const program = join(ROOT, "tools/release/src/check-packed.ts");
  const said = execFileSync(process.execPath, [program, scratch], { encoding: "utf8" }).trim().split("\n");
  expect(said).toHaveLength(packages.length);
  expect(said.filter((line) => !line.endsWith("published already"))).toEqual([expect.stringContaining(left[0]!.name)]);
});

// SECURITY.md says so.
it("no package makes code from text, reaches the network or starts a program, but for what is told here", () => {
  const found = [...packed].flatMap(([name, one]) => riskyCode(one).map((what) => `${name} ${what}`));
  expect(found.sort()).toEqual([
    // SpiderMonkey, to run the conformance kit on it.
    "@lockstep/conformance dist/node/script-run.js: node:child_process",
    // Serves the page that runs the conformance kit in a browser, on 127.0.0.1.
    "@lockstep/conformance dist/node/serve-page.js: node:http",
    "@lockstep/conformance dist/node/spidermonkey-host.js: node:child_process",
    // An option of Node's Worker: threads begin with a function of the file, as text. Pages take a blob.
    "@lockstep/core dist/reference/simd/kernel-team.js: eval",
    // Node's workers, where there is Node.
    "@lockstep/core dist/reference/simd/kernel-team.js: getBuiltinModule",
    // The command's own file again, for what gets a process to itself.
    "lockstep dist/child-process/task-process.js: node:child_process",
    // Node, which tells where an engine's file breaks the syntax only as it ends by it.
    "lockstep dist/conformance/place-of-syntax-error.js: node:child_process",
  ]);
});

it.each<[string, readonly string[]]>([
  ['// fetch\nconst a = "eval";', []],
  ["await fetch(address);", ["fetch"]],
  ["globalThis.navigator.sendBeacon(address);", ["sendBeacon"]],
  ["new Function(text);", ["Function"]],
  ['import { get } from "node:https";', ["node:https"]],
  ['export * from "node:net";', ["node:net"]],
  ['const { get } = await import("node:https");', ["node:https"]],
  ["process.getBuiltinModule(name);", ["getBuiltinModule"]],
])("code like %j is found out", (code, found) => {
  const one = { ...packed.get("lockstep")!, files: ["dist/a.js"], read: () => code };
  expect(riskyCode(one)).toEqual(found.map((what) => `dist/a.js: ${what}`));
});

describe("a tarball", () => {
  const folder = join(ROOT, "packages/onnxruntime-web");
  const whole = () => packed.get("@lockstep/onnxruntime-web")!;
  const withManifest = (change: Partial<Manifest>): PackedPackage => ({
    ...whole(),
    manifest: { ...whole().manifest, ...change },
  });
  const withFile = (file: string, content = ""): PackedPackage => ({
    ...whole(),
    files: [...whole().files, file].sort(),
    read: (path) => (path === file ? content : whole().read(path)),
  });
  const without = (file: string): PackedPackage => ({
    ...whole(),
    files: whole().files.filter((path) => path !== file),
  });

  it.each<[string, () => PackedPackage, RegExp]>([
    [
      "with a range of the workspace",
      () => withManifest({ dependencies: { "@lockstep/core": "catalog:" } }),
      /as catalog:/,
    ],
    ["with dependencies of development", () => withManifest({ devDependencies: {} }), /of its development/],
    [
      "with the sources' condition",
      () => withManifest({ exports: { ".": { "@lockstep/source": "./dist/index.js" } } }),
      /condition/,
    ],
    ["without a licence", () => without("LICENSE"), /LICENSE is missing/],
    ["without notes of its version", () => withManifest({ version: "7.0.0" }), /CHANGELOG.md is missing/],
    ["without its entry", () => without("dist/index.d.ts"), /dist\/index.d.ts, which package.json names, is missing/],
    ["with a map", () => withFile("dist/index.js.map"), /must not be published/],
    ["with a source", () => withFile("src/index.ts"), /must not be published/],
    ["with a test", () => withFile("dist/index.test.js"), /is a test/],
    ["with code of others", () => withFile("dist/node_modules/left-pad/index.js"), /NOTICE does not name it/],
    ["with code from nowhere", () => withFile("dist/old.js"), /has no source here/],
    ["that imports what it does not name", () => withFile("dist/index.d.ts", 'export * from "vite";'), /imports vite/],
    ["that imports it when it runs", () => withFile("dist/index.js", 'await import("@x/y/z");'), /imports @x\/y,/],
  ])("%s is refused", (_what, make, told) => {
    expect(packedProblems(make(), folder)).toContainEqual(expect.stringMatching(told));
  });
});
