import { globSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
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

/** What pnpm says of a package that it would publish. */
interface Published {
  readonly name: string;
  readonly files: readonly { readonly path: string }[];
}

beforeAll(async () => {
  await runPnpm("build", "--filter=./packages/*");
  // Each packs everything, one on each processor.
  const [, dryRun] = await Promise.all([
    runPnpm(...ours, "pack", "--pack-destination", scratch),
    runPnpm(...ours, "publish", "--recursive", "--dry-run", "--force", "--no-git-checks", "--json"),
  ]);
  published = JSON.parse(dryRun) as readonly Published[];
  const unpacked = readdirSync(scratch).map((file) => unpackPackage(join(scratch, file), scratch));
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

// SECURITY.md says so.
it("no package makes code from text or reaches the network, but for what is told here", () => {
  const found = [...packed].flatMap(([name, one]) => riskyCode(one).map((what) => `${name} ${what}`));
  expect(found.sort()).toEqual([
    // Serves the page that runs the conformance kit in a browser, on 127.0.0.1.
    "@lockstep/conformance dist/node/serve-page.js: node:http",
    // An option of Node's Worker: threads begin with a function of the file, as text. Pages take a blob.
    "@lockstep/core dist/reference/simd/kernel-team.js: eval",
  ]);
});

it.each<[string, readonly string[]]>([
  ['// fetch\nconst a = "eval";', []],
  ["await fetch(address);", ["fetch"]],
  ["globalThis.navigator.sendBeacon(address);", ["sendBeacon"]],
  ["new Function(text);", ["Function"]],
  ['import { get } from "node:https";', ["node:https"]],
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
