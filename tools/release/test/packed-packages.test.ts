import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Manifest } from "../src/manifest.ts";
import { unpackPackage, type PackedPackage } from "../src/packed-package.ts";
import { packedProblems } from "../src/packed-problems.ts";
import { publicPackages } from "../src/public-packages.ts";
import { ROOT } from "./workspace-copy.ts";

const scratch = mkdtempSync(join(tmpdir(), "lockstep-release-"));
const packages = publicPackages(ROOT);
const ours = ["--filter", "./packages/*"];
let packed: ReadonlyMap<string, PackedPackage>;

/** Runs pnpm in the repository, without the condition by which tests find sources. */
function pnpm(...args: readonly string[]): string {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return execFileSync("npx", ["-y", "pnpm@12", ...args], { cwd: ROOT, env, encoding: "utf8", maxBuffer: 2 ** 26 });
}

beforeAll(() => {
  pnpm("build");
  pnpm(...ours, "pack", "--pack-destination", scratch);
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

it("are what pnpm would publish: public, siblings before their dependents", () => {
  interface Published {
    readonly name: string;
    readonly files: readonly { readonly path: string }[];
  }
  const args = ["publish", "--recursive", "--dry-run", "--force", "--no-git-checks", "--json"];
  const published = JSON.parse(pnpm(...ours, ...args)) as readonly Published[];
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

describe("a tarball", () => {
  const folder = join(ROOT, "packages/onnx");
  const onnx = () => packed.get("@lockstep/onnx")!;
  const withManifest = (change: Partial<Manifest>): PackedPackage => ({
    ...onnx(),
    manifest: { ...onnx().manifest, ...change },
  });
  const withFile = (file: string, content = ""): PackedPackage => ({
    ...onnx(),
    files: [...onnx().files, file].sort(),
    read: (path) => (path === file ? content : onnx().read(path)),
  });
  const without = (file: string): PackedPackage => ({ ...onnx(), files: onnx().files.filter((path) => path !== file) });

  it.each<[string, () => PackedPackage, RegExp]>([
    [
      "with a range of the workspace",
      () => withManifest({ dependencies: { "@bufbuild/protobuf": "catalog:" } }),
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
