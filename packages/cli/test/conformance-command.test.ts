import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ConformanceRecord, ConformanceReport } from "@lockstep/conformance";
import { describe, expect, it } from "vitest";
import { runCli, type CliResult } from "./run-cli.ts";
import { runInProcess } from "./run-in-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The path of an engine that tests have. */
function engine(name: string): string {
  return resolve(import.meta.dirname, `engines/${name}.ts`);
}

function conformance(cwd: string, ...args: readonly string[]): Promise<CliResult> {
  return runInProcess(["conformance", ...args], { cwd });
}

/** For what a process has of its own: errors that nobody catches, Node's way of reading modules, signals. */
function conformanceProcess(cwd: string, ...args: readonly string[]): Promise<CliResult> {
  return runCli(["conformance", ...args], { cwd });
}

/** A file of `--json`, without what no two runs share. */
function withoutRun(path: string): string {
  return readFileSync(path, "utf8").replace(/"run": \{[^}]*\}/, '"run": {}');
}

describe("lockstep conformance", () => {
  it("runs the reference engine unless told otherwise, and writes the same file twice but for its date and time", async () => {
    const cwd = temporaryFolder();
    const files = (name: string): readonly string[] => ["--json", `${name}.json`, "--record", `${name}.record.json`];
    const first = await conformanceProcess(cwd, "--only", "deferral", ...files("a"));
    const second = await conformance(cwd, "--only", "deferral", ...files("b"));
    expect(first).toMatchObject({ exitCode: 0, stderr: "" });
    expect(first.stdout).toContain("[1/1] deferral: 10 passed");
    expect(first.stdout.replaceAll(/\s+/g, " ")).toMatch(
      /reference in Node passes all of 10 cases\. This is a part: 10 of \d,\d+ cases, those with "deferral"\./,
    );
    expect(second.exitCode).toBe(0);
    for (const kind of ["json", "record.json"]) {
      expect(withoutRun(join(cwd, `a.${kind}`))).toBe(withoutRun(join(cwd, `b.${kind}`)));
    }
    const report = JSON.parse(readFileSync(join(cwd, "a.json"), "utf8")) as ConformanceReport;
    expect(report).toMatchObject({ format: "lockstep-conformance/1", subject: "reference", place: "Node" });
    expect(report.run.date).toMatch(/^\d{4}-.*Z$/);
    expect(Object.keys(report.run)).toEqual(["date", "seconds"]);
    const record = JSON.parse(readFileSync(join(cwd, "a.record.json"), "utf8")) as ConformanceRecord;
    expect(record).toMatchObject({
      format: "lockstep-conformance-record/1",
      only: "deferral",
      counts: { passed: 10, failed: 0 },
    });
  });

  it("ends with 1 when a case fails, tells each in full, and writes every outcome all the same", async () => {
    const cwd = temporaryFolder();
    const args = ["--only", "losses", "--json", "x.json", "--html", "x.html"];
    const result = await conformance(cwd, "--engine", engine("failing"), ...args);
    expect(result.exitCode).toBe(1);
    const report = JSON.parse(readFileSync(join(cwd, "x.json"), "utf8")) as ConformanceReport;
    const failed = report.cases.filter(({ status }) => status === "failed");
    expect(failed.length).toBeGreaterThan(20);
    expect(result.stdout.replaceAll(/\s+/g, " ")).toContain(`${failed[0]!.suite} > ${failed[0]!.name}`);
    expect(result.stdout).toMatch(/and \d+ more: --json FILE keeps all of them\./);
    expect(result.stdout.replaceAll(/\s+/g, " ")).toMatch(
      /What these clauses say stands in \S+spec: LSS-1.* in losses\.md/,
    );
    expect(result.stdout).toContain(`off <by one> in Node fails ${failed.length} of`);
    const page = readFileSync(join(cwd, "x.html"), "utf8");
    expect(page).toContain("off &#60;by one&#62;");
    // Clauses by their titles, which the specifications have.
    expect(page).toContain("Softmax cross-entropy");
  });

  it("gives each of several engines a column, and a place in the list of the file", async () => {
    const cwd = temporaryFolder();
    const args = ["--engine", "reference", "--engine", engine("failing"), "--only", "trajectories", "--json", "x.json"];
    const result = await conformance(cwd, ...args);
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toMatch(/suite +reference +off <by one>/);
    expect(result.stdout).toMatch(/trajectories +9 +\d failed/);
    const reports = JSON.parse(readFileSync(join(cwd, "x.json"), "utf8")) as ConformanceReport[];
    expect(reports.map(({ subject }) => subject)).toEqual(["reference", "off <by one>"]);
  });

  it("says what an engine declines, each reason once", async () => {
    const result = await conformance(temporaryFolder(), "--engine", engine("basic"), "--only", "convolutions");
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(result.stdout).toMatch(/convolutions +0 +70\n/);
    expect(result.stdout).toMatch(/What basic declines\n {2}70 cases: no kernels for this layer\n {4}layer: conv2d/);
    expect(result.stdout.replaceAll(/\s+/g, " ")).toContain("passes 0 of 70 cases, declines 70 as it says it does");
  });

  it("fails a case that leaves an error which nobody catches, and goes on", async () => {
    const result = await conformanceProcess(
      temporaryFolder(),
      "--engine",
      engine("stray"),
      "--only",
      "metadata",
      "--quiet",
    );
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain("left an error that nobody catches: the device is lost");
    expect(result.stdout).toContain("stray in Node fails 5 of 5 cases.");
  });

  it("prints only failures and the verdict if told to be quiet", async () => {
    const result = await conformance(temporaryFolder(), "--only", "metadata", "--quiet");
    expect(result.stdout).toMatch(/^\n {2}reference in Node passes all of 5 cases\. This is a part: [^.]+\.\n$/);
  });

  it("lists the names of cases without running any", async () => {
    const result = await conformance(temporaryFolder(), "--list", "--only", "declaration");
    expect(result).toEqual({
      exitCode: 0,
      stdout: "declaration > PRT-12 declaration.known-failures: each names a case\n",
      stderr: "",
    });
  });
});

