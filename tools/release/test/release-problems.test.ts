import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { metadataProblems } from "../src/metadata-problems.ts";
import { publicPackages, readManifest } from "../src/public-packages.ts";
import { releaseProblems } from "../src/release-problems.ts";
import { writeMetadata } from "../src/write-metadata.ts";
import { ROOT, WorkspaceCopy } from "./workspace-copy.ts";

const ADDRESS = "https://github.com/somebody/lockstep";
const BUILT_THERE = { GITHUB_SERVER_URL: "https://github.com", GITHUB_REPOSITORY: "somebody/lockstep" };

it("every public manifest has what npm shows of a package", () => {
  const root = readManifest(ROOT);
  expect(publicPackages(ROOT).flatMap((one) => metadataProblems(one, root))).toEqual([]);
});

describe("a repository with an address", () => {
  const copy = new WorkspaceCopy();
  const problems = (environment = BUILT_THERE) => releaseProblems(copy.folder, environment);

  /** Changes one field of a manifest. */
  function write(folder: string, field: string, value: unknown): void {
    const manifest = { ...readManifest(join(copy.folder, folder)), [field]: value };
    writeFileSync(join(copy.folder, folder, "package.json"), JSON.stringify(manifest));
  }

  beforeAll(() => {
    copy.addChangeset("new", "@lockstep/core", "minor", "Something is new.");
    write("", "repository", { type: "git", url: `git+${ADDRESS}.git` });
    writeMetadata(copy.folder);
  });
  afterAll(() => copy.remove());

  it("may not be published while changesets wait, and may be afterwards", () => {
    expect(problems()).toEqual([expect.stringMatching(/^\d+ changesets wait/)]);
    copy.changeVersions();
    expect(problems()).toEqual([]);
  });

  it("tells where each package is: its folder, its page, its list of faults", () => {
    expect(readManifest(join(copy.folder, "packages/core"))).toMatchObject({
      repository: { type: "git", url: `git+${ADDRESS}.git`, directory: "packages/core" },
      homepage: `${ADDRESS}/tree/HEAD/packages/core#readme`,
      bugs: { url: `${ADDRESS}/issues` },
    });
  });

  it("may not be published from another repository, for its provenance would not be true", () => {
    expect(problems({ ...BUILT_THERE, GITHUB_REPOSITORY: "somebody/else" })).toEqual([
      `package.json names ${ADDRESS} as the repository, but this is built from https://github.com/somebody/else: npm would refuse it.`,
    ]);
  });

  it.each<[string, string, unknown, RegExp]>([
    ["no address", "", undefined, /^package.json names no repository.*pnpm release:check --write/],
    ["an address of another form", "", { type: "git", url: ADDRESS }, /^repository.url .* must look like git\+https/],
    [
      "a package elsewhere",
      "packages/onnx",
      { type: "git", url: `git+${ADDRESS}.git` },
      /^@lockstep\/onnx: "repository"/,
    ],
  ])("may not be published with %s", (_what, folder, repository, told) => {
    const { repository: before } = readManifest(join(copy.folder, folder));
    write(folder, "repository", repository);
    expect(problems()[0]).toMatch(told);
    write(folder, "repository", before);
    expect(problems()).toEqual([]);
  });

  it("may not be published with a version that its changelog does not tell of", () => {
    const { version } = readManifest(join(copy.folder, "packages/core"));
    write("packages/core", "version", "9.9.9");
    expect(problems()).toEqual([
      expect.stringMatching(/^Public packages have the versions/),
      "@lockstep/core: packages/core/CHANGELOG.md has no entry for 9.9.9.",
    ]);
    write("packages/core", "version", version);
  });
});
