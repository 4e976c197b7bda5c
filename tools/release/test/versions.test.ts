import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { publicPackages, readManifest, type PublicPackage } from "../src/public-packages.ts";
import { ROOT, WorkspaceCopy, type Changeset } from "./workspace-copy.ts";

// What `pnpm release:version` would do today, in a copy of the manifests.

const KINDS = ["patch", "minor", "major"];
const copy = new WorkspaceCopy();
const before = publicPackages(ROOT);
let released: readonly Changeset[];
let after: readonly PublicPackage[];
let notes: ReadonlyMap<string, string>;

/** Versions of the packages, each once. */
const versionsOf = (packages: readonly PublicPackage[]) => [
  ...new Set(packages.map(({ manifest }) => manifest.version)),
];

/** The version that follows by the rules of semantic versioning. */
function following(version: string, kind: string): string {
  const numbers = version.split(".").map(Number);
  const place = KINDS.length - 1 - KINDS.indexOf(kind);
  return numbers.map((number, index) => (index < place ? number : index === place ? number + 1 : 0)).join(".");
}

/** Text without the breaks and indents that a list gives it. */
const words = (text: string) => text.split(/\s+/).join(" ");

beforeAll(() => {
  // After a release nothing waits: then the rules are tried on something.
  if (copy.changesets().length === 0) copy.addChangeset("something", "@lockstep/core", "minor", "Something is new.");
  released = copy.changesets();
  copy.changeVersions();
  after = publicPackages(copy.folder);
  notes = new Map(after.map(({ name, folder }) => [name, copy.read(`${folder}/CHANGELOG.md`)]));
});

afterAll(() => copy.remove());

describe("the next release", () => {
  it("gives all public packages one version, the next by the largest change that waits", () => {
    const kinds = released.flatMap(({ releases }) => [...releases.values()]);
    const largest = KINDS.findLast((kind) => kinds.includes(kind))!;
    expect(versionsOf(before)).toHaveLength(1);
    expect(versionsOf(after)).toEqual([following(versionsOf(before)[0]!, largest)]);
  });

  it("leaves private packages and the workspace's own manifest as they are", () => {
    const manifests = globSync("{apps,tools}/*/package.json", { cwd: ROOT });
    for (const file of [...manifests, "docs/package.json", "package.json"]) {
      const folder = dirname(file);
      expect([file, readManifest(join(copy.folder, folder))]).toEqual([file, readManifest(join(ROOT, folder))]);
    }
  });

  it("asks for siblings by the workspace's protocol, which packing turns into a range of that version", () => {
    const names = new Set(after.map(({ name }) => name));
    for (const { name, manifest } of after) {
      const wanted = Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies });
      const siblings = wanted.filter(([other]) => names.has(other));
      for (const [sibling, range] of siblings) expect([name, sibling, range]).toEqual([name, sibling, "workspace:^"]);
    }
  });

  it("moves the text of every changeset into the changelogs of its packages", () => {
    expect(copy.changesets()).toEqual([]);
    for (const { id, releases, text } of released) {
      expect([id, text]).not.toEqual([id, ""]);
      for (const name of releases.keys()) expect(words(notes.get(name)!)).toContain(words(text));
    }
  });

  it("has a note in the changelog of every package, below its version", () => {
    for (const { name, manifest } of after) {
      expect(notes.get(name)).toMatch(new RegExp(`^# ${name}\n\n## ${manifest.version.replaceAll(".", "\\.")}\n\n`));
    }
  });
});

it("a release after it, for a fix in one package, takes all packages along", () => {
  const [version] = versionsOf(after);
  copy.addChangeset("fix", "@lockstep/core", "patch", "A fix.");
  copy.changeVersions();
  expect(versionsOf(publicPackages(copy.folder))).toEqual([following(version!, "patch")]);
  expect(copy.read("packages/core/CHANGELOG.md")).toContain("### Patch Changes\n\n- A fix.\n");
});
