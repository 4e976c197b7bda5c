import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";
import { ROOT, type PublicEntry } from "./public-entries.ts";

/** What an entry shows: every public name with its type, without the documentation. */
export interface ApiReport {
  readonly entry: PublicEntry;
  /** The file of the repository that holds the report. */
  readonly file: string;
  readonly text: string;
  /** Names that signatures use and nobody can import, each once. */
  readonly forgotten: readonly string[];
}

/** Reports of built entries. They share one compilation. */
export function apiReports(entries: readonly PublicEntry[]): ApiReport[] {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-api-"));
  try {
    const configs = entries.map((entry) => configOf(entry, folder));
    const compilerState = CompilerState.create(configs[0]!, {
      additionalEntryPoints: entries.map(({ types }) => types),
    });
    return entries.map((entry, index) => reportOf(entry, configs[index]!, compilerState));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function configOf({ slug, folder: projectFolder, types }: PublicEntry, reportFolder: string): ExtractorConfig {
  const silent = { logLevel: ExtractorLogLevel.None };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(projectFolder, "package.json"),
    configObject: {
      projectFolder,
      mainEntryPointFilePath: types,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: "es2022",
            lib: ["es2022", "dom"],
            module: "nodenext",
            strict: true,
            skipLibCheck: true,
            types: [],
          },
          files: [types],
        },
      },
      apiReport: { enabled: true, reportFileName: slug, reportFolder, reportTempFolder: reportFolder },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: "lf",
      messages: {
        compilerMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
        extractorMessageReporting: {
          default: silent,
          "ae-forgotten-export": { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: false },
        },
      },
    },
  });
}

function reportOf(entry: PublicEntry, config: ExtractorConfig, compilerState: CompilerState): ApiReport {
  const forgotten = new Set<string>();
  Extractor.invoke(config, {
    compilerState,
    localBuild: true,
    messageCallback(message) {
      const [, name] = /^The symbol "(.+)" needs to be exported/.exec(message.text ?? "") ?? [];
      if (name !== undefined) forgotten.add(name);
      message.handled = true;
    },
  });
  return {
    entry,
    file: join(ROOT, "api", `${entry.slug}.api.md`),
    text: inOurForm(entry, readFileSync(config.reportTempFilePath, "utf8")),
    forgotten: [...forgotten].sort(),
  };
}

/** Less noise: no tags, which all say the same, and no word of what has no documentation, which other checks demand. */
function inOurForm({ specifier, types }: PublicEntry, report: string): string {
  const code = report
    .slice(report.indexOf("```ts"))
    .replaceAll(/^ *\/\/ (@public( \(undocumented\))?|\(undocumented\)|\(No @packageDocumentation .*)\n/gm, "")
    .replaceAll(/\n{3,}/g, "\n\n");
  return `# ${specifier}\n\nWritten by \`pnpm api\` from \`${relative(ROOT, types)}\`.\n\n${code}`;
}