describe("a module that cannot be run ends with 2, naming what is wrong", () => {
  it.each([
    ["throws", /^error {2}--engine .*throws\.ts does not load: no GPU here\.\n {7}It must run in Node/],
    [
      "without-subject",
      /without-subject\.ts must export `subject`, got \["createReferenceEngine"\]\.\n {7}Write: export/,
    ],
    ["malformed", /malformed\.ts: subject\.capabilities: layers is not an option, got \["dense"\]/],
    [
      "null",
      /null\.ts: subject must be an object, got null\.\n {7}The README of @lockstep\/conformance shows .*--init DIR/,
    ],
    ["gone", /^error {2}--engine must be a module that is there, got ".*gone\.ts"/],
  ])("%s", async (name, message) => {
    const cwd = temporaryFolder();
    const result = await conformance(cwd, "--engine", engine(name), "--json", "x.json");
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(message);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("an engine in a folder of its own", () => {
  it("is told the file and line of what Node cannot read", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "subject.mjs"), "// Two lines.\n\nexport const = 1;\n");
    const result = await conformanceProcess(cwd, "--engine", "./subject.mjs");
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/subject\.mjs does not load: .*, at .*subject\.mjs:3\.\n/);
  });

  it("is refused before the first case if it has a copy of core of its own", async () => {
    const cwd = temporaryFolder();
    const core = join(cwd, "node_modules/@lockstep/core");
    mkdirSync(core, { recursive: true });
    writeFileSync(join(core, "package.json"), JSON.stringify({ name: "@lockstep/core", version: "0.0.0" }));
    writeFileSync(join(cwd, "subject.mjs"), "throw new Error('loaded');\n");
    for (const where of [[], ["--browser"]]) {
      const result = await conformance(cwd, "--engine", "./subject.mjs", ...where);
      expect(result.exitCode).toBe(2);
      expect(result.stderr).toMatch(
        /^error {2}--engine \.\/subject\.mjs must share one copy of .*: it finds .*node_modules.*, and they have .*core\.\n/,
      );
      expect(result.stderr).toContain(
        "Run npm install --save-dev lockstep beside the engine, and then npx lockstep there.",
      );
    }
  });
});

describe("Ctrl-C", () => {
  it("ends with 130 and no file", async () => {
    const cwd = temporaryFolder();
    const result = await runCli(["conformance", "--json", "x.json"], { cwd, interruptAt: "metadata" });
    expect(result.exitCode).toBe(130);
    expect(result.stderr).toBe("stopped  Interrupted; no file was written.\n");
    expect(result.stdout).not.toContain("refusals");
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe("--init", () => {
  it("copies an engine under the names that its files ought to have, at the version that is installed", async () => {
    const cwd = temporaryFolder();
    const result = await conformance(cwd, "--init", "mine");
    expect(result).toMatchObject({ exitCode: 0, stderr: "" });
    expect(readdirSync(join(cwd, "mine")).sort()).toEqual(
      [".gitignore", "README.md", "package.json", "src", "test", "tsconfig.json"].sort(),
    );
    const manifest = JSON.parse(readFileSync(join(cwd, "mine/package.json"), "utf8")) as {
      readonly devDependencies: Readonly<Record<string, string>>;
    };
    expect(manifest.devDependencies["lockstep"]).toMatch(/^\^\d+\.\d+\.\d+/);
    // No registry has version 0.0.0.
    expect(result.stdout).toMatch(/ {4}cd mine\n {4}npm install DIR\/\*\.tgz {3}# DIR: .*\n {4}npm run conformance\n/);
  });

  it("writes over nothing", async () => {
    const cwd = temporaryFolder();
    writeFileSync(join(cwd, "notes.txt"), "mine");
    const result = await conformance(cwd, "--init", ".");
    expect(result.exitCode).toBe(2);
    expect(result.stderr).toMatch(/--init must be a new folder, or an empty one, got "\."/);
    expect(readdirSync(cwd)).toEqual(["notes.txt"]);
    expect((await conformance(cwd, "--init", "notes.txt")).exitCode).toBe(2);
    expect(existsSync(join(cwd, "notes.txt"))).toBe(true);
  });
});
