import { execFileSync } from "node:child_process";
import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Folder of the repository. */
export const ROOT: string = resolve(import.meta.dirname, "../../..");
const COPIED = [
  "package.json",
  "pnpm-workspace.yaml",
  ".changeset/*",
  "{packages,apps,tools}/*/package.json",
  "{packages,apps,tools}/*/CHANGELOG.md",
  "docs/package.json",
  "tools/release/src/changelog.ts",
];

/** What one changeset says. */
export interface Changeset {
  readonly id: string;
  /** The kind of release that it asks for, by package. */
  readonly releases: ReadonlyMap<string, string>;
  readonly text: string;
}

/** A folder with all that decides about versions, in which versions may be changed. */
export class WorkspaceCopy {
  readonly folder: string = mkdtempSync(join(tmpdir(), "lockstep-versions-"));

  constructor() {
    for (const file of globSync(COPIED, { cwd: ROOT })) cpSync(join(ROOT, file), join(this.folder, file));
  }

  /** What waits to be released. */
  changesets(): readonly Changeset[] {
    const files = readdirSync(join(this.folder, ".changeset")).filter((file) => file.endsWith(".md"));
    return files.map((file) => {
      const [, head = "", text = ""] = /^---\n(.*?)\n---\n(.*)$/s.exec(this.read(`.changeset/${file}`)) ?? [];
      const releases = new Map([...head.matchAll(/^"(.+)": (\w+)$/gm)].map(([, name, kind]) => [name!, kind!]));
      return { id: file.slice(0, -".md".length), releases, text: text.trim() };
    });
  }

  addChangeset(id: string, name: string, kind: string, text: string): void {
    writeFileSync(join(this.folder, `.changeset/${id}.md`), `---\n"${name}": ${kind}\n---\n\n${text}\n`);
  }

  /** Runs `changeset version`, as `pnpm release:version` does. */
  changeVersions(): void {
    const program = join(ROOT, "node_modules/@changesets/cli/bin.js");
    execFileSync(process.execPath, [program, "version"], { cwd: this.folder, stdio: "pipe" });
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
